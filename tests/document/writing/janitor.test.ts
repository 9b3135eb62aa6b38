import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { pairFaults } from '#server/document/pairs.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { pidsOf, standingOf, tend } from '#server/document/writing/janitor.ts'
import { type Language, languages } from '#server/domain/language.ts'
import { docOf, insertBlock, looseParagraphs, mintFrom, show } from '../texts.ts'

const both = (doc: Y.Doc) => ({ en: show(readTrees(doc).en), fr: show(readTrees(doc).fr) })
const texts = () => docOf(['recital', 'Recalling', 'Rappelant'], ['operative', 'Invites', 'Invite'])
const xmlText = (doc: Y.Doc, language: Language, at: number) =>
  (rootOf(doc, language).get(at) as Y.XmlElement).get(0) as Y.XmlText

describe('the janitor', () => {
  it('leaves a text in pairs alone', () => {
    const doc = texts()
    const heard: unknown[] = []
    doc.on('update', (update: Uint8Array) => heard.push(update))
    expect(tend(doc, mintFrom(), { known: new Set() }).changed).toBe(false)
    expect(heard).toEqual([])
  })

  it('gives a split-off half a pid and its empty twin at the same place', () => {
    const doc = texts()
    insertBlock(doc, 'en', 1, { pid: '', kind: 'recital', runs: [{ text: 'the Convention' }] })
    expect(tend(doc, mintFrom(), { known: pidsOf(doc) })).toEqual({ changed: true, known: new Set(['p1', 'm1', 'p2']) })
    expect(both(doc)).toEqual({
      en: ['p1 recital Recalling', 'm1 recital the Convention', 'p2 operative Invites'],
      fr: ['p1 recital Rappelant', 'm1 recital', 'p2 operative Invite'],
    })
  })

  it('writes in one transaction of origin janitor', () => {
    const doc = texts()
    insertBlock(doc, 'fr', 0, { pid: '', kind: 'note', runs: [] })
    insertBlock(doc, 'en', 2, { pid: '', kind: 'note', runs: [] })
    const origins: unknown[] = []
    doc.on('update', (_: Uint8Array, origin: unknown) => origins.push(origin))
    tend(doc, mintFrom(), { known: pidsOf(doc) })
    expect(origins).toEqual(['janitor'])
  })

  it('pairs the French half with the English half when the French is split after the English', () => {
    const doc = texts()
    insertBlock(doc, 'en', 1, { pid: '', kind: 'recital', runs: [{ text: 'second half' }] })
    const mint = mintFrom()
    const { known } = tend(doc, mint, { known: pidsOf(doc) })
    insertBlock(doc, 'fr', 1, { pid: '', kind: 'recital', runs: [{ text: 'seconde moitié' }] })
    tend(doc, mint, { known, lead: 'fr' })
    expect(both(doc)).toEqual({
      en: ['p1 recital Recalling', 'm1 recital second half', 'm2 recital', 'p2 operative Invites'],
      fr: ['p1 recital Rappelant', 'm1 recital seconde moitié', 'm2 recital', 'p2 operative Invite'],
    })
  })

  it('keeps an empty new paragraph apart from the twin that waits behind it', () => {
    const doc = docOf(['recital', 'One', 'Un'], ['recital', 'Two', ''])
    insertBlock(doc, 'fr', 1, { pid: '', kind: 'recital', runs: [] })
    tend(doc, mintFrom(), { known: pidsOf(doc), lead: 'fr' })
    expect(both(doc).fr).toEqual(['p1 recital Un', 'm1 recital', 'p2 recital'])
  })

  it('pairs new words only with twins right behind them', () => {
    const doc = docOf(['recital', 'One', 'Un'], ['recital', 'Two', 'Deux'], ['recital', 'Three', ''])
    insertBlock(doc, 'fr', 1, { pid: '', kind: 'recital', runs: [{ text: 'et demi' }] })
    tend(doc, mintFrom(), { known: pidsOf(doc), lead: 'fr' })
    expect(both(doc)).toEqual({
      en: ['p1 recital One', 'm1 recital', 'p2 recital Two', 'p3 recital Three'],
      fr: ['p1 recital Un', 'm1 recital et demi', 'p2 recital Deux', 'p3 recital'],
    })
  })

  it.each([
    [0, 'en'],
    [1, 'fr'],
    [2, 'en'],
  ] as const)('puts the English twin of a new French paragraph at the same place (%i, %s leading)', (at, lead) => {
    const doc = texts()
    insertBlock(doc, 'fr', at, { pid: '', kind: 'recital', runs: [{ text: 'nouveau' }] })
    tend(doc, mintFrom(), { known: pidsOf(doc), lead })
    expect(readTrees(doc).en.paragraphs[at]).toEqual({ pid: 'm1', kind: 'recital', runs: [] })
    expect(pairFaults(readTrees(doc))).toEqual([{ fault: 'no-words', pid: 'm1', language: 'en' }])
  })

  it('takes a block whose words were all struck for an empty one', () => {
    const doc = texts()
    const known = pidsOf(doc)
    xmlText(doc, 'fr', 0).delete(0, 'Rappelant'.length)
    rootOf(doc, 'en').delete(0, 1)
    tend(doc, mintFrom(), { known })
    expect(both(doc)).toEqual({ en: ['p2 operative Invites'], fr: ['p2 operative Invite'] })
  })

  it('gives the later of two blocks with one pid a new pid', () => {
    const doc = texts()
    insertBlock(doc, 'en', 2, { pid: 'p1', kind: 'recital', runs: [{ text: 'Recalling also' }] })
    tend(doc, mintFrom(), { known: pidsOf(doc) })
    expect(both(doc)).toEqual({
      en: ['p1 recital Recalling', 'p2 operative Invites', 'm1 recital Recalling also'],
      fr: ['p1 recital Rappelant', 'p2 operative Invite', 'm1 recital'],
    })
  })

  it('leaves the first of two blocks with one pid and the same words: a paragraph that two people moved at once', () => {
    const doc = texts()
    insertBlock(doc, 'en', 2, { pid: 'p1', kind: 'recital', runs: [{ text: 'Recalling', bold: true }] })
    tend(doc, mintFrom(), { known: pidsOf(doc) })
    expect(both(doc)).toEqual({
      en: ['p1 recital Recalling', 'p2 operative Invites'],
      fr: ['p1 recital Rappelant', 'p2 operative Invite'],
    })
  })

  it('moves the twin after a paragraph that was moved, words and marks and all, whichever language was changed last', () => {
    for (const [moved, lead] of [
      ['en', 'en'],
      ['en', 'fr'],
      ['fr', 'en'],
    ] as const) {
      const doc = docOf(['recital', 'One', 'Un'], ['recital', 'Two', 'Deux'], ['recital', 'Three', 'Trois'])
      const other = moved === 'en' ? 'fr' : 'en'
      xmlText(doc, other, 0).format(0, 2, { s_c_01thread: 1 })
      const before = standingOf(doc)
      const paragraph = readTrees(doc)[moved].paragraphs[0]!
      rootOf(doc, moved).delete(0, 1)
      insertBlock(doc, moved, 2, paragraph)
      xmlText(doc, other, 1).insert(0, 'x')
      tend(doc, mintFrom(), { ...before, lead })
      const trees = readTrees(doc)
      expect(trees.en.paragraphs.map(({ pid }) => pid)).toEqual(['p2', 'p3', 'p1'])
      expect(pairFaults(trees)).toEqual([])
      expect(trees[other].paragraphs[2]?.runs[0]?.threads).toEqual(['01thread'])
      expect(tend(doc, mintFrom(), { ...standingOf(doc), lead }).changed).toBe(false)
    }
  })

  it('does not bring back a deleted paragraph whose twin has words, and says that it is missing', () => {
    const doc = texts()
    rootOf(doc, 'en').delete(0, 1)
    const { changed, known } = tend(doc, mintFrom(), { known: pidsOf(texts()) })
    expect(changed).toBe(false)
    expect(tend(doc, mintFrom(), { known }).changed).toBe(false)
    expect(pairFaults(readTrees(doc))).toEqual([{ fault: 'missing', pid: 'p1', language: 'en' }])
  })

  it('removes the empty twin of a deleted paragraph, and restores the pair when the deletion is undone', () => {
    const doc = docOf(['recital', 'One', 'Un'], ['recital', 'Two', ''])
    const undo = new Y.UndoManager(rootOf(doc, 'en'))
    rootOf(doc, 'en').delete(1, 1)
    const { known } = tend(doc, mintFrom(), { known: pidsOf(docOf(['recital', '', ''], ['recital', '', ''])) })
    expect(both(doc).fr).toEqual(['p1 recital Un'])
    undo.undo()
    tend(doc, mintFrom(), { known })
    expect(both(doc)).toEqual({
      en: ['p1 recital One', 'p2 recital Two'],
      fr: ['p1 recital Un', 'p2 recital'],
    })
  })

  it('lets the language changed last decide the kind', () => {
    for (const lead of languages) {
      const doc = texts()
      rootOf(doc, lead).get(0).setAttribute('s_kind', 'quote')
      tend(doc, mintFrom(), { known: pidsOf(doc), lead })
      expect(readTrees(doc).en.paragraphs[0]?.kind).toBe('quote')
      expect(readTrees(doc).fr.paragraphs[0]?.kind).toBe('quote')
    }
  })

  it('moves an empty twin after its paragraph, and never one with words', () => {
    const doc = docOf(['recital', 'One', 'Un'], ['recital', 'Two', ''], ['recital', 'Three', 'Trois'])
    for (const [from, to] of [
      [0, 2],
      [0, 2],
    ] as const) {
      const paragraph = readTrees(doc).en.paragraphs[from]
      rootOf(doc, 'en').delete(from, 1)
      if (paragraph) insertBlock(doc, 'en', to, paragraph)
    }
    tend(doc, mintFrom(), { known: pidsOf(doc) })
    expect(both(doc)).toEqual({
      en: ['p3 recital Three', 'p1 recital One', 'p2 recital Two'],
      fr: ['p1 recital Un', 'p2 recital', 'p3 recital Trois'],
    })
    expect(pairFaults(readTrees(doc))).toContainEqual({ fault: 'no-words', pid: 'p2', language: 'fr' })
  })

  it('never leaves a language without a block to write in', () => {
    const empty = new Y.Doc()
    tend(empty, mintFrom(), { known: new Set() })
    expect(both(empty)).toEqual({ en: ['m1 operative'], fr: ['m1 operative'] })
    const doc = texts()
    rootOf(doc, 'en').delete(0, 2)
    tend(doc, mintFrom(), { known: pidsOf(texts()) })
    expect(both(doc).en).toEqual(['p1 recital'])
  })

  it('keeps the words that somebody types into a block while the janitor names it', () => {
    const doc = texts()
    const far = new Y.Doc()
    Y.applyUpdate(far, Y.encodeStateAsUpdate(doc))
    insertBlock(doc, 'en', 1, { pid: '', kind: 'recital', runs: [{ text: 'new' }] })
    xmlText(far, 'fr', 0).insert(9, ' que')
    tend(doc, mintFrom(), { known: pidsOf(doc) })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(far))
    expect(both(doc).fr).toEqual(['p1 recital Rappelant que', 'm1 recital', 'p2 operative Invite'])
  })
})

