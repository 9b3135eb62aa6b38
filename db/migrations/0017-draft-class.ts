// Who may read what led to a published text: the class of its draft, which publication replaced by `public` until now.

import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Null until a dossier is published: till then `class` is that of the draft. */
export const draftClass: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table dossier add column draft_class text`.execute(db)
    const published = await sql<{ id: string }>`select id from dossier where state = 'published'`.execute(db)
    for (const { id } of published.rows) {
      const draft = await lastClassOf(db, id)
      await sql`update dossier set draft_class = ${draft} where id = ${id}`.execute(db)
    }
  },
}

/**
 * The record says it: the class a dossier was opened in, and every change of it. Where it does not, the narrowest one
 * holds.
 */
async function lastClassOf(db: Kysely<unknown>, dossierId: string): Promise<string> {
  const lines = await sql<{ act: string; detail: string }>`select act, detail from record
    where subject = ${`dossier:${dossierId}`} and act in ('opened a dossier', 'changed the class')
    order by seq desc limit 1`.execute(db)
  const [last] = lines.rows
  if (!last) return 'internal'
  const detail = JSON.parse(last.detail) as { readonly class?: string; readonly to?: string }
  return (last.act === 'changed the class' ? detail.to : detail.class) ?? 'internal'
}
