// What a draft covers of its articles and of the findings on them, for whoever may read its text.

import { listArticlesOfDossier } from '#db/convention/articles.ts'
import { listFindings } from '#db/convention/findings.ts'
import { type Coverage, coverageOf } from '../../document/citations/coverage.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { askDossier } from '../dossiers/dossier-access.ts'
import type { ArticleLine, DossierLine } from '../row-views.ts'
import { articleLine, dossierLine, findingView } from '../row-views.ts'
import type { FindingView } from './finding-views.ts'

export interface CoverageView extends Coverage<FindingView> {
  readonly dossier: DossierLine
  /** The articles named in `articles`, to be called by their headings. */
  readonly headings: readonly ArticleLine[]
}

/** The text as it stands now, without what is only suggested. */
export async function readCoverage(world: World, by: Member, dossierId: string): Promise<CoverageView> {
  const { db } = world.store
  const { row } = await askDossier(db, { id: dossierId, by, now: world.clock() }, 'draft.read')
  const { trees } = await world.rooms.read(row.document_id)
  const headings = (await listArticlesOfDossier(db, row.id)).map(articleLine)
  const findings = (await listFindings(db)).map(findingView)
  const about = { articles: headings.map(({ number }) => number), findings }
  return { dossier: dossierLine(row), headings, ...coverageOf(trees, about) }
}
