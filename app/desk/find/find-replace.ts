// Replacing what was found, as if it were selected and typed over: who edits changes the text, who suggests makes
// suggestions.

import {
  $createRangeSelection,
  $getNearestNodeFromDOMNode,
  $isElementNode,
  $setSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  type LexicalEditor,
  REMOVE_TEXT_COMMAND,
  SKIP_DOM_SELECTION_TAG,
  type TextNode,
} from 'lexical'
import type { Place } from './find-places.ts'

/**
 * How many places were replaced; those that a citation holds a part of are left: its words are not the person's to
 * write.
 */
export function replaceIn(editor: LexicalEditor, places: readonly Place[], by: string): number {
  let replaced = 0
  editor.update(
    () => {
      // From the end, so that what stands before keeps its place.
      for (const place of places.toReversed()) {
        if (!$select(place)) continue
        if (by === '') editor.dispatchCommand(REMOVE_TEXT_COMMAND, null)
        else editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, by)
        replaced += 1
      }
    },
    // The person is still in the line to find.
    { discrete: true, tag: SKIP_DOM_SELECTION_TAG },
  )
  return replaced
}

/** Selects a place; false when its words have changed, or belong to a citation. */
function $select({ block, start, end }: Place): boolean {
  const node = $getNearestNodeFromDOMNode(block)
  if (!$isElementNode(node)) return false
  const [from, to] = [$at(node.getAllTextNodes(), start, false), $at(node.getAllTextNodes(), end, true)]
  if (!from || !to) return false
  const texts = node.getAllTextNodes()
  const touched = texts.slice(texts.indexOf(from.text), texts.indexOf(to.text) + 1)
  if (touched.some((text) => text.isToken())) return false
  const selection = $createRangeSelection()
  selection.setTextNodeRange(from.text, from.offset, to.text, to.offset)
  $setSelection(selection)
  return true
}

/** The words that hold an offset of their paragraph: at a boundary, those before it when it ends something. */
function $at(texts: readonly TextNode[], offset: number, isEnd: boolean): { text: TextNode; offset: number } | null {
  let before = 0
  for (const text of texts) {
    const size = text.getTextContentSize()
    if (offset < before + size || (isEnd && offset === before + size)) return { text, offset: offset - before }
    before += size
  }
  return null
}
