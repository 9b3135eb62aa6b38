// The kinds of the selected paragraphs. What changes a kind asks by a command, so that whoever suggests may answer it
// otherwise.

import { $getEditor, $getRoot, $getSelection, $isRangeSelection, $setState, type LexicalNode } from 'lexical'
import { $isBlock, $kindOf, type BlockNode, kindState } from '#server/document/tree/lexical-nodes.ts'
import { isCell, type ParagraphKind } from '#server/domain/text/paragraph.ts'
import { KIND_COMMAND } from './commands.ts'
import { $nextOf } from './overhang.ts'

/** Asks for a kind for these paragraphs; without them for every one the selection touches. Call inside an update. */
export function $setKind(kind: ParagraphKind, blocks: readonly BlockNode[] = $selectedBlocks()): void {
  $getEditor().dispatchCommand(KIND_COMMAND, { kind, blocks })
}

/**
 * Sets the kind. Cells keep theirs, or their table would be torn; a footnote changes only when it is asked for alone.
 */
export function $applyKind(kind: ParagraphKind, blocks: readonly BlockNode[]): true {
  for (const block of blocks) {
    const now = $kindOf(block)
    if (!isCell(now) && (now !== 'footnote' || blocks.length === 1)) $setState(block, kindState, kind)
  }
  return true
}

/** The paragraphs the selection touches, in order; [] without a selection. */
export function $selectedBlocks(): BlockNode[] {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return []
  const [start, end] = selection.isBackward()
    ? [selection.focus.getNode(), selection.anchor.getNode()]
    : [selection.anchor.getNode(), selection.focus.getNode()]
  const first = start.getTopLevelElement()
  const last = end.getTopLevelElement()
  if (!first || !last) return $getRoot().getChildren().filter($isBlock)
  const blocks: LexicalNode[] = [first]
  for (let next: LexicalNode | null = first; next && !next.is(last); ) {
    next = next.getNextSibling()
    if (next) blocks.push(next)
  }
  const beyond = $nextOf(selection)
  return blocks.filter($isBlock).filter((block) => !block.is(beyond))
}
