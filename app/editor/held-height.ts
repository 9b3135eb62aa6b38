// A paragraph that is written in is held as tall as it is: for a letter the browser then lays out this paragraph, and not all the text around it. It
// has its own height again before anything of it could be cut off or stand apart. It knows no words.

import type { LexicalEditor } from 'lexical'

/** Milliseconds without a letter, after which nothing is held. */
const writing = 1_000

/** What changes a few letters. What an input method composes is none of it: not every browser tells of each step. */
const letters: readonly string[] = ['insertText', 'deleteContentBackward', 'deleteContentForward']

interface Held {
  readonly block: HTMLElement
  readonly width: number
  /** Where its words end, in pixels below its upper edge: with another line, or one less, they end elsewhere. */
  readonly end: number
}

/** Holds the paragraph of `root` that somebody writes in with `editor`. Returns the way to stop. */
export function holdHeight(editor: LexicalEditor, root: HTMLElement): () => void {
  let held: Held | null = null
  let wroteAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined

  const letGo = () => {
    if (!held) return
    watcher.unobserve(held.block)
    held.block.style.height = ''
    held.block.style.contain = ''
    held = null
  }
  const letGoLater = () => {
    const left = wroteAt + writing - performance.now()
    timer = left > 0 ? setTimeout(letGoLater, left) : undefined
    if (left <= 0) letGo()
  }
  // Together with the letter, so that it takes no layout of its own: before it all is laid out, and can be read.
  const hold = ({ inputType, isComposing }: InputEvent) => {
    const block = blockAtCaret(root)
    if (!block || isComposing || !letters.includes(inputType) || !editor.isEditable()) return
    wroteAt = performance.now()
    timer ??= setTimeout(letGoLater, writing)
    if (block === held?.block && isHeld(block)) return
    const { width, height } = block.getBoundingClientRect()
    const end = endOf(block)
    letGo()
    held = { block, width, end }
    block.style.height = `${height}px`
    block.style.contain = 'size layout'
    watcher.observe(block)
  }
  const unhear = editor.registerUpdateListener(({ dirtyElements }) => {
    if (held && dirtyElements.size > 0 && endOf(held.block) !== held.end) letGo()
  })
  // A narrower column breaks the lines anew.
  const watcher = new ResizeObserver(() => {
    if (held && held.block.getBoundingClientRect().width !== held.width) letGo()
  })
  // So do a page that is made larger, a typeface that comes, and paper.
  const heard = [
    [root, 'compositionstart'],
    [window, 'resize'],
    [document.fonts, 'loadingdone'],
    [window, 'beforeprint'],
  ] as const
  for (const [where, what] of heard) where.addEventListener(what, letGo)
  root.addEventListener('beforeinput', hold, true)
  return () => {
    clearTimeout(timer)
    unhear()
    root.removeEventListener('beforeinput', hold, true)
    for (const [where, what] of heard) where.removeEventListener(what, letGo)
    letGo()
    watcher.disconnect()
  }
}

/** Whoever makes the two languages level may have let it go (../desk/level.ts). */
function isHeld({ style }: HTMLElement): boolean {
  return style.contain !== ''
}

function endOf(block: HTMLElement): number {
  const last = block.lastElementChild ?? block
  return Math.round(last.getBoundingClientRect().bottom - block.getBoundingClientRect().top)
}

function blockAtCaret(root: HTMLElement): HTMLElement | null {
  let at = document.getSelection()?.anchorNode ?? null
  while (at && at.parentNode !== root) at = at.parentNode
  return at instanceof HTMLElement ? at : null
}
