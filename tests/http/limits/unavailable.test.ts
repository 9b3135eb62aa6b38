// A database out of reach: what a reader, a program, a stream and a socket are told, how soon, and that it ends by
// itself.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { openPostgres, type Store } from '#db/engine/open.ts'
import { longestStatement } from '#db/engine/postgres-pool.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, draftedDossier, freshCommittee } from '#tests/support/committee.ts'
import { type Gate, openGate } from '#tests/support/documents/gate.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'
import { engines } from '#tests/support/store.ts'

describe.skipIf(!engines.includes('postgresql'))('a database out of reach', { timeout: 30_000 }, () => {
  let committee: Committee
  let gate: Gate
  let store: Store
  let site: Awaited<ReturnType<typeof serve>>
  let member: Visitor
  let collab: string
  const heard: boolean[] = []

  beforeAll(async () => {
    committee = await freshCommittee('postgresql')
    collab = (await draftedDossier(committee)).collab
    const url = new URL(committee.env.DATABASE_URL ?? '')
    gate = await openGate(Number(url.port || 5432))
    url.hostname = '127.0.0.1'
    url.port = String(gate.port)
    store = await openPostgres(url.href, {
      longest: longestStatement,
      reached: (isReachable) => heard.push(isReachable),
    })
    site = await serve({ ...committee.world, store })
    member = await signedIn(site.url, 'secretariat@demo.example', demoPassword)
  })
  afterEach(async () => {
    await gate.open()
    await ready()
  })
  afterAll(async () => {
    await site.close()
    await store.close()
    await gate.close()
    await committee.close()
  })

  const ready = () => expect.poll(async () => (await member.get('/readyz')).status, { timeout: 15_000 }).toBe(200)
  const away = async () => {
    await gate.shut()
    await expect.poll(() => store.isReachable(), { timeout: 10_000 }).toBe(false)
  }
  const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const began = performance.now()
    return [await work(), performance.now() - began]
  }

  test('that goes silent: a page begun then is answered in under 5 s, the next at once, in the language of the reader', async () => {
    gate.silence()
    const french = { 'accept-language': 'fr' }
    // One is stopped when asked who they are, the other in the middle of a page.
    const both = () => Promise.all([member.get('/dossiers', french), visit(site.url).get('/texts', french)])
    const [[first, other], took] = await timed(both)
    expect(took).toBeLessThan(5_000)
    expect([other.status, other.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await other.text()).toContain('Les archives sont momentanément inaccessibles')
    expect([first.status, first.headers.get('retry-after'), first.headers.get('content-language')]).toEqual([
      503,
      '5',
      'fr',
    ])
    expect(await first.text()).toContain('Les archives sont momentanément inaccessibles')
    const [second, then] = await timed(() => member.get('/dossiers?page=<a>', { 'accept-language': 'en' }))
    expect(then).toBeLessThan(1_000)
    expect(second.status).toBe(503)
    const page = await second.text()
    expect(page).toContain('Nothing that was shown as saved is lost.')
    expect(page).toContain('href="/dossiers?page=%3Ca%3E"')
    expect(heard.at(-1)).toBe(false)
  })

  test('that refuses connections: it is noticed within two seconds, and the health of the server says so', async () => {
    await gate.shut()
    const [, took] = await timed(() =>
      expect.poll(() => store.isReachable(), { timeout: 10_000, interval: 50 }).toBe(false),
    )
    expect(took).toBeLessThan(2_000)
    for (const path of ['/healthz', '/readyz']) {
      const answer = await member.get(path)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await answer.json()).toMatchObject({ ok: false, store: 'out of reach', engine: 'postgresql' })
    }
  })

  test('a form that was sent: the reader is told to look before sending again, a program likewise', async () => {
    await away()
    const page = await member.post('/dossiers', { kind: 'opinion' })
    expect(page.status).toBe(503)
    const words = await page.text()
    expect(words).toContain('What you have just sent may not have been taken.')
    expect(words).not.toContain('<a ')
    const program = await member.post('/dossiers', { kind: 'opinion' }, { accept: 'application/json' })
    expect(program.status).toBe(503)
    expect(await program.json()).toMatchObject({
      refused: { code: 'not-now', say: { fr: expect.stringContaining('envoi') } },
    })
    const api = await member.get('/api/texts/x')
    expect([api.status, api.headers.get('content-type')]).toEqual([503, 'application/json'])
  })

  test('a stream is told to come back and carries no word', async () => {
    await away()
    const stream = await member.get('/bulletin?topic=dossier:x', { accept: 'text/event-stream' })
    expect([stream.status, await stream.text()]).toEqual([200, 'retry: 5000\n\n'])
  })

  test('a socket is refused with 503 and the time to come back, and let in afterwards', async () => {
    const knock = () =>
      new Promise<number>((resolve, reject) => {
        const address = `${site.url.replace('http', 'ws')}/collab/${collab}`
        const socket = new WebSocket(address, { headers: { origin: site.url, cookie: member.cookie() } })
        socket.on('error', reject)
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
        socket.on('open', () => {
          resolve(101)
          socket.close()
        })
      })
    await away()
    expect(await knock()).toBe(503)
    await gate.open()
    await ready()
    expect(await knock()).toBe(101)
  })

  test('that is back is used again by the same process, and what is written then is kept', async () => {
    await away()
    await gate.open()
    await ready()
    expect(heard.at(-1)).toBe(true)
    const fields = { kind: 'opinion', titleEn: 'After', titleFr: 'Après', articles: '23', class: 'restricted' }
    const opened = await member.post('/dossiers', fields)
    expect(opened.status).toBe(302)
    expect(await (await member.get('/dossiers')).text()).toContain('Après')
  })
})
