// Rooms in which people type: how late readers see it, what it costs the server, and when it is called saved.

import type { CrowdOf, Pace, Typed } from './crowd.ts'
import { type Running, usageOf } from './process.ts'
import type { Contestant } from './realtime/contestants.ts'

interface Typing {
  readonly rooms: readonly string[]
  readonly readers: number
  readonly authors: number
  readonly pace: Pace
  readonly milliseconds: number
}

const paragraphs = 200

/** One measurement of one contestant, from entering to the comparison of the documents. */
export async function measureTyping(
  load: Running,
  contestant: Contestant,
  typing: Typing,
): Promise<Record<string, number>> {
  const { rooms, readers, authors, pace, milliseconds } = typing
  await contestant.found(load, rooms, paragraphs)
  const isOursOrRelay = !['y-websocket', 'hocuspocus'].includes(contestant.name)
  const asks = isOursOrRelay && 'perSecond' in pace
  const crowd: CrowdOf = { target: contestant.target, rooms, readers, authors, paragraphs, asks }
  await load.ask({ do: 'enter', crowd })
  await load.ask({ do: 'type', pace, milliseconds: 600, isMeasured: false })
  const before = await usageOf(contestant.running)
  const typed = await load.ask<Typed>({ do: 'type', pace, milliseconds, isMeasured: true })
  const after = await usageOf(contestant.running)
  await load.ask({ do: 'check' })
  await load.ask({ do: 'leave' })
  const cpu = after.cpu - before.cpu
  return {
    p50: quantile(typed.fanOut, 0.5),
    p95: quantile(typed.fanOut, 0.95),
    p99: quantile(typed.fanOut, 0.99),
    savedP50: quantile(typed.saved, 0.5),
    savedP95: quantile(typed.saved, 0.95),
    cpuPerDelivery: cpu / typed.deliveries,
    cpuPerLetter: cpu / typed.letters,
    deliveriesPerCpuSecond: (typed.deliveries / cpu) * 1e6,
  }
}

function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.filter((one) => !Number.isNaN(one)).sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
