// What words look like at a place of a live text, by the signs that Yjs keeps among them. Pure.

import * as Y from 'yjs'

/** Attributes that hold from a place on. */
export type Look = Map<string, unknown>

export function turn(look: Look, { key, value }: Y.ContentFormat): void {
  if (value === null) look.delete(key)
  else look.set(key, value)
}

/** Signs that say what goes without saying part words, and a citation, that an editor then shows and writes as two. Yjs leaves some. */
export function dropNeedless(text: Y.XmlText, transaction: Y.Transaction): void {
  const look: Look = new Map()
  /** Between two letters only the last word on each key counts. */
  const said = new Map<string, Y.Item>()
  const settle = () => {
    for (const item of said.values()) {
      const content = item.content as Y.ContentFormat
      if (isSame(look.get(content.key) ?? null, content.value)) item.delete(transaction)
      else turn(look, content)
    }
    said.clear()
  }
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    if (!(item.content instanceof Y.ContentFormat)) settle()
    else {
      said.get(item.content.key)?.delete(transaction)
      said.set(item.content.key, item)
    }
  }
}

export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
