// What a published text points at, read from its bytes: one row a paragraph and target, whichever language names it.

import type { PublicationRow } from '#db/publications.ts'
import { acceptText } from '../../document/canonical/parse-frozen.ts'
import { citationsOf, relationIn } from '../../document/citations/citations.ts'
import type { Relation } from '../../domain/convention/citation.ts'

export interface PublishedCitation {
  readonly pid: string
  readonly target: string
  readonly relation: Relation
}

/** Sorted by pid, then target. */
export function publishedCitations(
  row: Pick<PublicationRow, 'canonical_en' | 'canonical_fr'>,
): readonly PublishedCitation[] {
  const { trees } = acceptText(row.canonical_en, row.canonical_fr)
  const rows = new Map(
    citationsOf(trees).map(({ pid, target }) => [`${pid} ${target}`, { pid, target, relation: relationIn(target) }]),
  )
  return [...rows.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
}
