// Parties to the Convention and their dated participation. It knows no votes.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { Instant, ParticipationTable, PartyTable } from '../schema/schema.ts'

export type PartyRow = Selectable<PartyTable>

/** A Party with the participation in force at the instant asked; the three are null before its first row. */
export interface PartyInForce extends PartyRow {
  readonly status: ParticipationTable['status'] | null
  readonly basis_en: string | null
  readonly basis_fr: string | null
}

/** All Parties by id, each with the latest participation row at or before `now`. */
export async function listPartiesInForce(db: Db, now: Instant): Promise<PartyInForce[]> {
  return db
    .selectFrom('party')
    .leftJoin('participation', (join) =>
      join.onRef('participation.party_id', '=', 'party.id').on('participation.from_at', '=', (eb) =>
        eb
          .selectFrom('participation as later')
          .select((e) => e.fn.max('later.from_at').as('from_at'))
          .whereRef('later.party_id', '=', 'party.id')
          .where('later.from_at', '<=', now),
      ),
    )
    .selectAll('party')
    .select(['participation.status', 'participation.basis_en', 'participation.basis_fr'])
    .orderBy('party.id')
    .execute()
}

export async function listParties(db: Db): Promise<PartyRow[]> {
  return db.selectFrom('party').selectAll().orderBy('id').execute()
}

export async function findParty(db: Db, id: string): Promise<PartyRow | undefined> {
  return db.selectFrom('party').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertParties(tx: Tx, rows: readonly Insertable<PartyTable>[]): Promise<void> {
  await tx.q
    .insertInto('party')
    .values([...rows])
    .execute()
}

export async function insertParticipations(tx: Tx, rows: readonly Insertable<ParticipationTable>[]): Promise<void> {
  await tx.q
    .insertInto('participation')
    .values([...rows])
    .execute()
}
