// Which nodes of an editor show which text of a paragraph, as the binding has to know it. It writes nothing.

import type { BindingV2 } from '@lexical/yjs'
import { $getNodeByKey, $isTextNode, type NodeKey, type TextNode } from 'lexical'
import * as Y from 'yjs'
import { $isBlock } from '#server/document/tree/lexical-nodes.ts'

/** A node, and how many of its letters a text holds. */
export interface Part {
  readonly node: TextNode
  readonly length: number
}

/** A text of a paragraph, and what of which nodes shows it. */
interface Shown {
  readonly text: Y.XmlText
  readonly parts: readonly Part[]
}

export function textsIn(element: Y.XmlElement): Y.XmlText[] {
  return element.toArray().filter((child) => child instanceof Y.XmlText)
}

/**
 * Tells the binding which nodes show which text of the paragraph; of a text that shares a node with another it is told
 * nothing.
 */
export function tellShown({ mapping }: BindingV2, element: Y.XmlElement, nodes: readonly TextNode[]): Shown[] {
  let start = 0
  return textsIn(element).map((text) => {
    const end = start + text.length
    const parts = partsOf(nodes, start, end)
    start = end
    const isWhole = parts.length > 0 && parts.every(({ node, length }) => node.getTextContentSize() === length)
    if (isWhole) {
      mapping.set(
        text,
        parts.map(({ node }) => node),
      )
    } else mapping.delete(text)
    return { text, parts }
  })
}

/**
 * To be called, inside a read, when the editor shows a change from elsewhere: it may have joined nodes, whose keys are
 * `joined`, and a paragraph is another node as soon as its neighbours are others. What is not told of them the binding
 * would compare, and write, when the person next writes anywhere.
 */
export function $tellChanged(binding: BindingV2, changed: Iterable<NodeKey>, joined: ReadonlySet<NodeKey>): void {
  const { mapping } = binding
  for (const key of joined) mapping.deleteNode(key)
  const rejoined = new Set<NodeKey | undefined>()
  for (const key of joined) rejoined.add($getNodeByKey(key)?.getTopLevelElement()?.getKey())
  for (const key of changed) {
    const block = $getNodeByKey(key)
    const element = $isBlock(block) && mapping.getSharedType(block)
    if (!$isBlock(block) || !(element instanceof Y.XmlElement)) continue
    if (mapping.get(element) !== block) mapping.set(element, block)
    const nodes = block.getChildren()
    if (rejoined.has(key) && nodes.every($isTextNode)) tellShown(binding, element, nodes)
  }
}

/**
 * What has gone from the shared text shows nowhere: the binding forgets it when others deleted it, but not what went
 * with a paragraph of ours.
 */
export function forgetGone({ mapping }: BindingV2, transaction: Y.Transaction): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) return
    const { type } = struct.content
    if (type instanceof Y.XmlElement || type instanceof Y.XmlText) mapping.delete(type)
  })
}

function partsOf(nodes: readonly TextNode[], from: number, to: number): Part[] {
  let start = 0
  return nodes.flatMap((node) => {
    const end = start + node.getTextContentSize()
    const length = Math.min(end, to) - Math.max(start, from)
    start = end
    return length > 0 ? [{ node, length }] : []
  })
}
