// What the public reads, and the record of every act.

import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine/open.ts'
import { appendOnly, neverDeleted, oneOf, statements } from './ddl.ts'

const noHash = '0'.repeat(64)

export function publications(engine: Engine): Migration {
  return statements(engine, ({ int, bytes, strict }) => [
    `create table publication (
      id text primary key,
      symbol text not null unique,
      nature text not null ${oneOf('nature', ['adopted', 'summary'])},
      kind text not null,
      title_en text not null,
      title_fr text not null,
      adopted_on text,
      dossier_id text unique references dossier (id),
      version_id text references version (id),
      ballot_id text references ballot (id),
      canonical_en ${bytes} not null,
      canonical_fr ${bytes} not null,
      sha256 text not null,
      source_url text,
      note_en text not null,
      note_fr text not null,
      published_by text not null references member (id),
      at ${int} not null,
      check ((nature = 'adopted') = (version_id is not null and ballot_id is not null and dossier_id is not null))
    )${strict}`,
    `create table publication_citation (
      publication_id text not null references publication (id),
      pid text not null,
      target text not null,
      primary key (publication_id, pid, target)
    )${strict}`,
    'create index publication_citation_by_target on publication_citation (target)',
    `create table record (
      seq ${int} primary key check (seq >= 1),
      at ${int} not null,
      actor text not null,
      act text not null,
      subject text not null,
      detail text not null,
      prev_hash text not null,
      hash text not null unique
    )${strict}`,
    'create index record_by_subject on record (subject)',
    `create table record_head (
      one ${int} primary key check (one = 1),
      seq ${int} not null,
      hash text not null
    )${strict}`,
    `insert into record_head (one, seq, hash) values (1, 0, '${noHash}')`,
    ...appendOnly(engine, 'publication'),
    ...appendOnly(engine, 'publication_citation'),
    ...appendOnly(engine, 'record'),
    ...neverDeleted(engine, 'record_head'),
  ])
}
