// What a paragraph says of what it points at, and which Parties a finding names.

import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine/open.ts'
import { neverChanged, oneOf, statements } from './ddl.ts'
import { frozen } from './frozen.ts'

const relationNames = ['interprets', 'recalls', 'applies', 'rests-on', 'concerns', 'refers-to']

export function relations(engine: Engine): Migration {
  const schema = statements(engine, ({ strict }) => [
    // Rows of before have the relation that goes without saying.
    ...withRelation('citation'),
    ...dropTrigger(engine, 'publication_citation_never_changed', 'publication_citation'),
    ...withRelation('publication_citation'),
    ...neverChanged(engine, 'publication_citation'),
    `create table finding_party (
      finding_id text not null references finding (id),
      party_id text not null references party (id),
      primary key (finding_id, party_id)
    )${strict}`,
    'create index finding_by_party on finding_party (party_id)',
  ])
  return {
    async up(db: Kysely<unknown>) {
      await schema.up(db)
      // A store founded before gets what its findings say; a new one gets it when it is founded.
      for (const { finding, party } of frozen<{ finding: string; party: string }>('0013-finding-parties')) {
        await sql`insert into finding_party (finding_id, party_id)
          select finding.id, party.id from finding, party where finding.id = ${finding} and party.id = ${party}`.execute(
          db,
        )
      }
    },
  }
}

function withRelation(table: string): string[] {
  return [
    `alter table ${table} add column relation text not null default 'interprets' ${oneOf('relation', relationNames)}`,
    `update ${table} set relation = case
      when target like 'text:%' then 'recalls' when target like 'finding:%' then 'rests-on' else 'interprets' end`,
  ]
}

function dropTrigger(engine: Engine, trigger: string, table: string): string[] {
  return [engine === 'sqlite' ? `drop trigger ${trigger}` : `drop trigger ${trigger} on ${table}`]
}
