// Every loader, action, stream and seat asks an act of the matrix, and every act is asked by something or owed. Calls
// are counted, not faked.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { insertSession } from '#db/people/sessions.ts'
import { whyNot } from '#server/domain/access/access.ts'
import { accessMatrix } from '#server/domain/access/access-matrix.ts'
import { owed } from '#server/domain/access/access-owed.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { castVote } from '#server/workflows/decisions/ballots.ts'
import { seatOf } from '#server/workflows/dossiers/drafting.ts'
import { closedTopic, mayHear } from '#server/workflows/topics.ts'
import { type Committee, freshCommittee, freshRequest, headOf } from '#tests/support/committee.ts'
import { codeOf } from '#tests/support/refusals.ts'
import { addresses, routesOf } from './addresses.ts'
import { type Planted, plant, type Subject } from './planted.ts'

vi.mock('#server/domain/access/access.ts', { spy: true })

let committee: Committee
let planted: Planted

beforeAll(async () => {
  committee = await freshCommittee('sqlite')
  planted = await plant(committee)
})
afterAll(() => committee.close())

/** Open to everyone, or the same for every member. A route that asks and stands here fails as well. */
const asksNothing: Readonly<Record<string, string>> = {
  'loader of /sign-in': 'who signs in is not known yet',
  'action of /sign-in': 'who signs in is not known yet',
  'loader of /sign-out': 'leads to the front page',
  'action of /sign-out': 'ends the session of whoever posts it',
  'loader of /texts': 'published texts',
  'loader of /api/texts/:symbol': 'a published text',
  'loader of /articles': 'the headings of the Convention',
  'loader of /findings': 'the findings of the Committee, which are public',
  'loader of /parties': 'the Parties to the Convention',
  'loader of /wording': 'the terms that any text is held to',
  'loader of /*': 'there is nothing',
  'action of /*': 'there is nothing',
}

type Handler = (args: object) => unknown

interface Handled {
  readonly name: string
  readonly pattern: string
  readonly file: string
  readonly kind: 'loader' | 'action'
}

const handlers = routesOf().flatMap(({ pattern, file, source }): Handled[] =>
  (['loader', 'action'] as const)
    .filter((kind) => new RegExp(`export (const|async function|function) ${kind}\\b`).test(source))
    .map((kind) => ({ name: `${kind} of ${pattern}`, pattern, file, kind })),
)

test.each(handlers)('the $name asks an act, or is open to everyone', async ({ name, pattern, file, kind }) => {
  const module = (await import(/* @vite-ignore */ `../../../app/${file}`)) as Partial<Record<typeof kind, Handler>>
  const handle = module[kind]
  if (!handle) throw new Error(`${file} has no ${kind}`)
  // A reader whom nothing is hidden from, but the acts are tried by somebody who may do none of them.
  const by = kind === 'loader' ? committee.secretariat : planted.newcomers.inhope
  vi.mocked(whyNot).mockClear()
  try {
    await handle(argsOf(pattern, kind, by))
  } catch (thrown) {
    // A redirect or an error page; anything else is a fault of this test.
    if (!(thrown instanceof Response || (typeof thrown === 'object' && thrown && 'init' in thrown))) throw thrown
  }
  expect(actsAskedBy(by).length > 0, `asked: ${actsAskedBy(by).join() || 'nothing'}`).toBe(!(name in asksNothing))
})

test('nothing is excused that is not there', () => {
  const names = handlers.map(({ name }) => name)
  expect(Object.keys(asksNothing).filter((name) => !names.includes(name))).toEqual([])
})

function subjectNamed(wanted: string): Subject {
  return planted.subjects.find(({ name }) => name === wanted) as Subject
}

/** What was asked about this person. A refusal of what is not there asks about nobody. */
function actsAskedBy(by: Member): string[] {
  return vi
    .mocked(whyNot)
    .mock.calls.filter(([, who]) => who?.id === by.id)
    .map(([action]) => action)
}

