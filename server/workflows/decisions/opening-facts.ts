// What is asked of a text and of a meeting before a vote: on the dossier's page, before the text stops, and as the vote
// is opened.

import { listThreads } from '#db/comments/comments.ts'
import { listBallots } from '#db/decisions/ballots.ts'
import type { Db } from '#db/engine/open.ts'
import { countOrphanNotes } from '../../document/citations/citation-faults.ts'
import { countLoneCitations } from '../../document/citations/citations.ts'
import { settledTrees } from '../../document/suggestions/settled.ts'
import { suggestionsOf } from '../../document/suggestions/suggestions.ts'
import type { BothTrees } from '../../document/tree/tree.ts'
import type { Item } from '../../domain/access/access.ts'
import type { OpeningFacts } from '../../domain/decisions/opening.ts'
import { openTerms } from '../convention/terms.ts'
import { textFacts } from '../dossiers/text-facts.ts'
import { type Electorate, electorateOf } from '../meetings/electorate.ts'

interface Asked {
  readonly dossierId: string
  readonly meetingId: string | null
  readonly item: Pick<Item, 'class' | 'state'>
  readonly trees: BothTrees
  readonly now: number
}

export interface Opening {
  readonly facts: OpeningFacts
  readonly committee: Electorate
}

export async function openingOf(db: Db, { dossierId, meetingId, item, trees, now }: Asked): Promise<Opening> {
  const committee = await electorateOf(db, meetingId, now)
  const { electorate, present, quorum } = committee
  const standing = settledTrees(trees)
  const threads = await listThreads(db, dossierId)
  const facts = {
    ...textFacts(trees),
    ...{ electorate, present, quorum, state: item.state },
    openToDelegations: item.class !== 'internal',
    hasOpenBallot: (await listBallots(db, dossierId)).some((ballot) => ballot.state === 'open'),
    terms: await openTerms(db, dossierId, trees),
    suggestions: suggestionsOf(trees).length,
    loneCitations: countLoneCitations(standing),
    orphanNotes: countOrphanNotes(standing),
    openComments: threads.filter(({ space, resolved_at: resolved }) => space === 'shared' && resolved === null).length,
  }
  return { facts, committee }
}
