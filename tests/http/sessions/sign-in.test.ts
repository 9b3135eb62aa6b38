// Signing in over HTTP: what the cookies say, and that guessing does not shut anybody out.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInRule } from '#server/auth/sign-in-limiter.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'

let committee: Committee
let site: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  committee = await freshCommittee('sqlite')
  site = await serve(committee.world)
})
afterAll(async () => {
  await site.close()
  await committee.close()
})

const head = { email: 'head.fr@demo.example', password: demoPassword }

async function guess(visitor: Visitor, email: string): Promise<number> {
  let status = 0
  for (let tries = 0; tries <= signInRule.account.tries; tries += 1) {
    status = (
      await visitor.post('/sign-in', { email, password: 'a guess' }, { 'x-forwarded-for': 'forged, 192.0.2.9' })
    ).status
  }
  return status
}

test('the session’s cookie is unseen by scripts, sent from here only, and gone with the browser', async () => {
  const response = await visit(site.url).post('/sign-in', head)
  const [session = '', known = ''] = response.headers.getSetCookie()
  expect(session).toMatch(/^recital_session=[a-z0-9]{40}; HttpOnly; Path=\/; SameSite=Lax$/)
  expect(known).toMatch(/^recital_known=[0-9a-f]{64}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/)
})

test('an address that exists and one that does not are slowed alike', async () => {
  expect(await guess(visit(site.url), 'head.de@demo.example')).toBe(409)
  expect(await guess(visit(site.url), 'nobody@demo.example')).toBe(409)
})

test('guessing from one place shuts out neither another place nor a browser that was here before', async () => {
  const browser = await signedIn(site.url, head.email, head.password)
  await browser.post('/sign-out')
  expect(await guess(visit(site.url), head.email)).toBe(409)
  const samePlace = { 'x-forwarded-for': '192.0.2.9' }
  expect((await visit(site.url).post('/sign-in', head, samePlace)).status).toBe(409)
  expect((await visit(site.url).post('/sign-in', head, { 'x-forwarded-for': '192.0.2.9, 192.0.2.10' })).status).toBe(
    302,
  )
  expect((await browser.post('/sign-in', head, samePlace)).status).toBe(302)
})

test('one password tried at every account is refused, and keeps neither another network nor a known browser out', async () => {
  const network = { 'x-forwarded-for': '192.0.2.77' }
  const browser = await signedIn(site.url, head.email, head.password)
  const spray = visit(site.url)
  for (let at = 0; at < signInRule.network.tries; at += 1) {
    const given = { email: `nobody.${at}@demo.example`, password: 'Lanzarote2026' }
    expect((await spray.post('/sign-in', given, network)).status).toBe(422)
  }
  const refused = await spray.post('/sign-in?lang=fr', { ...head, email: 'delegate.se@demo.example' }, network)
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('depuis votre réseau')
  expect((await browser.post('/sign-in', head, network)).status).toBe(302)
  expect((await visit(site.url).post('/sign-in', head, { 'x-forwarded-for': '192.0.2.78' })).status).toBe(302)
})

test('the whole committee signs in behind one router within a minute', async () => {
  const router = { 'x-forwarded-for': '192.0.2.48' }
  const begun = performance.now()
  const heads = [...committee.heads.keys()].map((party) => `head.${party.toLowerCase()}@demo.example`)
  const answers = await Promise.all(
    heads.map((email) => visit(site.url).post('/sign-in', { email, password: demoPassword }, router)),
  )
  expect(answers.map(({ status }) => status)).toEqual(heads.map(() => 302))
  expect(heads).toHaveLength(48)
  expect(performance.now() - begun).toBeLessThan(60_000)
})
