// Requests that never become whole end when their time is over, as bytes on a socket; what is whole is not held to it.

import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { serverOptions } from '#server/http/server-options.ts'
import { openSite } from '#server/http/site.ts'
import { type Committee, draftedDossier, freshCommittee } from '#tests/support/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'

/** Milliseconds. */
const given = { headers: 500, request: 1_500 }
/** Node's own look came 30 seconds apart. */
const grace = 1_500

let own: Committee
let url: string
const faults: string[] = []
const server = createServer(serverOptions(given))
beforeAll(async () => {
  own = await freshCommittee('sqlite')
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
  const log = pino({ level: 'warn' }, { write: (line: string) => void faults.push(line) })
  const world = { ...own.world, log, config: { ...own.world.config, publicUrl: url } }
  const build = await import(new URL('../../../build/server/index.js', import.meta.url).href)
  const files = (_incoming: unknown, _outgoing: unknown, next: () => void) => next()
  server.on('request', openSite({ world, version: 'test', build, files, development: false }))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await own.close()
})

/** Sends `head`, then one more byte of `drip` every 50 ms. Milliseconds until the server hung up, and what it said. */
function lasts(head: string, drip: string): Promise<{ took: number; said: string }> {
  return new Promise((resolve) => {
    let said = ''
    const begun = performance.now()
    const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(head))
    const dripping = setInterval(() => socket.writable && socket.write(drip), 50)
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(dripping)
      resolve({ took: performance.now() - begun, said })
    })
  })
}

test.each([
  ['headers', given.headers, () => 'GET /texts HTTP/1.1\r\nHost: localhost\r\nX-Long: ', 'a'],
  [
    'a body',
    given.request,
    () =>
      `POST /sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: ${url}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nemail=`,
    'a',
  ],
])('%s sent a letter at a time end at %d ms', async (_what, configured, head, drip) => {
  faults.length = 0
  const { took, said } = await lasts(head(), drip)
  expect(said).toMatch(/^HTTP\/1\.1 408 /)
  expect(took).toBeGreaterThan(configured - 50)
  expect(took).toBeLessThan(configured + grace)
  expect(faults).toEqual([])
})

test('a stream that is listened to is not ended by that', async () => {
  const { id } = await draftedDossier(own)
  const visitor = await signedIn(url, 'secretariat@demo.example', demoPassword)
  const stream = await visitor.get(`/bulletin?topic=dossier:${id}`)
  const heard = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await heard.read()).value).toBe(': listening\n\n')
  // As long as a slow request would have lasted.
  await lasts('GET /texts HTTP/1.1\r\nHost: localhost\r\nX-Long: ', 'a')
  await lasts(`POST /sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: ${url}\r\nContent-Length: 60000\r\n\r\n`, 'a')
  own.world.bulletin.announce(`dossier:${id}`)
  expect((await heard.read()).value).toBe(`data: dossier:${id}\n\n`)
  await heard.cancel()
})
