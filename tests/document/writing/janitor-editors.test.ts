// The janitor beside live editors: each editor has its own copy of the document, and a server between them tends it.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { pairFaults } from '#server/document/pairs.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { pidsOf, tend } from '#server/document/writing/janitor.ts'
import { type Language, languages } from '#server/domain/language.ts'
import { openEditor } from '../gate/editors.ts'
import { docOf, mintFrom } from '../texts.ts'

function houseOf(server: Y.Doc) {
  const mint = mintFrom()
  let known = pidsOf(server)
  const desks = languages.map((language) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server))
    return { language, doc, editor: openEditor(doc, language) }
  })
  const bring = (from: Y.Doc, to: Y.Doc) =>
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'wire')
  return {
    desks,
    /** Sends what a desk wrote, tends, and sends the result to everyone. */
    exchange(lead: Language) {
      for (const { language, doc } of desks) if (language === lead) bring(doc, server)
      known = tend(server, mint, { known, lead }).known
      for (const { doc } of desks) bring(server, doc)
    },
  }
}

describe('the janitor beside editors', () => {
  it('is followed by open editors without an error and without a word back', () => {
    const server = docOf(
      ['recital', 'Recalling the Convention', 'Rappelant la Convention'],
      ['operative', 'Invites', 'Invite'],
    )
    const house = houseOf(server)
    const [en, fr] = house.desks
    en?.editor.split('p1', 9)
    house.exchange('en')
    const sent: Uint8Array[] = []
    for (const { doc } of house.desks) doc.on('update', (update: Uint8Array) => sent.push(update))
    for (const { editor } of house.desks) editor.touchEverything()
    expect(sent).toEqual([])
    expect(en?.editor.words()).toEqual(['Recalling', ' the Convention', 'Invites'])
    expect(fr?.editor.words()).toEqual(['Rappelant la Convention', '', 'Invite'])
    fr?.editor.split('p1', 9)
    house.exchange('fr')
    expect(readTrees(server).fr.paragraphs.map((paragraph) => paragraph.pid)).toEqual(
      readTrees(server).en.paragraphs.map((paragraph) => paragraph.pid),
    )
    expect(fr?.editor.words()).toEqual(['Rappelant', ' la Convention', '', 'Invite'])
    expect(house.desks.flatMap(({ editor }) => editor.errors)).toEqual([])
  })

  it('keeps every word typed and every pair, whatever two desks split and type before they hear of each other', () => {
    const step = fc.record({
      desk: fc.nat(1),
      act: fc.constantFrom('type', 'split', 'exchange'),
      paragraph: fc.nat(),
      offset: fc.nat(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const server = docOf(
          ['recital', 'Recalling', 'Rappelant'],
          ['operative', 'Invites', 'Invite'],
          ['note', 'See', ''],
        )
        const house = houseOf(server)
        const typed = { en: 0, fr: 0 }
        for (const { desk, act, paragraph, offset } of steps) {
          const { language, doc, editor } = house.desks[desk]!
          const worded = readTrees(doc)[language].paragraphs.filter((one) => one.pid !== '' && wordsOf(one) !== '')
          const target = worded[paragraph % worded.length]
          if (!target) continue
          const at = 1 + (offset % wordsOf(target).length)
          if (act === 'exchange') house.exchange(language)
          else if (act === 'split') editor.split(target.pid, at)
          else {
            editor.type(target.pid, at, '#')
            typed[language] += 1
          }
        }
        for (const language of [...languages, ...languages]) house.exchange(language)
        const trees = readTrees(server)
        for (const { language, doc, editor } of house.desks) {
          expect(editor.errors).toEqual([])
          expect(readTrees(doc)).toEqual(trees)
          expect(editor.words()).toEqual(trees[language].paragraphs.map(wordsOf))
          const words = trees[language].paragraphs.map(wordsOf).join('')
          expect(words.replaceAll('#', '')).toBe({ en: 'RecallingInvitesSee', fr: 'RappelantInvite' }[language])
          expect(words.length - words.replaceAll('#', '').length).toBe(typed[language])
        }
        expect(pairFaults(trees).filter(({ fault }) => fault !== 'no-words')).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
