// Work that acts have left to be done. A row is leased to one worker at a time and goes with the work. What a kind
// means is the workflow's.

import { type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db, Store } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { OutboxTable } from '../schema/decisions.ts'
import type { Instant } from '../schema/schema.ts'

export type OutboxRow = Selectable<OutboxTable>

export async function insertOutbox(
  tx: Tx,
  row: Pick<Insertable<OutboxTable>, 'id' | 'kind' | 'subject' | 'payload' | 'due_at'>,
): Promise<void> {
  await tx.q
    .insertInto('outbox')
    .values({ ...row, tries: 0, lease: null, lease_until: null, created_at: tx.now })
    .execute()
}

export async function findOutbox(
  db: Db,
  { kind, subject }: Pick<OutboxRow, 'kind' | 'subject'>,
): Promise<OutboxRow | undefined> {
  return db.selectFrom('outbox').selectAll().where('kind', '=', kind).where('subject', '=', subject).executeTakeFirst()
}

interface Leasing {
  readonly lease: string
  readonly now: Instant
  /** Milliseconds. */
  readonly length: number
  /** One row, whenever it is due; left out: the one that is due longest. */
  readonly id?: string
}

/** What leases are held against: the clock of the database where several nodes share it, since theirs may differ. */
function presentOf({ engine }: Store, now: Instant): RawBuilder<Instant> {
  return engine === 'sqlite' ? sql`${now}` : sql`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
}

/** Takes a row that nobody works on, and counts the try. */
export async function leaseOutbox(store: Store, { lease, now, length, id }: Leasing): Promise<OutboxRow | undefined> {
  const present = presentOf(store, now)
  const locked = store.engine === 'postgresql' ? sql`for update skip locked` : sql``
  const wanted = id === undefined ? sql`due_at <= ${now}` : sql`id = ${id}`
  const { rows } = await sql<OutboxRow>`
    update outbox set lease = ${lease}, lease_until = ${present} + ${length}, tries = tries + 1
    where id in (
      select id from outbox where ${wanted} and (lease_until is null or lease_until <= ${present})
      order by due_at, id limit 1 ${locked}
    ) returning *`.execute(store.db)
  return rows[0]
}

/** Goes on having a row, unless the lease has gone to somebody else. */
export async function renewOutbox(
  store: Store,
  { id, lease, now, length }: Omit<Leasing, 'id'> & Pick<OutboxRow, 'id'>,
): Promise<void> {
  await store.db
    .updateTable('outbox')
    .set({ lease_until: sql<Instant>`${presentOf(store, now)} + ${length}` })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute()
}

/** False when the lease has gone to somebody else. */
export async function deleteOutbox(tx: Tx, { id, lease }: Pick<OutboxRow, 'id' | 'lease'>): Promise<boolean> {
  const row = await tx.q
    .deleteFrom('outbox')
    .where('id', '=', id)
    .where('lease', '=', lease)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Gives a row back, to be tried again at `dueAt`. */
export async function postponeOutbox(
  db: Db,
  { id, lease, dueAt }: Pick<OutboxRow, 'id' | 'lease'> & { readonly dueAt: Instant },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ due_at: dueAt, lease: null, lease_until: null })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute()
}
