// Two nodes on one PostgreSQL, with a real Redis between them or none, and what it means that their pages agree.

import { randomUUID } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import { type Bus, openSilence } from '#server/live/nodes/bus.ts'
import { openRedisBus } from '#server/live/nodes/redis-bus.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { openLog } from '#server/log.ts'
import { seenIn } from '#tests/document/gate/honest.ts'
import { redisUrl } from '#tests/support/servers/redis.ts'
import { engines } from '#tests/support/store.ts'
import type { Guest } from '../guest.ts'
import { collab, openNode, openPlace, type Place } from '../place.ts'

const url = await redisUrl()

/** Whether this machine has both. */
export const arePairsHere = url !== null && engines.includes('postgresql')

export const overRedis = (channel: string) => (node: string) =>
  openRedisBus({ url: url ?? '', channel, node, log: openLog('silent') })

export const unheard = (node: string) => openSilence(node, false)

/** They take it that nobody is missed, and hear nobody: what others write is looked for every two seconds only. */
export const deaf = (node: string) => openSilence(node, true)

/** Both are closed when the test is over. */
export async function twoNodes(busOf: (node: string) => Bus = overRedis(randomUUID())): Promise<[Place, Place]> {
  const undo: (() => Promise<void>)[] = []
  onTestFinished(async () => {
    for (const one of undo.reverse()) await one()
  })
  const buses = [busOf('one'), busOf('two')] as const
  undo.push(async () => {
    for (const bus of buses) await bus.close()
  })
  if (busOf !== unheard) await expect.poll(() => buses.every(({ isUp }) => isUp)).toBe(true)
  const one = await openPlace('postgresql', buses[0])
  undo.push(() => one.close())
  const two = await openNode({ store: one.store, bus: buses[1] })
  undo.push(() => two.close())
  return [one, two]
}

/** What a reload from the store reads, as `seenIn` says it of a page. */
async function stored(place: Place): Promise<string> {
  const loaded = await loadText(place.store.db, collab)
  if (!loaded) throw new Error('no text')
  return seenIn(loaded.doc)
}

/** Everything said is saved, and every page shows what is on disk. */
export async function agree(place: Place, guests: readonly Guest[]): Promise<void> {
  await Promise.all(guests.map((guest) => guest.allSaved()))
  await expect
    .poll(async () => {
      const whole = await stored(place)
      return guests.every((guest) => seenIn(guest.doc) === whole)
    })
    .toBe(true)
}
