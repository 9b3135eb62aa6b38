// How long the pages of a text's history take: 200 paragraphs beside 2,000 in one run, over HTTP, from asking until all
// has come.
//
// The texts stand at the head of house.ts. Authors is asked as a desk asks: once for a text whose log nobody has read
// since the server started, then after each edit, then again with nothing new. The others are pages, with what a
// browser is sent.

import { randomInt } from 'node:crypto'
import { chanceFrom } from '#tests/support/seeded.ts'
import type { Bench, Measured } from '../bench.ts'
import { median } from '../typing.ts'
import { type House, type LongText, openHouse } from './house.ts'

const sizes = { short: 5, full: 15 } as const
const lengths = [200, 2_000] as const

export const history: Bench = {
  name: 'history',
  targets: {
    'authors first, 2000 paragraphs, ms': { most: 300 },
    'authors after an edit, 2000 paragraphs, ms': { most: 300 },
    'compare, 2000 paragraphs, ms': { most: 150 },
    'changes, 2000 paragraphs, ms': { most: 150 },
    'versions, 2000 paragraphs, ms': { most: 150 },
    'version, 2000 paragraphs, ms': { most: 150 },
  },
  async run(size, say): Promise<Measured> {
    const seed = randomInt(2 ** 31)
    say(`seed ${seed}`)
    const house = await openHouse(lengths, chanceFrom(seed))
    try {
      const table: Record<string, Record<string, number>> = {}
      for (const text of house.texts) table[`${text.paragraphs}`] = await measure(house, text, sizes[size])
      const figures: Record<string, number> = {}
      const [few, many] = lengths.map((length) => table[`${length}`] ?? {}) as [Row, Row]
      for (const [what, took] of Object.entries(many)) {
        figures[`${what}, ${lengths[1]} paragraphs, ms`] = took
        figures[`${what}, ${lengths[1]} / ${lengths[0]}`] = took / (few[what] ?? Number.NaN)
      }
      return { figures, table }
    } finally {
      await house.close()
    }
  },
}

type Row = Readonly<Record<string, number>>

async function measure(house: House, text: LongText, times: number): Promise<Row> {
  const { id, pid, versions } = text
  const [first, second, third] = versions
  const authors = `/dossiers/${id}/authors?pid=${pid}`
  // So that the text is in memory, as it is when a desk asks.
  await house.type(text, 0)
  const cold = await house.timed(authors)
  const after: number[] = []
  const again: number[] = []
  for (let at = 0; at < times; at++) {
    await house.type(text, 5 + at)
    after.push(await house.timed(authors))
    again.push(await house.timed(authors))
  }
  const row: Record<string, number> = {
    'authors first': cold,
    'authors after an edit': median(after),
    'authors again': median(again),
  }
  const pages = {
    compare: `/dossiers/${id}/compare?from=${third}&to=now`,
    'compare of versions': `/dossiers/${id}/compare?from=${second}&to=${third}`,
    'compare, all changed': `/dossiers/${id}/compare?from=${first}&to=${second}`,
    'compare, only changed': `/dossiers/${id}/compare?from=${third}&to=now&only=changed`,
    changes: `/dossiers/${id}/changes?from=${third}&to=now`,
    versions: `/dossiers/${id}/versions`,
    version: `/versions/${third}`,
  }
  for (const [name, path] of Object.entries(pages)) {
    // The first time code is compiled.
    for (let at = 0; at < 2; at++) await house.timed(path)
    const took: number[] = []
    const spent = house.cpu()
    for (let at = 0; at < times; at++) took.push(await house.timed(path))
    row[name] = median(took)
    row[`${name}, of the processor`] = (house.cpu() - spent) / times
  }
  return row
}
