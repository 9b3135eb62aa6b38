// How long a letter takes to be painted in a text of 1,000 paragraphs with two people at it, beside the same page whose
// editor is tied to nothing. Both are built from this house and served by their own server; they take turns in one run.
//
// What is measured: from the browser taking the key (the event's own time stamp, so that a busy page counts) to the end
// of the main thread's part of the frame that shows its letter. What the compositor does after that is not in it; it is
// in `presented`, the browser's own entries, which come in steps of 8 ms. `CPU` is that of all page processes, so in
// the shared text it holds the work of both pages for each letter. The page that is alone keeps its socket, its margin
// and the other language; nothing in it changes but its own words, no tree is read again, no history is kept. So what
// is compared with does less than an editor without collaboration would.

import { randomInt } from 'node:crypto'
import type { Page } from 'playwright-core'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import type { Bench, Measured } from '../bench.ts'
import { median } from '../typing.ts'
import { openTimed } from './browser.ts'
import { buildHouses, type House, houses } from './houses.ts'
import { openStage, type Stage } from './stage.ts'
import { quantile, type Typed, type } from './typing.ts'

interface Size {
  readonly paragraphs: number
  readonly rounds: number
  /** Of each person in each round. */
  readonly keys: number
}

const sizes: Readonly<Record<'short' | 'full', Size>> = {
  short: { paragraphs: 1_000, rounds: 4, keys: 100 },
  full: { paragraphs: 1_000, rounds: 9, keys: 200 },
}

type Table = Record<string, Record<string, number>>

export const keydown: Bench = {
  name: 'keydown',
  targets: {
    'keydown to paint p95 / without collaboration': { most: 1.5 },
  },
  async run(size, say): Promise<Measured> {
    const seed = randomInt(2 ** 31)
    say(`seed ${seed}`)
    const folders = buildHouses(say)
    const browser = await openTimed()
    const stages = new Map<House, Stage>()
    try {
      for (const house of houses) {
        const { paragraphs } = sizes[size]
        const isShared = house === 'shared'
        stages.set(
          house,
          await openStage(browser, { folder: folders[house], paragraphs, isShared, names: ['legal', 'secretariat'] }),
        )
      }
      const table = await measure(stages, { ...sizes[size], chance: chanceFrom(seed), say })
      for (const stage of stages.values()) await stage.compare()
      return { figures: figuresOf(table), table }
    } finally {
      await browser.close()
      for (const stage of stages.values()) await stage.close()
    }
  },
}

interface Run extends Size {
  readonly chance: Chance
  readonly say: (line: string) => void
}

/** Medians over the rounds. */
async function measure(stages: ReadonlyMap<House, Stage>, run: Run): Promise<Table> {
  const rounds: Table[] = []
  for (let round = -1; round < run.rounds; round++) {
    const table: Table = {}
    // Whoever came second comes first in the next round.
    for (const house of round % 2 === 0 ? houses : houses.toReversed()) {
      const stage = stages.get(house)!
      const isShared = house === 'shared'
      const people = stage.people as readonly [Page, Page]
      const turn = { people, keys: round < 0 ? 30 : run.keys, chance: run.chance }
      const at = run.paragraphs / 2 + 1 + 3 * (round + 1)
      table[house] = rowOf(await type({ ...turn, at, typists: 2 }, isShared))
      if (isShared) Object.assign(table[house], rowOfReader(await type({ ...turn, at: at + 2, typists: 1 }, isShared)))
      if (round >= 0)
        run.say(`round ${round + 1}/${run.rounds} ${house}: p95 ${table[house]['paint p95']?.toFixed(1)} ms`)
    }
    // The first is not counted: code is not compiled yet.
    if (round >= 0) rounds.push(table)
  }
  const rowsOf = (house: House) => Object.keys(rounds[0]?.[house] ?? {})
  const over = (house: House, row: string) => median(rounds.map((table) => table[house]?.[row] ?? Number.NaN))
  return Object.fromEntries(
    houses.map((house) => [house, Object.fromEntries(rowsOf(house).map((row) => [row, over(house, row)]))]),
  )
}

const parts = [50, 95, 99] as const

function rowOf({ seen: paint, cpu, durations, missed, elsewhere }: Typed): Record<string, number> {
  // The browser tells of no entry below 16 ms.
  const presented = [...durations, ...Array.from({ length: Math.max(0, paint.length - durations.length) }, () => 8)]
  const row: Record<string, number> = { keys: paint.length, missed, 'CPU per key': cpu }
  const lists = { paint, presented, ...(elsewhere.length > 0 && { 'on the page of the other': elsewhere }) }
  for (const [name, list] of Object.entries(lists))
    for (const part of parts) row[`${name} p${part}`] = quantile(list, part / 100)
  return row
}

function rowOfReader({ elsewhere }: Typed): Record<string, number> {
  return Object.fromEntries(parts.map((part) => [`on the page of a reader p${part}`, quantile(elsewhere, part / 100)]))
}

function figuresOf({ shared = {}, alone = {} }: Table): Record<string, number> {
  const ratio = (row: string) => (shared[row] ?? Number.NaN) / (alone[row] ?? Number.NaN)
  return {
    'keydown to paint p95 / without collaboration': ratio('paint p95'),
    'keydown to paint p50 / without collaboration': ratio('paint p50'),
    'keydown to paint p99 / without collaboration': ratio('paint p99'),
    'CPU of both pages per key / without collaboration': ratio('CPU per key'),
    'keydown to presentation p95 / without collaboration': ratio('presented p95'),
  }
}
