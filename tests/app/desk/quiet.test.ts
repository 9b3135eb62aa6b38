// What is not looked for again when only words changed would have been found the same.

import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagsOf, flagTheSame, placedOffers, whereNow } from '#app/desk/citations/flags-found.ts'
import { isQuietForMargin, marginOf } from '#app/desk/margin/notes.ts'
import { isQuietForOutline, outlineOf } from '#app/desk/outline/outline.ts'
import { openPoints } from '#app/desk/outline/points.ts'
import { isQuietSince } from '#app/desk/text/quiet.ts'
import { type BothTrees, joinRuns, type Paragraph, type Run } from '#server/document/tree/tree.ts'
import { type Language, languages } from '#server/domain/language.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import { suggested } from '#tests/document/suggestions/suggested.ts'

const citable = { articles: [{ number: 23 }], texts: [], findings: [], parties: [] } as unknown as Citable
const threads = [
  { id: 't1', language: 'en', pid: 'p1', quote: 'child', isWhole: false, comments: [], resolved: null },
  { id: 't2', language: 'fr', pid: 'p3', quote: 'données', isWhole: true, comments: [], resolved: null },
] as unknown as ThreadView[]

const opening = 'Recalling that each Party shall take the necessary legislative or other measures, '

/** As the most of a real text is: with nothing but words in some of its paragraphs. */
const texts: fc.Arbitrary<BothTrees> = fc
  .tuple(suggested, fc.subarray(['p1', 'p2', 'p3', 'p4', 'p5', 'p6'], { minLength: 3 }))
  .map(([{ en, fr }, plain]) => {
    const calm = ({ pid, kind, marks, runs }: Paragraph): Paragraph =>
      plain.includes(pid)
        ? { pid, kind, runs: joinRuns([{ text: opening }, ...runs.map(({ text }) => ({ text }))]) }
        : { pid, kind, ...(marks && { marks }), runs }
    return { en: { ...en, paragraphs: en.paragraphs.map(calm) }, fr: { ...fr, paragraphs: fr.paragraphs.map(calm) } }
  })

interface Change {
  readonly language: Language
  readonly at: number
  readonly run: number
  readonly does: 'words' | 'more' | 'less' | 'kind' | 'swap'
  readonly words: string
}

const change: fc.Arbitrary<Change> = fc.record({
  language: fc.constantFrom(...languages),
  at: fc.nat(5),
  run: fc.nat(6),
  does: fc.constantFrom('words', 'words', 'words', 'words', 'words', 'more', 'more', 'less', 'kind', 'swap'),
  words: fc.constantFrom('child', ' ', 'of them', '[', 'x]', 'Article 23 ', 'see Article 23', ''),
})

function changed(trees: BothTrees, { language, at, run, does, words }: Change): BothTrees {
  const paragraphs = [...trees[language].paragraphs]
  const place = at % paragraphs.length
  const paragraph = paragraphs[place]!
  if (does === 'swap') paragraphs.reverse()
  else if (does === 'kind') paragraphs[place] = { ...paragraph, kind: paragraph.kind === 'item' ? 'operative' : 'item' }
  else paragraphs[place] = { ...paragraph, runs: joinRuns(runsOf(paragraph, { run, does, words })) }
  return { ...trees, [language]: { ...trees[language], paragraphs } }
}

function runsOf({ runs }: Paragraph, { run, does, words }: Pick<Change, 'run' | 'does' | 'words'>): readonly Run[] {
  const at = run % Math.max(1, runs.length)
  if (does === 'words') return runs.map((one, index) => (index === at ? { ...one, text: one.text + words } : one))
  if (does === 'more') return runs.toSpliced(at, 0, { text: words })
  return does === 'less' ? runs.toSpliced(at, 1) : runs
}

/** Runs `same` on both texts whenever the change is quiet, and says how often it was. */
function whenQuiet(isQuiet: (before: BothTrees, now: BothTrees) => boolean, find: (trees: BothTrees) => unknown): void {
  const seed = randomInt(2 ** 31)
  let quiet = 0
  fc.assert(
    fc.property(texts, fc.array(change, { minLength: 1, maxLength: 2 }), (before, changes) => {
      const now = changes.reduce(changed, before)
      if (isDeepStrictEqual(before, now) || !isQuiet(before, now)) return
      quiet += 1
      expect(find(before)).toEqual(find(now))
    }),
    { seed, numRuns: 4_000 },
  )
  console.log(`seed ${seed}: ${quiet} of 4000 were quiet`)
  expect(quiet).toBeGreaterThan(200)
}

