// Everybody at every address, stream and room of five dossiers: each planted word is seen by exactly those whom the
// matrix admits.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRecordHead } from '#db/acts/record.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { whyNot } from '#server/domain/access/access.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, freshCommittee, headOf } from '#tests/support/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'
import { type Address, addresses, routesOf } from './addresses.ts'
import { type Fill, knock, postings, readings, told } from './asking.ts'
import { admits, mailWord, nameWord, type Planted, plant, type Subject } from './planted.ts'

let committee: Committee
let site: Awaited<ReturnType<typeof serve>>
let planted: Planted
let head: Awaited<ReturnType<typeof findRecordHead>>

beforeAll(async () => {
  committee = await freshCommittee('sqlite')
  planted = await plant(committee)
  head = await findRecordHead(committee.world.store.db)
  site = await serve(committee.world)
})
afterAll(async () => {
  await site.close()
  await committee.close()
})

/** Beside the routes as they are written, what some of them show when they are asked for more. */
const more: Readonly<Record<string, Address>> = {
  '/dossiers/:id/authors?pid=:pid': { about: 'dossier' },
  '/dossiers/:id/changes?to=now': { about: 'dossier' },
  '/dossiers/:id/readers?space=delegation': { about: 'dossier' },
  '/dossiers/:id/readers?space=bureau': { about: 'dossier' },
  '/dossiers/:id/official-reply?from=:pid': { about: 'dossier' },
}
const everywhere = Object.entries({ ...addresses, ...more }).filter(([pattern]) => pattern !== '/sign-out')

const acting = new Set(
  routesOf()
    .filter(({ source }) => !/export (const|async function|function) loader\b/.test(source))
    .map(({ pattern }) => pattern),
)

interface Person {
  readonly email: string
  readonly who: (committee: Committee, planted: Planted) => Member
  /** What was done to them before they ask. */
  readonly since?: 'signed out' | 'disabled'
}

const people: Readonly<Record<string, Person | null>> = {
  'nobody signed in': null,
  'the holder of an ended session': { email: 'legal', who: (own) => own.legalAdviser, since: 'signed out' },
  'a disabled member': { email: 'delegate.de', who: (own) => own.heads.get('DE') as Member, since: 'disabled' },
  'an operator': { email: `${mailWord}.operator`, who: (_, { newcomers }) => newcomers.operator },
  'an observer, invited to some': { email: 'observer', who: (own) => own.observer },
  'an observer, invited to none': { email: `${mailWord}.inhope`, who: (_, { newcomers }) => newcomers.inhope },
  'a participant, invited to some, no longer to others': { email: 'itu', who: (own) => own.itu },
  'a participant, invited to none': { email: `${mailWord}.pace`, who: (_, { newcomers }) => newcomers.pace },
  'a delegate': { email: 'delegate.se', who: (own) => own.delegates.get('SE') as Member },
  'a delegate of the delegation that spoke': { email: 'delegate.fr', who: (own) => own.delegates.get('FR') as Member },
  'the head of the delegation that spoke': { email: 'head.fr', who: (own) => headOf(own, 'FR') },
  'the rapporteur': { email: 'delegate.ie', who: (own) => own.rapporteur },
  'the Secretariat': { email: 'secretariat', who: (own) => own.secretariat },
  'the Chair': { email: 'chair', who: (own) => own.chair },
  'the Bureau': { email: 'vice-chair', who: (own) => own.viceChair },
}

/** The visitor, and the member whom the matrix is asked about. */
async function come(person: Person | null): Promise<{ visitor: Visitor; who: Member | null }> {
  if (person === null) return { visitor: visit(site.url), who: null }
  const visitor = await signedIn(site.url, `${person.email}@demo.example`, demoPassword)
  if (person.since === undefined) return { visitor, who: person.who(committee, planted) }
  const cookie = visitor.cookie()
  if (person.since === 'signed out') await visitor.post('/sign-out')
  else {
    const { db } = committee.world.store
    const email = `${person.email}@demo.example`
    await db.updateTable('member').set({ disabled_at: 1 }).where('email', '=', email).execute()
  }
  return { visitor: visit(site.url, cookie), who: null }
}

/** Where each of the words was seen first. */
class Seen {
  readonly #words: readonly string[]
  readonly #where = new Map<string, string>()

  constructor(words: readonly string[]) {
    this.#words = words
  }

