// What comes after the text can be written in: by itself, so that it is there for whoever goes offline afterwards. It
// knows no page.

/**
 * Milliseconds: the rest of the page is not to wait for a text that does not come; and before code is asked for again.
 */
const longest = 4_000
const pause = 2_000

let begin = () => {}
const begun =
  typeof document === 'undefined'
    ? Promise.resolve()
    : new Promise<void>((resolve) => {
        begin = resolve
        setTimeout(resolve, longest)
      })

/** Says that the text can be written in: what waits is loaded from now on. */
export function beginTheRest(): void {
  begin()
}

/** What `load` brings, after the text. It never fails: what does not come is asked for again. */
export async function later<T>(load: () => Promise<T>): Promise<T> {
  await begun
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
