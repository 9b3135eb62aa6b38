// A text that is made equal to one of its versions: the same bytes, and whatever is the same stays where it is.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { canonicalText } from '#server/document/canonical/canonical.ts'
import { acceptText } from '#server/document/canonical/parse-frozen.ts'
import { restore } from '#server/document/compare/restore.ts'
import { suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { seed } from '#server/document/writing/edit.ts'
import { openEditor } from '../gate/editors.ts'
import { english, liveText, paragraph, suggested, word } from '../suggestions/suggested.ts'
import { docOf, pairs } from '../texts.ts'

function frozen(trees: BothTrees): BothTrees {
  const { canonicalEn, canonicalFr } = canonicalText(trees)
  return acceptText(canonicalEn, canonicalFr).trees
}

const bytes = (trees: BothTrees) => canonicalText(trees).sha256

/** The number of characters that the client of a document wrote since `before`. */
function written(doc: Y.Doc, change: () => void): number {
  let count = 0
  doc.once('afterTransaction', (transaction: Y.Transaction) => {
    for (const [client, clock] of transaction.afterState) {
      for (const struct of doc.store.clients.get(client) ?? []) {
        if (struct.id.clock < (transaction.beforeState.get(client) ?? 0)) continue
        if (clock > 0 && struct instanceof Y.Item && struct.content instanceof Y.ContentString) count += struct.length
      }
    }
  })
  change()
  return count
}

describe('restoring', () => {
  test('gives the bytes of the version, for whatever texts, and a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(suggested, pairs.map(seeded)), fc.oneof(suggested, pairs.map(seeded)), (now, then) => {
        const doc = liveText(now)
        const wanted = frozen(then)
        restore(doc, wanted)
        expect(bytes(readTrees(doc))).toBe(bytes(wanted))
        const state = Y.encodeStateVector(doc)
        restore(doc, wanted)
        expect(Y.encodeStateVector(doc)).toEqual(state)
      }),
      { numRuns: 600 },
    )
  })

  test('writes only the words that differ', () => {
    const doc = docOf(['operative', 'Invites all Parties to act without delay.', 'Invite toutes les Parties à agir.'])
    const wanted = frozen(
      readTrees(docOf(['operative', 'Invites the Parties to act.', 'Invite toutes les Parties à agir.'])),
    )
    expect(written(doc, () => restore(doc, wanted))).toBe('the'.length)
    expect(bytes(readTrees(doc))).toBe(bytes(wanted))
  })

  test('words typed by somebody else at that moment stay in a paragraph that is the same', () => {
    const doc = docOf(['recital', 'Recalling', 'Rappelant'], ['operative', 'Invites', 'Invite'])
    const wanted = frozen(readTrees(docOf(['recital', 'Noting', 'Notant'], ['operative', 'Invites', 'Invite'])))
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    const [, second] = rootOf(other, 'en').toArray() as Y.XmlElement[]
    textsOf(second!)[0]!.insert(7, ' all')
    restore(doc, wanted)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    expect(readTrees(doc).en.paragraphs[1]?.runs).toEqual([{ text: 'Invites all' }])
    expect(readTrees(other)).toEqual(readTrees(doc))
  })

  test('comments stay on the words that stay, and suggestions stand', () => {
    const now = english(
      paragraph('p1', [
        word('Recalling '),
        { text: 'all', threads: ['t1'] },
        word(' new', 'i_1-1'),
        word(' gone words'),
      ]),
      paragraph('p2', [word('Other')]),
    )
    const doc = liveText({ en: now, fr: { ...now, language: 'fr' } })
    const then = english(paragraph('p2', [word('Other')]), paragraph('p1', [word('Recalling all words')]))
    restore(doc, frozen({ en: then, fr: { ...then, language: 'fr' } }))
    const trees = readTrees(doc)
    expect(trees.en.paragraphs.map(({ pid }) => pid)).toEqual(['p2', 'p1'])
    expect(trees.en.paragraphs[1]?.runs.filter(({ threads }) => threads)).toEqual([{ text: 'all', threads: ['t1'] }])
    expect(suggestionsOf(trees).map(({ id }) => id)).toEqual(['1-1'])
  })

  test('an editor that has the text open reads the same, and has nothing to tidy', () => {
    fc.assert(
      fc.property(suggested, suggested, (now, then) => {
        const doc = liveText(now)
        const editor = openEditor(doc, 'en')
        restore(doc, frozen(then))
        const after = readTrees(doc)
        expect(editor.words()).toEqual(after.en.paragraphs.map(({ runs }) => runs.map(({ text }) => text).join('')))
        editor.touchEverything()
        expect(editor.errors).toEqual([])
        expect(readTrees(doc)).toEqual(after)
      }),
      { numRuns: 120 },
    )
  })
})

function seeded(rows: Parameters<typeof seed>[1]): BothTrees {
  const doc = new Y.Doc()
  seed(doc, rows)
  return readTrees(doc)
}
