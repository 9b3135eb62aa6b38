// Desks that reach the real door, room and store through a connection of their own.

import WebSocket from 'ws'
import type { Row, Shelf } from '#app/editor/offline/unsaved-updates.ts'
import type { Signal } from '#app/editor/signal.ts'
import { type Address, Connection } from '#app/editor/sync/connection.ts'
import { type Status, statusOf } from '#app/editor/sync/status.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { collab, openPlace, type Place } from '#tests/live/place.ts'
import { $caret, $type, type Desk, openDesk, write } from '../desks.ts'

/** A place whose text is a recital and an operative paragraph in both languages. */
export async function placeWithText(): Promise<Place> {
  const place = await openPlace('sqlite')
  await place.rooms.write(collab, (doc) => {
    for (const language of ['en', 'fr'] as const) {
      const root = rootOf(doc, language)
      root.delete(0, root.length)
      root.insert(0, [
        newBlock({ pid: 'p1', kind: 'recital' }, [{ text: 'Recalling.' }]),
        newBlock({ pid: 'p2', kind: 'operative' }, [{ text: 'States shall act.' }]),
      ])
    }
  })
  return place
}

export interface Way extends Pick<Address, 'shelf' | 'patience' | 'mayEnter'> {
  readonly session: string
  /** Through this address instead of the place's own, as through a proxy. */
  readonly through?: string
}

export class Connections {
  readonly #open = new Set<Connection>()

  connect(place: Place, { session, through = place.url, ...options }: Way): Connection {
    const headers = { origin: place.url, cookie: session }
    class Socket extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { headers })
      }
    }
    const WebSocketPolyfill = Socket as unknown as typeof globalThis.WebSocket
    const server = `${through.replace(/^http/, 'ws')}/collab`
    const connection = new Connection({ server, collab, WebSocketPolyfill, ...options })
    this.#open.add(connection)
    return connection
  }

  close(): void {
    for (const connection of this.#open) connection.destroy()
    this.#open.clear()
  }
}

/** Where there is no browser: rows in memory, which outlive a connection. */
export class MemoryShelf implements Shelf {
  rows: Row[] = []
  async all() {
    return [...this.rows]
  }
  async put(...rows: readonly Row[]) {
    this.rows.push(...rows)
  }
  async remove(pages?: readonly string[]) {
    this.rows = pages ? this.rows.filter(({ page }) => !pages.includes(page)) : []
  }
}

/** Resolves when a watched value satisfies; rejects after ten seconds with what it was. */
export function until<T>(watched: Signal<T>, holds: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`still ${JSON.stringify(watched.get())}`))
    }, 10_000)
    const look = () => {
      if (!holds(watched.get())) return
      clearTimeout(timer)
      stop()
      resolve(watched.get())
    }
    const stop = watched.watch(look)
    look()
  })
}

export const reaches = (connection: Connection, status: Status) =>
  until(connection.link, (link) => statusOf(link) === status)

export interface Seated {
  readonly connection: Connection
  readonly desk: Desk
  /** Every status so far, without repetitions. */
  readonly statuses: Status[]
}

/** An editor at a desk of its own, writing only while the connection lets it. */
export function deskOf(connection: Connection): Seated {
  const statuses: Status[] = []
  connection.link.watch(() => {
    const status = statusOf(connection.link.get())
    if (status !== statuses.at(-1)) statuses.push(status)
  })
  const desk = openDesk(connection.doc, 'en', connection.right() === 'edit')
  connection.link.watch(() => {
    if (desk.mayEdit === (connection.right() === 'edit')) return
    desk.mayEdit = connection.right() === 'edit'
    desk.draft.reseat()
  })
  return { connection, desk, statuses }
}

/** The same, once the server has said that all is saved. */
export async function sitAt(connection: Connection): Promise<Seated> {
  await until(connection.link, (link) => link.synced && link.seat !== null && link.saved === link.local)
  return deskOf(connection)
}

/** Types at the beginning of the second paragraph. */
export function type(desk: Desk, words: string): void {
  write(desk, () => {
    $caret(1, 0)
    $type(words)
  })
}

/** The English words on disk. */
export async function onDisk(place: Place): Promise<string[]> {
  const { trees } = await place.rooms.read(collab)
  return trees.en.paragraphs.map(wordsOf)
}
