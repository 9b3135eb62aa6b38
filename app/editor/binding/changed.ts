// What an update of an editor did to its paragraphs as such: most updates only change words. Knows no page.

import {
  $getRoot,
  $getState,
  $isRootNode,
  type EditorState,
  type LexicalNode,
  NODE_STATE_DIRECT,
  type UpdateListenerPayload,
} from 'lexical'
import * as Y from 'yjs'
import { $isBlock, $pidOf, BlockNode, kindState, pidState } from '#server/document/tree/lexical-nodes.ts'

/** Whether paragraphs came, went, moved, or got another id or kind. What is typed into one changes none of that. */
export function haveBlocksChanged({ dirtyElements, editorState, prevEditorState }: UpdateListenerPayload): boolean {
  if (!holdsSame(prevEditorState._nodeMap.get('root'), editorState._nodeMap.get('root'))) return true
  for (const [key, isItself] of dirtyElements) {
    if (isItself && key !== 'root' && !isSameBlock(prevEditorState._nodeMap.get(key), editorState._nodeMap.get(key)))
      return true
  }
  return false
}

/**
 * Whether both ends and the number are the same. In a page the root itself is another one with every letter: it keeps
 * the whole text.
 */
function holdsSame(before: LexicalNode | undefined, now: LexicalNode | undefined): boolean {
  if (!$isRootNode(before) || !$isRootNode(now)) return before === now
  return before.__size === now.__size && before.__first === now.__first && before.__last === now.__last
}

// Each as it stood in its own state of the editor; where it stood is told by its neighbours, which change with it.
function isSameBlock(before: LexicalNode | undefined, now: LexicalNode | undefined): boolean {
  if (!$isBlock(now)) return now === undefined && before === undefined
  if (!$isBlock(before)) return false
  const pidOf = (block: BlockNode) => $getState(block, pidState, NODE_STATE_DIRECT)
  const kindOf = (block: BlockNode) => $getState(block, kindState, NODE_STATE_DIRECT)
  return (
    before.__prev === now.__prev &&
    before.__next === now.__next &&
    pidOf(before) === pidOf(now) &&
    kindOf(before) === kindOf(now)
  )
}

/**
 * Whether this state of an editor shows the blocks that the shared text holds: same number, same ids, same order,
 * nothing else.
 */
export function showsSame(state: EditorState, root: Y.XmlElement): boolean {
  const shown = state.read(() =>
    $getRoot()
      .getChildren()
      .map((node) => ($isBlock(node) ? $pidOf(node) : null)),
  )
  return (
    shown.length === root.length &&
    root.toArray().every((child, index) => {
      if (!(child instanceof Y.XmlElement) || child.nodeName !== BlockNode.getType()) return false
      return (child.getAttribute('s_pid') ?? '') === shown[index]
    })
  )
}
