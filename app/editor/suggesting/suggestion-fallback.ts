// The net under everything a browser, an input method or another part of the editor may do while somebody suggests: at
// the end of each update what was simply written becomes a suggestion. It runs before the change is shown or sent.

import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $setState,
  type LexicalEditor,
  mergeRegister,
  RootNode,
  TextNode,
} from 'lexical'
import { $isBlock, $kindOf, $pidOf, BlockNode, kindState } from '#server/document/tree/lexical-nodes.ts'
import type { Paragraph } from '#server/document/tree/tree.ts'
import { atStart } from '#server/domain/text/suggestion.ts'
import { $paragraphOf, $putCaret, $setRuns, $spotOf } from './blocks.ts'
import { $suggestKind, $suggestPlace } from './paragraphs.ts'
import { asSuggested, isSuggested } from './repair.ts'
import type { Pen } from './words.ts'

export interface NetNeeds {
  readonly pen: Pen
  readonly isOn: () => boolean
  /** A paragraph as the shared text holds it; null for one that it does not hold. */
  readonly stored: (block: BlockNode) => Paragraph | null
}

/** Spreads the net for as long as the editor lives. Returns the way to take it away. */
export function spreadNet(editor: LexicalEditor, { pen, isOn, stored }: NetNeeds): () => void {
  const touched = new Set<string>()
  const touch = (node: TextNode | BlockNode) => {
    const block = node.getTopLevelElement()
    if (block) touched.add(block.getKey())
  }
  return mergeRegister(
    editor.registerNodeTransform(TextNode, touch),
    editor.registerNodeTransform(BlockNode, touch),
    editor.registerNodeTransform(RootNode, () => {
      const keys = [...touched]
      touched.clear()
      if (!isOn()) return
      $restoreOrder(editor, pen)
      const composed = $composedBlock(editor)
      for (const key of keys) {
        const block = $getNodeByKey(key)
        if ($isBlock(block) && block.isAttached() && !block.is(composed)) $catch(block, stored(block), pen)
      }
    }),
  )
}

/** What an input method is still busy with is looked at when it has done. */
function $composedBlock(editor: LexicalEditor): BlockNode | null {
  const key = editor.isComposing() ? editor._compositionKey : null
  const block = key === null ? null : $getNodeByKey(key)?.getTopLevelElement()
  return $isBlock(block) ? block : null
}

function $catch(block: BlockNode, was: Paragraph | null, pen: Pen): void {
  if (!was) return
  const kind = $kindOf(block)
  if (kind !== was.kind) {
    $setState(block, kindState, was.kind)
    $suggestKind(pen, block, kind)
  }
  const now = $paragraphOf(block)
  // What is no matter of words is left to the last look before the change is sent.
  if (isSuggested(was, now, pen.mine) || now.pid !== was.pid) return
  const selection = $getSelection()
  const spot = $isRangeSelection(selection) ? $spotOf(selection.focus) : null
  const caret = spot?.block.is(block) ? spot.at : null
  const suggested = asSuggested(was.runs, now.runs, { caret, ...pen })
  $setRuns(block, suggested.runs)
  if (caret !== null) $putCaret(block, suggested.caret)
}

/** A paragraph that was moved stands again where it was, and is suggested to move. */
function $restoreOrder(editor: LexicalEditor, pen: Pen): void {
  const before = editor.getEditorState()._nodeMap.get('root')
  if (before === $getRoot() || !before) return
  const was = editor.getEditorState().read(() => $getRoot().getChildrenKeys())
  const now = $getRoot().getChildrenKeys()
  if (was.length !== now.length || was.every((key, at) => key === now[at]) || !isSameSet(was, now)) return
  const moved = $movedIn(was, now)
  const above = $getNodeByKey(now[now.indexOf(moved) - 1] ?? '')
  const after = $isBlock(above) ? $pidOf(above) : atStart
  const blocks = was.map((key) => $getNodeByKey(key)).filter($isBlock)
  $getRoot().splice(0, now.length, blocks)
  const block = $getNodeByKey(moved)
  if ($isBlock(block)) $suggestPlace(pen, block, after)
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const keys = new Set(one)
  return other.every((key) => keys.has(key))
}

/**
 * The one that was moved: without it both orders are the same. Of two neighbours that changed places, the one with the
 * caret.
 */
function $movedIn(was: readonly string[], now: readonly string[]): string {
  const at = was.findIndex((key, index) => key !== now[index])
  const [up, down] = [now[at] ?? '', was[at] ?? '']
  const without = (keys: readonly string[], key: string) => keys.filter((one) => one !== key).join()
  const could = [up, down].filter((key) => without(was, key) === without(now, key))
  const selection = $getSelection()
  const spot = $isRangeSelection(selection) ? $spotOf(selection.anchor) : null
  return could.find((key) => key === spot?.block.getKey()) ?? could[0] ?? down
}
