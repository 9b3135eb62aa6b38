// Our rooms over our SQLite store, behind an upgrade that hands out seats: the peers have no sessions and no pages
// either. The rate of a socket is lifted, because the bench looks for the limit behind it, and an empty room waits two
// seconds.

import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { openSqlite } from '#db/engine/open.ts'
import { transact } from '#db/engine/transaction.ts'
import { migrate } from '#db/migrate.ts'
import { textGenesis } from '#db/texts/text-chain.ts'
import { chanceBytes, mintFrom } from '#server/domain/ids.ts'
import { limits } from '#server/live/limits.ts'
import { openSilence } from '#server/live/nodes/bus.ts'
import { openRooms } from '#server/live/rooms.ts'
import type { Seat } from '#server/live/seats/seat.ts'
import { hashOf } from '#server/live/text/journal.ts'
import { openLog } from '#server/log.ts'
import { keepSnapshots } from '#server/workflows/record/kept-snapshots.ts'
import { chained, emptyDocument } from '#tests/support/documents/text-rows.ts'
import { templateOf } from '../texts.ts'

const members = Array.from({ length: 16 }, (_, at) => `m${at}`)
const unlimited = { perSecond: 1e9, burst: 1e9 }

const store = await openSqlite(process.env.BENCH_DATA ?? '.')
await migrate(store)
await transact(store, 1, async ({ q }) => {
  const known = await q.selectFrom('member').select('id').executeTakeFirst()
  if (known) return
  const rest = { language: 'en' as const, password_hash: 'x', disabled_at: null, created_at: 1 }
  await q
    .insertInto('member')
    .values(members.map((id) => ({ id, name: id, email: `${id}@example.org`, ...rest })))
    .execute()
})

const rooms = openRooms({
  bus: openSilence('alone'),
  store,
  clock: () => Date.now(),
  mint: () => mintFrom(Date.now(), randomBytes(chanceBytes)),
  log: openLog('error'),
  seatOf: async (_collab, session) => seatOf(session),
  onChanged: () => {},
  keepSnapshot: keepSnapshots(store, () => Date.now()),
  pace: { messages: unlimited, bytes: unlimited, emptyFor: 2_000 },
})

function seatOf(session: string): Seat {
  return {
    memberId: session,
    name: session,
    delegation: { en: '', fr: '' },
    sessionHash: session,
    mayRead: true,
    mayEdit: true,
    maySuggest: true,
  }
}

/** Writes the rows of new texts, as their first log entry stands after `rooms.write`. */
async function found(names: readonly string[]): Promise<void> {
  await transact(store, Date.now(), async ({ q }) => {
    for (const id of names) {
      const bytes = templateOf(Number(/\d+/.exec(id)?.[0])).state
      const first = { document_id: id, seq: 1, member_id: null, client_id: 1, bytes, sha256: hashOf(bytes), at: 1 }
      const row = chained(textGenesis(id), first)
      await q
        .insertInto('document')
        .values({ ...emptyDocument(id), next_seq: 2, head: row.chain })
        .execute()
      await q.insertInto('doc_update').values(row).execute()
    }
  })
}

/** Writes and deletes words in one paragraph, `edits` entries of the log. */
async function grow(name: string, edits: number): Promise<void> {
  for (let done = 0; done < edits; done += 400) {
    const some = Math.min(400, edits - done)
    await Promise.all(
      Array.from({ length: some }, (_, at) =>
        rooms.write(name, (doc) => {
          const text = ((doc.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText
          if (at % 2 === 0) text.insert(0, 'several words ')
          else text.delete(0, 14)
        }),
      ),
    )
  }
}

const upgrades = new WebSocketServer({ noServer: true, maxPayload: limits.frame, perMessageDeflate: false })
const server = createServer()
let came = 0
server.on('upgrade', (request, socket, head) => {
  const name = (request.url ?? '/').slice(1)
  const member = members[came++ % members.length] ?? 'm0'
  upgrades.handleUpgrade(request, socket, head, (opened) => void rooms.enter(opened, name, seatOf(member)))
})
process.on('message', (message: { found?: string[]; grow?: string; edits?: number }) => {
  const work = message.found ? found(message.found) : message.grow ? grow(message.grow, message.edits ?? 0) : null
  work?.then(
    () => process.send?.({}),
    (error: Error) => process.send?.({ failed: error.stack }),
  )
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
