// Casting a vote, closing it, and reading it. One Party has one counted ballot, and closing happens once.

import {
  type BallotEventRow,
  type BallotRow,
  findBallot,
  findBallotEventByRequest,
  findLastCast,
  findRollLine,
  listBallotEvents,
  listRoll,
  updateBallotClosed,
} from '#db/decisions/ballots.ts'
import { type DecisionRow, insertDecision } from '#db/decisions/decisions.ts'
import { findMeeting } from '#db/decisions/meetings.ts'
import { findDossier, thawDocument, updateDossier } from '#db/dossiers/dossiers.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { findPublicationOfDossier } from '#db/publications.ts'
import { findVersion } from '#db/versions/versions.ts'
import { acceptText } from '../../document/canonical/parse-frozen.ts'
import { type Action, type Item, whyNot } from '../../domain/access/access.ts'
import { canonicalJson } from '../../domain/chain.ts'
import { type BallotChoice, ballotChoices, tallyOf, whyNotVote } from '../../domain/decisions/ballot.ts'
import { type Outcome, outcomeOf } from '../../domain/decisions/outcome.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import { printed } from '../../formats/printed.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import { onDossier } from '../acts/on-dossier.ts'
import { found, readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'
import { headOfBallot } from '../record/heads.ts'
import { dossierLine, ruleOf } from '../row-views.ts'
import { appendEvent, eventOf, rollLineOf } from './ballot-log.ts'
import { ballotView, whyNotCloseNow, whyNotReplace } from './ballot-page.ts'
import type { BallotTextView, BallotView } from './ballot-views.ts'
import { votesTopic } from './open-votes.ts'
import { listQuorumLosses, quorumNow } from './quorum-loss.ts'

/** What the voter keeps: the place of the ballot in the log, and its hash. */
export interface Receipt {
  readonly seq: number
  readonly hash: string
  readonly at: number
  readonly choice: BallotChoice
}

export interface Vote {
  readonly ballotId: string
  readonly choice: BallotChoice
  /** Minted by the page; the same one again with the same choice gets the same receipt and adds nothing. */
  readonly requestId: string
}

/** Casts, or replaces until the closing, the ballot of the voter's own Party. */
export async function castVote(world: World, by: Member, vote: Vote): Promise<Receipt> {
  if (!ballotChoices.includes(vote.choice)) throw new Refused(noSuchChoice)
  if (!/^[\w-]{8,64}$/.test(vote.requestId)) throw new Refused(noRequest)
  return act(world, by, async ({ tx, by: voter }) => {
    const ballot = (await findBallot(tx.q, vote.ballotId)) ?? refuseUnknown()
    const partyId = delegationOf(voter)
    const item = await itemOfBallot(tx, ballot.dossier_id, partyId)
    heed(whyNot('vote.cast', voter, item))
    const known = await findBallotEventByRequest(tx.q, ballot.id, vote.requestId)
    if (known) return { result: receiptAgain(known, voter, vote.choice), line: null }
    const line = partyId === null ? undefined : await findRollLine(tx.q, ballot.id, partyId)
    const last = line && (await findLastCast(tx.q, ballot.id, line.party_id))
    const facts = { state: ballot.state, castBy: last?.member_id ?? null }
    heed(whyNotVote(facts, line ? rollLineOf(line) : null, voter) ?? whyNotReplace(voter, item, last))
    const event = { kind: 'cast' as const, party_id: partyId, choice: vote.choice, member_id: voter.id, at: tx.now }
    const cast = await appendEvent(tx, { ...event, request_id: vote.requestId }, { ballot, roll: [] })
    // The record names the ballot cast, never the choice: it is read by more people than the roll.
    const detail = { ballot: ballot.id, party: partyId, seq: cast.seq, hash: cast.hash }
    return {
      result: receiptOf(cast, vote.choice),
      line: { act: 'voted', subject: `dossier:${ballot.dossier_id}`, detail },
      after: { announce: [`ballot:${vote.ballotId}`] },
    }
  })
}

/**
 * Closes the vote, exactly once. An adopted text stays frozen; another goes back to the meeting and may be changed
 * again.
 */
export async function closeBallot(world: World, by: Member, { ballotId }: { ballotId: string }): Promise<Outcome> {
  const dossierId = async (tx: Tx) => found(await findBallot(tx.q, ballotId)).dossier_id
  return onDossier(world, by, { dossierId }, async ({ tx, by, row: dossier, item }) => {
    const ballot = (await findBallot(tx.q, ballotId)) ?? refuseUnknown()
    heed(whyNotCloseNow(by, item, ballot.state))
    const roll = await listRoll(tx.q, ballotId)
    const events = await listBallotEvents(tx.q, ballotId)
    const tally = tallyOf(roll.map(rollLineOf), events.map(eventOf))
    const closing = { closed_by: by.id, tally: canonicalJson(tally) }
    await updateBallotClosed(tx, ballotId, closing)
    const line = { kind: 'close' as const, party_id: null, choice: null, member_id: by.id, at: tx.now }
    const closed = { ...ballot, ...closing, state: 'closed' as const, closed_at: tx.now }
    const { seq, hash } = await appendEvent(tx, { ...line, request_id: world.mint() }, { ballot: closed, roll })
    const outcome = outcomeOf(ruleOf(ballot), tally, ballot.present)
    const decision = decisionOf(closed, { id: world.mint(), adopted: outcome.adopted, by, now: tx.now })
    await insertDecision(tx, decision)
    await updateDossier(tx, dossier.id, { state: outcome.adopted ? 'adopted' : 'meeting' })
    if (!outcome.adopted) await thawDocument(tx, dossier.document_id)
    return {
      act: 'closed a vote',
      detail: { ballot: ballotId, seq, hash, adopted: outcome.adopted, tally: { ...tally }, decision: decision.id },
      sealed: [
        ['decision', decision.id],
        ['document', dossier.document_id],
      ],
      result: outcome,
      after: {
        ...(outcome.adopted ? {} : { thawed: dossier.document_id }),
        ...{ reseat: { collab: dossier.document_id }, announce: [`ballot:${ballotId}`, votesTopic] },
      },
    }
  })
}

interface Deciding {
  readonly id: string
  readonly adopted: boolean
  readonly by: Member
  readonly now: number
}

/** What a closed vote decided. */
function decisionOf(ballot: BallotRow, { id, adopted, by, now }: Deciding): DecisionRow {
  return {
    ...{ id, dossier_id: ballot.dossier_id, kind: 'vote', outcome: adopted ? 'adopted' : 'not-adopted' },
    ...{ version_id: ballot.version_id, text_sha256: ballot.text_sha256, meeting_id: ballot.meeting_id },
    ...{ ballot_id: ballot.id, decided_by: by.id, at: now },
  }
}

/** The vote as this reader may see it; choices of others only after the closing. */
export async function readBallot(world: World, by: Member, id: string): Promise<BallotView> {
  const { db } = world.store
  const { ballot, dossier, item } = await askBallot(world, by, id)
  const roll = await listRoll(db, id)
  return ballotView(by, {
    ballot,
    dossier,
    item,
    version: found(await findVersion(db, ballot.version_id)),
    meeting: ballot.meeting_id === null ? null : found(await findMeeting(db, ballot.meeting_id)),
    roll,
    events: await listBallotEvents(db, id),
    quorumNow: await quorumNow(db, by, { ballot, roll, item }),
    quorumLosses: await listQuorumLosses(db, ballot),
    recordHead: await headOfBallot(db, by, ballot),
  })
}

/** The text put to the vote, as its bytes say, for whoever may read the vote. */
export async function readBallotText(world: World, by: Member, id: string): Promise<BallotTextView> {
  const { ballot, dossier, item } = await askBallot(world, by, id)
  const version = found(await findVersion(world.store.db, ballot.version_id))
  // A publication opens the text that was adopted, and none that was voted on before it.
  const publication = await findPublicationOfDossier(world.store.db, dossier.id)
  if (publication?.version_id !== version.id && whyNot('draft.read', by, item) !== null) refuseUnknown()
  const { trees, numbers } = acceptText(version.canonical_en, version.canonical_fr)
  return {
    id,
    question: { en: ballot.question_en, fr: ballot.question_fr },
    state: ballot.state,
    dossier: dossierLine(dossier),
    textSha256: ballot.text_sha256,
    textSha256En: version.sha256_en,
    textSha256Fr: version.sha256_fr,
    text: { en: printed(trees.en, numbers.en), fr: printed(trees.fr, numbers.fr) },
  }
}

async function askBallot(world: World, by: Member, id: string) {
  const { db } = world.store
  const ballot = found(await findBallot(db, id))
  const dossier = (await findDossier(db, ballot.dossier_id)) ?? refuseUnknown()
  const { item } = await readableOf(db, dossier, world.clock())
  heed(whyNot('text.read', by, item))
  const action: Action = ballot.state === 'open' ? 'vote.running.read' : 'vote.result.read'
  heed(whyNot(action, by, item))
  return { ballot, dossier, item }
}

async function itemOfBallot(tx: Tx, dossierId: string, partyId: string | null): Promise<Item> {
  const dossier = (await findDossier(tx.q, dossierId)) ?? refuseUnknown()
  const { item } = await readableOf(tx.q, dossier, tx.now)
  return { ...item, partyId }
}

/** For a posting that came before. Another choice is another vote: the old receipt would say that it was counted. */
function receiptAgain(event: BallotEventRow, voter: Member, choice: BallotChoice): Receipt {
  if (event.member_id !== voter.id || event.choice !== choice) throw new Refused(notYourRequest)
  return receiptOf(event, choice)
}

function receiptOf({ seq, hash, at }: BallotEventRow, choice: BallotChoice): Receipt {
  return { seq, hash, at, choice }
}

const noSuchChoice = refusal(
  'not-valid',
  { en: 'Choose for, against or abstention.', fr: 'Choisissez pour, contre ou abstention.' },
  'choice',
)
const noRequest = refusal(
  'not-valid',
  { en: 'The form is incomplete; load the page again.', fr: 'Le formulaire est incomplet\u00a0; rechargez la page.' },
  'requestId',
)
const notYourRequest = refusal('not-again', {
  en: 'This form was already used; load the page again.',
  fr: 'Ce formulaire a déjà servi\u00a0; rechargez la page.',
})
