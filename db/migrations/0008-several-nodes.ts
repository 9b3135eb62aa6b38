// What lets several nodes write to one text: a term that moves whenever who may write changes, the node that keeps the text, a hold on
// it, and the node at which a client id writes.

import type { Engine } from '../engine/open.ts'
import { statements } from './ddl.ts'

export const severalNodes = (engine: Engine) =>
  statements(engine, ({ int }) => [
    `alter table document add column term ${int} not null default 0`,
    'alter table document add column keeper text',
    `alter table document add column keeper_until ${int}`,
    'alter table document add column held_by text',
    `alter table document add column held_until ${int}`,
    'alter table doc_client add column node text',
    // Asked whenever a client id comes to a node: the server's own are nobody's.
    'create index doc_update_of_server on doc_update (document_id, client_id) where member_id is null',
    `create table installation (id text primary key)${engine === 'sqlite' ? ' strict' : ''}`,
    engine === 'sqlite'
      ? 'insert into installation (id) values (lower(hex(randomblob(16))))'
      : "insert into installation (id) values (replace(cast(gen_random_uuid() as text), '-', ''))",
  ])
