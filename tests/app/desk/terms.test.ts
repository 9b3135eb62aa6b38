// What the desk finds in the wording: per paragraph, less what is waived, and the same objects for what stayed the
// same.

import { describe, expect, test } from 'vitest'
import { nothingFound } from '#app/desk/terms/terms.ts'
import { type Found, findIn, rulesOf } from '#app/desk/terms/terms-found.ts'
import { openingVerbs, terminology } from '#db/convention/terms.ts'
import type { Paragraph, Tree } from '#server/document/tree/tree.ts'
import type { WaiverView } from '#server/workflows/convention/waivers.ts'

const rules = rulesOf({ terminology, openings: openingVerbs, proposers: [] })

const recital = (pid: string, text: string): Paragraph => ({ pid, kind: 'recital', runs: [{ text }] })
const en = (...paragraphs: readonly Paragraph[]): Tree => ({ language: 'en', paragraphs })
const fr = (...paragraphs: readonly Paragraph[]): Tree => ({ language: 'fr', paragraphs })
const find = (trees: { en: Tree; fr: Tree }, waivers: readonly WaiverView[] = [], before: Found = nothingFound) =>
  findIn(trees, rules, { waivers, before })

const waiver = (change: Partial<WaiverView> = {}): WaiverView => ({
  ...{ id: 'w', language: 'en', pid: 'a', term: 'en-01', words: 'child porn', times: 1, context: 'other' },
  ...{ given: null, ended: null },
  ...change,
})

describe('the wording of a paragraph', () => {
  const trees = {
    en: en(recital('a', 'Recalling child porn;'), recital('b', 'Words [x] [y].'), recital('c', 'Noting that.')),
    fr: fr(recital('a', 'Rappelant les abus ;'), recital('b', 'Notant que'), recital('c', 'Mots.')),
  }

  test('asks for terms, brackets and verbs in both languages', () => {
    const { byPid, flags } = find(trees)
    expect(flags.map(({ words }) => words)).toEqual(['child porn'])
    expect(byPid.get('a')?.mismatches).toEqual([{ pid: 'a', pair: 'csam', language: 'en', other: 'absent' }])
    expect(byPid.get('b')?.brackets.map(({ group, brackets }) => [group, brackets.length])).toEqual([[0, 2]])
    expect(byPid.get('b')?.unopened).toEqual(['en'])
    expect(byPid.get('c')?.unopened).toEqual(['fr'])
  })

  test('asks no more for what is waived, and again for what was withdrawn', () => {
    expect(find(trees, [waiver()]).flags).toEqual([])
    expect(find(trees, [waiver()]).byPid.get('a')?.waivers).toHaveLength(1)
    const ended = { by: { id: '', name: '', delegation: { en: '', fr: '' } }, at: 1 }
    expect(find(trees, [waiver({ ended })]).flags).toHaveLength(1)
  })

  test('has its opening verb also in bold, in italics, or between asterisks', () => {
    const verb = (runs: Paragraph['runs']): Paragraph => ({ pid: 'v', kind: 'recital', runs })
    for (const runs of [
      [{ text: 'Recalling', bold: true as const }, { text: ' that' }],
      [{ text: 'Recal', italic: true as const }, { text: 'ling that' }],
      [{ text: '**Recalling** that' }],
      [{ text: '*Recalling* that' }],
      [{ text: '_Recalling_ that' }],
    ])
      expect(find({ en: en(verb(runs)), fr: fr() }).byPid.get('v')?.unopened ?? [], JSON.stringify(runs)).toEqual([])
  })

  test('a waiver covers a place as it stands and as it is suggested', () => {
    const text = (marks: readonly string[]) => [{ text: 'child porn', marks }]
    const both = { pid: 'a', kind: 'recital' as const, runs: [...text(['d_a-1']), ...text(['i_a-1'])] }
    const changed = { en: en(both), fr: fr(recital('a', 'Rappelant')) }
    expect(find(changed).flags).toHaveLength(2)
    expect(find(changed, [waiver()]).flags).toEqual([])
  })

  test('is the same object while nothing in it changed', () => {
    const before = find(trees)
    const [a, ...others] = trees.en.paragraphs
    const now = find({ ...trees, en: en({ ...a!, runs: [{ text: 'Recalling.' }] }, ...others) }, [], before)
    expect(now.byPid.get('b')).toBe(before.byPid.get('b'))
    expect(now.byPid.has('a')).toBe(false)
  })

  test('of two thousand paragraphs is looked at again for one of them only', () => {
    const many = Array.from({ length: 2000 }, (_, at) =>
      recital(`p${at}`, 'Recalling what was said in earlier opinions of children.'),
    )
    const french = fr(...many.map(({ pid }) => recital(pid, 'Rappelant les avis.')))
    const before = find({ en: en(...many), fr: french })
    const took = [1, 2, 3].map((turn) => {
      const changed = many.map((one, at) => (at === turn ? recital(one.pid, `Recalling child porn ${turn}.`) : one))
      const from = performance.now()
      expect(find({ en: en(...changed), fr: french }, [], before).flags).toHaveLength(1)
      return performance.now() - from
    })
    // Some milliseconds alone; the bound leaves room for a machine that does other things.
    expect(Math.min(...took)).toBeLessThan(60)
  })
})
