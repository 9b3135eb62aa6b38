// What the nodes of one installation settle among themselves about a text (PostgreSQL only; SQLite has one node): who keeps it, who
// holds it, and at which node a client id writes. Whatever changes who may write moves the term, and appends of an older term fail.
// Time is the database's own: the clocks of nodes may differ.

import { type RawBuilder, sql } from 'kysely'
import type { Db, Store } from './open.ts'
import type { Instant } from './schema.ts'
import { type Tx, transact } from './transaction.ts'

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

/** Keeps, or goes on keeping, the texts that no other node keeps. Returns the ids of those that it keeps now. */
export async function keepTexts(db: Db, node: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  // In order of id, as every node takes them: none waits for another that waits for it.
  const free = db
    .selectFrom('document')
    .select('id')
    .where('id', 'in', ids)
    .where(sql<boolean>`(keeper is null or keeper = ${node} or keeper_until <= ${present})`)
    .orderBy('id')
    .forUpdate()
  const kept = await db
    .updateTable('document')
    .set((eb) => ({
      term: sql`term + case when keeper is distinct from ${node} then 1 else 0 end`,
      keeper: eb.val(node),
      keeper_until: sql<Instant>`${present} + ${keptFor}`,
    }))
    .where('id', 'in', free)
    .returning('id')
    .execute()
  return kept.map(({ id }) => id)
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
 * From the commit on nobody but this node appends to the text, and this node keeps it; until it lets go, or half a minute has passed.
 * Null when the text is frozen or another node holds it.
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
}

export async function listHomes(db: Db, documentId: string, clientIds: readonly number[]): Promise<ClientHome[]> {
  if (clientIds.length === 0) return []
  const rows = await db
    .selectFrom('doc_client')
    .select(['client_id', 'member_id', 'node'])
    .where('document_id', '=', documentId)
    .where('client_id', 'in', clientIds)
    .execute()
  return rows.map((row) => ({ clientId: row.client_id, memberId: row.member_id, node: row.node }))
}

/**
 * Has client ids write at `node` from now on: those that are nobody's become `memberId`'s, those of somebody else stay theirs.
 * Returns whose each is, and the term; every row that was appended under these ids elsewhere is committed by then.
 */
export function bringHome(
  store: Store,
  now: Instant,
  { documentId, node, memberId, clientIds }: Bringing,
): Promise<{ readonly term: number; readonly homes: readonly ClientHome[] }> {
  return transact(store, now, async (tx) => {
    // Held first: appends of other nodes are over, and those that come are of an older term.
    const { term } = await moveTerm(tx, documentId)
    const rows = clientIds.map((client_id) => ({
      ...{ document_id: documentId, client_id, member_id: memberId, at: now, node },
    }))
    await tx.q
      .insertInto('doc_client')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['document_id', 'client_id'])
          .doUpdateSet({ node })
          .where('doc_client.member_id', '=', memberId),
      )
      .execute()
    return { term, homes: await listHomes(tx.q, documentId, clientIds) }
  })
}

interface Bringing {
  readonly documentId: string
  readonly node: string
  readonly memberId: string
  readonly clientIds: readonly number[]
}

function moveTerm(tx: Tx, documentId: string): Promise<{ term: number }> {
  return tx.q
    .updateTable('document')
    .set((eb) => ({ term: eb('term', '+', 1) }))
    .where('id', '=', documentId)
    .returning('term')
    .executeTakeFirstOrThrow()
}

/** The name of this installation: what its nodes call each other by, outside the store. */
export async function findInstallation(db: Db): Promise<string> {
  return (await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()).id
}
