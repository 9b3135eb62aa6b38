// New rows of the logs: as the only writer (SQLite), or beside other nodes (PostgreSQL). Written by hand, since it runs
// for every keystroke.

import { type RawBuilder, sql } from 'kysely'
import type { Store } from '../engine/open.ts'
import type { Step } from '../engine/sqlite-worker.ts'
import { transactSteps } from '../engine/transaction.ts'
import type { Instant } from '../schema/schema.ts'
import type { NewUpdate } from './documents.ts'
import { isNotHeldFrom } from './node-leases.ts'
import { chainText } from './text-chain.ts'

/** New rows of one text's log, and client ids that become members' with them. */
export interface LogAppend {
  readonly documentId: string
  /** The position that the first row takes, and the head of the chain before it, as the only writer. */
  readonly from: number
  readonly head: string
  /** What must still be so where other nodes write too (node-leases.ts); null where there is one. */
  readonly fence: Fence | null
  readonly updates: readonly NewUpdate[]
  /** As the only writer; among nodes they are brought home first (node-leases.ts). */
  readonly leases: readonly { readonly clientId: number; readonly memberId: string }[]
}

export interface Fence {
  readonly node: string
  readonly term: number
}

/**
 * Appends to the logs of several texts, each named once, in one transaction, as the only writer. Returns the new head
 * of the chain of each; null, with nothing written, when one of them is frozen, not there, or has another next position
 * or head. Fails when a client id is already leased.
 */
export async function appendAlone(
  store: Store,
  now: Instant,
  appends: readonly LogAppend[],
): Promise<readonly string[] | null> {
  const chained = appends.map((append) => chainedRows(append, now))
  const heads = chained.map((rows, at) => rows.at(-1)?.chain ?? appends[at]?.head ?? '')
  const moves = appends.map(({ documentId, from, head, updates }, at) => [
    ...[documentId, from, head, updates.length, heads[at]],
  ])
  const move: Step = {
    sql: `update document set next_seq = next_seq + moved.column4, head = moved.column5
      from (values ${placesFor(moves)}) as moved
      where id = moved.column1 and next_seq = moved.column2 and head = moved.column3 and frozen_at is null
      returning id`,
    parameters: moves.flat(),
    rows: appends.length,
  }
  const rows = appends.flatMap(({ documentId }, at) =>
    (chained[at] ?? []).map((row) => [documentId, row.seq, ...valuesOf(row), now, row.chain]),
  )
  const leases = appends.flatMap(({ documentId, leases }) =>
    leases.map(({ clientId, memberId }) => [documentId, clientId, memberId, now]),
  )
  const areTaken = await transactSteps(store, [
    move,
    ...insertSteps('doc_update (document_id, seq, member_id, client_id, bytes, sha256, at, chain)', rows),
    ...insertSteps('doc_client (document_id, client_id, member_id, at)', leases),
  ])
  return areTaken ? heads : null
}

function chainedRows({ from, head, updates }: LogAppend, now: Instant) {
  let chain = head
  return updates.map((update, at) => {
    const row = { ...update, member_id: update.member_id ?? null, seq: from + at, at: now }
    chain = chainText(chain, row)
    return { ...row, chain }
  })
}

function valuesOf({ member_id, client_id, bytes, sha256 }: NewUpdate): unknown[] {
  return [member_id, client_id, bytes, sha256]
}

/** One prepared statement, run again and again. */
function insertSteps(into: string, rows: readonly (readonly unknown[])[]): Step[] {
  return rows.map((row) => ({ sql: `insert into ${into} values ${placesFor([row])}`, parameters: row, rows: null }))
}

/** `(?, ?), (?, ?)` for so many rows. */
function placesFor(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ')
}

/**
 * Appends to one log beside other nodes, in one statement. Returns the position of the first row, wherever that is now;
 * null, with nothing written, when the fence has fallen: the text is frozen, held by another node, or in another term.
 * Holds the document row until it is committed: order of position is order of commit.
 */
export async function appendAmongNodes(
  store: Store,
  now: Instant,
  { documentId, updates }: Pick<LogAppend, 'documentId' | 'updates'>,
  { node, term }: Fence,
): Promise<number | null> {
  const column = <Key extends keyof NewUpdate>(key: Key) => updates.map((update) => update[key] ?? null)
  const { rows } = await sql<{ first: number }>`
    with held as materialized (
      select id, next_seq as first, text_chain(head, next_seq, ${now}::bigint, ${column('member_id')}::text[],
        ${column('client_id')}::bigint[], ${column('sha256')}::text[]) as chain
      from document
      where id = ${documentId} and term = ${term} and frozen_at is null and ${isNotHeldFrom(node)}
      for update
    ), moved as (
      update document set next_seq = held.first + ${updates.length}, head = held.chain[${updates.length}]
      from held where document.id = held.id
      returning held.id, held.first, held.chain
    ), line (at, member_id, client_id, bytes, sha256) as (values ${sql.join(updates.map(lineOf))}), written as (
      insert into doc_update (document_id, seq, member_id, client_id, bytes, sha256, at, chain)
      select moved.id, moved.first + line.at, member_id, client_id, bytes, sha256, ${now}, moved.chain[line.at + 1]
      from moved cross join line
    )
    select first from moved`.execute(store.db)
  return rows[0]?.first ?? null
}

function lineOf({ member_id, client_id, bytes, sha256 }: NewUpdate, at: number): RawBuilder<unknown> {
  return sql`(${at}::bigint, ${member_id}::text, ${client_id}::bigint, ${bytes}::bytea, ${sha256}::text)`
}
