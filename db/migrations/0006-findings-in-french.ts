// What a finding says, in French too. A store founded before gets our renderings of the findings that it holds.

import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { frozen } from './frozen.ts'

interface Rendering {
  readonly id: string
  readonly statement: string
  readonly qualifier: string | null
  readonly denominatorNote: string | null
}

export const findingsInFrench: Migration = {
  async up(db: Kysely<unknown>) {
    // SQLite adds no column that is not null without a default.
    await sql`alter table finding add column statement_fr text not null default ''`.execute(db)
    await sql`alter table finding add column qualifier_fr text`.execute(db)
    await sql`alter table finding add column denominator_note_fr text`.execute(db)
    for (const french of frozen<Rendering>('0006-findings-fr')) {
      await sql`update finding
        set statement_fr = ${french.statement},
          qualifier_fr = ${french.qualifier},
          denominator_note_fr = ${french.denominatorNote}
        where id = ${french.id}`.execute(db)
    }
  },
}
