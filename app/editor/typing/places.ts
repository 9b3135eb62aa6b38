// A stretch of a paragraph's words in an editor: found by its offsets, selected, replaced, removed. Through the
// editor's own commands, so that whoever suggests suggests. It knows no page.

import {
  $createRangeSelection,
  $getRoot,
  $setSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  type LexicalEditor,
  type TextNode,
} from 'lexical'
import { $isBlock, $pidOf, type BlockNode } from '#server/document/tree/lexical-nodes.ts'

/** Offsets in the words of a paragraph as they are shown, in UTF-16 units. `words` is what is expected there. */
export interface Place {
  readonly pid: string
  readonly start: number
  readonly end: number
  readonly words: string
}

export function $blockOf(pid: string): BlockNode | null {
  const found = $getRoot()
    .getChildren()
    .find((node) => $isBlock(node) && $pidOf(node) === pid)
  return $isBlock(found) ? found : null
}

/** The block, when the expected words still stand there. */
export function $blockWith({ pid, start, end, words }: Place): BlockNode | null {
  const block = $blockOf(pid)
  return block?.getTextContent().slice(start, end) === words ? block : null
}

/** Selects words of a block. False when it has no words. */
export function $selectWords(block: BlockNode, start: number, end: number): boolean {
  const [from, to] = [$pointAt(block, start, 'behind'), $pointAt(block, end, 'before')]
  if (!from || !to) return false
  const selection = $createRangeSelection()
  selection.anchor.set(from.node.getKey(), from.offset, 'text')
  selection.focus.set(to.node.getKey(), to.offset, 'text')
  $setSelection(selection)
  return true
}

/** Between two texts the place is at the beginning of the one behind it, or at the end of the one before. */
export function $pointAt(
  block: BlockNode,
  at: number,
  side: 'behind' | 'before',
): { readonly node: TextNode; readonly offset: number } | null {
  let passed = 0
  let last: { node: TextNode; offset: number } | null = null
  for (const node of block.getAllTextNodes()) {
    const size = node.getTextContentSize()
    const isHere = side === 'before' ? at <= passed + size : at < passed + size
    if (isHere && at >= passed) return { node, offset: at - passed }
    passed += size
    last = { node, offset: size }
  }
  return last
}

/** Puts words in place of others; the caret goes behind them. False when other words stand there now. */
export function replaceWords(editor: LexicalEditor, places: readonly Place[], by: (place: Place) => string): boolean {
  let isDone = false
  // The last first: what is put in moves what stands behind it.
  const backwards = [...places].sort((one, other) => other.start - one.start)
  editor.update(
    () => {
      for (const place of backwards) {
        const block = $blockWith(place)
        if (!block || !$selectWords(block, place.start, place.end)) continue
        editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, by(place))
        isDone = true
      }
    },
    { discrete: true },
  )
  return isDone
}
