// The live room beside a raw relay, a relay that syncs, and two servers people use. Contestants take turns within each
// measurement.

import { join } from 'node:path'
import type { Bench, Measured } from '../bench.ts'
import type { Pace } from '../crowd.ts'
import { type Running, start } from '../process.ts'
import { measureCold, measureMemory, measureWarm, settling } from '../standing.ts'
import { measureTyping, median } from '../typing.ts'
import { Contestant, installPeers, keepers, type Name, names } from './contestants.ts'
import { targets } from './realtime-targets.ts'

interface Size {
  readonly rounds: number
  readonly milliseconds: number
  readonly joins: number
  readonly rooms: number
  readonly manyRooms: number
}

const sizes: Readonly<Record<'short' | 'full', Size>> = {
  short: { rounds: 3, milliseconds: 2_000, joins: 5, rooms: 60, manyRooms: 200 },
  full: { rounds: 7, milliseconds: 5_000, joins: 15, rooms: 100, manyRooms: 200 },
}

type Table = Record<Name, Record<string, number>>

class Run {
  readonly #size: Size
  readonly #say: (line: string) => void
  readonly #load: Running
  readonly #contestants: readonly Contestant[]
  readonly table = Object.fromEntries(names.map((name) => [name, {}])) as Table

  constructor(size: Size, say: (line: string) => void, parts: { load: Running; contestants: readonly Contestant[] }) {
    this.#size = size
    this.#say = say
    this.#load = parts.load
    this.#contestants = parts.contestants
  }

  /** Medians over the rounds; contestants take turns. */
  async #inTurns(
    label: string,
    { rounds, among = names }: { rounds: number; among?: readonly Name[] },
    measure: (contestant: Contestant, round: number) => Promise<Record<string, number>>,
  ): Promise<void> {
    const all = new Map<Name, Record<string, number>[]>()
    for (let round = 0; round < rounds; round++) {
      for (const contestant of this.#contestants) {
        if (!among.includes(contestant.name)) continue
        const measured = await measure(contestant, round)
        all.set(contestant.name, [...(all.get(contestant.name) ?? []), measured])
        this.#say(`${label} ${round + 1}/${rounds} ${contestant.name}`)
      }
    }
    for (const [name, measured] of all) {
      for (const key of Object.keys(measured[0] ?? {})) {
        this.table[name][`${label}: ${key}`] = median(measured.map((one) => one[key] ?? Number.NaN))
      }
    }
  }

  async typing(): Promise<void> {
    const { rounds, milliseconds, manyRooms } = this.#size
    const people = (label: string, crowd: { readers: number; authors: number; pace: Pace }, times: number) =>
      this.#inTurns(label, { rounds: times }, (contestant, round) =>
        measureTyping(this.#load, contestant, {
          ...crowd,
          milliseconds,
          rooms: [`p200-${label.replaceAll(' ', '')}-${round}`],
        }),
      )
    await people('typing', { readers: 50, authors: 4, pace: { perSecond: 10 } }, rounds)
    for (const readers of [50, 200]) {
      await people(`saturated ${readers}`, { readers, authors: 4, pace: { underWay: 64 } }, Math.ceil(rounds / 2))
    }
    await this.#inTurns('many rooms', { rounds: 1 }, (contestant) => {
      const rooms = Array.from({ length: manyRooms }, (_, at) => `p200-many-${at}`)
      return measureTyping(this.#load, contestant, {
        rooms,
        readers: 0,
        authors: 4,
        pace: { perSecond: 1 },
        milliseconds,
      })
    })
  }

  async joining(): Promise<void> {
    const times = this.#size.joins
    for (const paragraphs of [200, 2_000]) {
      await this.#inTurns(`join ${paragraphs} warm`, { rounds: 1 }, async (contestant) => ({
        ms: await measureWarm(this.#load, contestant, { paragraphs, times: times * 3, label: 'warm' }),
      }))
      await this.#inTurns(`join ${paragraphs} cold`, { rounds: 1, among: keepers }, async (contestant) => ({
        ms: await measureCold(this.#load, contestant, { paragraphs, times, label: 'cold' }),
      }))
    }
  }

  async memory(): Promise<void> {
    const among = names.filter((name) => !name.startsWith('relay'))
    await this.#inTurns('memory', { rounds: 1, among }, (contestant) =>
      measureMemory(this.#load, contestant, this.#size.rooms),
    )
  }

  /** Our own text after 10,000 edits and after 100,000: cold joining, and CPU per edit. */
  async growth(): Promise<void> {
    const contestant = this.#contestants.find(({ name }) => name === 'recital')
    if (!contestant) return
    const room = 'p200-grown'
    await contestant.found(this.#load, [room], 200)
    let grown = 0
    for (const edits of [10_000, 100_000]) {
      await contestant.running.ask({ grow: room, edits: edits - grown })
      grown = edits
      this.#say(`grown to ${edits}`)
      this.table.recital[`after ${edits}: cpuPerEdit`] = await this.#cpuPerEdit(contestant, room)
      grown += editsMeasured
      await settling()
      this.table.recital[`after ${edits}: coldJoin`] = await this.#coldJoin(contestant, room)
    }
  }

  async #cpuPerEdit(contestant: Contestant, room: string): Promise<number> {
    const { cpu } = (await contestant.running.ask<{ usage: { cpu: number } }>({ ask: 'usage' })).usage
    await contestant.running.ask({ grow: room, edits: editsMeasured })
    const after = (await contestant.running.ask<{ usage: { cpu: number } }>({ ask: 'usage' })).usage
    return (after.cpu - cpu) / editsMeasured
  }

  async #coldJoin(contestant: Contestant, room: string): Promise<number> {
    const times: number[] = []
    for (let time = 0; time < this.#size.joins; time++) {
      await contestant.stop()
      await contestant.start()
      // A first join of another text, so that what is measured is the text and not the start of the program.
      const rooms = ['p200-typing-0', 'p200-typing-1', room]
      const took = await this.#load.ask<number[]>({
        do: 'join',
        target: contestant.target,
        rooms,
        paragraphs: 200,
        isChanged: true,
      })
      times.push(took.at(-1) ?? Number.NaN)
    }
    return median(times)
  }
}

