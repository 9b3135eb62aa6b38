// An edit decides on no suggestion, and takes no comment off its words. Where somebody edits while others suggest or comment on the same words,
// Yjs may leave words without the mark they had, or give them one that was meant for others: letters that were suggested would stand in the text,
// words of the text would go when a suggestion is rejected, and a comment would say that its words have gone. Nobody had decided on any of it.

import * as Y from 'yjs'
import { threadOfKey } from '../../domain/comments/comment.ts'
import { suggestionOfKey } from '../../domain/text/suggestion.ts'
import { backTo, dropNeedless, type Look, ofNextTransaction, wordsThrough } from '../writing/word-formatting.ts'

interface Retain {
  readonly retain: number
  readonly attributes: Record<string, unknown>
}

/**
 * Watches the next transaction of a text. What is returned puts back, in a transaction of origin 'server', the marks of suggestions and comments
 * on words that stood before it and stand after, and says whether there were any. Suggestions that `isOwn`, the sender's, change as they please;
 * but what stands in the text was not put in by one of them, as it would seem where their mark lost its end to a decision on its way.
 */
export function keepingMarks(doc: Y.Doc, isOwn: (suggestion: string) => boolean): () => boolean {
  const changed = ofNextTransaction(doc, (transaction) => changedIn(transaction, isOwn))
  return () => {
    const back = changed() ?? []
    if (back.length === 0) return false
    doc.transact((transaction) => {
      for (const [text, delta] of back) {
        text.applyDelta(delta)
        dropNeedless(text, transaction)
      }
    }, 'server')
    return true
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
  const isOwnWords = (look: Look) =>
    [...look.keys()].some((key) => key.startsWith('s_i_') && isOwn(suggestionOfKey(key) ?? ''))
  const isKept = (key: string, were: Look) => {
    const suggestion = suggestionOfKey(key)
    if (suggestion === null) return threadOfKey(key) !== null
    return !isOwn(suggestion) || (key.startsWith('s_i_') && !isOwnWords(were))
  }
  const delta: Retain[] = []
  for (const { item, isNew, goes, were, are } of wordsThrough(text, transaction)) {
    if (!goes)
      delta.push({ retain: item.length, attributes: isNew ? {} : backTo(were, are, (key) => isKept(key, were)) })
  }
  return delta
}
