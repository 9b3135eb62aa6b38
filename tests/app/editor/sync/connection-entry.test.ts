// A door that stays shut: an ended session is helped by signing in again, a right that has ended is final.

import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Entry } from '#app/editor/sync/connection.ts'
import { statusOf } from '#app/editor/sync/status.ts'
import type { Place } from '#tests/live/place.ts'
import { openRelay, type Relay } from '#tests/support/servers/relay.ts'
import { Connections, MemoryShelf, onDisk, placeWithText, reaches, sitAt, type, until } from './connections.ts'

let place: Place
let relay: Relay
const connections = new Connections()

beforeEach(async () => {
  place = await placeWithText()
  relay = await openRelay(Number(new URL(place.url).port))
})
afterEach(async () => {
  connections.close()
  await relay.close()
  await place.close()
})

/** Ada at her desk; without a seat, who asks at the door is told `otherwise`. */
async function ada(otherwise: Entry) {
  const shelf = new MemoryShelf()
  const mayEnter = async (): Promise<Entry> => (place.seats.has('ada') ? 'yes' : otherwise)
  const way = { session: 'ada', shelf, mayEnter, through: relay.url }
  return { shelf, seat: place.seats.get('ada')!, ...(await sitAt(connections.connect(place, way))) }
}

it('a session that ends under the page is said; words written meanwhile are sent after signing in again', async () => {
  const { connection, desk, seat, statuses } = await ada('signed-out')
  place.seats.delete('ada')
  await place.rooms.reseat({ memberId: 'ada' })
  await until(connection.link, (link) => link.mustSignIn)
  type(desk, 'Between sessions ')
  expect(statusOf(connection.link.get())).toBe('offline-unsaved')
  const { came } = relay
  connection.wake()
  connection.setOnline(true)
  place.seats.set('ada', seat)
  expect(relay.came).toBe(came)
  connection.wake()
  await reaches(connection, 'saved')
  expect(connection.link.get().mustSignIn).toBe(false)
  expect(statuses).not.toContain('refused')
  expect((await onDisk(place))[1]).toBe('Between sessions States shall act.')
})

it('a session that ended while the network was away is said as soon as somebody answers', async () => {
  const { connection } = await ada('signed-out')
  relay.cut()
  await reaches(connection, 'offline')
  place.seats.delete('ada')
  relay.heal()
  await until(connection.link, (link) => link.mustSignIn)
  expect(statusOf(connection.link.get())).toBe('offline')
})

it('a right that ended while the network was away is final, and nothing stays in the browser', async () => {
  const { connection, desk, shelf } = await ada('no')
  relay.cut()
  await reaches(connection, 'offline')
  type(desk, 'Too late ')
  await expect.poll(() => shelf.rows.length).toBeGreaterThan(0)
  place.seats.delete('ada')
  relay.heal()
  const link = await reaches(connection, 'refused')
  expect(link.refused?.code).toBe('barred')
  expect(connection.mayLoseWords()).toBe(true)
  await expect.poll(() => shelf.rows).toEqual([])
  const { came } = relay
  connection.wake()
  expect(relay.came).toBe(came)
})

it('a network that is away is nothing else: nobody is told to sign in', async () => {
  const { connection } = await ada('unknown')
  relay.cut()
  await reaches(connection, 'offline')
  const { came } = relay
  await expect.poll(() => relay.came).toBeGreaterThan(came + 2)
  expect(connection.link.get().mustSignIn).toBe(false)
  relay.heal()
  await reaches(connection, 'saved')
})

it('a site that answers while the socket never opens is said, and only until it does', async () => {
  const { connection } = await ada('unknown')
  relay.cut()
  const { away } = await until(connection.link, (link) => link.away !== null)
  expect(away?.en).toContain('does not open')
  expect(away?.fr).toContain('ne s’ouvre pas')
  expect(statusOf(connection.link.get())).toBe('offline')
  relay.heal()
  await reaches(connection, 'saved')
  expect(connection.link.get().away).toBe(null)
})
