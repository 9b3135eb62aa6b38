// Brings a store to the present schema. The list is static: what is not named here never runs.

import { type Migration, Migrator } from 'kysely/migration'
import { committee } from './migrations/0001-committee.ts'
import { convention } from './migrations/0002-convention.ts'
import { dossiers } from './migrations/0003-dossiers.ts'
import { meetings } from './migrations/0004-meetings.ts'
import { publications } from './migrations/0005-publications.ts'
import { findingsInFrench } from './migrations/0006-findings-in-french.ts'
import { wholeParagraphs } from './migrations/0007-whole-paragraphs.ts'
import { severalNodes } from './migrations/0008-several-nodes.ts'
import type { Engine, Store } from './open.ts'

function migrationsFor(engine: Engine): Record<string, Migration> {
  return {
    '0001-committee': committee(engine),
    '0002-convention': convention(engine),
    '0003-dossiers': dossiers(engine),
    '0004-meetings': meetings(engine),
    '0005-publications': publications(engine),
    '0006-findings-in-french': findingsInFrench,
    '0007-whole-paragraphs': wholeParagraphs(engine),
    '0008-several-nodes': severalNodes(engine),
  }
}

/** Applies what is missing, in one transaction. Throws, leaving the schema as it was, when a step fails. */
export async function migrate(store: Store): Promise<void> {
  const provider = { getMigrations: async () => migrationsFor(store.engine) }
  const { error } = await new Migrator({ db: store.db, provider }).migrateToLatest()
  if (error) throw error
}
