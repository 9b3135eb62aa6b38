// Looks at what a change would do before the text takes it, on a copy of the paragraphs that it touches: whether it
// only suggests. It knows no seat: whose a suggestion is, it is told.

import * as Y from 'yjs'
import { mending, type Own } from '../../document/suggestions/mend.ts'
import { onlySuggests } from '../../document/suggestions/only-suggests.ts'
import { keepsBlocks, keepsWords } from '../../document/suggestions/rewriting.ts'
import { isUnreadable } from '../../document/tree/blocks.ts'
import { excerptFor } from '../../document/tree/excerpt.ts'
import { treesOf } from '../../document/tree/live-trees.ts'
import { ofNextTransaction } from '../../document/writing/word-formatting.ts'
import { clientOfSuggestion } from '../../domain/text/suggestion.ts'

/**
 * suggests: it only adds, changes or takes back suggestions of the sender's. needs-mending: it has crossed a decision
 * on its way, and does no more than that once it is mended (document/suggestions/mend.ts). refused: all else.
 */
type Judgement = 'suggests' | 'needs-mending' | 'refused'

export interface Judged {
  readonly is: Judgement
  /** How much was looked at for it, in paragraphs. */
  readonly size: number
}

/** What is the sender's, by the Yjs client ids that are. */
export function ownOf(isOwn: (client: number) => boolean): Own {
  return { isClient: isOwn, isSuggestion: (id) => isOwn(clientOfSuggestion(id) ?? -1) }
}

/**
 * What `update`, which has passed the gate, comes to. `isOwn`: of Yjs client ids. It writes no settled words anew: the
 * same words from another hand would be a change that nobody sees.
 */
export function judge(text: Y.Doc, update: Uint8Array, isOwn: (client: number) => boolean): Judged {
  const { doc, paragraphs, size } = excerptFor(text, update)
  try {
    if (paragraphs === 'come or go') return { is: 'refused', size }
    const judged = judgeIn(doc, update, ownOf(isOwn))
    return { is: judged === 'suggests' && paragraphs !== 'stay' ? 'needs-mending' : judged, size }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    return { is: 'refused', size }
  } finally {
    doc.destroy()
  }
}

function judgeIn(doc: Y.Doc, update: Uint8Array, own: Own): Judgement {
  const read = treesOf(doc)
  const before = read()
  const keeps = ofNextTransaction(doc, (transaction) => ({
    blocks: keepsBlocks(transaction, own.isSuggestion),
    words: keepsWords(transaction, own.isSuggestion),
  }))
  const mend = mending(doc, own)
  Y.applyUpdate(doc, update)
  if (doc.store.pendingStructs) return 'refused'
  const { blocks = false, words = false } = keeps() ?? {}
  if (!blocks) return 'refused'
  if (words && onlySuggests(before, read(), own.isSuggestion)) return 'suggests'
  return mend() !== null && onlySuggests(before, read(), own.isSuggestion) ? 'needs-mending' : 'refused'
}
