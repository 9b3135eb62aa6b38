// What the nodes of one installation settle among themselves about a text (PostgreSQL only; SQLite has one node): who
// keeps it, who holds it, and at which node a client id writes. Whatever changes who may write moves the term, and
// appends of an older term fail. Time is the database's own: the clocks of nodes may differ.

import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Instant } from '../schema/schema.ts'

/** Milliseconds after which a node that says nothing has lost what it kept, or held. */
const keptFor = 10_000
const heldFor = 30_000

const present = sql<Instant>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`

/** True unless another node holds the text. */
export function isNotHeldFrom(node: string): RawBuilder<boolean> {
  return sql<boolean>`(held_by is null or held_by = ${node} or held_until <= ${present})`
}

/** A text as the nodes see it. `isStopped`: frozen, or held by another node than the one that asks. */
export interface Standing {
  readonly id: string
  readonly nextSeq: number
  readonly term: number
  readonly isKeeper: boolean
  readonly isStopped: boolean
}

export async function listStandings(db: Db, node: string, ids: readonly string[]): Promise<Standing[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('document')
    .select(['id', 'next_seq', 'term', 'keeper', 'frozen_at'])
    .select(sql<boolean>`not ${isNotHeldFrom(node)}`.as('is_held'))
    .where('id', 'in', ids)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    nextSeq: row.next_seq,
    term: row.term,
    isKeeper: row.keeper === node,
    isStopped: row.frozen_at !== null || row.is_held,
  }))
}

/**
 * Which texts a node would keep. `isAnew`: also what the node itself still has on its way is of an older term from now
 * on.
 */
interface Keeping {
  readonly ids: readonly string[]
  readonly isAnew: boolean
  /** Passes by the rows that somebody is writing to at this moment. */
  readonly isHasty: boolean
}

/**
 * Keeps, or goes on keeping, the texts that no other node keeps. Returns the id of each that it keeps from now on → the
 * term.
 */
export async function keepTexts(
  db: Db,
  node: string,
  { ids, isAnew, isHasty }: Keeping,
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  // In order of id, as every node takes them: none waits for another that waits for it.
  const free = db
    .selectFrom('document')
    .select('id')
    .where('id', 'in', ids)
    .where(sql<boolean>`(keeper is null or keeper = ${node} or keeper_until <= ${present})`)
    .orderBy('id')
    .forUpdate()
    .$if(isHasty, (query) => query.skipLocked())
  const kept = await db
    .updateTable('document')
    .set((eb) => ({
      term: sql`term + case when ${isAnew} or keeper is distinct from ${node} then 1 else 0 end`,
      keeper: eb.val(node),
      keeper_until: sql<Instant>`${present} + ${keptFor}`,
    }))
    .where('id', 'in', free)
    .returning(['id', 'term'])
    .execute()
  return new Map(kept.map(({ id, term }) => [id, term]))
}

/** Of these texts, those that the node keeps: id → term. */
export async function listKept(db: Db, node: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('document')
    .select(['id', 'term'])
    .where('id', 'in', ids)
    .where('keeper', '=', node)
    .execute()
  return new Map(rows.map(({ id, term }) => [id, term]))
}

/** Leaves the keeping of a text to whoever comes next. */
export async function leaveText(db: Db, node: string, id: string): Promise<void> {
  await db
    .updateTable('document')
    .set({ keeper: null, keeper_until: null })
    .where('id', '=', id)
    .where('keeper', '=', node)
    .execute()
}

/**
 * From the commit on nobody but this node appends to the text, and this node keeps it; until it lets go, or half a
 * minute has passed. Null when the text is frozen or another node holds it.
 */
export async function holdText(db: Db, node: string, id: string): Promise<{ nextSeq: number; term: number } | null> {
  const row = await db
    .updateTable('document')
    .set((eb) => ({
      term: eb('term', '+', 1),
      ...{ keeper: node, keeper_until: sql<Instant>`${present} + ${keptFor}` },
      ...{ held_by: node, held_until: sql<Instant>`${present} + ${heldFor}` },
    }))
    .where('id', '=', id)
    .where('frozen_at', 'is', null)
    .where(isNotHeldFrom(node))
    .returning(['next_seq', 'term'])
    .executeTakeFirst()
  return row ? { nextSeq: row.next_seq, term: row.term } : null
}

export async function letGoOfText(db: Db, node: string, id: string): Promise<void> {
  await db
    .updateTable('document')
    .set({ held_by: null, held_until: null })
    .where('id', '=', id)
    .where('held_by', '=', node)
    .execute()
}

/** Where client ids write: whose they are, and the node at which they last did. */
export interface ClientHome {
  readonly clientId: number
  readonly memberId: string
  readonly node: string | null
  /** It was nobody's until now. */
  readonly isNew: boolean
}

export async function listHomes(db: Db, documentId: string, clientIds: readonly number[]): Promise<ClientHome[]> {
  if (clientIds.length === 0) return []
  const rows = await db
    .selectFrom('doc_client')
    .select(['client_id', 'member_id', 'node'])
    .where('document_id', '=', documentId)
    .where('client_id', 'in', clientIds)
    .execute()
  return rows.map((row) => ({ clientId: row.client_id, memberId: row.member_id, node: row.node, isNew: false }))
}

/**
 * Has client ids write at `node` from now on: those that are nobody's become `memberId`'s, those of somebody else, and
 * of a server, stay what they are. Returns whose each is, and the term if it moved: it does when one of them wrote at
 * another node, all of whose rows under it are committed by then. One statement: a node that stands still in the middle
 * of several would keep the text from all others.
 */
export async function bringHome(
  db: Db,
  now: Instant,
  { documentId, node, memberId, clientIds }: Bringing,
): Promise<{ readonly term: number | null; readonly homes: readonly ClientHome[] }> {
  const ids = [...clientIds].sort((one, other) => one - other)
  // An id that nobody had cannot be on its way at another node; xmax tells a row that was there, also one that came
  // this moment.
  const { rows } = await sql<{ client_id: number; is_new: boolean; term: number | null }>`
    with before as (
      select client_id, node from doc_client where document_id = ${documentId} and client_id in (${sql.join(ids)})
    ), brought as (
      insert into doc_client (document_id, client_id, member_id, at, node)
      select ${documentId}, line.client_id, ${memberId}, ${now}, ${node}
      from (values ${sql.join(ids.map((id) => sql`(${id}::bigint)`))}) as line (client_id)
      where not exists (
        select from doc_update
        where document_id = ${documentId} and doc_update.client_id = line.client_id and member_id is null
      )
      on conflict (document_id, client_id) do update set node = excluded.node
      where doc_client.member_id = excluded.member_id
      returning client_id, xmax = 0 as is_new
    ), moved as (
      update document set term = term + 1
      where id = ${documentId} and exists (
        select from brought left join before using (client_id)
        where not is_new and before.node is distinct from ${node}
      )
      returning term
    )
    select client_id, is_new, (select term from moved) as term from brought`.execute(db)
  const brought = new Map(rows.map((row) => [row.client_id, row.is_new]))
  const ours = ids.flatMap((clientId) => {
    const isNew = brought.get(clientId)
    return isNew === undefined ? [] : [{ clientId, memberId, node, isNew }]
  })
  // Whose a client id is never changes.
  const others = await listHomes(
    db,
    documentId,
    ids.filter((id) => !brought.has(id)),
  )
  return { term: rows[0]?.term ?? null, homes: [...ours, ...others] }
}

interface Bringing {
  readonly documentId: string
  readonly node: string
  readonly memberId: string
  readonly clientIds: readonly number[]
}

/** The name of this installation: what its nodes call each other by, outside the store. */
export async function findInstallation(db: Db): Promise<string> {
  return (await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()).id
}
