// What counts as an act of a person, and so keeps a session from ending: over HTTP, on a stream and on a socket.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { background } from '#app/http/background.ts'
import { activityEvery, idleSession } from '#server/auth/lucia.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { inBackground } from '#server/http/activity.ts'
import { serve } from '#tests/app/pages/house.ts'
import { Guest } from '#tests/live/guest.ts'
import { type Committee, draftedDossier, freshCommittee, type Opened } from '#tests/support/committee.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('a session on %s', (engine) => {
  let own: Committee
  let site: Awaited<ReturnType<typeof serve>>
  let dossier: Opened
  let secretariat: Visitor
  beforeAll(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
    site = await serve(own.world)
  })
  afterAll(async () => {
    await site.close()
    await own.close()
  })
  beforeEach(async () => {
    secretariat = await signedIn(site.url, 'secretariat@demo.example', demoPassword)
  })

  /** Milliseconds until the newest session ends. */
  const lasts = async () => {
    const { db } = own.world.store
    const rows = await db.selectFrom('session').select('expires_at').orderBy('created_at', 'desc').limit(1).execute()
    return (rows[0]?.expires_at ?? 0) - own.now()
  }
  const page = () => `/dossiers/${dossier.id}`

  /** So long after the signing in that a second one would be newer. */
  const waitAWhile = () => own.wait(activityEvery + 1)

  test.each([
    ['a page that is opened', () => secretariat.get(page())],
    ['a form that is posted, also when it is refused', () => secretariat.post(`${page()}/steps`, {})],
  ])('goes on with %s', async (_what, act) => {
    waitAWhile()
    await act()
    expect(await lasts()).toBe(idleSession)
  })

  test.each([
    ['a question that our pages ask by themselves', () => secretariat.get(`${page()}/margin`, background)],
    ['loaders that are run again', () => secretariat.get(`${page()}.data`)],
    ['a page that is fetched before anybody wants it', () => secretariat.get(page(), { 'sec-purpose': 'prefetch' })],
    [
      'a stream that is opened',
      async () => (await secretariat.get(`/bulletin?topic=dossier:${dossier.id}`)).body?.cancel(),
    ],
  ])('does not go on with %s', async (_what, ask) => {
    waitAWhile()
    await ask()
    expect(await lasts()).toBe(idleSession - activityEvery - 1)
  })

  test('of a page that only asks by itself ends, and the next page is the way to the sign-in', async () => {
    own.wait(idleSession - 1)
    expect((await secretariat.get(`${page()}/margin`, background)).status).toBe(200)
    own.wait(1)
    expect((await secretariat.get(`${page()}/margin`, background)).status).toBe(302)
    const answer = await secretariat.get(page())
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `/sign-in?next=${encodeURIComponent(page())}`,
    ])
  })

  test('goes on while its person types, not with a socket that is open, asks or shows a caret', async () => {
    const guest = new Guest({ url: site.url, collab: dossier.collab, cookie: secretariat.cookie() })
    await guest.synced()
    waitAWhile()
    guest.send(1, caretOf(guest))
    await guest.allSaved()
    await own.world.rooms.reseat({})
    await guest.allSaved()
    expect(await lasts()).toBe(idleSession - activityEvery - 1)
    guest.text().insert(0, 'typed ')
    await guest.allSaved()
    await expect.poll(lasts).toBe(idleSession)
    own.wait(idleSession)
    await own.world.rooms.reseat({})
    await guest.until(() => guest.closed !== null, 'put out')
    expect(guest.closed?.code).toBe(4403)
  })

  test('that ended while nobody typed does not come back with a letter: its socket is closed', async () => {
    const guest = new Guest({ url: site.url, collab: dossier.collab, cookie: secretariat.cookie() })
    await guest.synced()
    own.wait(idleSession)
    guest.text().insert(0, 'late ')
    await guest.until(() => guest.closed !== null, 'put out')
    expect(guest.closed?.code).toBe(4403)
  })
})

test('pages and server name one header', () => {
  expect(Object.keys(background).map((name) => name.toLowerCase())).toEqual([inBackground])
})

test('no page goes elsewhere through the router: what it asks for with .data is always asked again, by nobody', () => {
  const folder = new URL('../../../app', import.meta.url).pathname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const navigating =
    /\b(Link|NavLink|useNavigate|useSubmit|useFetcher|PrefetchPageLinks)\b[^'"]*from '@remix-run\/react'/
  expect(files.filter((name) => navigating.test(readFileSync(join(folder, name), 'utf8')))).toEqual([])
})

function caretOf({ doc }: Guest): Uint8Array {
  const awareness = new Awareness(doc)
  awareness.setLocalState({ focusing: true, language: 'en' })
  const state = encodeAwarenessUpdate(awareness, [doc.clientID])
  awareness.destroy()
  return state
}
