// Between like letters nobody can tell which is new: 'll' may be an `l` typed before an `l` or behind it. The binding
// takes the last one, also where the next belongs to a suggestion, and then gives that letter the look of what was
// typed. Here such letters are put in where those that stand keep their look, before the binding writes the rest.

import type { BindingV2 } from '@lexical/yjs'
import { $getNodeByKey, $isTextNode, type NodeKey } from 'lexical'
import * as Y from 'yjs'
import { $isBlock } from '#server/document/tree/lexical-nodes.ts'
import { putIn } from '../suggesting/write.ts'
import { textsIn } from './shown-in.ts'
import { isSameLook, type Look, lookOf } from './text-attributes.ts'

/**
 * To be called, inside a read and in the transaction of an edit, before the binding writes it. `keys`: of the nodes
 * that changed.
 */
export function $writeLikeLetters({ mapping }: BindingV2, keys: Iterable<NodeKey>): void {
  for (const key of keys) {
    const block = $getNodeByKey(key)
    const element = $isBlock(block) && mapping.getSharedType(block)
    if (!$isBlock(block) || !(element instanceof Y.XmlElement)) continue
    const nodes = block.getChildren().filter($isTextNode)
    const now = nodes.map((node) => node.getTextContent()).join('')
    const ops = textsIn(element).flatMap((text) => text.toDelta() as { insert: string; attributes?: Look }[])
    const was = ops.map(({ insert }) => insert).join('')
    const [first, last] = placesOf(was, now)
    if (first >= last) continue
    const [were, are] = [
      looksOf(ops.map(({ insert, attributes: { i: _number, ...look } = {} }) => [insert.length, look])),
      looksOf(nodes.map((node) => [node.getTextContentSize(), lookOf(node)])),
    ]
    const more = now.length - was.length
    const keepsLooks = (place: number) => {
      for (let at = first; at < last; at++) {
        if (!isSameLook(were(at), are(at < place ? at : at + more))) return false
      }
      return true
    }
    let place = last
    while (place > first && !keepsLooks(place)) place -= 1
    if (place < last && keepsLooks(place)) putIn(element, place, now.slice(place, place + more))
  }
}

/**
 * The first and the last place where letters may have been put in to make `now` of `was`; none when it was otherwise
 * made.
 */
function placesOf(was: string, now: string): [first: number, last: number] {
  const more = now.length - was.length
  if (more <= 0) return [0, 0]
  let last = 0
  while (last < was.length && was[last] === now[last]) last += 1
  let first = was.length
  while (first > 0 && was[first - 1] === now[first - 1 + more]) first -= 1
  return [first, last]
}

/** The look of a letter by its place. */
function looksOf(parts: readonly (readonly [length: number, look: Look])[]): (at: number) => Look {
  return (at) => {
    let end = 0
    for (const [length, look] of parts) {
      end += length
      if (at < end) return look
    }
    return {}
  }
}
