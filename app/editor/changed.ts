// What an update of an editor did to its paragraphs as such: most updates only change words. Knows no Yjs and no page.

import { $getState, type LexicalNode, NODE_STATE_DIRECT, type UpdateListenerPayload } from 'lexical'
import { $isBlock, type BlockNode, kindState, pidState } from '#server/document/nodes.ts'

/** Whether paragraphs came, went, moved, or got another id or kind. What is typed into one changes none of that. */
export function haveBlocksChanged({ dirtyElements, editorState, prevEditorState }: UpdateListenerPayload): boolean {
  // The root is another one as soon as a paragraph comes, goes or moves; that it is dirty says nothing.
  if (prevEditorState._nodeMap.get('root') !== editorState._nodeMap.get('root')) return true
  for (const [key, isItself] of dirtyElements) {
    if (isItself && key !== 'root' && !isSameBlock(prevEditorState._nodeMap.get(key), editorState._nodeMap.get(key)))
      return true
  }
  return false
}

// Each as it stood in its own state of the editor.
function isSameBlock(before: LexicalNode | undefined, now: LexicalNode | undefined): boolean {
  if (!$isBlock(now)) return now === undefined && before === undefined
  if (!$isBlock(before)) return false
  const pidOf = (block: BlockNode) => $getState(block, pidState, NODE_STATE_DIRECT)
  const kindOf = (block: BlockNode) => $getState(block, kindState, NODE_STATE_DIRECT)
  return pidOf(before) === pidOf(now) && kindOf(before) === kindOf(now)
}
