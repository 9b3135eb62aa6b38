// New rows of the logs: as the only writer (SQLite), or beside other nodes (PostgreSQL). Written by hand, since it runs for every keystroke.

import { type RawBuilder, sql } from 'kysely'
import type { Store } from '../engine/open.ts'
import type { Step } from '../engine/sqlite-worker.ts'
import { transactSteps } from '../engine/transaction.ts'
import type { Instant } from '../schema/schema.ts'
import type { NewUpdate } from './documents.ts'
import { isNotHeldFrom } from './nodes.ts'

/** New rows of one text's log, and client ids that become members' with them. */
export interface LogAppend {
  readonly documentId: string
  /** The position that the first row takes, as the only writer. */
  readonly from: number
  /** What must still be so where other nodes write too (nodes.ts); null where there is one. */
  readonly fence: Fence | null
  readonly updates: readonly NewUpdate[]
  /** As the only writer; among nodes they are brought home first (nodes.ts). */
  readonly leases: readonly { readonly clientId: number; readonly memberId: string }[]
}

export interface Fence {
  readonly node: string
  readonly term: number
}

/**
 * Appends to the logs of several texts, each named once, in one transaction, as the only writer. False, with nothing written, when one
 * of them is frozen, not there, or has another next position. Fails when a client id is already leased.
 */
export function appendAlone(store: Store, now: Instant, appends: readonly LogAppend[]): Promise<boolean> {
  const moves = appends.map(({ documentId, from, updates }) => [documentId, from, updates.length])
  const move: Step = {
    sql: `update document set next_seq = next_seq + moved.column3 from (values ${placesFor(moves)}) as moved
      where id = moved.column1 and next_seq = moved.column2 and frozen_at is null returning id`,
    parameters: moves.flat(),
    rows: appends.length,
  }
  const rows = appends.flatMap(({ documentId, from, updates }) =>
    updates.map((row, at) => [documentId, from + at, ...valuesOf(row), now]),
  )
  const leases = appends.flatMap(({ documentId, leases }) =>
    leases.map(({ clientId, memberId }) => [documentId, clientId, memberId, now]),
  )
  return transactSteps(store, [
    move,
    ...insertSteps('doc_update (document_id, seq, member_id, client_id, bytes, sha256, at)', rows),
    ...insertSteps('doc_client (document_id, client_id, member_id, at)', leases),
  ])
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
 * Appends to one log beside other nodes, in one statement. Returns the position of the first row, wherever that is now; null, with
 * nothing written, when the fence has fallen: the text is frozen, held by another node, or in another term.
 * Holds the document row until it is committed: order of position is order of commit.
 */
export async function appendAmongNodes(
  store: Store,
  now: Instant,
  { documentId, updates }: LogAppend,
  { node, term }: Fence,
): Promise<number | null> {
  const { rows } = await sql<{ first: number }>`
    with moved as (
      update document set next_seq = next_seq + ${updates.length}
      where id = ${documentId} and term = ${term} and frozen_at is null and ${isNotHeldFrom(node)}
      returning id, next_seq - ${updates.length} as first
    ), line (at, member_id, client_id, bytes, sha256) as (values ${sql.join(updates.map(lineOf))}), written as (
      insert into doc_update (document_id, seq, member_id, client_id, bytes, sha256, at)
      select moved.id, moved.first + line.at, member_id, client_id, bytes, sha256, ${now} from moved cross join line
    )
    select first from moved`.execute(store.db)
  return rows[0]?.first ?? null
}

function lineOf({ member_id, client_id, bytes, sha256 }: NewUpdate, at: number): RawBuilder<unknown> {
  return sql`(${at}::bigint, ${member_id}::text, ${client_id}::bigint, ${bytes}::bytea, ${sha256}::text)`
}
