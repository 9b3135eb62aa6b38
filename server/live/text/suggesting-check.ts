// Looks at what a change would do before the text takes it, on a second copy of the text: whether it only suggests. The copy
// follows the text, so a change costs what it changes. It knows no seat: whose a suggestion is, it is told.

import * as Y from 'yjs'
import { mending, type Own } from '../../document/suggestions/mend.ts'
import { onlySuggests } from '../../document/suggestions/only-suggests.ts'
import { keepsBlocks, keepsWords } from '../../document/suggestions/rewriting.ts'
import { isUnreadable, rootOf } from '../../document/tree/blocks.ts'
import { treesOf } from '../../document/tree/live-trees.ts'
import type { BothTrees } from '../../document/tree/tree.ts'
import { ofNextTransaction } from '../../document/writing/word-formatting.ts'
import { languages } from '../../domain/language.ts'
import { clientOfSuggestion } from '../../domain/text/suggestion.ts'

/**
 * suggests: it only adds, changes or takes back suggestions of the sender's. needs-mending: it has crossed a decision on its way, and does no more
 * than that once it is mended (document/suggestions/mend.ts). refused: all else.
 */
type Judged = 'suggests' | 'needs-mending' | 'refused'

/** What is the sender's, by the Yjs client ids that are. */
export function ownOf(isOwn: (client: number) => boolean): Own {
  return { isClient: isOwn, isSuggestion: (id) => isOwn(clientOfSuggestion(id) ?? -1) }
}

interface Copy {
  readonly doc: Y.Doc
  readonly read: () => BothTrees
}

export class SuggestingCheck {
  readonly #doc: Y.Doc
  #copy: Copy | null = null
  readonly #follow = (update: Uint8Array) => {
    if (this.#copy) Y.applyUpdate(this.#copy.doc, update)
  }

  constructor(doc: Y.Doc) {
    this.#doc = doc
    doc.on('update', this.#follow)
  }

  /**
   * What `update`, which has passed the gate, comes to. `isOwn`: of Yjs client ids. It writes no settled words anew: the same words from another
   * hand would be a change that nobody sees.
   */
  judge(update: Uint8Array, isOwn: (client: number) => boolean): Judged {
    const own = ownOf(isOwn)
    this.#copy ??= copyOf(this.#doc)
    const { doc, read } = this.#copy
    let judged: Judged = 'refused'
    try {
      const before = read()
      const keeps = ofNextTransaction(doc, (transaction) => ({
        blocks: keepsBlocks(transaction, own.isSuggestion),
        words: keepsWords(transaction, own.isSuggestion),
      }))
      const mend = mending(doc, own)
      Y.applyUpdate(doc, update)
      const { blocks = false, words = false } = keeps() ?? {}
      if (!blocks) judged = 'refused'
      else if (words && onlySuggests(before, read(), own.isSuggestion)) judged = 'suggests'
      else if (mend() !== null && onlySuggests(before, read(), own.isSuggestion)) judged = 'needs-mending'
    } catch (error) {
      if (!isUnreadable(error)) throw error
    } finally {
      // What was refused, or mended, must not stay in the copy; it is made anew when it is needed again.
      if (judged !== 'suggests') this.#close()
    }
    return judged
  }

  end(): void {
    this.#doc.off('update', this.#follow)
    this.#close()
  }

  #close(): void {
    this.#copy?.doc.destroy()
    this.#copy = null
  }
}

function copyOf(doc: Y.Doc): Copy {
  const copy = new Y.Doc()
  for (const language of languages) rootOf(copy, language)
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return { doc: copy, read: treesOf(copy) }
}
