// What became of each suggestion: who made it and when it was first seen, who decided on it. The words stand in the text.

import type { Engine } from '../engine/open.ts'
import { neverDeleted, oneOf, statements } from './ddl.ts'

export const suggestions = (engine: Engine) =>
  statements(engine, ({ int, strict }) => [
    `create table suggestion (
      document_id text not null references document (id),
      id text not null,
      member_id text not null references member (id),
      party_id text references party (id),
      body_id text references body (id),
      language text not null ${oneOf('language', ['en', 'fr'])},
      pid text not null,
      at ${int} not null,
      decided_at ${int},
      decided_by text references member (id),
      decision text ${oneOf('decision', ['accepted', 'rejected', 'withdrawn'])},
      before_words text,
      after_words text,
      primary key (document_id, id),
      check ((decided_at is null) = (decision is null))
    )${strict}`,
    ...neverDeleted(engine, 'suggestion'),
  ])