  look(answer: string, where: string): void {
    for (const word of this.#words) if (!this.#where.has(word) && answer.includes(word)) this.#where.set(word, where)
  }

  at(word: string): string | undefined {
    return this.#where.get(word)
  }
}

test.each(Object.keys(people))('%s sees what the matrix says, and nothing else', async (name) => {
  const { visitor, who } = await come(people[name] ?? null)
  const { subjects } = planted
  const seen = new Seen([...subjects.flatMap(({ markers }) => markers.map(({ word }) => word)), nameWord, mailWord])
  const unlike: string[] = []
  for (const [where, answer] of await askHouse(visitor)) seen.look(answer, where)
  for (const subject of subjects) {
    const { answers, differing } = await askAbout(subject, { visitor, who })
    for (const [where, answer] of answers) seen.look(answer, where)
    unlike.push(...differing)
  }
  const leaks: string[] = []
  const unseen: string[] = []
  for (const { item, markers } of subjects) {
    for (const marker of markers) {
      const where = seen.at(marker.word)
      if (where !== undefined && !admits(marker, who, item)) leaks.push(`${marker.word} at ${where}`)
      // A public reader is shown the outcome of a vote and not its page.
      const isShown = who !== null || marker.action === 'text.read'
      if (where === undefined && isShown && admits(marker, who, item)) unseen.push(marker.word)
    }
  }
  const [, ...others] = subjects
  const mayKnowAuthor = others.some(({ item }) => whyNot('comment.read', who, item) === null)
  if (seen.at(nameWord) && !mayKnowAuthor) leaks.push(`${nameWord} at ${seen.at(nameWord)}`)
  if (seen.at(mailWord)) leaks.push(`${mailWord} at ${seen.at(mailWord)}`)
  expect({ leaks, unlike, unseen }).toEqual({ leaks: [], unlike: [], unseen: [] })
})

type Told = readonly (readonly [where: string, answer: string])[]

/** The addresses that are about no dossier. */
async function askHouse(visitor: Visitor): Promise<Told> {
  const answers: [string, string][] = []
  for (const [pattern, { about }] of everywhere) {
    if (about !== null) continue
    const id = pattern.startsWith('/findings') ? 'R-01' : pattern.startsWith('/parties') ? 'FR' : planted.meetingId
    for (const [way, ask] of Object.entries(readingsOf(pattern, fillWith(id, '')))) {
      answers.push([`${way} of ${pattern}`, await told(await ask(visitor), 'nothing')])
    }
  }
  return answers
}

interface Asker {
  readonly visitor: Visitor
  readonly who: Member | null
}

/**
 * The addresses about one dossier, its streams and its room. What is not there answers alike for drafts: leaks.test.ts
 * asks that.
 */
async function askAbout(
  subject: Subject,
  { visitor, who }: Asker,
): Promise<{ readonly answers: Told; readonly differing: readonly string[] }> {
  const { item, ids, pid } = subject
  const answers: [string, string][] = []
  /** Where something that may not be known is answered otherwise than something that is not there. */
  const differing: string[] = []
  const isWorking = whyNot('draft.read', who, item) === null
  // Of these, who may read a published text and not its draft is asked about here.
  const isLate = !isWorking && whyNot('text.read', who, item) === null
  for (const [pattern, address] of everywhere) {
    const { about } = address
    const id = about === null ? undefined : ids[about]
    if (about === null || id === undefined) continue
    const fill = fillWith(id, pid)
    const asked = { ...readingsOf(pattern, fill), ...(isLate ? postings(address, pattern, fill) : {}) }
    const isHidden = isLate && (about === 'version' || about === 'thread' || about === 'comment')
    for (const [way, ask] of Object.entries(asked)) {
      const where = `${way} of ${pattern} of ${subject.name}`
      const answer = await told(await ask(visitor), id)
      answers.push([where, answer])
      if (isHidden && answer !== (await unknownAnswer({ pattern, address, way, pid }, visitor))) differing.push(where)
    }
  }
  const streams = [await listening(subject, visitor), mayListen(subject, who)] as const
  if (streams[0].join() !== streams[1].join()) differing.push(`streams of ${subject.name}: ${streams[0]}`)
  const door = await knock(visitor, subject.collab)
  const strangers = isWorking ? 'let in' : await knock(visitor, committee.world.mint())
  if (door !== strangers) differing.push(`the room of ${subject.name}: ${door}`)
  return { answers, differing }
}

/** An address that only acts shows the page above it, or none: its data are those of that page. */
function readingsOf(pattern: string, fill: Fill): Readonly<Record<string, (visitor: Visitor) => Promise<Response>>> {
  const { page, data } = readings(pattern, fill)
  return acting.has(pattern) ? { page } : { page, data }
}

interface Asked {
  readonly pattern: string
  readonly address: Address
  readonly way: string
  readonly pid: string
}

async function unknownAnswer({ pattern, address, way, pid }: Asked, visitor: Visitor): Promise<string> {
  const unknown = committee.world.mint()
  const fill = fillWith(unknown, pid)
  const asked: Record<string, (visitor: Visitor) => Promise<Response>> = {
    ...readings(pattern, fill),
    ...postings(address, pattern, fill),
  }
  return told(await asked[way]!(visitor), unknown)
}

/** The topics of a dossier with the act that each asks. */
function topicsOf({ ids, item }: Subject) {
  const running = item.state === 'vote' ? ('vote.running.read' as const) : ('vote.result.read' as const)
  return [
    { topic: `dossier:${ids.dossier}`, action: 'draft.read' as const },
    { topic: `closed:${ids.dossier}:FR`, action: 'instruction.keep' as const, partyId: 'FR' },
    { topic: `closed:${ids.dossier}:`, action: 'comment.bureau' as const },
    ...(ids.ballot ? [{ topic: `ballot:${ids.ballot}`, action: running }] : []),
  ]
}

async function listening(subject: Subject, visitor: Visitor): Promise<readonly string[]> {
  const heard: string[] = []
  for (const { topic } of topicsOf(subject)) {
    const stream = await visitor.get(`/bulletin?topic=${topic}`)
    if (stream.status === 200) heard.push(topic)
    await stream.body?.cancel()
  }
  return heard
}

function mayListen(subject: Subject, who: Member | null): readonly string[] {
  if (who === null) return []
  return topicsOf(subject)
    .filter(({ topic, ...asked }) => admits({ word: topic, ...asked }, who, subject.item))
    .map(({ topic }) => topic)
}

function fillWith(id: string, pid: string): Fill {
  return { id, pid, memberId: committee.rapporteur.id }
}

test('nothing of all this was written into the record', async () => {
  const since = committee.world.store.db.selectFrom('record').select('act').where('seq', '>', head.seq)
  // The house keeps snapshots of texts by itself, whoever asks for what.
  const acts = new Set((await since.where('act', '<>', 'kept a snapshot').execute()).map(({ act }) => act))
  expect([...acts].sort()).toEqual(['signed in'])
})
