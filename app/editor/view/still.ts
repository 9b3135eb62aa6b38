// A long text that nobody is at stands still. A copy of it stands on the page, in pieces of which the browser looks
// only for those in view, and the editor goes on beside the page: of two long texts open next to each other only the
// one that is written in costs anything per letter. The editor comes back as soon as somebody comes to the text or
// anything in it changes, so that the copy never shows other words.

import type { LexicalEditor } from 'lexical'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'
import { comes } from '../sync/wake-event.ts'
import { holdSelection } from './held-selection.ts'

/** Shorter texts cost nothing to speak of. */
const longFrom = 100

/** Milliseconds without anybody at it, and without a change, after which a text stands still. */
const quiet = 4_000

/** Paragraphs in a piece, at least. */
const inPiece = 24

/**
 * A piece begins with one of these: nothing stands above them that reaches into the paragraph before, as with headings,
 * tables and footnotes.
 */
const begin: readonly ParagraphKind[] = ['recital', 'operative']

export interface Standing {
  /** What holds the root of the editor on the page, and nothing else. */
  readonly holder: HTMLElement
  readonly root: HTMLElement
  readonly editor: LexicalEditor
  /** Whether somebody else stands in this text. */
  readonly isVisited: () => boolean
  readonly whenIdle: (step: () => void) => () => void
  /** Told when other elements show the text from now on. */
  readonly onOther: () => void
}

export interface Stillness {
  /** To be called when somebody else may have come to the text, or gone from it. */
  look(): void
  /** Brings the editor back until nobody has been at it for a while again. */
  come(): void
  /** Brings the editor back, for good. */
  stop(): void
}

/** Lets this text stand still whenever nobody is at it. */
export function standStill({ holder, root, editor, isVisited, whenIdle, onOther }: Standing): Stillness {
  let copy: HTMLElement | null = null
  let isPointed = false
  let giveUp = () => {}

  const show = (shown: HTMLElement) => {
    holder.replaceChildren(shown)
    // Whoever keeps the two texts level hears of it.
    holder.dispatchEvent(new Event('other', { bubbles: true }))
    onOther()
  }
  const rest = () => {
    if (copy || isPointed || isVisited() || isHeld(root) || root.childElementCount < longFrom) return
    copy = copyOf(root)
    show(copy)
  }
  const restLater = () => {
    giveUp()
    if (copy) return
    const timer = setTimeout(() => {
      giveUp = whenIdle(rest)
    }, quiet)
    giveUp = () => clearTimeout(timer)
  }
  const wake = () => {
    if (!copy) return
    const from = copy
    copy = null
    keepHeights(from, root)
    show(root)
  }
  const look = () => {
    if (isVisited()) wake()
    restLater()
  }

  const come = () => {
    wake()
    restLater()
  }

  const point = (event: PointerEvent) => {
    isPointed = true
    // Nobody else is to hear of what is no longer there.
    if (copy?.contains(event.target as Node)) event.stopPropagation()
    wake()
  }
  const leave = () => {
    isPointed = false
    restLater()
  }
  const focus = ({ target }: FocusEvent) => {
    if (target !== copy || !copy) return
    const selectIn = holdSelection(copy)
    wake()
    root.focus()
    selectIn(root)
  }
  // What stands over the text beside it, as the grip of a paragraph, belongs to it.
  const sheet = holder.parentElement ?? holder
  const heard = [
    [sheet, 'pointerover', point, true],
    [sheet, 'pointerleave', leave, false],
    [holder, comes, come, true],
    [holder, 'focusin', focus, true],
    [holder, 'focusout', restLater, true],
  ] as const
  for (const [where, what, hear, capture] of heard) where.addEventListener(what, hear as EventListener, { capture })
  const unhear = editor.registerUpdateListener(({ dirtyElements }) => {
    if (dirtyElements.size > 0) come()
  })
  const unhearSeat = editor.registerEditableListener(come)
  restLater()
  return {
    look,
    come,
    stop() {
      giveUp()
      wake()
      unhear()
      unhearSeat()
      for (const [where, what, hear, capture] of heard)
        where.removeEventListener(what, hear as EventListener, { capture })
    },
  }
}

/** The caret, the focus or a selection is in it. */
function isHeld(root: HTMLElement): boolean {
  const selection = document.getSelection()
  return (
    root.contains(document.activeElement) ||
    root.contains(selection?.anchorNode ?? null) ||
    root.contains(selection?.focusNode ?? null)
  )
}

/**
 * The same as `root` to whoever looks or listens. Where the paragraphs stand is kept, also of those that the browser
 * has not laid out.
 */
function copyOf(root: HTMLElement): HTMLElement {
  const blocks = [...root.children] as HTMLElement[]
  const places = blocks.map((block) => block.getBoundingClientRect())
  const copy = root.cloneNode(false) as HTMLElement
  for (const name of ['contenteditable', 'spellcheck', 'data-lexical-editor']) copy.removeAttribute(name)
  copy.classList.add('still')
  const begins = beginsOf(blocks)
  begins.forEach((from, at) => {
    const to = begins[at + 1] ?? blocks.length
    const piece = document.createElement('div')
    piece.append(...blocks.slice(from, to).map((block) => block.cloneNode(true)))
    const end = places[to]?.top ?? places[to - 1]!.bottom
    piece.style.containIntrinsicBlockSize = `${end - places[from]!.top}px`
    copy.append(piece)
  })
  blocks.forEach((block, at) => {
    block.style.containIntrinsicBlockSize = `auto ${places[at]!.height}px`
  })
  return copy
}

/** The places of the paragraphs with which a piece begins. */
function beginsOf(blocks: readonly HTMLElement[]): number[] {
  const kindOf = (at: number) => blocks[at]?.dataset.kind as ParagraphKind
  const begins = [0]
  for (let at = inPiece; at < blocks.length; at++) {
    if (at - begins.at(-1)! >= inPiece && begin.includes(kindOf(at)) && begin.includes(kindOf(at - 1))) begins.push(at)
  }
  return begins
}

/** While the text stood still, the heights of its paragraphs went on following the other language. */
function keepHeights(copy: HTMLElement, root: HTMLElement): void {
  const stood = new Map([...copy.querySelectorAll<HTMLElement>('.block')].map((block) => [block.dataset.pid, block]))
  for (const block of root.children as HTMLCollectionOf<HTMLElement>) {
    const was = stood.get(block.dataset.pid)
    if (was && block.style.minHeight !== was.style.minHeight) block.style.minHeight = was.style.minHeight
  }
}
