// Whether two texts read the same: as their canonical bytes say, which are not written for it.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalText } from '#server/document/canonical/canonical.ts'
import { readAlike } from '#server/document/numbering/kept-text.ts'
import type { BothTrees, Paragraph } from '#server/document/tree/tree.ts'
import { looseParagraphs, pairs } from '../texts.ts'

const both = (en: readonly Paragraph[], fr: readonly Paragraph[]): BothTrees => ({
  en: { language: 'en', paragraphs: en },
  fr: { language: 'fr', paragraphs: fr },
})
const hashOf = (trees: BothTrees) => canonicalText(trees).sha256

it('any two texts read the same when their canonical bytes do', () =>
  fc.assert(
    fc.property(looseParagraphs, looseParagraphs, looseParagraphs, (one, other, third) => {
      for (const [first, second] of [
        [both(one, other), both(one, third)],
        [both(one, third), both(other, third)],
        [both(one, other), both(structuredClone(one), structuredClone(other))],
      ] as const) {
        expect(readAlike(first, second)).toBe(hashOf(first) === hashOf(second))
      }
    }),
  ))

it('a text reads the same when its runs are cut and composed otherwise, and with comments on them', () =>
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 6 }), (drawn, at) => {
      const [en, fr] = (['en', 'fr'] as const).map((language) =>
        drawn.map(({ pid, kind, [language]: runs }): Paragraph => ({ pid, kind, runs })),
      ) as [Paragraph[], Paragraph[]]
      const cut = en.map((paragraph) => ({
        ...paragraph,
        runs: paragraph.runs.flatMap((run) =>
          run.cites
            ? [{ ...run, threads: ['t'] }]
            : [run.text.slice(0, at), run.text.slice(at)].map((text) => ({ ...run, text: text.normalize('NFD') })),
        ),
      }))
      const [first, second] = [both(en, fr), both(cut, fr)]
      expect(readAlike(first, second)).toBe(hashOf(first) === hashOf(second))
      const marked = en.map((paragraph) => ({
        ...paragraph,
        runs: paragraph.runs.map((run) => ({ ...run, bold: true as const })),
      }))
      expect(readAlike(first, both(marked, fr))).toBe(hashOf(first) === hashOf(both(marked, fr)))
    }),
  ))
