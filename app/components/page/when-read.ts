// When what is needed of a page has been read: its code may run while the browser is still at it. It knows no page.

/** Resolves when all of the page is there. */
export function whenRead(): Promise<void> {
  if (document.readyState !== 'loading') return Promise.resolve()
  return new Promise((resolve) => document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }))
}

/** The first element of this kind, as soon as it is there with its attributes; null when the page has none. */
export function whenThere(selector: string): Promise<HTMLElement | null> {
  const find = () => document.querySelector<HTMLElement>(selector)
  return new Promise((resolve) => {
    const look = () => {
      const found = find()
      if (!found && document.readyState === 'loading') return
      watcher.disconnect()
      resolve(found)
    }
    const watcher = new MutationObserver(look)
    watcher.observe(document, { subtree: true, childList: true })
    void whenRead().then(look)
    look()
  })
}
