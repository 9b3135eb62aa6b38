// Brings a store to the present schema. The list is static: what is not named here never runs.

import type { Engine, Store } from './engine/open.ts'
import { committee } from './migrations/0001-committee.ts'
import { convention } from './migrations/0002-convention.ts'
import { dossiers } from './migrations/0003-dossiers.ts'
import { meetings } from './migrations/0004-meetings.ts'
import { publications } from './migrations/0005-publications.ts'
import { findingsInFrench } from './migrations/0006-findings-in-french.ts'
import { wholeParagraphs } from './migrations/0007-whole-paragraphs.ts'
import { severalNodes } from './migrations/0008-several-nodes.ts'
import { suggestions } from './migrations/0009-suggestions.ts'
import { moreComments } from './migrations/0010-comments.ts'
import { namedVersions } from './migrations/0011-versions.ts'
import { terms } from './migrations/0012-terms.ts'
import { relations } from './migrations/0013-relations.ts'
import { suggestionClaims } from './migrations/0014-suggestion-claims.ts'
import { record } from './migrations/0015-record.ts'
import { engineIndexes } from './migrations/0016-engines.ts'
import { draftClass } from './migrations/0017-draft-class.ts'
import { takenWords } from './migrations/0019-taken-words.ts'
import { apply, type Migrations, refuseOther } from './migrations/apply.ts'

/** All, by name, oldest first. */
export function migrationsFor(engine: Engine): Migrations {
  return {
    '0001-committee': committee(engine),
    '0002-convention': convention(engine),
    '0003-dossiers': dossiers(engine),
    '0004-meetings': meetings(engine),
    '0005-publications': publications(engine),
    '0006-findings-in-french': findingsInFrench,
    '0007-whole-paragraphs': wholeParagraphs(engine),
    '0008-several-nodes': severalNodes(engine),
    '0009-suggestions': suggestions(engine),
    '0010-comments': moreComments(engine),
    '0011-versions': namedVersions(engine),
    '0012-terms': terms(engine),
    '0013-relations': relations(engine),
    '0014-suggestion-claims': suggestionClaims(engine),
    '0015-record': record(engine),
    '0016-engines': engineIndexes(engine),
    '0017-draft-class': draftClass,
    '0019-taken-words': takenWords(engine),
  }
}

/**
 * Applies what is missing, up to the migration named or all, in one transaction. Throws, leaving the store as it was,
 * when a step fails.
 */
export async function migrate(store: Store, upTo?: string): Promise<void> {
  await apply(store, migrationsFor(store.engine), upTo)
}

/**
 * For programs that only read: throws, with one line for the operator, unless the store has exactly the present schema.
 */
export async function refuseOtherSchema(store: Store): Promise<void> {
  await refuseOther(store, migrationsFor(store.engine))
}
