// The rooms of this node: open, seat, write, freeze, close. (Interface first; the helper of server/live fills it in.)

import type { WebSocket } from 'ws'
import type * as Y from 'yjs'
import type { BothTrees } from '../document/tree.ts'
import type { Seat } from './seat.ts'

/** A text at one point of the log, loaded afresh from the store and equal to what was live. */
export interface Frozen {
  readonly uptoSeq: number
  readonly trees: BothTrees
}

export interface Rooms {
  /** Takes a socket that passed the upgrade checks into the room of `collab`; loads the text first. */
  enter(socket: WebSocket, collab: string, seat: Seat): Promise<void>
  /** The text as it stands, both languages. */
  read(collab: string): Promise<{ readonly seq: number; readonly trees: BothTrees }>
  /** The server's own edit, in one Yjs transaction; resolves when it is on disk. Refused (not-now) while frozen. */
  write(collab: string, edit: (doc: Y.Doc) => void): Promise<{ readonly seq: number }>
  /** Stops accepting, flushes, reloads from the store and compares. Throws when the reloaded text differs. */
  freeze(collab: string): Promise<Frozen>
  thaw(collab: string): Promise<void>
  /** Re-asks the seat of every connected socket that matches, before its next byte. */
  reseat(match: { readonly collab?: string; readonly memberId?: string; readonly sessionHash?: string }): Promise<void>
  /** Flushes and closes every room; sockets get 1012. */
  close(): Promise<void>
}
