// What a house asks of the texts that are edited here. It knows no person and no page.

import type { WebSocket } from 'ws'
import type * as Y from 'yjs'
import { findDocument } from '#db/texts/documents.ts'
import type { BothTrees } from '../document/tree/tree.ts'
import { Refused } from '../domain/refusal.ts'
import { limits } from './limits.ts'
import type { Meter } from './meter.ts'
import { NoSuchText, OpenRooms } from './open-rooms.ts'
import type { RoomNeeds } from './room-needs.ts'
import type { Seat, SeatMatch } from './seats/seat.ts'
import { Historian } from './text/history/historian.ts'
import { BrokenText } from './text/stored-text.ts'
import { Connection } from './wire/connection.ts'

/** A text at one point of the log, loaded afresh from the store. */
export interface Frozen {
  readonly uptoSeq: number
  readonly trees: BothTrees
}

export interface Rooms {
  /** Takes a socket that passed the upgrade checks into the room of `collab`; loads the text first. */
  enter(socket: WebSocket, collab: string, seat: Seat): Promise<void>
  /** The text as it stands, both languages, once all of it is on disk. */
  read(collab: string): Promise<{ readonly seq: number; readonly trees: BothTrees }>
  /** The text out of the log, loaded afresh. Who writes is not held up: words that come meanwhile are not in it. */
  take(collab: string): Promise<Frozen>
  /**
   * The server's own edit, in one Yjs transaction; resolves when it is on disk. Refused (not-now) while frozen. `as`:
   * the client id that it stands under in the log, of its own, to be found by again.
   */
  write(collab: string, edit: (doc: Y.Doc) => void, as?: number): Promise<{ readonly seq: number }>
  /**
   * Stops accepting, flushes, reloads from the store and compares. Throws when the reloaded text differs; the text
   * then goes on.
   */
  freeze(collab: string): Promise<Frozen>
  /**
   * To be called once after each `freeze` that returned, whatever came of it. A text whose row says frozen by then
   * stays frozen.
   */
  endFreezing(collab: string): Promise<void>
  /** The row of a text says no more that it is frozen. It stays stopped while a freezing is under way here. */
  thawed(collab: string): Promise<void>
  /** Who wrote what in the texts, from their logs. */
  readonly historian: Historian
  /** Re-asks the seat of every connected socket that matches, on every node, before its next byte here. */
  reseat(match: SeatMatch): Promise<void>
  /** Counts what happens here, where somebody does. */
  readonly meter?: Meter
  /** Flushes and closes every room; sockets get 1012. */
  close(): Promise<void>
}

export function openRooms(needs: RoomNeeds): Rooms {
  const rooms = new OpenRooms(needs)
  const historian = new Historian(needs.store.where)
  const thawIfFree = async (collab: string) => {
    const row = await findDocument(needs.store.db, collab)
    if (row && row.frozen_at === null) await (await rooms.open(collab)).thaw()
  }
  return {
    meter: needs.meter,
    historian,
    async enter(socket, collab, seat) {
      const connection = new Connection({ ...needs, socket, seat, pace: needs.pace ?? limits })
      try {
        const room = await rooms.open(collab)
        // A room that is closing answers the house and takes nobody in: nobody would close their socket.
        if (rooms.isClosed) connection.close(1012, 'the server restarts')
        else if (connection.isOpen) room.enter(connection)
      } catch (error) {
        if (error instanceof NoSuchText) connection.close(4404, 'no such text')
        else if (rooms.isClosed) connection.close(1012, 'the server restarts')
        else connection.close(1011, error instanceof BrokenText ? 'set aside' : 'try again')
        if (!(error instanceof NoSuchText)) needs.log.error({ err: error, collab }, 'a room could not be entered')
      }
    },
    read: async (collab) => (await rooms.open(collab)).read(),
    take: async (collab) => (await rooms.open(collab)).take(),
    write: async (collab, edit, as) => (await rooms.open(collab)).write(edit, as),
    async freeze(collab) {
      const room = await rooms.open(collab)
      rooms.freezingBegins(collab)
      try {
        return await room.freeze()
      } catch (error) {
        const isLast = rooms.freezingEnds(collab)
        // Refused: the text is frozen, or held by another node, and stays so until its row says otherwise.
        if (isLast && !(error instanceof Refused)) {
          await thawIfFree(collab).catch((err: unknown) => {
            needs.log.error({ err, collab }, 'a text is frozen for a while though its freezing failed')
          })
        }
        throw error
      }
    },
    async endFreezing(collab) {
      if (rooms.freezingEnds(collab)) await thawIfFree(collab)
    },
    async thawed(collab) {
      if (!rooms.isFreezing(collab)) await thawIfFree(collab)
    },
    async reseat(match) {
      needs.bus.tell({ is: 'seats', ...match })
      await rooms.reseat(match)
    },
    async close() {
      await Promise.all([rooms.close(), historian.end()])
    },
  }
}
