// Every form of the application, posted after its person signed out in another tab: nothing is done, nothing typed is
// lost, and nobody else sees it.

import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { dossierBefore, draftedDossier } from '#tests/support/committee.ts'
import { commentOfFrance } from '#tests/support/people/journey.ts'
import { type Visitor, visit } from '#tests/support/people/visitor.ts'
import { type House, openHouse } from './house.ts'

let house: House
const ids: Record<string, string> = {}

beforeAll(async () => {
  house = await openHouse()
  const { committee } = house
  const draft = await draftedDossier(committee)
  const { threadId } = await commentOfFrance(committee, draft)
  const { db } = committee.world.store
  const remark = db.selectFrom('comment').select('id').where('thread_id', '=', threadId)
  const { id: commentId } = await remark.executeTakeFirstOrThrow()
  const { id: versionId } = await freezeText(committee.world, committee.secretariat, {
    dossierId: draft.id,
    name: 'A version',
    note: '',
  })
  Object.assign(ids, {
    dossier: draft.id,
    pid: draft.pids[0],
    thread: threadId,
    comment: commentId,
    version: versionId,
    ballot: house.openBallotId,
    ready: (await dossierBefore(committee, house.published.meetingId)).id,
    meeting: house.nextMeetingId,
  })
})
afterAll(() => house?.close())

interface Sent {
  /** The file of the route. */
  readonly route: string
  /** `:name` stands for what is under that name in `ids`. */
  readonly path: string
  readonly by?: string
  readonly fields?: Record<string, string | readonly string[]>
  /** What the form shows of it again. A form that is a button shows why only. */
  readonly shows?: readonly (string | RegExp)[]
}

const words = 'Words «worth» keeping'
const chosen = (value: string) =>
  new RegExp(`<option value="${value}" selected=""|value="${value}" checked=""|checked="" value="${value}"`)

