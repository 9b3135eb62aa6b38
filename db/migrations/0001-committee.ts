// Who is in the room: Parties with dated participation, bodies, members with dated offices, sessions, and the dated rules.

import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine/open.ts'
import { appendOnly, oneOf, refuseChangeFunction, statements } from './ddl.ts'

export function committee(engine: Engine): Migration {
  return statements(engine, ({ int, strict }) => [
    ...refuseChangeFunction(engine),
    `create table party (
      id text primary key,
      name_en text not null,
      name_fr text not null,
      ratified_on text,
      ratified_verified ${int} not null check (ratified_verified in (0, 1)),
      in_force_on text,
      source text not null
    )${strict}`,
    `create table participation (
      id text primary key,
      party_id text not null references party (id),
      status text not null ${oneOf('status', ['full', 'limited', 'suspended'])},
      basis_en text not null,
      basis_fr text not null,
      from_at ${int} not null,
      unique (party_id, from_at)
    )${strict}`,
    `create table body (
      id text primary key,
      name_en text not null,
      name_fr text not null,
      acronym_en text,
      acronym_fr text,
      standing text not null ${oneOf('standing', ['participant', 'observer'])},
      status_note text not null,
      verified ${int} not null check (verified in (0, 1))
    )${strict}`,
    `create table member (
      id text primary key,
      email text not null unique check (email = lower(email)),
      name text not null,
      language text not null ${oneOf('language', ['en', 'fr'])},
      password_hash text not null,
      disabled_at ${int},
      created_at ${int} not null
    )${strict}`,
    `create table appointment (
      id text primary key,
      member_id text not null references member (id),
      role text not null ${oneOf('role', ['operator', 'secretariat', 'chair', 'bureau', 'head', 'delegate', 'participant', 'observer'])},
      party_id text references party (id),
      body_id text references body (id),
      from_at ${int} not null,
      until_at ${int},
      check ((role in ('head', 'delegate')) = (party_id is not null)),
      check ((role in ('participant', 'observer')) = (body_id is not null))
    )${strict}`,
    'create index appointment_by_member on appointment (member_id)',
    `create table session (
      id_hash text primary key,
      member_id text not null references member (id),
      created_at ${int} not null,
      expires_at ${int} not null
    )${strict}`,
    'create index session_by_member on session (member_id)',
    `create table rule (
      id text primary key,
      key text not null,
      value text not null,
      basis_en text not null,
      basis_fr text not null,
      is_default ${int} not null check (is_default in (0, 1)),
      from_at ${int} not null,
      unique (key, from_at)
    )${strict}`,
    ...appendOnly(engine, 'participation'),
    ...appendOnly(engine, 'rule'),
  ])
}
