// What words look like at a place of a live text, by the signs that Yjs keeps among them, and what a transaction makes
// of that.

import * as Y from 'yjs'

/** Attributes that hold from a place on. */
export type Look = Map<string, unknown>

function turn(look: Look, { key, value }: Y.ContentFormat): void {
  if (value === null) look.delete(key)
  else look.set(key, value)
}

/** 1 for words that are one thing, as a citation is. */
export function modeOf(look: Look): number {
  return (look.get('p') as { __mode?: number } | undefined)?.__mode ?? 0
}

/** Words that a transaction found, wrote or took out. */
interface Words {
  readonly item: Y.Item
  readonly words: string
  readonly isNew: boolean
  /** Taken out by it. */
  readonly goes: boolean
  /** What they looked like before it, and look like after it. Both change from one to the next: copy what is kept. */
  readonly were: Look
  readonly are: Look
}

/**
 * All words of a text that stood before a transaction or stand after it, in order. To be asked before Yjs forgets what
 * was deleted.
 */
export function* wordsThrough(text: Y.XmlText, { beforeState, deleteSet }: Y.Transaction): Generator<Words> {
  const [were, are]: [Look, Look] = [new Map(), new Map()]
  for (let item = text._start; item !== null; item = item.right) {
    const { content, deleted, id } = item
    const isNew = id.clock >= (beforeState.get(id.client) ?? 0)
    const goes = deleted && Y.isDeleted(deleteSet, id)
    // Deleted before.
    if (deleted && !goes) continue
    if (content instanceof Y.ContentFormat) {
      if (!isNew) turn(were, content)
      if (!goes) turn(are, content)
    } else if (content instanceof Y.ContentString) yield { item, words: content.str, isNew, goes, were, are }
  }
}

/** What brings words back to what they were, for the keys that `isMeant`. */
export function backTo(were: Look, are: Look, isMeant: (key: string) => boolean): Record<string, unknown> {
  const keys = [...new Set([...were.keys(), ...are.keys()])]
  const changed = keys.filter((key) => !isSame(were.get(key), are.get(key)) && isMeant(key))
  return Object.fromEntries(changed.map((key) => [key, were.get(key) ?? null]))
}

/**
 * What `read` makes of the next transaction of a document, while Yjs still knows what it deletes; null when there was
 * none. What Yjs tidies up after it is another.
 */
export function ofNextTransaction<T>(doc: Y.Doc, read: (transaction: Y.Transaction) => T): () => T | null {
  let made: T | null = null
  const look = (transaction: Y.Transaction) => {
    doc.off('afterTransaction', look)
    made = read(transaction)
  }
  doc.on('afterTransaction', look)
  return () => {
    doc.off('afterTransaction', look)
    return made
  }
}

/**
 * Signs that say what goes without saying part words, and a citation, that an editor then shows and writes as two. Yjs
 * leaves some.
 */
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

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
