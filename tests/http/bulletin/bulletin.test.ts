// What a stream of "look again" gives away, and when it ends.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { limits } from '#server/live/limits.ts'
import { castVote } from '#server/workflows/decisions/ballots.ts'
import { changeClass } from '#server/workflows/dossiers/dossiers.ts'
import { inviteBody } from '#server/workflows/dossiers/invitations.ts'
import { mayHear } from '#server/workflows/topics.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, freshCommittee, freshRequest, headOf, openVote } from '#tests/support/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'

let committee: Committee
let site: Awaited<ReturnType<typeof serve>>
let opened: Awaited<ReturnType<typeof openVote>>

beforeAll(async () => {
  committee = await freshCommittee('sqlite')
  opened = await openVote(committee)
  site = await serve(committee.world)
})
afterAll(async () => {
  await site.close()
  await committee.close()
})

test('a stream says look, and ends with the session it was opened in', async () => {
  const delegate = await signedIn(site.url, 'delegate.se@demo.example', demoPassword)
  const stream = await delegate.get(`/bulletin?topic=ballot:${opened.ballotId}`)
  const heard = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await heard.read()).value).toBe(': listening\n\n')
  await castVote(committee.world, headOf(committee, 'AL'), vote('for'))
  expect((await heard.read()).value).toBe(`data: ballot:${opened.ballotId}\n\n`)
  await delegate.post('/sign-out')
  await castVote(committee.world, headOf(committee, 'AM'), vote('for'))
  expect(await heard.read()).toEqual({ done: true, value: undefined })
})

test('who may read the text but not the running vote does not hear ballots arrive', async () => {
  const { world, secretariat, observer, itu } = committee
  const topic = `ballot:${opened.ballotId}`
  await changeClass(world, secretariat, { dossierId: opened.id, class: 'observers' })
  for (const bodyId of ['ecpat', 'itu']) await inviteBody(world, secretariat, { dossierId: opened.id, bodyId })
  expect(await mayHear(world, observer, `dossier:${opened.id}`)).toBe(true)
  expect(await mayHear(world, observer, topic)).toBe(false)
  expect(await mayHear(world, itu, topic)).toBe(true)
})

test('one stream carries several topics, and of them only what its reader may hear', async () => {
  const { world, secretariat } = committee
  const topics = `topic=dossier:${opened.id}&topic=votes`
  expect(
    (await (await signedIn(site.url, 'observer@demo.example', demoPassword)).get('/bulletin?topic=votes')).status,
  ).toBe(404)
  const heads = await listening('head.al', topics)
  const observers = await listening('observer', topics)
  await committee.world.bulletin.announce('votes')
  await heads.until('data: votes\n\n')
  await inviteBody(world, secretariat, { dossierId: opened.id, bodyId: 'pace' })
  for (const { until } of [heads, observers]) await until(`data: dossier:${opened.id}\n\n`)
  expect(observers.heard.join('')).not.toContain('votes')
  await Promise.all([heads, observers].map(({ stop }) => stop()))
})

/** What a member hears of these topics, without the beats. */
async function listening(name: string, topics: string) {
  const visitor = await signedIn(site.url, `${name}@demo.example`, demoPassword)
  const stream = await visitor.get(`/bulletin?${topics}`)
  const lines = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  const heard: string[] = []
  const until = async (line: string) => {
    while (!heard.join('').includes(line)) heard.push((await lines.read()).value ?? expect.fail('the stream has ended'))
  }
  await until(': listening\n\n')
  return { heard, until, stop: () => lines.cancel() }
}

test('only a reading listens', async () => {
  const delegate = await signedIn(site.url, 'delegate.se@demo.example', demoPassword)
  const path = `/bulletin?topic=ballot:${opened.ballotId}`
  expect((await delegate.post(path)).status).toBe(404)
})

test('one member holds so many streams and no more; another is not held up by them', async () => {
  const path = `/bulletin?topic=dossier:${opened.id}`
  const delegate = await signedIn(site.url, 'delegate.it@demo.example', demoPassword)
  const streams = await Promise.all(Array.from({ length: limits.streamsPerMember }, () => delegate.get(path)))
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]))
  expect((await delegate.get(path)).status).toBe(429)
  const other = await (await signedIn(site.url, 'delegate.es@demo.example', demoPassword)).get(path)
  expect(other.status).toBe(200)
  await Promise.all([...streams, other].map(({ body }) => body?.cancel()))
  await expect.poll(() => committee.world.bulletin.count(committee.delegates.get('IT')?.id ?? '')).toBe(0)
})

function vote(choice: 'for') {
  return { ballotId: opened.ballotId, choice, requestId: freshRequest() }
}
