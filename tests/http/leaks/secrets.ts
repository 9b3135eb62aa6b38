// What must not be known, and those who must not know it: two dossiers, each full of a word of its own, and people who
// may not read them.

import { listComments } from '#db/comments/comments.ts'
import { hashPassword } from '#server/auth/password.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { seed } from '#server/document/writing/edit.ts'
import { comment } from '#server/workflows/comments/comments.ts'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import { moveDossier, openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { type Committee, meetingWith, vote } from '#tests/support/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'
import type { About } from './addresses.ts'

/** Ids of one secret; `ballot` only where a vote is open. */
export interface Secret {
  readonly name: 'internal' | 'restricted'
  /** Stands in its title, question, paragraph, comment and name of a version, and nowhere else. */
  readonly word: string
  readonly ids: Readonly<Partial<Record<Exclude<About, null>, string>>> & { readonly dossier: string }
  readonly collab: string
  readonly pid: string
}

/** A restricted dossier under vote at `meetingId`, and an internal one in drafting. */
export async function keepSecrets(committee: Committee): Promise<{ secrets: readonly Secret[]; meetingId: string }> {
  const { world, secretariat, chair } = committee
  const { meetingId } = await meetingWith(committee, 30)
  const restricted = await keep(committee, 'restricted')
  const { word } = restricted
  const dossierId = restricted.ids.dossier
  await moveDossier(world, secretariat, { dossierId, to: 'circulated' })
  await moveDossier(world, secretariat, { dossierId, to: 'meeting', meetingId })
  const { id: ballot } = await openBallot(world, chair, { dossierId, questionEn: word, questionFr: word })
  await vote(committee, ballot, { AL: 'for', AT: 'against' })
  const voted = { ...restricted, ids: { ...restricted.ids, ballot } }
  return { secrets: [voted, await keep(committee, 'internal')], meetingId }
}

async function keep({ world, secretariat }: Committee, name: Secret['name']): Promise<Secret> {
  const word = `Zwolqx${name}`
  const { id } = await openDossier(world, secretariat, {
    kind: 'opinion',
    titleEn: `Opinion on ${word}`,
    titleFr: `Avis sur ${word}`,
    articles: [23],
    rapporteurId: null,
    class: name,
  })
  const { collab, reference } = await readDossier(world, secretariat, id)
  const pid = world.mint()
  const en = [{ text: `${word} is invited to apply ` }, { text: 'Article 23', cites: 'article:23' as const }]
  await world.rooms.write(collab, (doc) => seed(doc, [{ pid, kind: 'operative', en, fr: en }]))
  const named = { dossierId: id, name: word, note: word }
  const version = (await freezeText(world, secretariat, named)).id
  const remark = { dossierId: id, language: 'en' as const, pid, start: 0, end: 6, body: `On ${word}.` }
  const { threadId } = await comment(world, secretariat, remark)
  const [said] = await listComments(world.store.db, id)
  const ids = { dossier: id, thread: threadId, comment: said?.id ?? '', symbol: reference, version }
  return { name, word, ids, collab, pid }
}

export interface Stranger {
  readonly name: string
  readonly visitor: Visitor
  readonly mayNotKnow: readonly Secret['name'][]
}

/** Signed in while they still could; the clock of the World stands. */
export async function strangers(committee: Committee, url: string): Promise<readonly Stranger[]> {
  const { world, secretariat, delegates } = committee
  const passwordHash = await hashPassword(demoPassword)
  await admitMembers(world, secretariat, [
    {
      email: 'operator@demo.example',
      name: 'An Operator',
      language: 'en',
      passwordHash,
      appointments: [{ role: 'operator', partyId: null, bodyId: null }],
    },
  ])
  const as = (who: string) => signedIn(url, `${who}@demo.example`, demoPassword)
  const ended = await as('secretariat')
  const disabled = await as('delegate.de')
  const member = delegates.get('DE')
  await world.store.db
    .updateTable('member')
    .set({ disabled_at: 1 })
    .where('id', '=', member?.id ?? '')
    .execute()
  const cookie = ended.cookie()
  await ended.post('/sign-out')
  const both = ['restricted', 'internal'] as const
  return [
    { name: 'nobody', visitor: visit(url), mayNotKnow: both },
    { name: 'the holder of an ended session', visitor: visit(url, cookie), mayNotKnow: both },
    { name: 'a disabled member', visitor: disabled, mayNotKnow: both },
    { name: 'an operator', visitor: await as('operator'), mayNotKnow: both },
    { name: 'an observer', visitor: await as('observer'), mayNotKnow: both },
    { name: 'a participant not invited', visitor: await as('itu'), mayNotKnow: both },
    { name: 'a delegate', visitor: await as('delegate.se'), mayNotKnow: ['internal'] },
    { name: 'a head of delegation', visitor: await as('head.fr'), mayNotKnow: ['internal'] },
  ]
}