describe('the janitor, on any text', () => {
  const situation = fc.record({
    en: looseParagraphs,
    fr: looseParagraphs,
    known: fc.subarray(['a', 'b', 'c', 'd', 'e', 'f']).map((pids) => new Set(pids)),
    lead: fc.constantFrom(...languages),
  })

  const run = (check: (doc: Y.Doc, known: ReadonlySet<string>, lead: Language) => void) =>
    fc.assert(
      fc.property(situation, ({ en, fr, known, lead }) => {
        const doc = new Y.Doc()
        en.forEach((paragraph, at) => {
          insertBlock(doc, 'en', at, paragraph)
        })
        fr.forEach((paragraph, at) => {
          insertBlock(doc, 'fr', at, paragraph)
        })
        check(doc, known, lead)
      }),
      { numRuns: 400 },
    )

  it('changes nothing the second time, whichever side leads', () =>
    run((doc, known, lead) => {
      const mint = mintFrom()
      const first = tend(doc, mint, { known, lead })
      const state = Y.encodeStateAsUpdate(doc)
      expect(tend(doc, mint, { known: first.known, lead })).toEqual({ changed: false, known: first.known })
      expect(Y.encodeStateAsUpdate(doc)).toEqual(state)
    }))

  it('keeps every word in its language and in its order', () =>
    run((doc, known, lead) => {
      // Of the same words with the same pid only the first are kept.
      const wordsIn = (isBefore = false) =>
        languages.map((language) =>
          readTrees(doc)
            [language].paragraphs.filter(
              (one, at, all) =>
                !isBefore ||
                one.pid === '' ||
                wordsOf(one) !== wordsOf(all.find(({ pid }) => pid === one.pid)!) ||
                all.findIndex(({ pid }) => pid === one.pid) === at,
            )
            .map(wordsOf)
            .filter((words) => words !== ''),
        )
      const before = wordsIn(true)
      tend(doc, mintFrom(), { known, lead })
      expect(wordsIn()).toEqual(before)
    }))

  it('leaves every block with a pid of its own, in pairs but for words whose twin was deleted, in one kind', () =>
    run((doc, known, lead) => {
      tend(doc, mintFrom(), { known, lead })
      const trees = readTrees(doc)
      for (const language of languages) {
        const pids = trees[language].paragraphs.map((paragraph) => paragraph.pid)
        expect(pids).not.toContain('')
        expect(new Set(pids).size).toBe(pids.length)
        expect(pids.length).toBeGreaterThan(0)
      }
      for (const fault of pairFaults(trees)) {
        expect(fault.fault).not.toBe('kind')
        if (fault.fault !== 'missing') continue
        const other = trees[fault.language === 'en' ? 'fr' : 'en']
        expect(known.has(fault.pid)).toBe(true)
        expect(wordsOf(other.paragraphs.find((paragraph) => paragraph.pid === fault.pid)!)).not.toBe('')
      }
    }))

  it('leaves the order in step unless two blocks with words stand the other way round', () =>
    run((doc, known, lead) => {
      tend(doc, mintFrom(), { known, lead })
      const { en, fr } = readTrees(doc)
      const follower = (lead === 'en' ? fr : en).paragraphs
      const leader = (lead === 'en' ? en : fr).paragraphs.map((paragraph) => paragraph.pid)
      const ranks = follower
        .filter((p) => wordsOf(p) !== '' && leader.includes(p.pid))
        .map((p) => leader.indexOf(p.pid))
      const wordedInStep = ranks.every((rank, at) => at === 0 || rank > (ranks[at - 1] ?? -1))
      if (wordedInStep) expect(pairFaults({ en, fr }).filter((fault) => fault.fault === 'order')).toEqual([])
    }))
})
