// Two people write at random through the real room, gate and janitor. Nothing an editor can do is ever refused.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import WebSocket from 'ws'
import { Connection } from '#app/editor/sync/connection.ts'
import type { Link } from '#app/editor/sync/status.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { collab, openPlace, type Place } from '#tests/live/place.ts'
import { type Desk, openDesk, shown } from './desks.ts'
import { step, take } from './steps.ts'

const turn = fc.record({ who: fc.constantFrom(0, 1), step, pause: fc.boolean() })

function connect(place: Place, session: string): Connection {
  const headers = { origin: place.url, cookie: session }
  class Socket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers })
    }
  }
  const server = `${place.url.replace(/^http/, 'ws')}/collab`
  return new Connection({ server, collab, WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket })
}

function settled(connection: Connection, holds: (link: Link) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(JSON.stringify(connection.link.get()))), 15_000)
    const stop = connection.link.watch(look)
    function look() {
      if (connection.link.get().refused) reject(new Error(JSON.stringify(connection.link.get().refused)))
      else if (!holds(connection.link.get())) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    look()
  })
}
/** What either editor shows otherwise than the text on disk. */
async function differences(place: Place, desks: readonly Desk[]): Promise<string[]> {
  const { trees } = await place.rooms.read(collab)
  const onDisk = trees.en.paragraphs.map((one) => `${one.pid} ${one.kind} ${wordsOf(one)}`)
  return desks.flatMap((desk) => {
    const lines = shown(desk)
    return lines.length === onDisk.length && lines.every((line, at) => line === onDisk[at]) ? [] : [lines.join('\n')]
  })
}

const isSaved = (link: Link) => link.synced && link.seat !== null && link.saved === link.local

it('random writing is saved to the last step, and both editors end with the text on disk', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 20, maxLength: 50, size: 'max' }), async (turns) => {
      const place = await openPlace('sqlite')
      await place.rooms.write(collab, (doc) => {
        for (const language of ['en', 'fr'] as const) {
          const root = rootOf(doc, language)
          root.delete(0, root.length)
          root.insert(0, [
            newBlock({ pid: 'p1', kind: 'recital' }, [{ text: 'The Committee recalls.' }]),
            newBlock({ pid: 'p2', kind: 'operative' }, [{ text: 'States shall act.' }]),
          ])
        }
      })
      const connections = [connect(place, 'ada'), connect(place, 'ben')] as const
      try {
        for (const connection of connections) await settled(connection, isSaved)
        const desks = connections.map((connection) => openDesk(connection.doc, 'en', true))
        for (const { who, step, pause } of turns) {
          take(desks[who]!, step)
          if (pause) await new Promise((resolve) => setImmediate(resolve))
        }
        for (const connection of connections) await settled(connection, isSaved)
        await expect.poll(() => differences(place, desks), { timeout: 10_000 }).toEqual([])
        for (const desk of desks) expect(desk.draft.health()).toBe('healthy')
      } finally {
        for (const connection of connections) connection.destroy()
        await place.close()
      }
    }),
    { numRuns: 12 },
  )
})
