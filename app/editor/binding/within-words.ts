// The most usual edit, letters typed or taken away within words that stand, is written where it was made. The binding
// would look through all paragraphs for what else may have changed: in a long text that is most of the time, and of the
// memory, that a letter takes.

import type { BindingV2 } from '@lexical/yjs'
import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  type TextNode,
  type UpdateListenerPayload,
} from 'lexical'
import * as Y from 'yjs'
import { $isBlock } from '#server/document/tree/lexical-nodes.ts'
import { differenceOf } from '../suggesting/repair.ts'
import { isSameLook, type Look, lookOf, statesOf } from './text-attributes.ts'

/**
 * To be called, inside a read and in the transaction of an edit, before the binding writes it. Whether letters of one
 * node are all that `update` may have changed, and are written; otherwise nothing is.
 */
export function $writeWithinWords({ mapping, root }: BindingV2, update: UpdateListenerPayload): boolean {
  const [key = '', ...others] = [...update.dirtyElements.keys()].filter((key) => key !== 'root')
  const block = $getNodeByKey(key)
  const element = $isBlock(block) && mapping.getSharedType(block)
  if (others.length > 0 || !$isBlock(block) || !(element instanceof Y.XmlElement) || element.length > 1) return false
  const text = element.get(0)
  const nodes = block.getChildren()
  if (!(text instanceof Y.XmlText) || !nodes.every($isTextNode)) return false
  const ops = text.toDelta() as { insert: string; attributes?: Look }[]
  if (ops.length !== nodes.length || !isSameLook(element.getAttributes(), statesOf(block))) return false
  let write: (() => void) | null = null
  let start = 0
  for (const [index, node] of nodes.entries()) {
    const { insert: was, attributes: { i: _number, ...look } = {} } = ops[index]!
    const now = node.getTextContent()
    if (!isSameLook(look, lookOf(node))) return false
    if (was !== now) {
      const { from, wasTo, nowTo } = differenceOf(was, now, $caretIn(node))
      // Before the first letter it would get the look of what stands before the node.
      if (write || (from === 0 && nowTo > 0)) return false
      const at = start + from
      write = () => {
        text.delete(at, wasTo - from)
        text.insert(at, now.slice(from, nowTo))
      }
    }
    start += was.length
  }
  write?.()
  mapping.set(text, nodes)
  mapping.set(element, block)
  mapping.set(root, $getRoot())
  return true
}

function $caretIn(node: TextNode): number | null {
  const selection = $getSelection()
  const isHere = $isRangeSelection(selection) && selection.isCollapsed() && selection.anchor.key === node.getKey()
  return isHere ? selection.anchor.offset : null
}
