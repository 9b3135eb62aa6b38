// Who is deciding on which suggestion at this moment: one at a time, whichever node they are at.

import type { Engine } from '../engine/open.ts'
import { oneOf, statements } from './ddl.ts'

export const suggestionClaims = (engine: Engine) =>
  statements(engine, ({ int, strict }) => [
    `create table suggestion_claim (
      document_id text not null references document (id),
      id text not null,
      claim text not null,
      decision text not null ${oneOf('decision', ['accepted', 'rejected', 'withdrawn'])},
      by_member text not null references member (id),
      at ${int} not null,
      primary key (document_id, id)
    )${strict}`,
    'create index suggestion_claim_by_claim on suggestion_claim (claim)',
  ])
