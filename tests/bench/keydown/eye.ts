// Runs in the page: when a key was pressed, when its letter stood in the text, when the frame that shows it was
// painted.

/** What TypeScript does not know yet. */
declare const scheduler: { postTask(task: () => void, options: { priority: 'user-blocking' }): Promise<void> }

/** What somebody else typed: how long the paragraph was, and when that had been painted (milliseconds since 1970). */
export interface Sight {
  readonly length: number
  readonly at: number
}

export interface Eye {
  /** Follows the paragraph with the caret. */
  watchOwn(): void
  /** Follows paragraph `index` of the English text, that somebody else types in. */
  watchOther(index: number): void
  /** Gives what was seen since the last time, and forgets it. */
  take(): {
    /** Milliseconds from the browser taking a key to the end of the frame that shows its letter. */
    readonly seen: readonly number[]
    readonly missed: number
    /** When each key was pressed, and how long the paragraph was after it. */
    readonly pressed: readonly Sight[]
    readonly sights: readonly Sight[]
    /** `duration` of the browser's own entries for these keys: to the next presentation, in steps of 8 ms. */
    readonly durations: readonly number[]
  }
}

/** Puts `eye` on the window. Sent to the page as source: it refers to nothing outside itself. */
export function openEye(): void {
  let seen: number[] = []
  let pressed: Sight[] = []
  let sights: Sight[] = []
  let durations: number[] = []
  let waiting: number[] = []
  let missed = 0
  const now = () => performance.now()
  const wall = (at: number) => performance.timeOrigin + at
  // Goes before whatever else waits, so that what is measured is this frame and not the tasks after it.
  const afterFrame = (then: () => void) =>
    requestAnimationFrame(() => void scheduler.postTask(then, { priority: 'user-blocking' }))
  const blockAtCaret = () => {
    const at = document.getSelection()?.anchorNode
    const element = at instanceof Element ? at : at?.parentElement
    return element?.closest<HTMLElement>('.draft .block') ?? null
  }
  const lengthOf = (block: Element) => block.textContent?.length ?? 0
  const words = { characterData: true, childList: true, subtree: true }

  window.addEventListener(
    'keydown',
    (event) => {
      if (event.isTrusted && event.key.length === 1 && blockAtCaret()) waiting.push(event.timeStamp)
    },
    true,
  )
  let own: HTMLElement | null = null
  const onOwn = new MutationObserver(() => {
    const keys = waiting
    waiting = []
    if (keys.length === 0 || !own) return
    // A key whose letter came together with the next one's is one that was missed: it has no frame of its own.
    missed += keys.length - 1
    const pressedAt = keys[0]!
    pressed.push({ length: lengthOf(own), at: wall(pressedAt) })
    afterFrame(() => seen.push(now() - pressedAt))
  })
  const onOther = new MutationObserver(([first]) => {
    const block = (first?.target.nodeType === 1 ? (first.target as Element) : first?.target.parentElement)?.closest(
      '.block',
    )
    if (!block) return
    const length = lengthOf(block)
    afterFrame(() => sights.push({ length, at: wall(now()) }))
  })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') durations.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)

  const eye: Eye = {
    watchOwn() {
      onOwn.disconnect()
      own = blockAtCaret()
      if (own) onOwn.observe(own, words)
    },
    watchOther(index) {
      onOther.disconnect()
      const block = document.querySelectorAll('[role=textbox][data-language=en] > *')[index]
      if (block) onOther.observe(block, words)
    },
    take() {
      const taken = { seen, missed, pressed, sights, durations }
      missed = 0
      seen = []
      pressed = []
      sights = []
      durations = []
      return taken
    },
  }
  Object.assign(window, { eye })
}
