// Who took words out of whose suggestion, once for each.

import type { Engine } from '../engine/open.ts'
import { appendOnly, statements } from './ddl.ts'

export const takenWords = (engine: Engine) =>
  statements(engine, ({ int, strict }) => [
    `create table suggestion_taking (
      document_id text not null references document (id),
      suggestion_id text not null,
      member_id text not null references member (id),
      at ${int} not null,
      primary key (document_id, suggestion_id, member_id)
    )${strict}`,
    ...appendOnly(engine, 'suggestion_taking'),
  ])
