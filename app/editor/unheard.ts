// Keeps to an editor the events of each letter that nobody else on the page asks for. React looks through the page for who listens to them, and
// once it has heard that words can be typed where the focus is, it reads the selection with every key. Keys themselves go on to the page,
// for its shortcuts.

const ofLetters = ['keypress', 'beforeinput', 'textInput', 'input'] as const

/** `onFocus` is told instead of the page. Returns the way to stop. */
export function keepLetters(holder: HTMLElement, onFocus: () => void): () => void {
  const stop = (event: Event) => event.stopPropagation()
  const focus = (event: Event) => {
    event.stopPropagation()
    onFocus()
  }
  for (const name of ofLetters) holder.addEventListener(name, stop)
  holder.addEventListener('focusin', focus)
  return () => {
    for (const name of ofLetters) holder.removeEventListener(name, stop)
    holder.removeEventListener('focusin', focus)
  }
}
