// Addresses × strangers: what one may not know answers exactly as what is not there, and its word appears nowhere.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRecordHead } from '#db/acts/record.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { type About, type Address, addresses, besides, patterns } from './addresses.ts'
import { type Fill, knock, told, ways } from './asking.ts'
import { keepSecrets, type Secret, type Stranger, strangers } from './secrets.ts'

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

const fillWith = (id: string, pid: string): Fill => ({ id, pid, memberId: committee.rapporteur.id })

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
        const real = ways(address, pattern, fillWith(id, secret.pid))
        const none = ways(address, pattern, fillWith(unknown, secret.pid))
        for (const way of Object.keys(real)) {
          const where = `${way} of ${name} on ${secret.name}`
          const answer = await told(await real[way]!(visitor), id)
          expect(answer, where).toBe(await told(await none[way]!(visitor), unknown))
          expect(answer, where).not.toContain(secret.word)
        }
      }
    }
  },
)

test.each(all.filter(([, { about }]) => about === null))('%s says no word of it', async (pattern, address) => {
  const id = pattern.startsWith('/findings') ? await someFinding() : meetingId
  for (const { name, visitor, mayNotKnow } of everyone) {
    const hidden = secrets.filter((one) => mayNotKnow.includes(one.name))
    const words = hidden.flatMap(({ ids, collab, word }) => [...Object.values(ids), collab, word])
    for (const [way, ask] of Object.entries(ways(address, pattern, fillWith(id, '')))) {
      if (pattern === '/sign-out') continue
      const answer = await told(await ask(visitor), 'nothing')
      for (const word of words) {
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
  const { page, data } = ways(address, pattern, fillWith(id, secret.pid))
  expect(await told(await page!(delegate.visitor), id)).toContain(secret.word)
  expect(await told(await data!(delegate.visitor), id)).toContain(secret.word)
})

test('nothing of all this was written into the record', async () => {
  const before = await findRecordHead(committee.world.store.db)
  for (const { visitor, mayNotKnow } of everyone) {
    for (const secret of secrets.filter((one) => mayNotKnow.includes(one.name))) {
      for (const [pattern, address] of all) {
        if (!address.form) continue
        const id = address.about === null ? meetingId : secret.ids[address.about]
        if (id !== undefined) await ways(address, pattern, fillWith(id, secret.pid)).post?.(visitor)
      }
    }
  }
  expect(await findRecordHead(committee.world.store.db)).toEqual(before)
})

test('the door lets nobody in to what they may not know, in the words of what is not there', async () => {
  for (const { name, visitor, mayNotKnow } of everyone) {
    for (const { collab, name: secret } of secrets) {
      const answer = await knock(visitor, collab)
      if (!mayNotKnow.includes(secret)) expect(answer, name).toBe('let in')
      else expect(answer, `${name} on ${secret}`).toBe(await knock(visitor, committee.world.mint()))
    }
  }
})

async function someFinding(): Promise<string> {
  const row = await committee.world.store.db.selectFrom('finding').select('id').limit(1).executeTakeFirstOrThrow()
  return row.id
}
