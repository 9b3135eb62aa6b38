// What words look like, as the shared text holds it: their format, what they cite, their marks. Pure.

import type { LexicalNode, TextNode } from 'lexical'

/** Attributes of words in Yjs. */
export type Look = Readonly<Record<string, unknown>>

/** The attributes that words of a node get, as the binding writes them, but for the number that keeps nodes apart. */
export function lookOf(node: TextNode): Look {
  const format = node.getFormat()
  const mode = node.isToken() ? 1 : 0
  const look = { ...(format !== 0 && { __format: format }), ...(mode !== 0 && { __mode: mode }) }
  return { ...(format + mode > 0 && { p: look }), ...statesOf(node) }
}

/** The attributes for what a node of ours carries, as the binding writes them. */
export function statesOf(node: LexicalNode): Look {
  const [unknown = {}, known] = node.__state?.getInternalState() ?? [{}, new Map()]
  const states = [
    ...Object.entries(unknown).map(([key, value]) => [`s_${key}`, value]),
    ...[...known].map(([state, value]) => [`s_${state.key}`, state.unparse(value)]),
  ]
  return Object.fromEntries(states)
}

/** Null is nothing. */
export function isSameLook(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const there = Object.entries(one).filter(([, value]) => value !== null)
  const here = Object.entries(other).filter(([, value]) => value !== null)
  return (
    there.length === here.length &&
    there.every(([key, value]) => isSameLook(value, (other as Record<string, unknown>)[key]))
  )
}
