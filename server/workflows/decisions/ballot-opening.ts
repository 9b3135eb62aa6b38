// Opening a vote: the text stops, is frozen as bytes, and roll, presence, quorum and rule are frozen with it.

import { insertBallot } from '#db/decisions/ballots.ts'
import { findMeeting } from '#db/decisions/meetings.ts'
import { freezeDocument, updateDossier } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import { insertVersion } from '#db/versions/versions.ts'
import { whyNotQuestion } from '../../domain/decisions/ballot.ts'
import { whyNotOpen } from '../../domain/decisions/opening.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import type { Frozen } from '../../live/rooms.ts'
import type { World } from '../../world.ts'
import { type OnDossier, onDossier } from '../acts/on-dossier.ts'
import { hasJob, restoreText } from '../acts/outbox.ts'
import { askDossier, refuseUnknown } from '../dossiers/dossier-access.ts'
import type { Electorate } from '../meetings/electorate.ts'
import { versionRow } from '../versions/version-freezing.ts'
import { appendEvent } from './ballot-log.ts'
import { votesTopic } from './open-votes.ts'
import { openingOf } from './opening-facts.ts'

export interface Question {
  readonly dossierId: string
  readonly questionEn: string
  readonly questionFr: string
}

/** Puts the text of a dossier to the vote. Nothing is written, and the text goes on, when a rule says no. */
export async function openBallot(world: World, by: Member, question: Question): Promise<{ id: string }> {
  const asked = { id: question.dossierId, by, now: world.clock() }
  const { row, item } = await askDossier(world.store.db, asked, 'vote.open')
  heed(whyNotQuestion({ en: question.questionEn, fr: question.questionFr }))
  const { trees } = await world.rooms.read(row.document_id)
  await heedOpening(world.store.db, { item, trees, meetingId: row.meeting_id, dossierId: row.id, now: asked.now })
  const id = world.mint()
  const frozen = await world.rooms.freeze(row.document_id)
  try {
    return await onDossier(world, by, { dossierId: row.id, asks: 'vote.open' }, (held) =>
      open(held, { world, question, id, frozen }),
    )
  } finally {
    await endFreezing(world, row.document_id)
  }
}

interface Opening {
  readonly world: World
  readonly question: Question
  readonly id: string
  readonly frozen: Frozen
}

async function open({ tx, by, row, item }: OnDossier, { world, question, id, frozen }: Opening) {
  if (await hasJob(tx, restoreText, `dossier:${row.id}`)) throw new Refused(beingRestored)
  if (row.meeting_id === null) throw new Refused(noMeeting)
  const meeting = (await findMeeting(tx.q, row.meeting_id)) ?? refuseUnknown()
  const { trees } = frozen
  const facts = { item, trees, meetingId: meeting.id, dossierId: row.id, now: tx.now }
  const committee = await heedOpening(tx.q, facts)
  const version = await versionRow(tx, { id: world.mint(), dossierId: row.id, by, frozen })
  await insertVersion(tx, version)
  const { basis, json, isDefault } = committee.inForce
  const ballot = {
    id,
    dossier_id: row.id,
    version_id: version.id,
    meeting_id: meeting.id,
    question_en: question.questionEn.trim(),
    question_fr: question.questionFr.trim(),
    rule: json,
    rule_basis_en: basis.en,
    rule_basis_fr: basis.fr,
    rule_is_default: isDefault ? 1 : 0,
    present: committee.present,
    quorum: committee.quorum,
    electorate: committee.electorate,
    text_sha256: version.sha256,
    state: 'open' as const,
    opened_by: by.id,
    opened_at: tx.now,
    closed_by: null,
    closed_at: null,
    tally: null,
  }
  const roll = rollRows(id, committee)
  await insertBallot(tx, ballot, roll)
  // What is voted on is what was compared: not one row more, whoever wrote it.
  if (!(await freezeDocument(tx, row.document_id, frozen.uptoSeq))) throw new Refused(wentOn)
  await updateDossier(tx, row.id, { state: 'vote' })
  const line = { kind: 'open' as const, party_id: null, choice: null, member_id: by.id, at: tx.now }
  const { seq, hash } = await appendEvent(tx, { ...line, request_id: world.mint() }, { ballot, roll })
  return {
    act: 'opened a vote',
    detail: { ballot: id, seq, hash, sha256: version.sha256 },
    sealed: [['version', version.id] as const, ['document', row.document_id] as const],
    result: { id },
    after: { reseat: { collab: row.document_id }, announce: [`ballot:${id}`, votesTopic] },
  }
}

/** In order of Party id, as `listRoll` gives them back. */
function rollRows(ballotId: string, committee: Electorate) {
  return committee.lines.map((line) => ({
    ballot_id: ballotId,
    party_id: line.partyId,
    name_en: line.name.en,
    name_fr: line.name.fr,
    entitled: line.entitled ? 1 : 0,
    reason_en: line.reason.en,
    reason_fr: line.reason.fr,
    present: line.present ? 1 : 0,
  }))
}

/** The committee as it stands, once nothing is in the way. */
async function heedOpening(db: Db, asked: Parameters<typeof openingOf>[1]): Promise<Electorate> {
  const { facts, committee } = await openingOf(db, asked)
  heed(whyNotOpen(facts))
  return committee
}

/** Where no vote was opened the text goes on; another opening may have won meanwhile, and then it does not. */
async function endFreezing(world: World, collab: string): Promise<void> {
  try {
    await world.rooms.endFreezing(collab)
  } catch (error) {
    world.log.error({ err: error, collab }, 'a text is frozen for a while though no vote may have been opened on it')
  }
}

const wentOn = refusal('not-now', {
  en: 'The text went on while the vote was being opened. Open it again.',
  fr: 'Le texte a encore changé pendant l’ouverture du vote. Ouvrez-le de nouveau.',
})

const beingRestored = refusal('not-now', {
  en: 'A version is being restored. Open the vote when the text stands.',
  fr: 'Une version est en cours de rétablissement. Ouvrez le vote une fois le texte rétabli.',
})

const noMeeting = refusal('not-now', {
  en: 'A vote is opened on a text that is before a meeting.',
  fr: 'Le vote ne s’ouvre que sur un texte en cours d’examen par une réunion.',
})
