// Whether a comment thread is about a whole paragraph. Those made before do not say, and count as made on words.

import type { Engine } from '../engine/open.ts'
import { statements } from './ddl.ts'

export const wholeParagraphs = (engine: Engine) =>
  statements(engine, ({ int }) => [
    `alter table comment_thread add column is_whole ${int} not null default 0 check (is_whole in (0, 1))`,
  ])
