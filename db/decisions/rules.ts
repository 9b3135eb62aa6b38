// Majorities, quorums and deadlines as dated rows. What a value means is the domain's.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { Instant, RuleTable } from '../schema/schema.ts'

export type RuleRow = Selectable<RuleTable>

/** The row of `key` in force at `now`: the latest that has begun. */
export async function findRule(db: Db, key: string, now: Instant): Promise<RuleRow | undefined> {
  return db
    .selectFrom('rule')
    .selectAll()
    .where('key', '=', key)
    .where('from_at', '<=', now)
    .orderBy('from_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertRules(tx: Tx, rows: readonly Insertable<RuleTable>[]): Promise<void> {
  await tx.q
    .insertInto('rule')
    .values([...rows])
    .execute()
}