function argsOf(pattern: string, kind: Handled['kind'], member: Member): object {
  const address = addresses[pattern]
  if (!address) throw new Error(`${pattern} does not stand in addresses.ts`)
  const { about, form = {} } = address
  // Of the dossier that has what is asked for: a vote, or a published text.
  const subject = subjectNamed(about === 'symbol' ? 'Published' : 'Adopted')
  const house = pattern.startsWith('/findings') ? 'R-01' : pattern.startsWith('/parties') ? 'FR' : planted.meetingId
  const id = (about === null ? house : subject.ids[about]) ?? ''
  const url = new URL(pattern.replace(':id', id), 'http://localhost/')
  const fill = (value: string) => value.replace(':pid', subject.pid).replace(':member', committee.rapporteur.id)
  const fields = Object.entries(form).map(([field, value]) => [field, fill(value)])
  const body = new URLSearchParams(fields)
  return {
    request: kind === 'loader' ? new Request(url) : new Request(url, { method: 'POST', body }),
    params: { id, symbol: id, reference: id, number: '23', body: 'itu', waiver: 'none' },
    context: {
      ...{ world: committee.world, language: 'en', nonce: '', from: '127.0.0.1', failed: () => false },
      viewer: { member, sessionHash: '' },
    },
  }
}

test('each kind of topic, and each seat, asks', async () => {
  const { world, secretariat } = committee
  const subject = subjectNamed('Frozen')
  const { dossier, ballot } = subject.ids
  const topics = [`dossier:${dossier}`, `ballot:${ballot}`, closedTopic(dossier, null), `meeting:${planted.meetingId}`]
  const asked: Record<string, string> = {}
  for (const topic of topics) {
    vi.mocked(whyNot).mockClear()
    await mayHear(world, secretariat, topic)
    asked[topic.split(':')[0] ?? ''] = actsAskedBy(secretariat).join()
  }
  const acts = { dossier: 'draft.read', ballot: 'vote.running.read', closed: 'comment.bureau', meeting: 'agenda.read' }
  expect(asked).toEqual(acts)
  const at = committee.now()
  const session = { id_hash: 'a hash', member_id: secretariat.id, created_at: at, expires_at: at + 1 }
  await insertSession(world.store.db, session)
  vi.mocked(whyNot).mockClear()
  await seatOf(world)(subject.collab, session.id_hash)
  // What a message on the socket may do follows from the seat alone.
  expect(actsAskedBy(secretariat)).toEqual(['text.presence', 'text.edit', 'text.suggest'])
})

test('each act of the matrix is asked by the code, or owed by a capability', () => {
  const files = execFileSync('git', ['ls-files', 'server', 'app'], { encoding: 'utf8' }).trim().split('\n')
  const sources = files.filter((path) => /\.tsx?$/.test(path) && !/access-(matrix|owed)\.ts$/.test(path))
  const code = sources.map((path) => readFileSync(path, 'utf8')).join('\n')
  const unasked = Object.keys(accessMatrix).filter((action) => !code.includes(`'${action}'`))
  expect(unasked.sort()).toEqual(Object.keys(owed).sort())
})

test('who casts again is asked about replacing the ballot of their Party, who casts first is not', async () => {
  const subject = subjectNamed('Frozen')
  const ballotId = subject.ids.ballot ?? ''
  const cast = (by: Member) => castVote(committee.world, by, { ballotId, choice: 'against', requestId: freshRequest() })
  const cells = accessMatrix['vote.replace'].cells as string[]
  const before = [...cells]
  cells.fill('-')
  try {
    // Albania has voted already; Andorra has not.
    expect(await codeOf(cast(headOf(committee, 'AL')))).toBe('not-allowed')
    expect((await cast(headOf(committee, 'AD'))).choice).toBe('against')
  } finally {
    cells.splice(0, cells.length, ...before)
  }
  expect((await cast(headOf(committee, 'AL'))).choice).toBe('against')
})
