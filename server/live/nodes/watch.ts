// This node among others: what it hears of their texts is looked up in the log, and it looks by the clock too, since
// the bus may be down or lose what is said. It knows rooms, and nothing of what is in them.

import type { Store } from '#db/engine/open.ts'
import { keepTexts, listKept, listStandings } from '#db/texts/node-leases.ts'
import type { Log } from '../../log.ts'
import { limits } from '../limits.ts'
import type { Room } from '../room.ts'
import type { SeatMatch } from '../seats/seat.ts'
import type { Bus, BusSaid } from './bus.ts'

interface Needs {
  readonly store: Store
  readonly bus: Bus
  readonly log: Log
  /** The rooms that are open now. */
  readonly opened: () => Promise<readonly Room[]>
  /** That room, if it is open, or once it is. */
  readonly find: (collab: string) => Promise<Room | null>
  /** Whether this node is freezing the text, or has, though its row may not say so yet. */
  readonly isFrozen: (collab: string) => boolean
  /** Asks for seats anew, on this node. */
  readonly reseat: (match: SeatMatch) => Promise<void>
}

interface Nodes {
  /** Gives a room that has just been loaded its place: what it missed meanwhile, and the keeping if nobody has it. */
  welcome(room: Room): Promise<void>
  /** Hears and looks no more. */
  leave(): void
}

export function joinNodes(needs: Needs): Nodes {
  const { store, bus, log, opened, find, isFrozen, reseat } = needs
  let isGone = false

  async function look(rooms: readonly Room[]): Promise<void> {
    const byId = new Map(rooms.map((room) => [room.collab, room]))
    for (const standing of await listStandings(store.db, bus.node, [...byId.keys()])) {
      byId.get(standing.id)?.look(standing, standing.isStopped || isFrozen(standing.id))
    }
  }

  const keepOne = async (room: Room, isAnew: boolean) => {
    const kept = await keepTexts(store.db, bus.node, { ids: [room.collab], isAnew, isHasty: false })
    await tellKept(room, kept)
  }
  const tellKept = async (room: Room, kept: ReadonlyMap<string, number>) =>
    room.isGone || room.keep(kept.get(room.collab) ?? null)

  /** Waiting, each for itself, for a row that somebody was writing to. */
  const waiting = new Set<Room>()

  async function keepAll(rooms: readonly Room[]): Promise<void> {
    const ids = rooms.map(({ collab }) => collab)
    const renewed = await keepTexts(store.db, bus.node, { ids, isAnew: false, isHasty: true })
    const passedBy = rooms.filter(({ collab }) => !renewed.has(collab))
    const kept = await listKept(
      store.db,
      bus.node,
      passedBy.map(({ collab }) => collab),
    )
    for (const room of passedBy) {
      if (!kept.has(room.collab) || waiting.has(room)) continue
      waiting.add(room)
      void attempt('a text could not be kept', () => keepOne(room, false)).finally(() => waiting.delete(room))
    }
    await Promise.all(rooms.map((room) => tellKept(room, new Map([...kept, ...renewed]))))
  }

  async function hear(said: BusSaid, from: string): Promise<void> {
    if (said.is === 'topic') return
    if (said.is === 'seats') return reseat(said)
    const room = await find(said.collab)
    if (said.is === 'claim' && !room) bus.tell({ is: 'yielded', collab: said.collab, client: said.client })
    if (!room) return
    if (said.is === 'log') room.lookFor(said.seq)
    else if (said.is === 'state') await look([room])
    else if (said.is === 'presence') room.company.hearNode(from, said.states)
    else if (said.is === 'who') room.company.tellHere()
    else if (said.is === 'claim') await room.yield(said.client)
    else room.yielded(said.client, from)
  }

  /** What goes wrong is logged, and tried again at the next occasion. */
  const attempt = (what: string, work: () => Promise<void>) =>
    work().catch((error: unknown) => log.warn({ err: error }, what))

  const stopHearing = bus.listen(
    (said, from) => void attempt('what a node said came to nothing', () => hear(said, from)),
  )
  const lookAtAll = () => attempt('the log could not be looked at', async () => look(await opened()))
  const stopTurning = bus.onTurn((isUp) => {
    if (isUp) void lookAtAll()
    if (isUp) void attempt('seats could not be asked for', () => reseat({}))
  })
  const looking = inTurns(lookAtAll, () => (bus.isUp ? limits.lookEvery : limits.lookEveryAlone))
  const keeping = inTurns(
    () => attempt('texts could not be kept', async () => keepAll(await opened())),
    () => limits.keepEvery,
  )

  // Nobody says then that a right has gone.
  const asking = inTurns(
    () => attempt('seats could not be asked for', async () => (bus.isUp ? undefined : reseat({}))),
    () => limits.reseatEveryAlone,
  )

  function inTurns(work: () => Promise<void>, pause: () => number): () => void {
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      timer = setTimeout(() => void work().then(() => isGone || again()), pause())
      timer.unref()
    }
    again()
    return () => clearTimeout(timer)
  }

  return {
    async welcome(room) {
      await keepOne(room, true)
      await look([room])
    },
    leave() {
      isGone = true
      for (const stop of [stopHearing, stopTurning, looking, keeping, asking]) stop()
    },
  }
}
