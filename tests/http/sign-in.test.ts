// Signing in over HTTP: what the cookies say, and that guessing does not shut anybody out.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { turnstileRule } from '#server/auth/turnstile.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { serve } from '#tests/app/house.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/visitor.ts'

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
  for (let tries = 0; tries <= turnstileRule.tries; tries += 1) {
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
