// Comments: spaces, whom they are for, what was said before a correction, until when they are asked for, and where their words went.

import type { Engine } from '../engine/open.ts'
import { appendOnly, type Dialect, neverChanged, neverDeleted, oneOf, statements } from './ddl.ts'

export const moreComments = (engine: Engine) =>
  statements(engine, (dialect) => [
    ...threadColumns(dialect),
    ...commentColumns(dialect),
    ...tables(dialect),
    ...neverDeleted(engine, 'comment_thread'),
    ...neverDeleted(engine, 'comment'),
    ...neverChanged(engine, 'comment', onlyWithdrawn),
    ...appendOnly(engine, 'comment_version'),
    ...appendOnly(engine, 'comment_mention'),
    ...appendOnly(engine, 'comments_due'),
  ])

function threadColumns({ int }: Dialect): string[] {
  const column = (words: string) => `alter table comment_thread add column ${words}`
  return [
    column(`space text not null default 'shared' ${oneOf('space', ['shared', 'delegation', 'bureau'])}`),
    column(`party_id text references party (id) check ((space = 'delegation') = (party_id is not null))`),
    // The words around those quoted: a thread without marks is found by them.
    column(`words_before text not null default ''`),
    column(`words_after text not null default ''`),
    column('assigned_to text references member (id)'),
    column('assigned_by text references member (id)'),
    column(`assigned_at ${int}`),
  ]
}

function commentColumns({ int }: Dialect): string[] {
  const column = (words: string) => `alter table comment add column ${words}`
  return [
    column('request_id text'),
    // The delegation or the body it was said for, then.
    column('party_id text references party (id)'),
    column('body_id text references body (id)'),
    // The deadline that had passed when it was said.
    column(`late_for ${int}`),
    column('official_of text references party (id)'),
    column(`withdrawn_at ${int}`),
    'create unique index comment_by_request on comment (member_id, request_id)',
  ]
}

/** What was said stays; it may be withdrawn, once. */
const onlyWithdrawn = [
  ...['id', 'thread_id', 'member_id', 'body', 'at'].map((name) => `new.${name} = old.${name}`),
  ...['request_id', 'party_id', 'body_id', 'official_of'].map(
    (name) => `coalesce(new.${name}, '') = coalesce(old.${name}, '')`,
  ),
  'coalesce(new.late_for, 0) = coalesce(old.late_for, 0)',
  'old.withdrawn_at is null',
  'new.withdrawn_at is not null',
].join(' and ')

function tables({ int, strict }: Dialect): string[] {
  return [
    `create table comment_version (
      comment_id text not null references comment (id),
      number ${int} not null check (number >= 2),
      body text not null check (body <> ''),
      at ${int} not null,
      primary key (comment_id, number)
    )${strict}`,
    `create table comment_mention (
      comment_id text not null references comment (id),
      number ${int} not null check (number >= 1),
      target text not null,
      primary key (comment_id, number, target)
    )${strict}`,
    'create index comment_mention_by_target on comment_mention (target)',
    `create table comments_due (
      id text primary key,
      dossier_id text not null references dossier (id),
      due_at ${int},
      set_by text not null references member (id),
      at ${int} not null
    )${strict}`,
    'create index comments_due_by_dossier on comments_due (dossier_id)',
    `create table comment_place (
      thread_id text primary key references comment_thread (id),
      pid text not null,
      words text not null
    )${strict}`,
  ]
}
