// Five dossiers, each full of words that stand nowhere else, and who may see which of them as the matrix says.

import type * as Y from 'yjs'
import { listComments } from '#db/comments/comments.ts'
import { hashPassword } from '#server/auth/password.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { type Pair, seed } from '#server/document/writing/edit.ts'
import { type AccessClass, type Action, type Item, whyNot } from '#server/domain/access/access.ts'
import { mention } from '#server/domain/comments/comment-mention.ts'
import type { Space } from '#server/domain/comments/comment-space.ts'
import { type DossierState, dossierStates } from '#server/domain/dossiers/dossier.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { releaseReply } from '#server/workflows/comments/comment-replies.ts'
import { comment } from '#server/workflows/comments/comments.ts'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import { closeBallot } from '#server/workflows/decisions/ballots.ts'
import { changeClass, moveDossier, openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { endInvitation, inviteBody } from '#server/workflows/dossiers/invitations.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import { publish } from '#server/workflows/publications/publications.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { type Committee, headOf, meetingWith, vote } from '#tests/support/committee.ts'
import { suggestWord } from '#tests/support/documents/suggested.ts'
import type { About } from './addresses.ts'

/** A word that was planted, and the act that shows it to whoever may do it. */
export interface Marker {
  readonly word: string
  readonly action: Action
  readonly partyId?: string
}

export interface Subject {
  readonly name: string
  /** Written out here, so that what the store says of it is not believed. */
  readonly item: Item
  /** `ballot` only where there is a vote. */
  readonly ids: Readonly<Partial<Record<Exclude<About, null>, string>>> & { readonly dossier: string }
  readonly collab: string
  readonly pid: string
  readonly markers: readonly Marker[]
}

interface Plan {
  readonly name: string
  readonly class: AccessClass
  readonly state: DossierState
  /** Bodies let in, and still so at the end. */
  readonly invited: readonly string[]
  /** Let in while the draft was commented on, and no longer. */
  readonly once: readonly string[]
}

const plans: readonly Plan[] = [
  { name: 'Internal', class: 'internal', state: 'drafting', invited: ['itu'], once: [] },
  { name: 'Restricted', class: 'restricted', state: 'drafting', invited: ['itu', 'ecpat'], once: [] },
  { name: 'Frozen', class: 'restricted', state: 'vote', invited: [], once: ['itu'] },
  { name: 'Adopted', class: 'observers', state: 'adopted', invited: ['itu', 'ecpat'], once: [] },
  { name: 'Published', class: 'restricted', state: 'published', invited: ['ecpat'], once: ['itu'] },
]

export interface Planted {
  readonly subjects: readonly Subject[]
  readonly meetingId: string
  /**
   * Who suggested and commented in all but the internal dossier: the name is a planted word, and so is the address for
   * mail.
   */
  readonly author: Member
  readonly newcomers: Readonly<Record<'operator' | 'inhope' | 'pace', Member>>
}

/** In the names of people: the first of the author, the second in the address of everybody admitted here. */
export const [nameWord, mailWord] = ['Zqauthor', 'zqmail']

export async function plant(committee: Committee): Promise<Planted> {
  const { meetingId } = await meetingWith(committee, 30)
  const people = await admit(committee)
  const subjects: Subject[] = []
  for (const plan of plans) subjects.push(await plantOne(committee, { plan, meetingId, author: people.author }))
  return { subjects, meetingId, ...people }
}

async function admit({ world, secretariat }: Committee): Promise<Pick<Planted, 'author' | 'newcomers'>> {
  const passwordHash = await hashPassword(demoPassword)
  const person = (
    name: string,
    role: Member['appointments'][number]['role'],
    at: { party?: string; body?: string },
  ) => ({
    ...{ name, passwordHash, language: 'en' as const, email: `${mailWord}.${name.toLowerCase()}@demo.example` },
    appointments: [{ role, partyId: at.party ?? null, bodyId: at.body ?? null }],
  })
  const admitted = await admitMembers(world, secretariat, [
    person(nameWord, 'delegate', { party: 'NO' }),
    person('Operator', 'operator', {}),
    person('Inhope', 'observer', { body: 'inhope' }),
    person('Pace', 'participant', { body: 'pace' }),
  ])
  const [author, operator, inhope, pace] = admitted as [Member, Member, Member, Member]
  return { author, newcomers: { operator, inhope, pace } }
}

interface Planting {
  readonly plan: Plan
  readonly meetingId: string
  readonly author: Member
}

async function plantOne(committee: Committee, { plan, meetingId, author }: Planting): Promise<Subject> {
  const { world, secretariat, rapporteur } = committee
  const word = (kind: string) => `Zq${plan.name}${kind}`
  const opened = await openDossier(world, secretariat, {
    ...{ kind: 'opinion', titleEn: `Opinion on ${word('Title')}`, titleFr: `Avis sur ${word('Title')}` },
    ...{ articles: [23], rapporteurId: rapporteur.id },
    class: plan.class === 'internal' ? 'internal' : 'restricted',
  })
  const dossierId = opened.id
  const { collab, reference } = await readDossier(world, secretariat, dossierId)
  const { pid, version } = await write(committee, { dossierId, collab, word })
  if (plan.class === 'observers') await changeClass(world, secretariat, { dossierId, class: 'observers' })
  for (const bodyId of [...plan.invited, ...plan.once]) await inviteBody(world, secretariat, { dossierId, bodyId })
  const at = { dossierId, collab, pid, by: plan.class === 'internal' ? rapporteur : author, once: plan.once }
  const { spoken, ...said } = await speak(committee, at, word)
  for (const bodyId of plan.once) await endInvitation(world, secretariat, { dossierId, bodyId })
  const ballot = await bring(committee, { dossierId, meetingId, to: plan.state, question: word('Question') })
  return {
    ...{ name: plan.name, collab, pid },
    item: {
      ...{ class: plan.class, state: plan.state, rapporteurs: [rapporteur.id], translators: [] },
      ...{ invited: plan.invited, partyId: null, authorId: null },
    },
    ids: { dossier: dossierId, symbol: reference, version, ...said, ...(ballot && { ballot }) },
    markers: [
      ...markersOf(word, collab),
      ...spoken,
      ...(ballot ? [{ word: word('Question'), action: resultOf(plan.state) }] : []),
    ],
  }
}

const markersOf = (word: (kind: string) => string, collab: string): readonly Marker[] => [
  { word: word('Title'), action: 'text.read' },
  { word: word('Words'), action: 'text.read' },
  { word: collab, action: 'draft.read' },
  { word: word('Earlier'), action: 'text.history.read' },
  { word: word('Version'), action: 'text.history.read' },
]

const resultOf = (state: DossierState): Action => (state === 'vote' ? 'vote.running.read' : 'vote.result.read')

interface Writing {
  readonly dossierId: string
  readonly collab: string
  readonly word: (kind: string) => string
}

/** A text of two paragraphs, of which a version was kept before words were taken out of it. */
async function write({ world, secretariat }: Committee, { dossierId, collab, word }: Writing) {
  const pid = world.mint()
  const operative = [{ text: `${word('Earlier')} invites to apply ` }, { text: 'Article 23', cites: 'article:23' }]
  const pairs: Pair[] = [
    {
      pid,
      kind: 'recital',
      en: [{ text: `Recalling ${word('Words')}` }],
      fr: [{ text: `Rappelant ${word('Words')}` }],
    },
    { pid: world.mint(), kind: 'operative', en: operative, fr: operative },
  ]
  await world.rooms.write(collab, (doc) => seed(doc, pairs))
  const { id: version } = await freezeText(world, secretariat, { dossierId, name: word('Version'), note: '' })
  await world.rooms.write(collab, (doc) => {
    for (const language of ['en', 'fr'] as const) {
      textsOf(rootOf(doc, language).get(1) as Y.XmlElement)[0]?.delete(0, word('Earlier').length + 1)
    }
  })
  return { pid, version }
}

interface Speaking {
  readonly dossierId: string
  readonly collab: string
  readonly pid: string
  readonly by: Member
  readonly once: readonly string[]
}

/**
 * A suggestion that stands, a comment, and where delegations read: what is said in the closed spaces, and an official
 * reply.
 */
async function speak(committee: Committee, at: Speaking, word: (kind: string) => string) {
  const { world, secretariat } = committee
  const { dossierId, collab, pid, by, once } = at
  const france = headOf(committee, 'FR')
  await suggestWord(committee, by, word('Suggestion'), collab)
  const say = (who: Member, body: string, space: Space) =>
    comment(world, who, { dossierId, language: 'en', pid, start: 0, end: 0, body, space })
  const named = once.map((id) => mention(`b:${id}`)).join(' ')
  const { threadId: thread } = await say(by, `${word('Comment')} ${named}`, 'shared')
  const [said] = await listComments(world.store.db, dossierId)
  await say(secretariat, word('Bureau'), 'bureau')
  const spoken: Marker[] = [
    { word: word('Suggestion'), action: 'draft.read' },
    { word: word('Comment'), action: 'comment.read' },
    { word: word('Bureau'), action: 'comment.bureau' },
  ]
  if (by.appointments.some(({ partyId }) => partyId === 'NO')) {
    await say(france, word('Delegation'), 'delegation')
    await releaseReply(world, france, { dossierId, language: 'en', pid, body: word('Reply'), requestId: null })
    spoken.push({ word: word('Delegation'), action: 'instruction.keep', partyId: 'FR' })
    spoken.push({ word: word('Reply'), action: 'comment.read' })
  }
  return { thread, comment: said?.id ?? '', spoken }
}

interface Bringing {
  readonly dossierId: string
  readonly meetingId: string
  readonly to: DossierState
  readonly question: string
}

/** Takes the dossier along its path. Returns its vote, if it comes so far. */
async function bring(committee: Committee, { dossierId, meetingId, to, question }: Bringing): Promise<string | null> {
  const { world, secretariat, chair } = committee
  const far = dossierStates.indexOf(to)
  if (far < dossierStates.indexOf('vote')) return null
  await moveDossier(world, secretariat, { dossierId, to: 'circulated' })
  await moveDossier(world, secretariat, { dossierId, to: 'meeting', meetingId })
  const { id: ballotId } = await openBallot(world, chair, { dossierId, questionEn: question, questionFr: question })
  await vote(committee, ballotId, { AL: 'for', AT: 'for' })
  if (to !== 'vote') await closeBallot(world, chair, { ballotId })
  if (to === 'published') await publish(world, secretariat, { dossierId })
  return ballotId
}

/** Whether the matrix shows a marker to somebody; null is who is not signed in, or no longer. */
export function admits({ action, partyId = undefined }: Marker, who: Member | null, item: Item): boolean {
  return whyNot(action, who, { ...item, partyId: partyId ?? null }) === null
}
