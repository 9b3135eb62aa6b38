// Indexes for what is asked by meeting and by expiry, and what is shown of a draft paragraph that points at something.

import type { Engine } from '../engine/open.ts'
import { statements } from './ddl.ts'

export const engineIndexes = (engine: Engine) =>
  statements(engine, ({ int, strict }) => [
    'create index dossier_by_meeting on dossier (meeting_id)',
    'create index ballot_by_meeting on ballot (meeting_id)',
    'create index session_by_expiry on session (expires_at)',
    // Filled from the text as it changes, or when it is first asked for: a store of before has none.
    `create table citing_paragraph (
      dossier_id text not null references dossier (id),
      pid text not null,
      place ${int} not null,
      number text not null,
      words_en text not null,
      words_fr text not null,
      digest text not null,
      primary key (dossier_id, pid)
    )${strict}`,
  ])
