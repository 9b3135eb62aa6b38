// Versions: what each is called, the references taken for them, what stood open when they were frozen, and whose numbers are kept.
// The frozen bytes stay in `version`, whose `number` is the place among the versions of a dossier.

import type { Engine } from '../engine/open.ts'
import { appendOnly, statements } from './ddl.ts'

export const namedVersions = (engine: Engine) =>
  statements(engine, ({ int, strict }) => [
    `create table version_freezing (
      version_id text not null primary key references version (id),
      note text not null,
      open_suggestions ${int} not null check (open_suggestions >= 0),
      before_restoring text references version (id)
    )${strict}`,
    `create table version_name (
      version_id text not null references version (id),
      seq ${int} not null check (seq >= 1),
      name text not null,
      member_id text not null references member (id),
      at ${int} not null,
      primary key (version_id, seq)
    )${strict}`,
    `create table version_reference (
      version_id text not null primary key references version (id),
      year ${int} not null,
      number ${int} not null,
      revision ${int} not null check (revision >= 0),
      member_id text not null references member (id),
      at ${int} not null,
      unique (year, number, revision),
      foreign key (year, number) references reference (year, number)
    )${strict}`,
    `create table kept_numbers (
      dossier_id text not null references dossier (id),
      seq ${int} not null check (seq >= 1),
      version_id text references version (id),
      member_id text not null references member (id),
      at ${int} not null,
      primary key (dossier_id, seq)
    )${strict}`,
    ...['version_freezing', 'version_name', 'version_reference', 'kept_numbers'].flatMap((table) =>
      appendOnly(engine, table),
    ),
  ])
