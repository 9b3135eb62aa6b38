// When a page that is opened is ready, and what it had asked for by then. Every page is loaded anew in the tab it
// stands in.
//
// A desk, and a plain editor, are ready when the English text is shown and takes a key, and a frame was drawn since; in
// the desk the whole text has then come from the room, and the seat. A page without an editor is ready when all of it
// is there and a frame was drawn since: that of a version has no script, so that its links answer then.

import type { Page } from 'playwright-core'

/** Milliseconds since the page was asked for. */
export async function readyToWrite(page: Page): Promise<number> {
  await page.reload({ waitUntil: 'commit' })
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const box = document.querySelector<HTMLElement>('[role=textbox][data-language=en]')
          const isReady = box?.isContentEditable && box.childElementCount > 1 && box.offsetParent !== null
          requestAnimationFrame(isReady ? () => resolve(performance.now()) : look)
        }
        look()
      }),
  )
}

/** Milliseconds since the page was asked for. */
export async function readyToRead(page: Page): Promise<number> {
  await page.reload({ waitUntil: 'commit' })
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () =>
          requestAnimationFrame(document.readyState === 'loading' ? look : () => resolve(performance.now()))
        look()
      }),
  )
}

/** Addresses of scripts that a desk asked for by itself. */
export interface ScriptsLoaded {
  /** Until the English text could be written in. */
  readonly first: readonly string[]
  /** After that. */
  readonly later: readonly string[]
}

/** Milliseconds without a new script, after which a desk is held to have all. */
const still = 6_000

/** Opens the desk anew and waits until it has all that it asks for by itself. */
export async function scriptsLoaded(desk: Page): Promise<ScriptsLoaded> {
  await desk.addInitScript(() => {
    // At the very change that shows the text: what is asked for because of it comes after.
    const watcher = new MutationObserver(() => {
      const box = document.querySelector<HTMLElement>('[role=textbox][data-language=en]')
      if (!box?.isContentEditable || box.hidden || box.childElementCount < 2) return
      performance.mark('writable')
      watcher.disconnect()
    })
    watcher.observe(document, { subtree: true, attributeFilter: ['hidden'] })
  })
  await desk.reload()
  await desk.locator('.status[data-status=saved]').waitFor()
  return desk.evaluate(async (quiet) => {
    const asked = () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
    for (let before = 0; before < asked().length; ) {
      before = asked().length
      await new Promise((resolve) => setTimeout(resolve, quiet))
    }
    const [writable] = performance.getEntriesByName('writable')
    if (!writable) throw new Error('it was not seen when the text could be written in')
    const of = (isMeant: (startTime: number) => boolean) =>
      asked().flatMap(({ name, startTime }) => (isMeant(startTime) ? name : []))
    return {
      first: of((startTime) => startTime <= writable.startTime),
      later: of((startTime) => startTime > writable.startTime),
    }
  }, still)
}
