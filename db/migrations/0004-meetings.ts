// Presence and ballots. A ballot's question, rule, roll and text are frozen at opening; its events only grow.

import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine/open.ts'
import { appendOnly, type Dialect, neverChanged, neverDeleted, oneOf, statements } from './ddl.ts'

const frozenColumns = [
  'id',
  'dossier_id',
  'version_id',
  'meeting_id',
  'question_en',
  'question_fr',
  'rule',
  'rule_basis_en',
  'rule_basis_fr',
  'rule_is_default',
  'present',
  'quorum',
  'electorate',
  'text_sha256',
  'opened_by',
  'opened_at',
]

/** The one change a ballot knows: from open to closed, with its tally, once. */
const closing = [
  "old.state = 'open' and new.state = 'closed'",
  ...frozenColumns.map((column) => `new.${column} = old.${column}`),
].join(' and ')

export function meetings(engine: Engine): Migration {
  return statements(engine, (dialect) => [
    ...attendanceTable(dialect),
    ...ballotTables(dialect),
    ...appendOnly(engine, 'attendance'),
    ...neverChanged(engine, 'ballot', closing),
    ...neverDeleted(engine, 'ballot'),
    ...appendOnly(engine, 'ballot_roll'),
    ...appendOnly(engine, 'ballot_event'),
  ])
}

function attendanceTable({ int, strict }: Dialect): string[] {
  return [
    `create table attendance (
      meeting_id text not null references meeting (id),
      seq ${int} not null check (seq >= 1),
      party_id text not null references party (id),
      movement text not null ${oneOf('movement', ['arrived', 'left'])},
      recorded_by text not null references member (id),
      at ${int} not null,
      primary key (meeting_id, seq)
    )${strict}`,
  ]
}

function ballotTables({ int, strict }: Dialect): string[] {
  return [
    `create table ballot (
      id text primary key,
      dossier_id text not null references dossier (id),
      version_id text not null references version (id),
      meeting_id text not null references meeting (id),
      question_en text not null,
      question_fr text not null,
      rule text not null,
      rule_basis_en text not null,
      rule_basis_fr text not null,
      rule_is_default ${int} not null check (rule_is_default in (0, 1)),
      present ${int} not null,
      quorum ${int} not null,
      electorate ${int} not null,
      text_sha256 text not null,
      state text not null ${oneOf('state', ['open', 'closed'])},
      opened_by text not null references member (id),
      opened_at ${int} not null,
      closed_by text references member (id),
      closed_at ${int},
      tally text,
      check ((state = 'closed') = (closed_at is not null)),
      check ((state = 'closed') = (closed_by is not null)),
      check ((state = 'closed') = (tally is not null))
    )${strict}`,
    "create unique index ballot_one_open on ballot (dossier_id) where state = 'open'",
    'create index ballot_by_dossier on ballot (dossier_id)',
    `create table ballot_roll (
      ballot_id text not null references ballot (id),
      party_id text not null references party (id),
      name_en text not null,
      name_fr text not null,
      entitled ${int} not null check (entitled in (0, 1)),
      reason_en text not null,
      reason_fr text not null,
      present ${int} not null check (present in (0, 1)),
      primary key (ballot_id, party_id)
    )${strict}`,
    `create table ballot_event (
      ballot_id text not null references ballot (id),
      seq ${int} not null check (seq >= 1),
      kind text not null ${oneOf('kind', ['open', 'cast', 'close'])},
      party_id text,
      choice text ${oneOf('choice', ['for', 'against', 'abstain'])},
      member_id text not null references member (id),
      request_id text not null,
      at ${int} not null,
      prev_hash text not null,
      hash text not null unique,
      primary key (ballot_id, seq),
      unique (ballot_id, request_id),
      foreign key (ballot_id, party_id) references ballot_roll (ballot_id, party_id),
      check ((kind = 'cast') = (party_id is not null)),
      check ((kind = 'cast') = (choice is not null))
    )${strict}`,
  ]
}
