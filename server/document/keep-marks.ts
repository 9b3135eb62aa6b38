// An edit decides on no suggestion, and takes no comment off its words. Where somebody edits while others suggest or comment on the same words,
// Yjs may leave words without the mark they had, or give them one that was meant for others: letters that were suggested would stand in the text,
// words of the text would go when a suggestion is rejected, and a comment would say that its words have gone. Nobody had decided on any of it.

import * as Y from 'yjs'
import { threadOfKey } from '../domain/comment.ts'
import { suggestionOfKey } from '../domain/suggestion.ts'
import { dropNeedless, isSame, type Look, turn } from './formats.ts'

type Retain = { retain: number; attributes: Record<string, unknown> }

/**
 * Watches the next transaction of a text. What is returned puts back, in a transaction of origin 'server', the marks of suggestions and comments
 * on words that stood before it and stand after, but for suggestions that `isOwn`: the sender's, which change as they please. It returns what
 * `mending` does: the suggestions that it made, here none; null when there was nothing to put back.
 */
export function keepingMarks(doc: Y.Doc, isOwn: (suggestion: string) => boolean): () => [] | null {
  let changed: [Y.XmlText, Retain[]][] | null = null
  const look = (transaction: Y.Transaction) => {
    // Yjs may tidy up after it, in transactions of its own.
    changed ??= changedIn(transaction, isOwn)
  }
  doc.on('afterTransaction', look)
  return () => {
    doc.off('afterTransaction', look)
    const back = changed ?? []
    if (back.length === 0) return null
    doc.transact((transaction) => {
      for (const [text, delta] of back) {
        text.applyDelta(delta)
        dropNeedless(text, transaction)
      }
    }, 'server')
    return []
  }
}

function changedIn(transaction: Y.Transaction, isOwn: (suggestion: string) => boolean): [Y.XmlText, Retain[]][] {
  return [...transaction.changed.keys()].flatMap((type): [Y.XmlText, Retain[]][] => {
    if (!(type instanceof Y.XmlText) || type._item?.deleted) return []
    const delta = backIn(type, transaction, isOwn)
    return delta.some(({ attributes }) => Object.keys(attributes).length > 0) ? [[type, delta]] : []
  })
}

/** What brings the words of a text that stood before the transaction back to the marks they had. */
function backIn(text: Y.XmlText, transaction: Y.Transaction, isOwn: (suggestion: string) => boolean): Retain[] {
  const { beforeState, deleteSet } = transaction
  const [were, are]: [Look, Look] = [new Map(), new Map()]
  const delta: Retain[] = []
  for (let item = text._start; item !== null; item = item.right) {
    const { content, deleted, id, length } = item
    const isNew = id.clock >= (beforeState.get(id.client) ?? 0)
    const goes = deleted && Y.isDeleted(deleteSet, id)
    // Deleted before.
    if (deleted && !goes) continue
    if (content instanceof Y.ContentFormat) {
      const suggestion = suggestionOfKey(content.key)
      if (suggestion === null ? threadOfKey(content.key) === null : isOwn(suggestion)) continue
      if (!isNew) turn(were, content)
      if (!goes) turn(are, content)
    } else if (!goes && item.countable) {
      delta.push({ retain: length, attributes: isNew ? {} : differenceOf(were, are) })
    }
  }
  return delta
}

function differenceOf(were: Look, are: Look): Record<string, unknown> {
  const keys = [...new Set([...were.keys(), ...are.keys()])].filter((key) => !isSame(were.get(key), are.get(key)))
  return Object.fromEntries(keys.map((key) => [key, were.get(key) ?? null]))
}
