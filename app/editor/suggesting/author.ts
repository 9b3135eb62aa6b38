// Whose suggestions are made on this page, and how they are named. It knows no editor and no socket.

import type * as Y from 'yjs'
import { clientOfSuggestion, suggestionId } from '#server/domain/text/suggestion.ts'
import type { Pen } from './words.ts'

export interface Author extends Pen {
  /** To be called with the suggestions that the server knows to be this person's, from earlier pages. */
  readonly recognise: (suggestions: Iterable<string>) => void
}

/** Suggestions of this page carry the Yjs client id of its copy of the text, which nobody else writes under. */
export function authorOf(doc: Y.Doc): Author {
  const earlier = new Set<string>()
  let count = 0
  return {
    mine: (id) => clientOfSuggestion(id) === doc.clientID || earlier.has(id),
    fresh() {
      count += 1
      return suggestionId(doc.clientID, count)
    },
    recognise(suggestions) {
      for (const id of suggestions) earlier.add(id)
    },
  }
}
