// What lets the record and the schema grow: a key for seals, a chain through the log of each text, decisions as a noun
// of their own, and work that is still owed after an act. What stood before is sealed as it was found
// (server/workflows/record/seal-found.ts).

import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine/open.ts'
import { appendOnly, type Dialect, dialects, neverChanged, neverDeleted, oneOf, statements } from './ddl.ts'
import { rebuild } from './rebuild.ts'

const text = (value: string) => createHash('sha256').update(value).digest('hex')

export function record(engine: Engine): Migration {
  const before = statements(engine, ({ int, strict }) => [
    "alter table installation add column seal_key text not null default ''",
    engine === 'sqlite'
      ? 'update installation set seal_key = lower(hex(randomblob(32)))'
      : "update installation set seal_key = replace(cast(gen_random_uuid() as text) || cast(gen_random_uuid() as text), '-', '')",
    `alter table record_head add column at ${int} not null default 0`,
    'update record_head set at = coalesce((select at from record where record.seq = record_head.seq), 0)',
    // Snapshots are a cache of the log. Those of before are vouched for by nothing; the next opening makes another.
    'delete from doc_snapshot',
    `alter table document add column head text not null default ''`,
    `alter table document add column indexed_seq ${int} not null default 0`,
    'update document set indexed_seq = next_seq - 1',
    `alter table doc_update add column chain text not null default ''`,
    `alter table ballot_event add column form ${int} not null default 1`,
    `create table decision (
      id text primary key,
      dossier_id text not null references dossier (id),
      kind text not null ${oneOf('kind', ['vote'])},
      outcome text not null ${oneOf('outcome', ['adopted', 'not-adopted'])},
      version_id text not null references version (id),
      text_sha256 text not null,
      meeting_id text references meeting (id),
      ballot_id text unique references ballot (id),
      decided_by text not null references member (id),
      at ${int} not null,
      check ((kind = 'vote') = (ballot_id is not null))
    )${strict}`,
    'create index decision_by_dossier on decision (dossier_id)',
    `create table outbox (
      id text primary key,
      kind text not null,
      subject text not null,
      payload text not null,
      due_at ${int} not null,
      tries ${int} not null,
      lease text,
      lease_until ${int},
      created_at ${int} not null
    )${strict}`,
    'create index outbox_by_due on outbox (due_at)',
    ...chainFunction(engine),
  ])
  const after = statements(engine, () => [
    ...appendOnly(engine, 'decision'),
    // Rows of before get the seals of today at the next start, with its date; an empty store has none.
    `insert into outbox (id, kind, subject, payload, due_at, tries, created_at)
      select 'seal-found-0015', 'seal-found', 'committee:1', '{}', 0, 0, 0 from record_head where seq > 0`,
  ])
  return {
    async up(db: Kysely<unknown>) {
      await before.up(db)
      await chainLogs(engine, db)
      await carryDecisions(db)
      await rebuildBallot(engine, dialects[engine])(db)
      await rebuildPublication(engine, dialects[engine])(db)
      await after.up(db)
    },
  }
}

/** PostgreSQL chains what several nodes append; db/texts/text-chain.ts is the same for one. */
function chainFunction(engine: Engine): readonly string[] {
  if (engine === 'sqlite') return []
  return [
    `create function text_chain(head text, first bigint, at bigint, members text[], clients bigint[], hashes text[])
      returns text[] language plpgsql immutable as $$
      declare chain text[] := '{}';
      begin
        for i in 1 .. coalesce(array_length(hashes, 1), 0) loop
          head := encode(sha256(convert_to(concat_ws(E'\\n', 'recital-text-v1', head, first + i - 1,
            coalesce(members[i], ''), clients[i], hashes[i], at), 'UTF8')), 'hex');
          chain := chain || head;
        end loop;
        return chain;
      end $$`,
  ]
}

interface LogLine {
  readonly seq: number
  readonly member_id: string | null
  readonly client_id: number
  readonly sha256: string
  readonly at: number
}

const pageSize = 5_000

async function chainLogs(engine: Engine, db: Kysely<unknown>): Promise<void> {
  const drop =
    engine === 'sqlite'
      ? 'drop trigger doc_update_never_changed'
      : 'drop trigger doc_update_never_changed on doc_update'
  await sql.raw(drop).execute(db)
  const documents = await sql<{ id: string }>`select id from document`.execute(db)
  for (const { id } of documents.rows) {
    let head = text(`recital-text-v1\n${id}`)
    for (let after = 0; ; ) {
      const page = await sql<LogLine>`select seq, member_id, client_id, sha256, at from doc_update
        where document_id = ${id} and seq > ${after} order by seq limit ${pageSize}`.execute(db)
      for (const { seq, member_id, client_id, sha256, at } of page.rows) {
        head = text(['recital-text-v1', head, seq, member_id ?? '', client_id, sha256, at].join('\n'))
        await sql`update doc_update set chain = ${head} where document_id = ${id} and seq = ${seq}`.execute(db)
        after = seq
      }
      if (page.rows.length < pageSize) break
    }
    await sql`update document set head = ${head} where id = ${id}`.execute(db)
  }
  for (const statement of neverChanged(engine, 'doc_update')) await sql.raw(statement).execute(db)
}