const forms: readonly Sent[] = [
  { route: 'sessions.tsx', path: '/sessions' },
  {
    route: 'dossiers.tsx',
    path: '/dossiers',
    fields: { kind: 'declaration', titleEn: words, titleFr: 'Titre', articles: ['12', '23'], class: 'internal' },
    shows: [words, 'value="Titre"', chosen('declaration'), chosen('internal'), chosen('12'), chosen('23')],
  },
  { route: 'dossiers.$id.steps.tsx', path: '/dossiers/:dossier/steps', fields: { to: 'circulated' } },
  {
    route: 'dossiers.$id.class.tsx',
    path: '/dossiers/:dossier/class',
    fields: { class: 'observers' },
    shows: [chosen('observers'), '<details open="">'],
  },
  {
    route: 'dossiers.$id.rapporteurs.tsx',
    path: '/dossiers/:dossier/rapporteurs',
    fields: { memberId: ':member' },
    shows: [chosen(':member')],
  },
  {
    route: 'dossiers.$id.invitations.tsx',
    path: '/dossiers/:dossier/invitations',
    fields: { bodyId: 'itu' },
    shows: [chosen('itu')],
  },
  { route: 'dossiers.$id.invitations.$body.end.tsx', path: '/dossiers/:dossier/invitations/itu/end' },
  {
    route: 'dossiers.$id.ballots.tsx',
    path: '/dossiers/:ready/ballots',
    by: 'chair',
    fields: { questionEn: words, questionFr: 'Question' },
    shows: [words],
  },
  { route: 'dossiers.$id.publication.tsx', path: '/dossiers/:dossier/publication' },
  {
    route: 'dossiers.$id.versions.tsx',
    path: '/dossiers/:dossier/versions',
    fields: { name: words, note: 'A note' },
    shows: [words, 'A note'],
  },
  { route: 'versions.$id.name.tsx', path: '/versions/:version/name', fields: { name: words }, shows: [words] },
  { route: 'versions.$id.reference.tsx', path: '/versions/:version/reference', fields: { as: 'new' } },
  { route: 'versions.$id.numbers.tsx', path: '/versions/:version/numbers', fields: { keeps: 'yes' } },
  { route: 'versions.$id.restoration.tsx', path: '/versions/:version/restoration' },
  {
    route: 'dossiers.$id.comments.tsx',
    path: '/dossiers/:dossier/comments',
    fields: { language: 'en', pid: ':pid', body: words },
    shows: [words],
  },
  ...(['acceptance', 'rejection', 'withdrawal'] as const).map((verdict) => ({
    route: `dossiers.$id.suggestions.${verdict}.tsx`,
    path: `/dossiers/:dossier/suggestions/${verdict}`,
    fields: { ids: '12-1' },
  })),
  {
    route: 'dossiers.$id.waivers.tsx',
    path: '/dossiers/:dossier/waivers',
    fields: { language: 'en', pid: ':pid', term: 'T-01', context: 'other', reason: words },
    shows: [words],
  },
  { route: 'dossiers.$id.waivers.$waiver.end.tsx', path: '/dossiers/:dossier/waivers/none/end' },
  { route: 'comments.$id.replies.tsx', path: '/comments/:thread/replies', fields: { body: words }, shows: [words] },
  { route: 'comments.$id.resolution.tsx', path: '/comments/:thread/resolution' },
  { route: 'comments.$id.reopening.tsx', path: '/comments/:thread/reopening' },
  { route: 'comments.$id.assignment.tsx', path: '/comments/:thread/assignment', fields: { memberId: ':member' } },
  {
    route: 'remarks.$id.correction.tsx',
    path: '/remarks/:comment/correction',
    by: 'head.fr',
    fields: { body: words },
    shows: [words],
  },
  { route: 'remarks.$id.withdrawal.tsx', path: '/remarks/:comment/withdrawal', by: 'head.fr' },
  {
    route: 'dossiers.$id.comments-due.tsx',
    path: '/dossiers/:dossier/comments-due',
    fields: { dueAt: '2027-01-31T18:00' },
    shows: ['value="2027-01-31T18:00"'],
  },
  {
    route: 'dossiers.$id.official-reply.tsx',
    path: '/dossiers/:dossier/official-reply',
    by: 'head.fr',
    fields: { language: 'en', pid: ':pid', body: words },
    shows: [words],
  },
  {
    route: 'ballots.$id.votes.tsx',
    path: '/ballots/:ballot/votes',
    by: 'head.al',
    fields: { choice: 'abstain', requestId: 'request-of-albania-2' },
    shows: [chosen('abstain')],
  },
  { route: 'ballots.$id.closure.tsx', path: '/ballots/:ballot/closure', by: 'chair' },
  { route: 'ballots.$id.quorum-loss.tsx', path: '/ballots/:ballot/quorum-loss', by: 'chair' },
  {
    route: 'meetings.tsx',
    path: '/meetings',
    fields: { number: '77', placeEn: words, placeFr: 'Ici', opensOn: '2027-06-01', closesOn: '2027-06-03' },
    shows: [words, 'value="77"', 'value="2027-06-03"'],
  },
  {
    route: 'meetings.$id.presence.tsx',
    path: '/meetings/:meeting/presence',
    fields: { party: ['FR', 'IE'], movement: 'arrived' },
    shows: [chosen('FR'), chosen('IE')],
  },
]

/** Signing in and out themselves, and what answers for addresses that do not exist. */
const without = ['$.tsx', 'sign-in.tsx', 'sign-out.tsx']

test('every route that acts is among these forms', () => {
  const folder = new URL('../../../app/routes/', import.meta.url)
  const acting = readdirSync(folder).filter((file) =>
    /export (const|async function) action\b/.test(readFileSync(new URL(file, folder), 'utf8')),
  )
  expect(forms.map(({ route }) => route).sort()).toEqual(acting.filter((file) => !without.includes(file)).sort())
})

const said = (value: string) => value.replace(/:(\w+)/g, (all, name) => ids[name] ?? all)
const known = (expected: string | RegExp) =>
  typeof expected === 'string' ? said(expected) : new RegExp(said(expected.source))
const writerIn = (page: string) => page.match(/<meta name="writer" content="([^"]+)"/)?.[1] ?? ''
const sealedIn = (page: string) => page.match(/name="unsent" value="([^"]+)"/)?.[1] ?? ''
const rows = async () => {
  const { db } = house.committee.world.store
  const acts = await db.selectFrom('record').select('act').where('act', '!=', 'signed in').execute()
  return acts.length
}

