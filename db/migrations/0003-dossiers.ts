// Dossiers, their shared text with its log, comments, citations, and frozen versions.

import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine/open.ts'
import { appendOnly, type Dialect, oneOf, statements } from './ddl.ts'

export function dossiers(engine: Engine): Migration {
  return statements(engine, (dialect) => [
    ...documentTables(dialect),
    ...dossierTables(dialect),
    ...marginTables(dialect),
    ...appendOnly(engine, 'doc_update'),
    ...appendOnly(engine, 'version'),
  ])
}

function documentTables({ int, bytes, strict }: Dialect): string[] {
  return [
    `create table document (
      id text primary key,
      next_seq ${int} not null check (next_seq >= 1),
      frozen_at ${int},
      created_at ${int} not null
    )${strict}`,
    `create table doc_update (
      document_id text not null references document (id),
      seq ${int} not null check (seq >= 1),
      member_id text references member (id),
      client_id ${int} not null,
      bytes ${bytes} not null,
      sha256 text not null,
      at ${int} not null,
      primary key (document_id, seq)
    )${strict}`,
    `create table doc_snapshot (
      document_id text not null references document (id),
      upto_seq ${int} not null,
      bytes ${bytes} not null,
      sha256 text not null,
      at ${int} not null,
      primary key (document_id, upto_seq)
    )${strict}`,
    `create table doc_client (
      document_id text not null references document (id),
      client_id ${int} not null,
      member_id text not null references member (id),
      at ${int} not null,
      primary key (document_id, client_id)
    )${strict}`,
  ]
}

function dossierTables({ int, bytes, strict }: Dialect): string[] {
  return [
    `create table reference (
      year ${int} not null,
      number ${int} not null check (number >= 1),
      taken_at ${int} not null,
      primary key (year, number)
    )${strict}`,
    `create table meeting (
      id text primary key,
      number ${int} not null unique,
      place_en text not null,
      place_fr text not null,
      opens_on text not null,
      closes_on text not null check (closes_on >= opens_on),
      created_at ${int} not null
    )${strict}`,
    `create table dossier (
      id text primary key,
      kind text not null ${oneOf('kind', ['opinion', 'interpretative-opinion', 'declaration', 'recommendation', 'guidance-note'])},
      title_en text not null,
      title_fr text not null,
      state text not null ${oneOf('state', ['drafting', 'circulated', 'meeting', 'vote', 'adopted', 'published'])},
      class text not null ${oneOf('class', ['internal', 'restricted', 'observers', 'public'])},
      ref_year ${int} not null,
      ref_number ${int} not null,
      document_id text not null unique references document (id),
      meeting_id text references meeting (id),
      created_by text not null references member (id),
      created_at ${int} not null,
      unique (ref_year, ref_number),
      foreign key (ref_year, ref_number) references reference (year, number)
    )${strict}`,
    `create table dossier_article (
      dossier_id text not null references dossier (id),
      article ${int} not null references article (number),
      primary key (dossier_id, article)
    )${strict}`,
    `create table assignment (
      id text primary key,
      dossier_id text not null references dossier (id),
      member_id text not null references member (id),
      role text not null ${oneOf('role', ['rapporteur', 'translator'])},
      language text ${oneOf('language', ['en', 'fr'])},
      from_at ${int} not null,
      until_at ${int},
      check ((role = 'translator') = (language is not null))
    )${strict}`,
    'create index assignment_by_dossier on assignment (dossier_id)',
    'create index assignment_by_member on assignment (member_id)',
    `create table invitation (
      id text primary key,
      dossier_id text not null references dossier (id),
      body_id text not null references body (id),
      from_at ${int} not null,
      until_at ${int}
    )${strict}`,
    'create index invitation_by_dossier on invitation (dossier_id)',
    `create table version (
      id text primary key,
      dossier_id text not null references dossier (id),
      number ${int} not null check (number >= 1),
      upto_seq ${int} not null,
      canonical_en ${bytes} not null,
      canonical_fr ${bytes} not null,
      sha256_en text not null,
      sha256_fr text not null,
      sha256 text not null,
      created_by text not null references member (id),
      at ${int} not null,
      unique (dossier_id, number)
    )${strict}`,
  ]
}

function marginTables({ int, strict }: Dialect): string[] {
  return [
    `create table citation (
      dossier_id text not null references dossier (id),
      language text not null ${oneOf('language', ['en', 'fr'])},
      pid text not null,
      target text not null,
      primary key (dossier_id, language, pid, target)
    )${strict}`,
    'create index citation_by_target on citation (target)',
    `create table comment_thread (
      id text primary key,
      dossier_id text not null references dossier (id),
      language text not null ${oneOf('language', ['en', 'fr'])},
      pid text not null,
      quote text not null,
      at_seq ${int} not null,
      member_id text not null references member (id),
      at ${int} not null,
      resolved_at ${int},
      resolved_by text references member (id),
      check ((resolved_at is null) = (resolved_by is null))
    )${strict}`,
    'create index comment_thread_by_dossier on comment_thread (dossier_id)',
    `create table comment (
      id text primary key,
      thread_id text not null references comment_thread (id),
      member_id text not null references member (id),
      body text not null check (body <> ''),
      at ${int} not null
    )${strict}`,
    'create index comment_by_thread on comment (thread_id)',
  ]
}
