// Ending sessions over HTTP: by signing in again, and all of one's own at once. Open texts hear of it before their next
// byte.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { serve } from '#tests/app/pages/house.ts'
import { Guest } from '#tests/live/guest.ts'
import { type Committee, draftedDossier, freshCommittee, type Opened } from '#tests/support/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'

let own: Committee
let site: Awaited<ReturnType<typeof serve>>
let dossier: Opened
beforeAll(async () => {
  own = await freshCommittee('sqlite')
  dossier = await draftedDossier(own)
  site = await serve(own.world)
})
afterAll(async () => {
  await site.close()
  await own.close()
})

const head = { email: 'head.fr@demo.example', password: demoPassword }
const asHead = () => signedIn(site.url, head.email, head.password)
const mayRead = async (visitor: Visitor) => (await visitor.get('/dossiers')).status === 200

async function guestOf(visitor: Visitor): Promise<Guest> {
  const guest = new Guest({ url: site.url, collab: dossier.collab, cookie: visitor.cookie() })
  await guest.synced()
  return guest
}

async function putOut(guest: Guest): Promise<void> {
  await guest.until(() => guest.closed !== null, 'put out')
  expect(guest.closed?.code).toBe(4403)
}

test('signing in again ends the older session of that browser and closes its texts', async () => {
  const browser = await asHead()
  const elsewhere = await asHead()
  const older = visit(site.url, browser.cookie())
  const guest = await guestOf(older)
  await browser.post('/sign-in', { ...head, password: 'wrong' })
  expect(await mayRead(older)).toBe(true)
  expect((await browser.post('/sign-in', head)).status).toBe(302)
  await putOut(guest)
  expect([await mayRead(older), await mayRead(browser), await mayRead(elsewhere)]).toEqual([false, true, true])
})

test('somebody else who signs in to a browser ends the session that was left open there', async () => {
  const browser = await asHead()
  const left = visit(site.url, browser.cookie())
  expect((await browser.post('/sign-in', { ...head, email: 'delegate.se@demo.example' })).status).toBe(302)
  expect(await mayRead(left)).toBe(false)
})

test('ending all one’s sessions is a plain form, ends them in every browser and closes the texts there', async () => {
  const [here, there, other] = [
    await asHead(),
    await asHead(),
    await signedIn(site.url, 'chair@demo.example', demoPassword),
  ]
  const [open, kept] = [await guestOf(there), await guestOf(other)]
  const page = await (await here.get('/sessions?lang=fr')).text()
  expect(page).toContain('<form method="post" action="/sessions"')
  expect(page).toContain('Mettre fin à toutes mes sessions')
  expect(await (await here.get('/sessions?lang=en')).text()).toContain('End all my sessions')
  expect(await (await here.get('/')).text()).toContain('href="/sessions"')
  const answer = await here.post('/sessions')
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in'])
  expect(answer.headers.getSetCookie().join()).toMatch(/^recital_session=; .*Max-Age=0/)
  expect(answer.headers.get('clear-site-data')).toBe('"storage"')
  await putOut(open)
  expect([await mayRead(here), await mayRead(there), await mayRead(other)]).toEqual([false, false, true])
  expect(kept.closed).toBeNull()
  kept.socket.terminate()
})

test('who is not signed in is led to the sign-in, or asked to sign in, and ends nobody’s sessions', async () => {
  const browser = await asHead()
  expect((await visit(site.url).get('/sessions')).headers.get('location')).toMatch(/^\/sign-in/)
  expect((await visit(site.url).post('/sessions')).status).toBe(401)
  expect(await mayRead(browser)).toBe(true)
})