/** Opened the page, signed out in another tab, posts the form. */
async function postedSignedOut(form: Sent, headers: Record<string, string> = {}) {
  const { by = 'legal' } = form
  const visitor = await house.as(by)
  const writer = writerIn(await (await visitor.get('/sessions')).text())
  ids.member = house.committee.rapporteur.id
  await visit(house.url, visitor.cookie()).post('/sign-out')
  const fields = Object.fromEntries(
    Object.entries(form.fields ?? {}).map(([name, value]) => [name, typeof value === 'string' ? said(value) : value]),
  )
  const path = said(form.path)
  return { visitor, path, answer: await visitor.post(path, { ...fields, writer }, headers) }
}

const signIn = (visitor: Visitor, { by = 'legal', unsent }: { by?: string; unsent: string }) =>
  visitor.post('/sign-in?lang=en', { email: `${by}@demo.example`, password: demoPassword, unsent })

describe('after the session has ended', () => {
  test.each(forms)('$path: the person signs in again and is back at the form', async (form) => {
    const before = await rows()
    const { visitor, path, answer } = await postedSignedOut(form, { 'accept-language': 'en' })
    const page = await answer.text()
    expect([answer.status, page.includes('<h1>Sign in again</h1>')]).toEqual([401, true])
    expect(page).toContain('Your session had ended, so nothing was sent')
    const unsent = sealedIn(page)
    expect(unsent).not.toBe('')
    expect(page).not.toContain(words)

    // A password that is wrong takes nothing away.
    const wrong = await visitor.post('/sign-in?lang=en', { email: 'legal@demo.example', password: 'wrong', unsent })
    expect(sealedIn(await wrong.text())).toBe(unsent)

    const back = await signIn(visitor, { ...form, unsent })
    expect([back.status, back.headers.get('location')]).toEqual([307, path])
    // As the browser goes on after 307: the same body, to the address of the form.
    const email = `${form.by ?? 'legal'}@demo.example`
    const shown = await visitor.post(`${path}?lang=en`, { email, password: demoPassword, unsent })
    const form2 = await shown.text()
    expect(form2).not.toContain(demoPassword)
    expect(shown.status).toBe(409)
    expect(form2).toContain('Nothing was sent when your session had ended')
    for (const expected of form.shows ?? []) expect(form2).toMatch(known(expected))
    expect(await rows()).toBe(before)
  })

  test.each(forms)('$path: a program is told in both languages', async (form) => {
    const { answer } = await postedSignedOut(form, { accept: 'application/json' })
    const { refused } = (await answer.json()) as { refused: { code: string; say: Record<string, string> } }
    expect([answer.status, refused.code]).toEqual([401, 'signed-out'])
    expect(refused.say.en).toContain('nothing was sent')
    expect(refused.say.fr).toContain('rien n’a été envoyé')
  })
})

const opening = forms.find(({ path }) => path === '/dossiers') as Sent

test('somebody else who signs in sees nothing of it, also with the sealed form in hand', async () => {
  const { visitor, answer } = await postedSignedOut(opening)
  const unsent = sealedIn(await answer.text())
  const other = await signIn(visitor, { by: 'chair', unsent })
  expect([other.status, other.headers.get('location')]).toEqual([302, '/'])
  const forced = await visitor.post('/dossiers', { unsent })
  expect(forced.status).toBe(409)
  expect(await forced.text()).not.toContain(words)
})

test('what somebody else’s page posts is not done in the name of whoever is signed in now', async () => {
  const legal = await house.as('legal')
  const writer = writerIn(await (await legal.get('/sessions')).text())
  const chair = await house.as('chair')
  const before = await rows()
  const answer = await chair.post('/dossiers?lang=en', { ...opening.fields, writer })
  expect(answer.status).toBe(401)
  expect(await answer.text()).toContain('This page was opened by somebody else')
  expect(await rows()).toBe(before)
})

test('a sealed form that was tampered with or is too old shows nothing', async () => {
  const { visitor, answer } = await postedSignedOut(opening)
  const unsent = sealedIn(await answer.text())
  const forged = `${unsent.slice(0, -2)}${unsent.endsWith('AA') ? 'BB' : 'AA'}`
  expect((await signIn(visitor, { unsent: forged })).headers.get('location')).toBe('/')
  house.committee.wait(13 * 60 * 60 * 1000)
  expect((await signIn(visitor, { unsent })).headers.get('location')).toBe('/')
})
