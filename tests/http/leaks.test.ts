// Addresses × strangers: what one may not know answers exactly as what is not there, and its word appears nowhere.

import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRecordHead } from '#db/acts/record.ts'
import { serve } from '#tests/app/house.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import type { Visitor } from '#tests/support/visitor.ts'
import { type About, type Address, addresses, besides, patterns } from './addresses.ts'
import { keepSecrets, type Secret, type Stranger, secretWord, strangers } from './secrets.ts'

let committee: Committee
let site: Awaited<ReturnType<typeof serve>>
let everyone: readonly Stranger[]
let secrets: readonly Secret[]
let meetingId: string

beforeAll(async () => {
  committee = await freshCommittee('sqlite')
  const kept = await keepSecrets(committee)
  secrets = kept.secrets
  meetingId = kept.meetingId
  site = await serve(committee.world)
  everyone = await strangers(committee, site.url)
})
afterAll(async () => {
  await site.close()
  await committee.close()
})

const all: readonly (readonly [string, Address])[] = [...Object.entries(addresses), ...Object.entries(besides)]

interface Fill {
  readonly id: string
  readonly pid: string
}

function filled(pattern: string, { id, pid }: Fill): string {
  return pattern
    .replace(':body', 'itu')
    .replace(':symbol', encodeURIComponent(id))
    .replace(':reference', encodeURIComponent(id))
    .replace(':number', '23')
    .replace(':member', committee.rapporteur.id)
    .replace(':pid', pid)
    .replace(':id', id)
    .replace('*', 'nowhere')
}

/** What the address shows and does not show of an answer: everything but the hour, the nonce, and what was asked for. */
async function told(response: Response, asked: string): Promise<string> {
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? 'no nonce'
  const headers = [...response.headers].filter(([name]) => name !== 'date' && name !== 'keep-alive')
  const isStream = response.headers.get('content-type') === 'text/event-stream'
  const body = isStream ? await response.body?.cancel().then(() => 'a stream') : await response.text()
  return JSON.stringify([response.status, headers, body])
    .replaceAll(nonce, '<nonce>')
    .replaceAll(asked, '<asked>')
    .replaceAll(encodeURIComponent(asked), '<asked>')
    .replaceAll(encodeURIComponent(encodeURIComponent(asked)), '<asked>')
}

/** Every way an address may be asked. */
function ways({ form }: Address, pattern: string, fill: Fill): Record<string, (visitor: Visitor) => Promise<Response>> {
  const path = filled(pattern, fill)
  const data = path.includes('?') ? path : `${path === '/' ? '/_root' : path}.data`
  const json = { accept: 'application/json' }
  const asking = {
    page: (visitor: Visitor) => visitor.get(path),
    data: (visitor: Visitor) => visitor.get(data),
    json: (visitor: Visitor) => visitor.get(path, json),
  }
  if (!form) return asking
  const fields = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, filled(value, fill)]))
  return {
    ...asking,
    post: (visitor) => visitor.post(path, fields),
    'post of a program': (visitor) => visitor.post(path, fields, json),
    'post of data': (visitor) => visitor.post(data, fields),
  }
}

test('every address of app/routes.ts stands in the table, and no other', () => {
  expect(Object.keys(addresses).sort()).toEqual(patterns().sort())
})

test.each(all.filter(([, { about }]) => about !== null))(
  '%s answers what may not be known as what is not there',
  async (pattern, address) => {
    const about = address.about as Exclude<About, null>
    for (const { name, visitor, mayNotKnow } of everyone) {
      for (const secret of secrets.filter((one) => mayNotKnow.includes(one.name))) {
        const id = secret.ids[about]
        if (id === undefined) continue
        const unknown = about === 'symbol' ? 'T-ES(2026)77' : committee.world.mint()
        const real = ways(address, pattern, { id, pid: secret.pid })
        const none = ways(address, pattern, { id: unknown, pid: secret.pid })
        for (const way of Object.keys(real)) {
          const where = `${way} of ${name} on ${secret.name}`
          const answer = await told(await real[way]!(visitor), id)
          expect(answer, where).toBe(await told(await none[way]!(visitor), unknown))
          expect(answer, where).not.toContain(secretWord)
        }
      }
    }
  },
)

test.each(all.filter(([, { about }]) => about === null))('%s says no word of it', async (pattern, address) => {
  const id = pattern.startsWith('/findings') ? await someFinding() : meetingId
  for (const { name, visitor, mayNotKnow } of everyone) {
    const hidden = secrets.filter((one) => mayNotKnow.includes(one.name))
    const words = hidden.flatMap(({ ids, collab }) => [...Object.values(ids), collab])
    for (const [way, ask] of Object.entries(ways(address, pattern, { id, pid: '' }))) {
      if (pattern === '/sign-out') continue
      const answer = await told(await ask(visitor), 'nothing')
      for (const word of hidden.length === secrets.length ? [...words, secretWord] : words) {
        expect(answer, `${way} of ${name}`).not.toContain(word)
      }
    }
  }
})

test.each([
  '/',
  '/articles/:number',
  '/dossiers',
  '/dossiers/:id',
  '/dossiers/:id/text',
  '/dossiers/:id/margin',
  '/dossiers/:id/versions',
  '/versions/:id',
  '/ballots/:id',
  '/meetings/:id',
])('%s says the word to a delegation, so that its absence means something', async (pattern) => {
  const address = addresses[pattern] as Address
  const [secret] = secrets as [Secret]
  const id = address.about === null ? meetingId : (secret.ids[address.about] ?? '')
  const delegate = everyone.find(({ name }) => name === 'a delegate') as Stranger
  const { page, data } = ways(address, pattern, { id, pid: secret.pid })
  expect(await told(await page!(delegate.visitor), id)).toContain(secretWord)
  expect(await told(await data!(delegate.visitor), id)).toContain(secretWord)
})

test('nothing of all this was written into the record', async () => {
  const before = await findRecordHead(committee.world.store.db)
  for (const { visitor, mayNotKnow } of everyone) {
    for (const secret of secrets.filter((one) => mayNotKnow.includes(one.name))) {
      for (const [pattern, address] of all) {
        if (!address.form) continue
        const id = address.about === null ? meetingId : secret.ids[address.about]
        if (id !== undefined) await ways(address, pattern, { id, pid: secret.pid }).post?.(visitor)
      }
    }
  }
  expect(await findRecordHead(committee.world.store.db)).toEqual(before)
})

test('the door lets nobody in to what they may not know, in the words of what is not there', async () => {
  const port = new URL(site.url).port
  const knock = (collab: string, visitor: Visitor) =>
    new Promise<string>((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade: 'websocket', origin: site.url, cookie: visitor.cookie() }
      const wanted = { 'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==', 'sec-websocket-version': '13' }
      request({ port, host: '127.0.0.1', path: `/collab/${collab}`, headers: { ...headers, ...wanted } })
        .on('response', (response) => resolve(`${response.statusCode} ${response.rawHeaders}`))
        .on('upgrade', (_response, socket) => resolve(socket.destroy() && 'let in'))
        .on('error', reject)
        .end()
    })
  for (const { name, visitor, mayNotKnow } of everyone) {
    for (const { collab, name: secret } of secrets) {
      const answer = await knock(collab, visitor)
      if (!mayNotKnow.includes(secret)) expect(answer, name).toBe('let in')
      else expect(answer, `${name} on ${secret}`).toBe(await knock(committee.world.mint(), visitor))
    }
  }
})

async function someFinding(): Promise<string> {
  const row = await committee.world.store.db.selectFrom('finding').select('id').limit(1).executeTakeFirstOrThrow()
  return row.id
}
