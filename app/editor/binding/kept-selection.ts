// The caret, or what is selected, in a text that is shown anew: its nodes go, and with them every place that names
// them.

import {
  $createRangeSelection,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $setSelection,
  COLLABORATION_TAG,
  type LexicalEditor,
  type PointType,
  SKIP_DOM_SELECTION_TAG,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from 'lexical'
import { $isBlock, $pidOf, type BlockNode } from '#server/document/tree/lexical-nodes.ts'
import { $pointAt, $spotOf } from '../suggesting/blocks.ts'

/** A place by the paragraph, its number in the text, and an offset in its words. */
interface Place {
  readonly pid: string
  readonly index: number
  readonly at: number
}

/**
 * To be called before a text is shown anew. Returns how to select again what was selected, once the editor may be
 * written in: before, it leaves the page's selection alone. The page is not scrolled.
 */
export function keepSelection(editor: LexicalEditor): () => void {
  const places = placesIn(editor)
  if (!places) return () => {}
  // Without this the page would be scrolled to the beginning.
  editor.update(() => $setSelection(null), { discrete: true, tag: quiet })
  return () => {
    const tag = isFocused(editor) ? quiet : [...quiet, SKIP_DOM_SELECTION_TAG]
    editor.update(() => $selectAgain(places), { discrete: true, tag })
  }
}

const quiet = [COLLABORATION_TAG, SKIP_SCROLL_INTO_VIEW_TAG]

function isFocused(editor: LexicalEditor): boolean {
  const root = editor._rootElement
  return root !== null && root.ownerDocument.activeElement === root
}

type Places = readonly [anchor: Place, focus: Place]

/** Null where nothing is selected, and in an editor that is too broken to tell. */
function placesIn(editor: LexicalEditor): Places | null {
  try {
    return editor.getEditorState().read($places)
  } catch {
    return null
  }
}

function $places(): Places | null {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return null
  const anchor = $placeOf(selection.anchor)
  const focus = $placeOf(selection.focus)
  return anchor && focus && [anchor, focus]
}

function $placeOf(point: PointType): Place | null {
  const spot = $spotOf(point)
  return spot && { pid: $pidOf(spot.block), index: spot.block.getIndexWithinParent(), at: spot.at }
}

function $selectAgain([anchor, focus]: Places): void {
  const selection = $createRangeSelection()
  for (const [point, place] of [
    [selection.anchor, anchor],
    [selection.focus, focus],
  ] as const) {
    const block = $blockAt(place)
    if (!block) return
    point.set(...$pointAt(block, place.at))
  }
  $setSelection(selection)
}

/** Of a paragraph that has gone, or has no id yet, the one in its place. */
function $blockAt({ pid, index }: Place): BlockNode | null {
  const blocks = $getRoot().getChildren().filter($isBlock)
  const same = pid === '' ? undefined : blocks.find((block) => $pidOf(block) === pid)
  return same ?? blocks[index] ?? blocks.at(-1) ?? null
}
