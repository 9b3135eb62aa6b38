// How long the comparison of two versions takes on the server: 200 paragraphs of which 60 changed, both languages.
//
// Cold is the first comparison of a process, code not compiled, the language's rules for words not loaded; each cold
// run has a process of its own (cold.ts), which is started beforehand and not in the time. Warm are the runs after it
// in this process. Each run compares texts of its own. In the time: from two plain trees with their numbers to the
// comparison that a page prints.

import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { redline } from '#server/document/compare/redline.ts'
import { languages } from '#server/domain/language.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import type { Bench, Measured } from '../bench.ts'
import { type Shape, statesOf } from './texts.ts'

interface Size {
  readonly runs: number
  readonly cold: number
}

const sizes: Readonly<Record<'short' | 'full', Size>> = { short: { runs: 15, cold: 3 }, full: { runs: 60, cold: 9 } }

/** 60 of 200: 40 written anew in places, 6 moved, 6 gone, 6 new, 2 split. */
export const long: Shape = { paragraphs: 200, words: 90, reworded: 40, moved: 6, deleted: 6, inserted: 6, split: 2 }

export const redlining: Bench = {
  name: 'redline',
  targets: {
    'both languages p95, ms': { most: 100 },
    'both languages cold median, ms': { most: 100 },
  },
  async run(size, say): Promise<Measured> {
    const seed = randomInt(2 ** 31)
    say(`seed ${seed}`)
    const { runs, cold } = sizes[size]
    const colds = Array.from({ length: cold }, (_, at) => coldly(seed + at))
    const { both, en, fr } = measureWarm(long, { runs, chance: chanceFrom(seed) })
    const of = (list: readonly number[]) => ({ median: quantile(list, 0.5), p95: quantile(list, 0.95) })
    const figures = {
      'both languages median, ms': of(both).median,
      'both languages p95, ms': of(both).p95,
      'both languages cold median, ms': of(colds).median,
      'both languages cold worst, ms': Math.max(...colds),
    }
    return { figures, table: { both: of(both), English: of(en), French: of(fr), cold: of(colds) } }
  },
}

/**
 * Milliseconds of each run; the first ones, in which code is compiled, are not counted. Throws when a comparison is not
 * of such a text.
 */
export function measureWarm(shape: Shape, { runs, chance }: { readonly runs: number; readonly chance: Chance }) {
  const times = { both: [] as number[], en: [] as number[], fr: [] as number[] }
  const notCounted = Math.min(5, runs)
  for (let run = -notCounted; run < runs; run++) {
    const took = { en: 0, fr: 0 }
    for (const language of languages) {
      const { before, after } = statesOf(shape, language, chance)
      const began = performance.now()
      const compared = redline(before, after)
      took[language] = performance.now() - began
      heed(compared.counts, shape)
    }
    if (run < 0) continue
    times.both.push(took.en + took.fr)
    for (const language of languages) times[language].push(took[language])
  }
  return times
}

/**
 * What was measured found what had been done. A new paragraph that came to stand between two halves makes the second a
 * new one.
 */
function heed(counts: ReturnType<typeof redline>['counts'], { reworded, deleted, inserted, split }: Shape): void {
  const found = `${counts.changed} changed, ${counts.deleted} gone, ${counts.inserted + counts.split} new`
  const expected = `${reworded + split} changed, ${deleted} gone, ${inserted + split} new`
  if (found !== expected) throw new Error(`the comparison found ${found}, where there were ${expected}`)
}

function coldly(seed: number): number {
  return Number(execFileSync(process.execPath, [`${import.meta.dirname}/cold.ts`, String(seed)], { encoding: 'utf8' }))
}

function quantile(list: readonly number[], part: number): number {
  const sorted = list.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
