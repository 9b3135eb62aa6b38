// A place to meet: a real store, real rooms, a real door on a real port, and seats that the test gives and takes.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Engine, Store } from '#db/engine/open.ts'
import { transact } from '#db/engine/transaction.ts'
import type { BothKept } from '#server/document/numbering/kept.ts'
import { seed } from '#server/document/writing/edit.ts'
import { type Bus, openSilence } from '#server/live/nodes/bus.ts'
import { openRooms, type Rooms } from '#server/live/rooms.ts'
import type { Seat, TextChanged } from '#server/live/seats/seat.ts'
import { openDoor } from '#server/live/wire/door.ts'
import { openLog } from '#server/log.ts'
import { keepSnapshots } from '#server/workflows/record/kept-snapshots.ts'
import { emptyDocument } from '#tests/support/documents/text-rows.ts'
import { freshStore } from '#tests/support/store.ts'
import { Guest } from './guest.ts'

export const collab = '01text'

export interface Place {
  readonly store: Store
  readonly url: string
  rooms: Rooms
  readonly changes: TextChanged[]
  /** Session → seat; a test gives and takes rights here, then reseats. */
  readonly seats: Map<string, Seat>
  /** How a seat that was found is answered; a test may have it take long. */
  answerSeat: (found: Seat | null) => Promise<Seat | null>
  /** The numbers that the text keeps, as this node would find them in the store. */
  kept: BothKept
  guest(session: string, doc?: Guest['doc']): Guest
  /** Closes the rooms and opens others on the same store, as a restart would. */
  restart(): Promise<void>
  close(): Promise<void>
}

let minted = 0
const mint = () => `01${(++minted).toString(36).padStart(24, '0')}`

/** Members `ada` and `ben` may edit, `rex` may read. */
export async function openPlace(engine: Engine, bus: Bus = openSilence('alone')): Promise<Place> {
  const { store, close } = await freshStore(engine)
  await populate(store)
  const place = await openNode({ store, bus })
  await place.rooms.write(collab, (doc) => seed(doc, [{ pid: mint(), kind: 'operative', en: [], fr: [] }]))
  const leave = place.close
  place.close = async () => {
    await leave()
    await close()
  }
  return place
}

/** A node on a store that others may be on too. */
export async function openNode({ store, bus }: { readonly store: Store; readonly bus: Bus }): Promise<Place> {
  const seats = new Map(['ada', 'ben', 'rex'].map((name) => [name, seatOf(name, name !== 'rex')]))
  const changes: TextChanged[] = []
  const needs = {
    store,
    clock: () => Date.now(),
    mint,
    bus,
    log: openLog('silent'),
    keepSnapshot: keepSnapshots(store, () => Date.now()),
    seatOf: (_collab: string, session: string) => place.answerSeat(seats.get(session) ?? null),
    keptOf: async () => place.kept,
    onChanged: (change: TextChanged) => {
      changes.push(change)
    },
  }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const guests = new Set<Guest>()
  const rooms = openRooms(needs)
  const place: Place = {
    store,
    url,
    rooms,
    changes,
    seats,
    answerSeat: async (found) => found,
    kept: null,
    guest(session, doc) {
      const guest = new Guest({ url, collab, cookie: session }, doc)
      guests.add(guest)
      return guest
    },
    async restart() {
      await place.rooms.close()
      place.rooms = openRooms(needs)
    },
    async close() {
      for (const guest of guests) guest.socket.terminate()
      await place.rooms.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  // Looked up at each call: a restart puts other rooms in place.
  const current: Rooms = { ...rooms, enter: (socket, id, seat) => place.rooms.enter(socket, id, seat) }
  const whoIs = async (cookie: string | undefined) => (cookie && seats.has(cookie) ? { sessionHash: cookie } : null)
  server.on(
    'upgrade',
    openDoor({ rooms: current, config: { publicUrl: url }, log: needs.log, seatOf: needs.seatOf, whoIs }),
  )
  return place
}

function seatOf(name: string, mayEdit: boolean): Seat {
  return {
    memberId: name,
    name: name.toUpperCase(),
    delegation: { en: 'Party', fr: 'Partie' },
    sessionHash: name,
    mayRead: true,
    mayEdit,
    maySuggest: false,
  }
}

async function populate(store: Store): Promise<void> {
  await transact(store, 1, async ({ q }) => {
    for (const id of ['ada', 'ben', 'rex']) {
      const member = { id, email: `${id}@example.org`, name: id, language: 'en' as const, password_hash: 'x' }
      await q
        .insertInto('member')
        .values({ ...member, disabled_at: null, created_at: 1 })
        .execute()
    }
    await q.insertInto('document').values(emptyDocument(collab)).execute()
  })
}
