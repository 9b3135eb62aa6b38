// What is sent compressed, and to whom: pages to a request that began here, never to one that another site may have
// caused.

import { get, type IncomingHttpHeaders } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, draftedDossier, freshCommittee, type Opened } from '#tests/support/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'

let committee: Committee
let site: Awaited<ReturnType<typeof serve>>
let dossier: Opened
let cookie: string

beforeAll(async () => {
  committee = await freshCommittee('sqlite')
  dossier = await draftedDossier(committee)
  site = await serve(committee.world)
  cookie = (await signedIn(site.url, 'secretariat@demo.example', demoPassword)).cookie()
})
afterAll(async () => {
  await site.close()
  await committee.close()
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  /** As sent. */
  readonly bytes: Buffer
}

function ask(path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(`${site.url}${path}`, { headers: { cookie, ...headers } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(chunks) }),
      )
      answer.on('error', reject)
    }).on('error', reject)
  })
}

const takesBoth = { 'accept-encoding': 'gzip, deflate, br' }
/** What differs from one answer to the next. */
const withoutNonce = (page: string) => page.replace(/nonce(="|-)[A-Za-z0-9+/=]+/g, 'nonce')

test.each(['same-origin', 'none'])('a page asked for from %s is compressed, and is the same page', async (site) => {
  const desk = `/dossiers/${dossier.id}/text`
  const plain = await ask(desk, { 'sec-fetch-site': site })
  const small = await ask(desk, { ...takesBoth, 'sec-fetch-site': site })
  expect([plain.headers['content-encoding'], small.headers['content-encoding']]).toEqual([undefined, 'br'])
  expect(small.headers.vary).toMatch(/Cookie.*Accept-Encoding/)
  expect(small.bytes.length).toBeLessThan(plain.bytes.length / 2)
  expect(withoutNonce(brotliDecompressSync(small.bytes).toString())).toBe(withoutNonce(plain.bytes.toString()))
})

test.each(['cross-site', 'same-site', null])('a page that another site may have asked for is not: %s', async (from) => {
  const headers = from === null ? takesBoth : { ...takesBoth, 'sec-fetch-site': from }
  const answer = await ask(`/dossiers/${dossier.id}/text`, headers)
  expect([answer.status, answer.headers['content-encoding']]).toEqual([200, undefined])
})

test('the built files were compressed when they were built, and are sent so to whoever takes it', async () => {
  const page = (await ask('/dossiers', {})).bytes.toString()
  const path = /href="(\/assets\/root-[^"]+\.css)"/.exec(page)?.[1] ?? ''
  const sent = { plain: await ask(path, {}), br: await ask(path, takesBoth) }
  const gzip = await ask(path, { 'accept-encoding': 'gzip' })
  expect(Object.values({ ...sent, gzip }).map(({ headers }) => headers['content-encoding'])).toEqual([
    undefined,
    'br',
    'gzip',
  ])
  expect(brotliDecompressSync(sent.br.bytes)).toEqual(sent.plain.bytes)
  expect(gunzipSync(gzip.bytes)).toEqual(sent.plain.bytes)
  for (const { headers } of Object.values({ ...sent, gzip })) {
    expect(headers['cache-control']).toContain('immutable')
    expect(headers['content-type']).toContain('text/css')
  }
  expect(sent.br.headers.vary).toContain('Accept-Encoding')
})

test('a stream of events is not held back to be compressed', async () => {
  const headers = { ...takesBoth, cookie, 'sec-fetch-site': 'same-origin' }
  const heard = await new Promise<readonly unknown[]>((resolve, reject) => {
    const request = get(`${site.url}/bulletin?topic=dossier:${dossier.id}`, { headers }, (answer) => {
      answer.once('data', (chunk: Buffer) => {
        resolve([answer.headers['content-encoding'], chunk.toString()])
        request.destroy()
      })
    })
    request.on('error', reject)
  })
  expect(heard).toEqual([undefined, ': listening\n\n'])
})
