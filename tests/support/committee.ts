// Set-up through workflows: the demo committee in a fresh World, and a dossier brought as far as a test needs it.

import type { Engine } from '#db/engine/open.ts'
import { type Seated, seatCommittee } from '#server/demo/committee.ts'
import { type Pair, seed } from '#server/document/writing/edit.ts'
import type { BallotChoice } from '#server/domain/decisions/ballot.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import { castVote } from '#server/workflows/decisions/ballots.ts'
import { moveDossier, openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { convene, recordPresence } from '#server/workflows/meetings/meetings.ts'
import type { World } from '#server/world.ts'
import { freshWorld, type TestWorld } from './world.ts'

/** The seated people and the World they act in. */
export interface Seats extends Seated {
  readonly world: World
}

export interface Committee extends TestWorld, Seated {}

export async function freshCommittee(engine: Engine): Promise<Committee> {
  const own = await freshWorld(engine)
  return { ...own, ...(await seatCommittee(own.world)) }
}

/** The head of a Party's delegation. */
export function headOf({ heads }: Seated, partyId: string): Member {
  const head = heads.get(partyId)
  if (!head) throw new Error(`${partyId} has no head of delegation`)
  return head
}

export interface Opened {
  readonly id: string
  readonly collab: string
  /** Of the two paragraphs, a recital and an operative one. */
  readonly pids: readonly [string, string]
}

/** A dossier in drafting with a recital and an operative paragraph that cites Article 23. */
export async function draftedDossier(seats: Seats, accessClass?: 'internal' | 'restricted'): Promise<Opened> {
  const { mint } = seats.world
  const pids = [mint(), mint()] as const
  const opened = await dossierWith(
    seats,
    [
      {
        pid: pids[0],
        kind: 'recital',
        en: [{ text: 'Recalling the words of the text;' }],
        fr: [{ text: 'Rappelant les mots du texte ;' }],
      },
      {
        pid: pids[1],
        kind: 'operative',
        en: [{ text: 'Invites Parties to apply ' }, { text: 'Article 23', cites: 'article:23' }, { text: '.' }],
        fr: [{ text: 'Invite les Parties à appliquer l’' }, { text: 'article 23', cites: 'article:23' }, { text: '.' }],
      },
    ],
    accessClass,
  )
  return { ...opened, pids }
}

/** A dossier in drafting with these paragraphs. */
export async function dossierWith(
  { world, secretariat, rapporteur }: Seats,
  pairs: readonly Pair[],
  accessClass: 'internal' | 'restricted' = 'restricted',
): Promise<Omit<Opened, 'pids'>> {
  const { id } = await openDossier(world, secretariat, {
    kind: 'opinion',
    titleEn: 'Opinion on a test',
    titleFr: 'Avis sur un essai',
    articles: [23],
    rapporteurId: rapporteur.id,
    class: accessClass,
  })
  const { collab } = await readDossier(world, secretariat, id)
  await world.rooms.write(collab, (doc) => seed(doc, pairs))
  return { id, collab }
}

/** A meeting in whose room `present` Parties are, in order of id. */
export async function meetingWith(
  { world, secretariat, heads }: Seats,
  present: number,
): Promise<{ readonly meetingId: string; readonly inTheRoom: readonly string[] }> {
  const { id: meetingId } = await convene(world, secretariat, {
    number: 43,
    placeEn: 'Strasbourg',
    placeFr: 'Strasbourg',
    opensOn: '2026-12-01',
    closesOn: '2026-12-03',
  })
  const inTheRoom = [...heads.keys()].slice(0, present)
  if (present > 0) await recordPresence(world, secretariat, { meetingId, partyIds: inTheRoom, movement: 'arrived' })
  return { meetingId, inTheRoom }
}

/** A drafted dossier brought before a meeting. */
export async function dossierBefore(committee: Seats, meetingId: string): Promise<Opened> {
  const { world, secretariat } = committee
  const opened = await draftedDossier(committee)
  await moveDossier(world, secretariat, { dossierId: opened.id, to: 'circulated' })
  await moveDossier(world, secretariat, { dossierId: opened.id, to: 'meeting', meetingId })
  return opened
}

export async function dossierBeforeMeeting(committee: Seats, present: number) {
  const meeting = await meetingWith(committee, present)
  return { ...(await dossierBefore(committee, meeting.meetingId)), ...meeting }
}

/** Puts a dossier that is before a meeting to the vote. */
export async function voteOn({ world, chair }: Seats, dossierId: string): Promise<{ readonly ballotId: string }> {
  const { id: ballotId } = await openBallot(world, chair, {
    dossierId,
    questionEn: 'Shall the opinion be adopted?',
    questionFr: 'L’avis est-il adopté ?',
  })
  return { ballotId }
}

/** An open vote with so many Parties in the room. */
export async function openVote(committee: Seats, present = 30) {
  const dossier = await dossierBeforeMeeting(committee, present)
  return { ...dossier, ...(await voteOn(committee, dossier.id)) }
}

let requests = 0

/** A request id that no other vote of this process has. */
export function freshRequest(): string {
  requests += 1
  return `request-${String(requests).padStart(6, '0')}`
}

/** Heads of the named Parties vote so. */
export async function vote(
  committee: Seats,
  ballotId: string,
  choices: Readonly<Record<string, BallotChoice>>,
): Promise<void> {
  for (const [partyId, choice] of Object.entries(choices)) {
    await castVote(committee.world, headOf(committee, partyId), { ballotId, choice, requestId: freshRequest() })
  }
}
