// A server told to stop: what is under way is finished, who comes is sent away in words, and it ends with 0 whatever a
// peer does.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { openToRead } from '#db/engine/open.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { beginForm } from '#tests/faults/kill/slow-form.ts'
import { openText } from '#tests/faults/people/texts.ts'
import { Guest } from '#tests/live/guest.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { freshDatabase } from '#tests/support/servers/postgres.ts'
import { type Place, type Served, startServer } from '#tests/support/servers/server.ts'
import { engines } from '#tests/support/store.ts'

const form = { kind: 'opinion', titleEn: 'Half sent', titleFr: 'À moitié', articles: '23', class: 'restricted' }

describe.each(engines)('a server on %s that is told to stop', { timeout: 60_000 }, (engine) => {
  let database: Awaited<ReturnType<typeof freshDatabase>> | null = null
  let place: Place
  let server: Served
  let member: Visitor

  beforeEach(async () => {
    database = engine === 'postgresql' ? await freshDatabase() : null
    place = await seatedPlace(database?.url ?? null)
    server = await startServer(place)
    member = await signedIn(place.url, 'secretariat@demo.example', demoPassword)
  })
  afterEach(async () => {
    await server.kill()
    place.clear()
    await database?.drop()
  })

  test('finishes a form that is half sent, says that it leaves, and lets pages and sockets work until then', async () => {
    const collab = await openText(member)
    const guest = new Guest({ url: place.url, collab, cookie: member.cookie() })
    await guest.synced()
    const half = await beginForm(member, '/dossiers', form)
    const stopping = server.stop()
    const anyone = visit(place.url)
    await expect.poll(async () => (await anyone.get('/readyz')).status, { interval: 20 }).toBe(503)
    const [health, ready] = [await anyone.get('/healthz'), await anyone.get('/readyz')]
    expect([health.status, await health.json()]).toMatchObject([200, { ok: true, leaving: true }])
    expect([ready.headers.get('retry-after'), await ready.json()]).toMatchObject(['5', { ok: false, leaving: true }])
    const page = await anyone.get('/texts', { 'accept-language': 'fr' })
    expect([page.status, page.headers.get('retry-after'), page.headers.get('connection')]).toEqual([503, '2', 'close'])
    expect(await page.text()).toContain('Le service redémarre')
    expect(await knock(collab)).toEqual([503, '2'])
    guest.text().insert(0, 'to the end ')
    await guest.allSaved()
    half.finish()
    const { status, location } = await half.answer
    expect(status).toBe(302)
    expect(await stopping).toBe(0)
    await guest.until(() => guest.closed !== null, 'closed')
    expect(guest.closed?.code).toBe(1012)
    const store = await openToRead(place)
    const kept = await store.db.selectFrom('dossier').select('title_en').where('id', '=', location.slice(10)).execute()
    await store.close()
    expect(kept).toEqual([{ title_en: 'Half sent' }])
  })

  test('does not wait for ever for a peer that sends no more, and says so', async () => {
    const half = await beginForm(member, '/dossiers', form)
    const began = performance.now()
    expect(await server.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(await half.answer).toMatchObject({ status: 503, retryAfter: 2 })
  })

  /** Status and Retry-After with which the door is shut. */
  function knock(collab: string): Promise<[number | undefined, string | undefined]> {
    return new Promise((resolve, reject) => {
      const address = `${place.url.replace('http', 'ws')}/collab/${collab}`
      const socket = new WebSocket(address, { headers: { origin: place.url, cookie: member.cookie() } })
      socket.on('error', reject)
      socket.on('open', () => reject(new Error('let in')))
      socket.on('unexpected-response', (_request, { statusCode, headers }) =>
        resolve([statusCode, headers['retry-after']]),
      )
    })
  }
})
