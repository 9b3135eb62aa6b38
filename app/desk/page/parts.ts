// The parts of the desk, and the way from one to the next by one key. It knows no state.

/** In the order in which they stand on the page; each with what takes the focus there. */
const parts = [
  ['.desk-bar', 'button:not([tabindex="-1"]), select:not(:disabled)'],
  ['.outline', '.outline-list a[tabindex="0"], a, summary'],
  ['.sheet[data-sheet="en"]', '.draft[role=textbox]'],
  ['.sheet[data-sheet="fr"]', '.draft[role=textbox]'],
  ['.margin', 'button, a[href], textarea, summary'],
] as const

/** Moves the focus to the next part that is shown and has something to do, around the ends. */
export function nextPart(step: 1 | -1): void {
  const shown = parts.flatMap(([part, inner]) => {
    const element = document.querySelector<HTMLElement>(part)
    const first = [...(element?.querySelectorAll<HTMLElement>(inner) ?? [])].find((one) => one.offsetParent !== null)
    return element && first ? [{ element, first }] : []
  })
  if (shown.length === 0) return
  const at = shown.findIndex(({ element }) => element.contains(document.activeElement))
  const next = at === -1 ? (step === 1 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length
  shown[next]?.first.focus()
}
