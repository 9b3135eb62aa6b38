// Tries an undo on a copy of the text before it is done: others may have decided meanwhile on what it would take back.
// It knows no editor.

import * as Y from 'yjs'
import { onlySuggests } from '#server/document/suggestions/only-suggests.ts'
import { keepsWords } from '#server/document/suggestions/rewriting.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { type Language, languages } from '#server/domain/language.ts'
import { Undoing } from '../binding/undoing.ts'
import type { Mine } from './runs.ts'

/**
 * Undoes (or redoes) the next step if that changes nothing but suggestions of the person's. If not, false: the step is
 * forgotten, so that those before it can still be undone. It costs a copy of the text.
 */
export function turnSuggested(undo: Y.UndoManager, turn: 'undo' | 'redo', turning: Turning): boolean {
  const isSuggested = isTurnSuggested(undo, turn, turning)
  if (isSuggested) undo[turn]()
  else {
    undo[turn === 'undo' ? 'undoStack' : 'redoStack'].pop()
    // Whoever shows what can be undone hears that there is less.
    undo.emit('stack-cleared', [{ undoStackCleared: false, redoStackCleared: false }])
  }
  return isSuggested
}

function isTurnSuggested(undo: Y.UndoManager, turn: 'undo' | 'redo', { doc, language, mine }: Turning): boolean {
  const stack = turn === 'undo' ? 'undoStack' : 'redoStack'
  if (undo[stack].length === 0) return true
  const copy = copyOf(doc)
  const rehearsal = new Undoing(rootOf(copy, language), {})
  rehearsal[stack] = [...undo[stack]]
  const before = readTrees(copy)
  let keeps: boolean | null = null
  copy.on('afterTransaction', (transaction: Y.Transaction) => {
    keeps ??= keepsWords(transaction, mine)
  })
  rehearsal[turn]()
  const after = readTrees(copy)
  rehearsal.destroy()
  copy.destroy()
  return keeps !== false && onlySuggests(before, after, mine)
}

export interface Turning {
  readonly doc: Y.Doc
  readonly language: Language
  readonly mine: Mine
}

/** With what an undo needs beyond the text: which words were brought back before, and what was deleted. */
function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc({ gc: false })
  for (const language of languages) rootOf(copy, language)
  copy.transact(() => {
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    // Before the transaction ends, each item of the copy still stands for one of the text.
    for (const [client, structs] of doc.store.clients) {
      const copied = copy.store.clients.get(client) ?? []
      for (const struct of structs) {
        if (!(struct instanceof Y.Item) || struct.redone === null) continue
        const twin = copied[Y.findIndexSS(copied, struct.id.clock)]
        if (twin instanceof Y.Item) twin.redone = struct.redone
      }
    }
  })
  return copy
}
