// Requests that no browser of ours sends, as bytes on a socket: whatever comes is answered below 500, and nothing is
// logged as a fault.

import { connect } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { longestComment } from '#server/domain/comments/comment.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { engines } from '#tests/support/store.ts'

const form = 'application/x-www-form-urlencoded'

describe.each(engines)('on %s', (engine) => {
  let committee: Committee
  let site: Awaited<ReturnType<typeof serve>>
  let secretariat: Visitor
  const faults: string[] = []

  beforeAll(async () => {
    committee = await freshCommittee(engine)
    const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) })
    site = await serve({ ...committee.world, log })
    secretariat = await signedIn(site.url, 'secretariat@demo.example', demoPassword)
  })
  afterAll(async () => {
    await site.close()
    await committee.close()
  })
  beforeEach(() => {
    faults.length = 0
  })

  /** The status line's number; 0 when the peer only hung up. */
  function say(head: string, body = ''): Promise<number> {
    const { port, host, origin } = new URL(site.url)
    const lines = `${head}\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: close\r\n\r\n${body}`
    return new Promise((resolve, reject) => {
      let heard = ''
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(lines))
      socket.setTimeout(10_000, () => reject(new Error(`no answer to ${head}`)))
      socket.on('data', (chunk) => {
        heard += chunk
      })
      socket.on('error', reject)
      socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0)))
    })
  }

  const post = (path: string, type: string, body: string, cookie = '') =>
    say(`POST ${path} HTTP/1.1\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nCookie: ${cookie}`, body)

  test.each(['//', '//evil.example/dossiers', '/\\evil.example', '*', 'http://[', '/texts/%E0%A4%A', '/findings/%00'])(
    'GET %s is no address of this site, and the next request is answered',
    async (target) => {
      expect(await say(`GET ${target} HTTP/1.1`)).toBe(400)
      expect(await say('GET /healthz HTTP/1.1')).toBe(200)
      expect(faults).toEqual([])
    },
  )

  test.each([
    '/articles/0',
    '/articles/1e3',
    '/articles/99999999999999999999',
    '/assets/..%2f..%2fpackage.json',
    '/.data',
  ])('GET %s is answered without a fault', async (target) => {
    expect(await say(`GET ${target} HTTP/1.1`)).toBeLessThan(500)
    expect(faults).toEqual([])
  })

  test.each(['/?_data=routes/nothing', '/texts?_data=routes/texts', '/dossiers?_data=', '/?lang=fr&_data=root'])(
    'GET and POST %s, which no page of ours asks for, are not found and no fault',
    async (target) => {
      expect(await say(`GET ${target} HTTP/1.1`)).toBe(404)
      expect(await post(target, form, 'a=b', secretariat.cookie())).toBe(404)
      expect(faults).toEqual([])
    },
  )

  test.each(['/texts.data?_routes=routes/nothing', '/_root.data?_routes=', '/nothing.data'])(
    'GET %s is answered without a fault',
    async (target) => {
      expect(await say(`GET ${target} HTTP/1.1`)).toBeLessThan(500)
      expect(faults).toEqual([])
    },
  )

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s is not used here', async (method) => {
    expect(await say(`${method} /sign-in HTTP/1.1`)).toBe(405)
    expect(faults).toEqual([])
  })

  test.each(['%E0%A4%A', 'a=%', ';;=;a', 'recital_session=%E0%A4%A', 'recital_session=', 'recital_session=a\tb'])(
    'the cookie header %j only leaves the reader unknown',
    async (cookie) => {
      expect(await say(`GET /texts HTTP/1.1\r\nCookie: ${cookie}`)).toBe(200)
      expect(await post('/sign-out', form, '', cookie)).toBe(302)
      expect(faults).toEqual([])
    },
  )

  test('a session is known among cookies that are not well encoded', async () => {
    expect(await say(`GET /dossiers HTTP/1.1\r\nCookie: other=%E0; ${secretariat.cookie()}`)).toBe(200)
  })

  test.each(['application/json', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x', ''])(
    'a body of type %j is refused, whoever sends it',
    async (type) => {
      expect(await post('/sign-in', type, '{}')).toBe(422)
      expect(await post('/dossiers', type, '{}', secretariat.cookie())).toBe(422)
      expect(faults).toEqual([])
    },
  )

  test('a file is a field that does not belong', async () => {
    const part = (name: string, rest: string) => `--x\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n`
    const body = `${part('email', '; filename="a.txt"')}Content-Type: text/plain\r\n\r\na\r\n${part('password', '')}\r\nb\r\n--x--\r\n`
    expect(await post('/sign-in', 'multipart/form-data; boundary=x', body)).toBe(422)
    expect(faults).toEqual([])
  })

  test('no field and no address carries a NUL to the store', async () => {
    const cookie = secretariat.cookie()
    expect(await post('/sign-in', form, 'email=a%00b&password=c')).toBe(422)
    expect(await post('/dossiers', form, 'kind=opinion&titleEn=a%00&titleFr=b', cookie)).toBe(422)
    expect(
      await post('/meetings', form, 'number=1&placeEn=a%1bb&placeFr=b&opensOn=2027-01-01&closesOn=2027-01-02', cookie),
    ).toBe(422)
    expect(await say(`GET /bulletin?topic=dossier:%00 HTTP/1.1\r\nCookie: ${cookie}`)).toBe(400)
    expect(faults).toEqual([])
  })

  test('the longest comment in the widest letters is not too large a form', async () => {
    const body = `body=${encodeURIComponent('…'.repeat(longestComment))}`
    expect(await post('/comments/none/replies', form, body, secretariat.cookie())).toBe(404)
  })

  test('a place to go back to may be written in any letters', async () => {
    const body = `email=secretariat%40demo.example&password=${demoPassword}`
    expect(await post('/sign-in?next=/texts/%E2%80%A6', form, body)).toBe(302)
    expect(faults).toEqual([])
  })

  test('who would like another protocol is answered in this one', async () => {
    expect(await say('GET /healthz HTTP/1.1\r\nExpect: something')).toBe(417)
    expect(await say('GET /healthz HTTP/1.1\r\nTransfer-Encoding: gzip')).toBe(400)
    expect(await post('/sign-in', form, 'a'.repeat(64 * 1024 + 1))).toBe(413)
    expect(faults).toEqual([])
  })
})