/**
 * Each closed ballot was a decision. Whether it adopted the text stands in the line of its closing; where that is not
 * to be had, what was published says so.
 */
async function carryDecisions(db: Kysely<unknown>): Promise<void> {
  const adopted = await adoptedIn(db)
  const ballots = await sql<{ id: string; publication: string | null }>`select ballot.id, publication.id as publication
    from ballot left join publication on publication.ballot_id = ballot.id
    where ballot.state = 'closed' order by ballot.id`.execute(db)
  for (const { id, publication } of ballots.rows) {
    const outcome = (adopted.get(id) ?? publication !== null) ? 'adopted' : 'not-adopted'
    await sql`insert into decision
        (id, dossier_id, kind, outcome, version_id, text_sha256, meeting_id, ballot_id, decided_by, at)
      select id, dossier_id, 'vote', ${outcome}, version_id, text_sha256, meeting_id, id, closed_by, closed_at
      from ballot where id = ${id}`.execute(db)
  }
}

/** Ballot → whether it adopted the text, as far as the record says. */
async function adoptedIn(db: Kysely<unknown>): Promise<ReadonlyMap<string, boolean>> {
  const lines = await sql<{
    detail: string
  }>`select detail from record where act = 'closed a vote' order by seq`.execute(db)
  const adopted = new Map<string, boolean>()
  for (const { detail } of lines.rows) {
    try {
      const line = JSON.parse(detail)
      adopted.set(line.ballot, line.adopted === true)
    } catch {
      // A line that is not readable says nothing; verify names it.
    }
  }
  return adopted
}

/** The one change a ballot knows: from open to closed, with its tally, once. */
const frozenColumns = [
  ...['id', 'dossier_id', 'version_id', 'meeting_id', 'question_en', 'question_fr', 'rule', 'rule_basis_en'],
  ...['rule_basis_fr', 'rule_is_default', 'present', 'quorum', 'electorate', 'text_sha256', 'opened_by', 'opened_at'],
]
const closing = [
  "old.state = 'open' and new.state = 'closed'",
  ...frozenColumns.map((column) => `new.${column} is not distinct from old.${column}`),
].join(' and ')

/** A vote of a written procedure has no meeting. */
const rebuildBallot = (engine: Engine, { int, strict }: Dialect) =>
  rebuild(engine, {
    table: 'ballot',
    create: `create table ballot (
      id text primary key,
      dossier_id text not null references dossier (id),
      version_id text not null references version (id),
      meeting_id text references meeting (id),
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
    copy: Object.fromEntries(
      [...frozenColumns, 'state', 'closed_by', 'closed_at', 'tally'].map((name) => [name, name]),
    ),
    after: [
      "create unique index ballot_one_open on ballot (dossier_id) where state = 'open'",
      'create index ballot_by_dossier on ballot (dossier_id)',
      ...neverChanged(engine, 'ballot', closing),
      ...neverDeleted(engine, 'ballot'),
    ],
  })

const publicationColumns = [
  ...['id', 'symbol', 'nature', 'kind', 'title_en', 'title_fr', 'adopted_on', 'dossier_id', 'version_id'],
  ...['canonical_en', 'canonical_fr', 'sha256', 'source_url', 'note_en', 'note_fr', 'published_by', 'at'],
]

/** What is adopted was decided on; a ballot is one kind of decision. */
const rebuildPublication = (engine: Engine, { int, bytes, strict }: Dialect) =>
  rebuild(engine, {
    table: 'publication',
    create: `create table publication (
      id text primary key,
      symbol text not null unique,
      nature text not null ${oneOf('nature', ['adopted', 'summary'])},
      kind text not null,
      title_en text not null,
      title_fr text not null,
      adopted_on text,
      dossier_id text unique references dossier (id),
      version_id text references version (id),
      decision_id text references decision (id),
      canonical_en ${bytes} not null,
      canonical_fr ${bytes} not null,
      sha256 text not null,
      source_url text,
      note_en text not null,
      note_fr text not null,
      published_by text not null references member (id),
      at ${int} not null,
      check ((nature = 'adopted') = (version_id is not null and decision_id is not null and dossier_id is not null))
    )${strict}`,
    without: ['column ballot_id'],
    copy: { ...Object.fromEntries(publicationColumns.map((name) => [name, name])), decision_id: 'ballot_id' },
    after: appendOnly(engine, 'publication'),
  })
