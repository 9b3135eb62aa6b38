// Ballots, their frozen roll, and their events. Counting is the domain's.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { BallotEventTable, BallotRollTable, BallotTable } from '../schema/decisions.ts'

export type BallotRow = Selectable<BallotTable>
export type BallotRollRow = Selectable<BallotRollTable>
export type BallotEventRow = Selectable<BallotEventTable>

export async function insertBallot(
  tx: Tx,
  row: Insertable<BallotTable>,
  roll: readonly Insertable<BallotRollTable>[],
): Promise<void> {
  await tx.q.insertInto('ballot').values(row).execute()
  await tx.q
    .insertInto('ballot_roll')
    .values([...roll])
    .execute()
}

export async function findBallot(db: Db, id: string): Promise<BallotRow | undefined> {
  return db.selectFrom('ballot').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Of one dossier, oldest first. */
export async function listBallots(db: Db, dossierId: string): Promise<BallotRow[]> {
  return db
    .selectFrom('ballot')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
}

/** Of all dossiers, oldest first. */
export async function listOpenBallots(db: Db): Promise<BallotRow[]> {
  return db.selectFrom('ballot').selectAll().where('state', '=', 'open').orderBy('opened_at').orderBy('id').execute()
}

export async function listBallotIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('ballot').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** The one change a ballot knows; a trigger refuses every other. `tally` is JSON. */
export async function updateBallotClosed(
  tx: Tx,
  id: string,
  closing: { readonly closed_by: string; readonly tally: string },
): Promise<void> {
  await tx.q
    .updateTable('ballot')
    .set({ state: 'closed', closed_at: tx.now, ...closing })
    .where('id', '=', id)
    .execute()
}

export async function findRollLine(db: Db, ballotId: string, partyId: string): Promise<BallotRollRow | undefined> {
  return db
    .selectFrom('ballot_roll')
    .selectAll()
    .where('ballot_id', '=', ballotId)
    .where('party_id', '=', partyId)
    .executeTakeFirst()
}

/** The frozen electorate, by Party id. */
export async function listRoll(db: Db, ballotId: string): Promise<BallotRollRow[]> {
  return db.selectFrom('ballot_roll').selectAll().where('ballot_id', '=', ballotId).orderBy('party_id').execute()
}

export async function insertBallotEvent(tx: Tx, row: Insertable<BallotEventTable>): Promise<void> {
  await tx.q.insertInto('ballot_event').values(row).execute()
}

export async function listBallotEvents(db: Db, ballotId: string): Promise<BallotEventRow[]> {
  return db.selectFrom('ballot_event').selectAll().where('ballot_id', '=', ballotId).orderBy('seq').execute()
}

/** The head of a held ballot's chain. */
export async function findLastBallotEvent(db: Db, ballotId: string): Promise<BallotEventRow | undefined> {
  return db
    .selectFrom('ballot_event')
    .selectAll()
    .where('ballot_id', '=', ballotId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The Party's counted ballot so far: its last cast. */
export async function findLastCast(db: Db, ballotId: string, partyId: string): Promise<BallotEventRow | undefined> {
  return db
    .selectFrom('ballot_event')
    .selectAll()
    .where('ballot_id', '=', ballotId)
    .where('kind', '=', 'cast')
    .where('party_id', '=', partyId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function findBallotEventByRequest(
  db: Db,
  ballotId: string,
  requestId: string,
): Promise<BallotEventRow | undefined> {
  return db
    .selectFrom('ballot_event')
    .selectAll()
    .where('ballot_id', '=', ballotId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

/** Ids of the ballots that have lines of a log or of a roll. */
export async function listBallotsInLogs(db: Db): Promise<string[]> {
  const logs = db.selectFrom('ballot_event').select('ballot_id')
  const rows = await logs.union(db.selectFrom('ballot_roll').select('ballot_id')).execute()
  return rows.map(({ ballot_id }) => ballot_id)
}
