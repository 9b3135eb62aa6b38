// What an open room costs before anybody types: how long joining takes, warm and after a restart, and how much memory
// it holds.

import type { CrowdOf } from './crowd.ts'
import { type Running, usageOf } from './process.ts'
import type { Contestant } from './realtime/contestants.ts'
import { median } from './typing.ts'

interface Joining {
  readonly paragraphs: number
  readonly times: number
  readonly label: string
}

/** Until a server has done what it does after the last of its readers has left. */
export const settling = () => new Promise((resolve) => setTimeout(resolve, 4_000))

/** Median milliseconds from connecting to the whole text, in a room where somebody is. */
export async function measureWarm(load: Running, contestant: Contestant, joining: Joining): Promise<number> {
  const { paragraphs, times, label } = joining
  const room = `p${paragraphs}-${label}`
  await contestant.found(load, [room], paragraphs)
  const crowd: CrowdOf = { target: contestant.target, rooms: [room], readers: 1, authors: 0, paragraphs, asks: false }
  await load.ask({ do: 'enter', crowd })
  const rooms = Array.from({ length: times + 3 }, () => room)
  const took = await load.ask<number[]>({ do: 'join', target: contestant.target, rooms, paragraphs })
  await load.ask({ do: 'leave' })
  return median(took.slice(3))
}

/** The same for rooms that were not open since the server started; each is joined once. */
export async function measureCold(load: Running, contestant: Contestant, joining: Joining): Promise<number> {
  const { paragraphs, times, label } = joining
  const rooms = Array.from({ length: times + 3 }, (_, at) => `p${paragraphs}-${label}-${at}`)
  await contestant.found(load, rooms, paragraphs)
  // So that each is stored, and stored once more as the texts of a running server are.
  await load.ask({ do: 'join', target: contestant.target, rooms, paragraphs })
  await settling()
  await contestant.stop()
  await contestant.start()
  const took = await load.ask<number[]>({ do: 'join', target: contestant.target, rooms, paragraphs })
  return median(took.slice(3))
}

/**
 * Megabytes of RSS per open room of 200 paragraphs with one reader in each, and the part that comes back when all have
 * left.
 */
export async function measureMemory(
  load: Running,
  contestant: Contestant,
  count: number,
): Promise<Record<string, number>> {
  const paragraphs = 200
  const rooms = Array.from({ length: count }, (_, at) => `p200-memory-${at}`)
  await contestant.found(load, rooms, paragraphs)
  await settling()
  await contestant.stop()
  await contestant.start()
  // The first rooms bring in code and pools that stay.
  await load.ask({ do: 'join', target: contestant.target, rooms: rooms.slice(0, 5), paragraphs })
  await settling()
  const before = await usageOf(contestant.running, true)
  const crowd: CrowdOf = { target: contestant.target, rooms, readers: 1, authors: 0, paragraphs, asks: false }
  await load.ask({ do: 'enter', crowd })
  const open = await usageOf(contestant.running, true)
  await load.ask({ do: 'check' })
  await load.ask({ do: 'leave' })
  await settling()
  const after = await usageOf(contestant.running, true)
  return {
    rssPerRoom: (open.rss - before.rss) / count / 1e6,
    heldPerRoom: (open.held - before.held) / count / 1e6,
    heldGivenBack: (open.held - after.held) / (open.held - before.held),
    rssGivenBack: (open.rss - after.rss) / (open.rss - before.rss),
  }
}
