// The rooms of this node: opened when first needed, given up when idle or at fault. It knows no person and no page.

import type { WebSocket } from 'ws'
import type * as Y from 'yjs'
import type { BothTrees } from '../document/tree.ts'
import { Connection } from './connection.ts'
import { Ledger } from './ledger.ts'
import { limits } from './limits.ts'
import type { Meter } from './meter.ts'
import { Room } from './room.ts'
import type { RoomNeeds } from './room-needs.ts'
import type { Seat } from './seat.ts'
import { BrokenText, loadText } from './text.ts'

/** A text at one point of the log, loaded afresh from the store and equal to what was live. */
export interface Frozen {
  readonly uptoSeq: number
  readonly trees: BothTrees
}

export interface Rooms {
  /** Takes a socket that passed the upgrade checks into the room of `collab`; loads the text first. */
  enter(socket: WebSocket, collab: string, seat: Seat): Promise<void>
  /** The text as it stands, both languages, once all of it is on disk. */
  read(collab: string): Promise<{ readonly seq: number; readonly trees: BothTrees }>
  /** The server's own edit, in one Yjs transaction; resolves when it is on disk. Refused (not-now) while frozen. */
  write(collab: string, edit: (doc: Y.Doc) => void): Promise<{ readonly seq: number }>
  /** Stops accepting, flushes, reloads from the store and compares. Throws when the reloaded text differs. */
  freeze(collab: string): Promise<Frozen>
  /** Accepts again, when the freezing came to nothing. A text whose row says frozen stays frozen. */
  thaw(collab: string): Promise<void>
  /** Re-asks the seat of every connected socket that matches, before its next byte. */
  reseat(match: { readonly collab?: string; readonly memberId?: string; readonly sessionHash?: string }): Promise<void>
  /** Counts what happens here, where somebody does. */
  readonly meter?: Meter
  /** Flushes and closes every room; sockets get 1012. */
  close(): Promise<void>
}

/** There is no text of this id. */
class NoSuchText extends Error {
  constructor(collab: string) {
    super(`there is no text ${collab}`)
    this.name = 'NoSuchText'
  }
}

export function openRooms(needs: RoomNeeds): Rooms {
  const rooms = new Map<string, Promise<Room>>()
  const ledger = new Ledger(needs)
  /** Frozen here, though the row may not say so yet: it must not open again unfrozen in between. */
  const frozen = new Set<string>()
  let isClosed = false

  async function load(collab: string): Promise<Room> {
    const loaded = await loadText(needs.store.db, collab)
    if (!loaded) throw new NoSuchText(collab)
    const isFrozen = loaded.isFrozen || frozen.has(collab)
    return new Room({ collab, loaded, isFrozen, needs, ledger, onGone: () => rooms.delete(collab) })
  }

  async function open(collab: string): Promise<Room> {
    const known = rooms.get(collab)
    if (known) {
      const room = await known
      return room.isGone ? open(collab) : room
    }
    // A room that is closing still answers, so that its last change is indexed.
    if (isClosed) throw new Error('the rooms are closed')
    if (rooms.size >= limits.rooms) throw new Error('too many rooms are open')
    const loading = load(collab)
    rooms.set(collab, loading)
    loading.catch((error: unknown) => {
      if (rooms.get(collab) === loading) rooms.delete(collab)
      if (error instanceof BrokenText) needs.log.fatal({ err: error, collab }, 'a text was set aside')
    })
    return loading
  }

  async function openRoomsNow(): Promise<Room[]> {
    const settled = await Promise.allSettled(rooms.values())
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  }

  return {
    meter: needs.meter,
    async enter(socket, collab, seat) {
      const connection = new Connection({ ...needs, socket, seat, pace: needs.pace ?? limits })
      try {
        const room = await open(collab)
        if (connection.isOpen) room.enter(connection)
      } catch (error) {
        if (error instanceof NoSuchText) connection.close(4404, 'no such text')
        else if (isClosed) connection.close(1012, 'the server restarts')
        else connection.close(1011, error instanceof BrokenText ? 'set aside' : 'try again')
        if (!(error instanceof NoSuchText)) needs.log.error({ err: error, collab }, 'a room could not be entered')
      }
    },
    read: async (collab) => (await open(collab)).read(),
    write: async (collab, edit) => (await open(collab)).write(edit),
    async freeze(collab) {
      const room = await open(collab)
      frozen.add(collab)
      try {
        return await room.freeze()
      } catch (error) {
        frozen.delete(collab)
        throw error
      }
    },
    async thaw(collab) {
      frozen.delete(collab)
      const loaded = await loadText(needs.store.db, collab)
      if (loaded && !loaded.isFrozen) (await open(collab)).thaw()
    },
    async reseat({ collab, memberId, sessionHash }) {
      const matches = ({ seat }: Connection) =>
        (memberId === undefined || seat.memberId === memberId) &&
        (sessionHash === undefined || seat.sessionHash === sessionHash)
      const concerned = (await openRoomsNow()).filter((room) => collab === undefined || room.collab === collab)
      await Promise.all(concerned.map((room) => room.reseat(matches)))
    },
    async close() {
      isClosed = true
      await Promise.all((await openRoomsNow()).map((room) => room.close()))
      await ledger.endQuiet()
    },
  }
}
