// Texts for faults: opened over HTTP or before the server starts, and read again as a page that opens now.

import type * as Y from 'yjs'
import { openDossier } from '#server/workflows/dossiers/dossiers.ts'
import { type Address, Guest } from '#tests/live/guest.ts'
import type { Seats } from '#tests/support/committee.ts'
import type { Visitor } from '#tests/support/people/visitor.ts'

/** The members who may edit a text that is being drafted and has no rapporteur. */
export const editors = ['secretariat@demo.example', 'legal@demo.example'] as const

/** Opens a dossier over HTTP; returns the room of its text. */
export async function openText(visitor: Visitor): Promise<string> {
  const opened = await visitor.post('/dossiers', {
    kind: 'opinion',
    titleEn: 'Broken on purpose',
    titleFr: 'Cassé exprès',
    articles: '23',
    class: 'restricted',
  })
  const location = opened.headers.get('location')
  if (opened.status !== 302 || !location) throw new Error(`POST /dossiers answered ${opened.status}`)
  const answer = await visitor.get(`/api${location}`)
  const { collab } = (await answer.json()) as { collab: string }
  return collab
}

/**
 * The same through the workflow, for many at once: `seatedPlace(databaseUrl, manyTexts(500, rooms))`. Rooms are added
 * to `rooms`.
 */
export function manyTexts(count: number, rooms: string[]) {
  return async ({ world, secretariat }: Seats): Promise<void> => {
    for (let at = 0; at < count; at++) {
      const { id } = await openDossier(world, secretariat, {
        kind: 'opinion',
        titleEn: `Broken on purpose ${at}`,
        titleFr: `Cassé exprès ${at}`,
        articles: [23],
        rapporteurId: null,
        class: 'restricted',
      })
      const row = await world.store.db
        .selectFrom('dossier')
        .select('document_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      rooms.push(row.document_id)
    }
  }
}

/** The text as a page sees it that opens now. */
export async function docOf(address: Address): Promise<Y.Doc> {
  const guest = new Guest(address)
  await guest.synced()
  await guest.leave()
  return guest.doc
}
