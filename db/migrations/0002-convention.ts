// The Convention's articles and the findings of the monitoring rounds.

import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine/open.ts'
import { statements } from './ddl.ts'

export function convention(engine: Engine): Migration {
  return statements(engine, ({ int, strict }) => [
    `create table article (
      number ${int} primary key check (number between 1 and 50),
      chapter text not null,
      chapter_en text not null,
      chapter_fr text not null,
      heading_en text not null,
      heading_fr text not null,
      heading_en_verified ${int} not null check (heading_en_verified in (0, 1)),
      heading_fr_verified ${int} not null check (heading_fr_verified in (0, 1)),
      summary_en text not null,
      summary_fr text not null
    )${strict}`,
    `create table finding (
      id text primary key,
      kind text not null,
      round ${int} not null,
      theme text not null,
      statement text not null,
      party_count ${int},
      qualifier text,
      as_of text,
      denominator ${int},
      denominator_note text,
      level text,
      official_code text,
      source text not null,
      verified ${int} not null check (verified in (0, 1)),
      superseded_by text references finding (id)
    )${strict}`,
    `create table finding_article (
      finding_id text not null references finding (id),
      article ${int} not null references article (number),
      primary key (finding_id, article)
    )${strict}`,
    'create index finding_by_article on finding_article (article)',
  ])
}
