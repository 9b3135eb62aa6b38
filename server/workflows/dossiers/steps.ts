// The steps that a dossier may take next, each offered or greyed with its reason, for the reader who asks.

import { type DecisionRow, findLastDecision } from '#db/decisions/decisions.ts'
import { listMeetings } from '#db/decisions/meetings.ts'
import type { Db } from '#db/engine/open.ts'
import { findVersion } from '#db/versions/versions.ts'
import { accessClasses, classChange, type Item, whyNot, whyNotChangeClass } from '../../domain/access/access.ts'
import { openPoints, whyNotOpen } from '../../domain/decisions/opening.ts'
import { type DossierState, dossierPath, whyNotMove } from '../../domain/dossiers/dossier.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { type PublicationFacts, whyNotPublish } from '../../domain/publication.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { openingOf } from '../decisions/opening-facts.ts'
import type { Readable } from './dossier-access.ts'
import type { Step } from './dossier-views.ts'
import { textFacts } from './text-facts.ts'

/** Empty for someone who never moves dossiers. */
export async function stepsOf(world: World, by: Member, { row, item }: Readable): Promise<readonly Step[]> {
  if (whyNot('text.move', by, item)?.code === 'not-allowed') return []
  const { db } = world.store
  const ahead = dossierPath[row.state]
  const { trees } = await world.rooms.read(row.document_id)
  const text = textFacts(trees)
  const openToDelegations = row.class !== 'internal'
  const steps: Step[] = []
  for (const to of ahead) {
    if (row.state === 'vote') continue
    if (to === 'drafting' || to === 'circulated' || to === 'meeting') {
      const hasMeeting = row.meeting_id !== null || (await listMeetings(db)).length > 0
      const facts = { ...text, state: row.state, hasMeeting, openToDelegations }
      steps.push({ to, whyNot: whyNot('text.move', by, item) ?? whyNotMove(facts, to) })
    } else if (to === 'vote') {
      const asked = { dossierId: row.id, meetingId: row.meeting_id, item, trees, now: world.clock() }
      const { facts } = await openingOf(db, asked)
      steps.push({
        to: 'ballot',
        whyNot: whyNot('vote.open', by, item) ?? whyNotOpen(facts),
        points: openPoints(facts),
      })
    } else if (to === 'published') {
      const { facts } = await publicationFacts(db, row.id, row.state)
      steps.push({ to: 'publication', whyNot: whyNot('text.publish', by, item) ?? whyNotPublish(facts) })
    }
  }
  return steps
}

/** A publication rests on the last decision on the text. */
export async function publicationFacts(
  db: Db,
  dossierId: string,
  state: DossierState,
): Promise<{ facts: PublicationFacts; decision: DecisionRow | null }> {
  const decision = (await findLastDecision(db, dossierId)) ?? null
  const version = decision && (await findVersion(db, decision.version_id))
  const facts = {
    state,
    versionSha256: version?.sha256 ?? null,
    decidedSha256: decision?.text_sha256 ?? null,
    adopted: decision?.outcome === 'adopted',
  }
  return { facts, decision }
}

/** Null when at least one other class is open to this person; otherwise why none is. */
export function whyNotAnyClass(by: Member, item: Item): Refusal | null {
  let reason: Refusal | null = null
  for (const to of accessClasses) {
    if (to === item.class || to === 'public') continue
    const no = whyNot(classChange(item.class, to), by, item) ?? whyNotChangeClass(item.class, to, item.state)
    if (no === null) return null
    reason = no
  }
  return reason
}
