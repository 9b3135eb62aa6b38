// A paragraph that is written in is held as tall as it is: for a letter the browser then lays out this paragraph, and
// not all the text around it. It has its own height again before anything of it could be cut off or stand apart. It
// knows no words.

import type { LexicalEditor } from 'lexical'
import { atLeisure } from '../idle.ts'

/** Milliseconds without a letter, after which nothing is held. */
const writing = 1_000

/** What changes a few letters. What an input method composes is none of it: not every browser tells of each step. */
const letters: readonly string[] = ['insertText', 'deleteContentBackward', 'deleteContentForward']

/** Pixels: no line is as low. */
const half = 0.5

interface Held {
  readonly block: HTMLElement
  readonly kind: string | undefined
  readonly width: number
  height: number
  /**
   * The last of what it holds, and where that ends, in pixels below its upper edge: with another line, or one less, it
   * ends elsewhere.
   */
  readonly last: Element
  end: number
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
  // Between two letters: what is held now, or no more, is laid out once more with all the text.
  const hold = atLeisure(() => {
    const block = blockAtCaret(root)
    if (!block || block === held?.block || !timer || editor.isComposing() || !editor.isEditable()) return
    letGo()
    const { width, height } = block.getBoundingClientRect()
    held = { block, kind: block.dataset.kind, width, height, last: lastIn(block), end: endOf(block) }
    block.style.height = `${height}px`
    block.style.contain = 'size layout'
    watcher.observe(block)
  })
  const written = ({ inputType, isComposing }: InputEvent) => {
    if (isComposing || !letters.includes(inputType)) return
    wroteAt = performance.now()
    timer ??= setTimeout(letGoLater, writing)
    if (held && !isHeld(held.block)) letGo()
    if (!held || held.block !== blockAtCaret(root)) hold.ask()
  }
  /** It is as tall as its words again, in the frame that shows them. */
  const follow = (now: Held) => {
    const { block } = now
    const isSame = isHeld(block) && lastIn(block) === now.last && block.dataset.kind === now.kind
    const end = endOf(block)
    if (isSame && Math.abs(end - now.end) < half) return
    const { minHeight, lineHeight } = getComputedStyle(block)
    const least = Number.parseFloat(minHeight) || 0
    const height = now.height + end - now.end
    if (isSame && now.height > least + half && height > least) {
      now.height = height
      block.style.height = `${height}px`
    } else if (!isSame || now.height > least + half || end + Number.parseFloat(lineHeight) > now.height) {
      letGo()
      hold.ask()
      return
    }
    now.end = end
  }
  const unhear = editor.registerUpdateListener(({ dirtyElements }) => {
    if (held && dirtyElements.size > 0) follow(held)
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
  root.addEventListener('beforeinput', written, true)
  return () => {
    clearTimeout(timer)
    hold.stop()
    unhear()
    root.removeEventListener('beforeinput', written, true)
    for (const [where, what] of heard) where.removeEventListener(what, letGo)
    letGo()
    watcher.disconnect()
  }
}

/** Whoever makes the two languages level may have let it go (../desk/level.ts). */
function isHeld({ style }: HTMLElement): boolean {
  return style.contain !== ''
}

function lastIn(block: HTMLElement): Element {
  return block.lastElementChild ?? block
}

function endOf(block: HTMLElement): number {
  return lastIn(block).getBoundingClientRect().bottom - block.getBoundingClientRect().top
}

function blockAtCaret(root: HTMLElement): HTMLElement | null {
  let at = document.getSelection()?.anchorNode ?? null
  while (at && at.parentNode !== root) at = at.parentNode
  return at instanceof HTMLElement ? at : null
}