describe('what changed quietly', () => {
  it('leaves the margin as it was', () => {
    const isQuiet = isQuietForMargin(threads)
    whenQuiet(
      (before, now) => isQuietSince(before, now, isQuiet),
      (trees) => marginOf(trees, threads),
    )
  })

  it('leaves the outline and the open points as they were', () => {
    whenQuiet(
      (before, now) => isQuietSince(before, now, isQuietForOutline),
      (trees) => [languages.map((language) => outlineOf(trees[language])), openPoints(trees, threads)],
    )
  })

  it('leaves the flags of citations as they were, wherever the words of an offer stand', () => {
    const offers = ({ byPid }: ReturnType<typeof flagsOf>) =>
      [...byPid].map(([pid, one]) => [pid, one.offers.map(({ language, target, words }) => [language, target, words])])
    whenQuiet(
      (before, now) => flagTheSame(before, now, citable),
      (trees) => {
        const flags = flagsOf(trees, citable)
        return [flags.faults, offers(flags)]
      },
    )
  })
})

it('words that come or go as a whole are never quiet: the other language may cite what this one has no words for', () => {
  const text = (...runs: Run[]): BothTrees => ({
    en: { language: 'en', paragraphs: [{ pid: 'p1', kind: 'operative', runs: [{ text: 'x', cites: 'article:23' }] }] },
    fr: { language: 'fr', paragraphs: [{ pid: 'p1', kind: 'operative', runs }] },
  })
  const suggested: Run = { text: 'plus', marks: ['i_1-2'] }
  for (const [empty, written] of [
    [text({ text: ' ' }), text({ text: 'voir' })],
    [text({ text: ' ' }, suggested), text({ text: 'voir ' }, suggested)],
  ] as const) {
    expect(marginOf(empty, [])).not.toEqual(marginOf(written, []))
    expect(isQuietSince(empty, written, isQuietForMargin([]))).toBe(false)
    expect(isQuietSince(written, empty, isQuietForMargin([]))).toBe(false)
  }
})

it('words that an offer is about are linked where they stand now', () => {
  const text = (words: string): BothTrees => ({
    en: { language: 'en', paragraphs: [{ pid: 'p1', kind: 'operative', runs: [{ text: words }] }] },
    fr: { language: 'fr', paragraphs: [] },
  })
  const [before, now] = [text('See Article 23.'), text('Please see Article 23.')]
  expect(flagTheSame(before, now, citable)).toBe(true)
  expect(placedOffers(before, 'p1', citable)).toMatchObject([{ start: 4, end: 14 }])
  expect(placedOffers(now, 'p1', citable)).toMatchObject([{ start: 11, end: 21 }])
  expect(placedOffers(now, 'p2', citable)).toEqual([])
})

it('of references that were offered, the one that is meant is linked, or none', () => {
  const offersIn = (...runs: Run[]) =>
    placedOffers(
      {
        en: { language: 'en', paragraphs: [{ pid: 'p1', kind: 'operative', runs }] },
        fr: { language: 'fr', paragraphs: [] },
      },
      'p1',
      citable,
    )
  const words = 'See Article 23, paragraph 1, Article 23 and Article 23.'
  const shown = offersIn({ text: words })
  const starts = (at: number, ...runs: Run[]) =>
    whereNow([shown[at]!], shown, offersIn(...runs)).map(({ start }) => start)
  expect(shown.map((one) => [one.words, one.start])).toEqual([
    ['Article 23, paragraph 1', 4],
    ['Article 23', 29],
    ['Article 23', 44],
  ])
  expect([0, 1, 2].flatMap((at) => starts(at, { text: `So: ${words}` }))).toEqual([8, 33, 48])
  // The first was linked, and is offered until the text has been read again.
  const linked: Run[] = [
    { text: 'See ' },
    { text: 'Article 23, paragraph 1', cites: 'article:23:1' },
    { text: words.slice(27) },
  ]
  expect(starts(0, ...linked)).toEqual([])
  expect([1, 2].flatMap((at) => starts(at, ...linked))).toEqual([29, 44])
  // Somebody else has just written one that is called the same.
  expect([0, 1, 2].map((at) => starts(at, { text: `Article 23: ${words}` }))).toEqual([[16], [], []])
})
