// That the bench of comparisons measures, and notices a comparison that is not of the text it made.

import { expect, test } from 'vitest'
import { chanceFrom } from '#tests/support/seeded.ts'
import { measureWarm } from './bench.ts'
import { statesOf } from './texts.ts'

const few = { paragraphs: 20, words: 40, reworded: 4, moved: 1, deleted: 1, inserted: 1, split: 1 }

test('each run is timed in both languages', () => {
  const { both, en, fr } = measureWarm(few, { runs: 2, chance: chanceFrom(7) })
  expect([both, en, fr].map((list) => list.length)).toEqual([2, 2, 2])
  expect(Math.min(...both, ...en, ...fr)).toBeGreaterThan(0)
})

test('one seed makes one text', () => {
  expect(statesOf(few, 'fr', chanceFrom(3))).toEqual(statesOf(few, 'fr', chanceFrom(3)))
})
