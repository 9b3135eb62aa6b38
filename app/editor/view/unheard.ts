// Keeps to an editor the events of each letter that nobody else on the page asks for. React looks through the page for
// who listens to them, and once it has heard that words can be typed where the focus is, it reads the selection with
// every key. Keys that may be a shortcut go on to the page when they are pressed; a letter that is typed is none.

const ofLetters = ['keypress', 'beforeinput', 'textInput', 'input', 'keyup'] as const

/** `onFocus` is told instead of the page. Returns the way to stop. */
export function keepLetters(holder: HTMLElement, onFocus: () => void): () => void {
  const stop = (event: Event) => event.stopPropagation()
  const press = (event: KeyboardEvent) => {
    if (isTyped(event)) event.stopPropagation()
  }
  const focus = (event: Event) => {
    event.stopPropagation()
    onFocus()
  }
  for (const name of ofLetters) holder.addEventListener(name, stop)
  holder.addEventListener('keydown', press)
  holder.addEventListener('focusin', focus)
  return () => {
    for (const name of ofLetters) holder.removeEventListener(name, stop)
    holder.removeEventListener('keydown', press)
    holder.removeEventListener('focusin', focus)
  }
}

function isTyped({ key, ctrlKey, altKey, metaKey, target }: KeyboardEvent): boolean {
  return key.length === 1 && !ctrlKey && !altKey && !metaKey && (target as HTMLElement).isContentEditable
}
