// Waits until the page has nothing else to do. It knows no page.

/** Does `step` then, or after `longest` milliseconds at the latest. Returns the way to give it up. */
export function whenIdle(step: () => void, longest: number): () => void {
  // Not in every browser.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(step, longest)
    return () => clearTimeout(timer)
  }
  const asked = requestIdleCallback(step, { timeout: longest })
  return () => cancelIdleCallback(asked)
}

/** Milliseconds: what follows the text is soon enough then, and is never in the frame of a key. */
const soon = 100

/** Does `step` once the page has nothing else to do, however often it is asked for until then. */
export function atLeisure(step: () => void): { ask(): void; stop(): void } {
  let stop: (() => void) | null = null
  return {
    ask() {
      stop ??= whenIdle(() => {
        stop = null
        step()
      }, soon)
    },
    stop() {
      stop?.()
      stop = null
    },
  }
}

/**
 * Takes one step after the other, each once the page has nothing else to do. Returns the way to give up those that are
 * left.
 */
export function inSteps(steps: Iterator<unknown>): () => void {
  let stop = () => {}
  const step = () => {
    if (!steps.next().done) stop = whenIdle(step, soon)
  }
  stop = whenIdle(step, soon)
  return () => stop()
}