const editsMeasured = 2_000

function figuresOf(table: Table): Record<string, number> {
  const { recital, relay, hocuspocus } = table
  const synced = table['relay, fdatasync']
  const ratio = (one: number | undefined, other: number | undefined) => (one ?? Number.NaN) / (other ?? Number.NaN)
  const toRelay = (key: string) => ratio(recital[key], relay[key])
  const toBestPeer = (key: string) =>
    ratio(recital[key], Math.min(table['y-websocket'][key] ?? Number.NaN, hocuspocus[key] ?? Number.NaN))
  const saturated = (readers: number) => `saturated ${readers}: deliveriesPerCpuSecond`
  return {
    'saved p95 / relay with fdatasync': ratio(recital['typing: savedP95'], synced['typing: savedP95']),
    'fan-out p95 / relay': toRelay('typing: p95'),
    'fan-out p95 / relay with fdatasync': ratio(recital['typing: p95'], synced['typing: p95']),
    'CPU per delivery / relay': toRelay('typing: cpuPerDelivery'),
    'CPU per delivery / relay with fdatasync': ratio(
      recital['typing: cpuPerDelivery'],
      synced['typing: cpuPerDelivery'],
    ),
    'saturated, 50 readers, deliveries per CPU second / hocuspocus': ratio(
      recital[saturated(50)],
      hocuspocus[saturated(50)],
    ),
    'saturated, 200 readers, deliveries per CPU second / hocuspocus': ratio(
      recital[saturated(200)],
      hocuspocus[saturated(200)],
    ),
    '200 rooms of 4, CPU per delivery / relay': toRelay('many rooms: cpuPerDelivery'),
    'join 200 warm / relay': toRelay('join 200 warm: ms'),
    'join 2,000 warm / relay': toRelay('join 2000 warm: ms'),
    'join 200 cold / best peer': toBestPeer('join 200 cold: ms'),
    'join 2,000 cold / best peer': toBestPeer('join 2000 cold: ms'),
    'RSS per open room, MB': recital['memory: rssPerRoom'] ?? Number.NaN,
    'memory given back': recital['memory: heldGivenBack'] ?? Number.NaN,
    'RSS given back': recital['memory: rssGivenBack'] ?? Number.NaN,
    'join after 100k edits / after 10k': ratio(recital['after 100000: coldJoin'], recital['after 10000: coldJoin']),
    'CPU per edit after 100k edits / after 10k': ratio(
      recital['after 100000: cpuPerEdit'],
      recital['after 10000: cpuPerEdit'],
    ),
  }
}

export const realtime: Bench = {
  name: 'realtime',
  targets,
  async run(size, say): Promise<Measured> {
    installPeers(say)
    const { running: load } = await start({ script: join(import.meta.dirname, '../load.ts') })
    const contestants = names.map((name) => new Contestant(name))
    try {
      for (const contestant of contestants) await contestant.start()
      const run = new Run(sizes[size], say, { load, contestants })
      await run.typing()
      // Two hundred rooms were left at once; what is stored after that is no part of a joining.
      for (let time = 0; time < 4; time++) await settling()
      await run.joining()
      await run.memory()
      await run.growth()
      return { figures: figuresOf(run.table), table: run.table }
    } finally {
      await load.stop()
      for (const contestant of contestants) await contestant.end()
    }
  },
}
