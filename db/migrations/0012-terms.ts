// Waivers of terms to avoid, and their ends. The list itself is data beside the schema (db/seed), not rows.

import type { Engine } from '../engine/open.ts'
import { appendOnly, oneOf, statements } from './ddl.ts'

export const terms = (engine: Engine) =>
  statements(engine, ({ int, strict }) => [
    `create table term_waiver (
      id text not null primary key,
      dossier_id text not null references dossier (id),
      language text not null ${oneOf('language', ['en', 'fr'])},
      pid text not null,
      term text not null,
      words text not null,
      times ${int} not null check (times > 0),
      context text not null,
      reason text not null,
      member_id text not null references member (id),
      at ${int} not null
    )${strict}`,
    'create index term_waiver_dossier on term_waiver (dossier_id)',
    `create table term_waiver_end (
      waiver_id text not null primary key references term_waiver (id),
      member_id text not null references member (id),
      at ${int} not null
    )${strict}`,
    ...appendOnly(engine, 'term_waiver'),
    ...appendOnly(engine, 'term_waiver_end'),
  ])
