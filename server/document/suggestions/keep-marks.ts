// An edit decides on no suggestion, adds to none of another's, and takes no comment off its words. Where somebody edits
// while others suggest or comment on the same words, Yjs may leave words without the mark they had, or give them one
// that was meant for others: letters that were suggested would stand in the text, words of the text would go when a
// suggestion is rejected, and a comment would say that its words have gone.

import type * as Y from 'yjs'
import { threadOfKey } from '../../domain/comments/comment.ts'
import { suggestionOfKey } from '../../domain/text/suggestion.ts'
import { backTo, dropNeedless, type Look, ofNextTransaction, wordsThrough } from '../writing/word-formatting.ts'
import { type Again, othersMarksAgain, setAgain } from './others-paragraphs.ts'
import { type Editor, OthersWords } from './others-words.ts'
import { touchedBy } from './touched.ts'

type Op = { readonly retain: number; readonly attributes: Record<string, unknown> } | { readonly delete: number }

/** What an edit did to suggestions of others. */
export interface KeptMarks {
  /** Whether marks were put right. */
  readonly hasPutRight: boolean
  /** The suggestions that it took words out of. */
  readonly taken: ReadonlySet<string>
}

interface Changed {
  readonly words: readonly (readonly [Y.XmlText, Op[]])[]
  readonly blocks: readonly Again[]
  readonly taken: ReadonlySet<string>
}

/**
 * Watches the next transaction of a text, one of an editor. What is returned puts right, in a transaction of origin
 * 'server': marks of suggestions and comments on words that stood before it and stand after; marks of others'
 * suggestions on new words, which are the editor's own, and on paragraphs. Suggestions that `isOwn`, the sender's,
 * change as they please; but what stands in the text was not put in by one of them, as it would seem where their mark
 * lost its end to a decision on its way.
 */
export function keepingMarks(doc: Y.Doc, editor: Editor): () => KeptMarks {
  const changed = ofNextTransaction(doc, (transaction) => changedIn(transaction, editor))
  return () => {
    const { words, blocks, taken } = changed() ?? nothing
    const hasPutRight = words.length + blocks.length > 0
    if (hasPutRight) {
      doc.transact((transaction) => {
        for (const [text, delta] of words) {
          text.applyDelta(delta)
          dropNeedless(text, transaction)
        }
        for (const again of blocks) setAgain(again)
      }, 'server')
    }
    return { hasPutRight, taken }
  }
}

const nothing: Changed = { words: [], blocks: [], taken: new Set() }

function changedIn(transaction: Y.Transaction, editor: Editor): Changed {
  const touched = touchedBy(transaction)
  const others = new OthersWords(touched.texts, transaction, editor)
  const words = [...touched.texts].flatMap((text): [Y.XmlText, Op[]][] => {
    if (text._item?.deleted) return []
    const delta = rightIn(text, transaction, { ...editor, others })
    const isNothing = delta.every((op) => 'retain' in op && Object.keys(op.attributes).length === 0)
    return isNothing ? [] : [[text, delta]]
  })
  return { words, blocks: othersMarksAgain(touched.blocks, transaction, editor), taken: others.taken() }
}

/** What puts the words of a text right: those that stood before the transaction get the marks they had. */
function rightIn(
  text: Y.XmlText,
  transaction: Y.Transaction,
  { isOwn, others }: Editor & { others: OthersWords },
): Op[] {
  const isOwnWords = (look: Look) =>
    [...look.keys()].some((key) => key.startsWith('s_i_') && isOwn(suggestionOfKey(key) ?? ''))
  const isKept = (key: string, were: Look) => {
    const suggestion = suggestionOfKey(key)
    if (suggestion === null) return threadOfKey(key) !== null
    return !isOwn(suggestion) || (key.startsWith('s_i_') && !isOwnWords(were))
  }
  const delta: Op[] = []
  for (const { item, isNew, goes, were, are } of wordsThrough(text, transaction)) {
    if (goes) continue
    const put = isNew ? others.putOf(item) : null
    if (put?.goes) delta.push({ delete: item.length })
    else {
      const attributes = isNew ? (put?.attributes ?? {}) : backTo(were, are, (key) => isKept(key, were))
      delta.push({ retain: item.length, attributes })
    }
  }
  return delta
}
