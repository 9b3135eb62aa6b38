// `npm run demo:nodes` as somebody starts it: two real nodes, their balancer, people who come through it; one node is
// killed.

import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { Guest } from '#tests/live/guest.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { freshDatabase, postgresUrl } from '#tests/support/servers/postgres.ts'
import { redisUrl } from '#tests/support/servers/redis.ts'
import { freePort } from '#tests/support/servers/server.ts'

const redis = await redisUrl()
const isHere = redis !== null && (await postgresUrl()) !== null

describe.skipIf(!isHere)('two nodes behind their balancer', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let demo: ChildProcess
  let url: string
  let printed = ''
  const guests: Guest[] = []

  beforeAll(async () => {
    database = await freshDatabase()
    const port = await freePort()
    url = `http://localhost:${port}`
    const own = { PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url, LOG_LEVEL: 'error' }
    demo = spawn(process.execPath, ['server/demo/nodes.ts'], {
      env: { ...process.env, ...own, DATABASE_URL: database.url, REDIS_URL: redis ?? '' },
    })
    for (const stream of [demo.stdout, demo.stderr]) stream?.on('data', (chunk) => (printed += chunk))
    await vi.waitFor(() => expect(printed).toContain('Recital is open at'), { timeout: 60_000 })
  })
  afterAll(async () => {
    for (const guest of guests) guest.socket.terminate()
    const ended = new Promise((resolve) => demo.once('exit', resolve))
    if (demo.exitCode === null) demo.kill('SIGTERM')
    if (demo.exitCode === null) expect(await ended).toBe(0)
    await database.drop()
  })

  const arrive = async (people: readonly Visitor[], collab: string, doc?: Guest['doc']) => {
    const come = people.map((one) => new Guest({ url, collab, cookie: one.cookie() }, doc))
    guests.push(...come)
    await Promise.all(come.map((guest) => guest.synced()))
    return come
  }

  test('what changes at one node is announced at both, and who may no longer read is let go from both', async () => {
    const secretariat = await signedIn(url, 'secretariat@demo.example', demoPassword)
    const delegate = await signedIn(url, 'delegate.se@demo.example', demoPassword)
    const { collab, dossierId } = await openDossier(secretariat)
    const streams = []
    for (const _node of [1, 2]) {
      const { body } = await secretariat.get(`/bulletin?topic=dossier:${dossierId}`)
      const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
      expect((await reader.read()).value).toBe(': listening\n\n')
      streams.push(reader)
    }
    const readers = await arrive([delegate, delegate], collab)
    const changing = await secretariat.post(`/dossiers/${dossierId}/class`, { class: 'internal' })
    expect(changing.status).toBe(302)
    for (const stream of streams) {
      expect((await stream.read()).value).toBe(`data: dossier:${dossierId}\n\n`)
      await stream.cancel()
    }
    await expect.poll(() => readers.map(({ closed }) => closed?.code)).toEqual([4403, 4403])
  })

  test('people at either node write one text, and go on when a node is killed', async () => {
    const people = [
      await signedIn(url, 'secretariat@demo.example', demoPassword),
      await signedIn(url, 'legal@demo.example', demoPassword),
    ] as const
    const { collab } = await openDossier(people[0])
    // Four in turn: two at each node.
    const come = await arrive([...people, ...people], collab)
    come[0]?.text().insert(0, 'begun. ')
    const show = (...words: string[]) =>
      expect.poll(() => come.map((guest) => words.every((one) => guest.words().includes(one)))).not.toContain(false)
    await show('begun. ')
    come.forEach((guest, at) => void guest.text().insert(0, `by ${at}. `))
    await show('by 0. ', 'by 1. ', 'by 2. ', 'by 3. ')
    await Promise.all(come.map((guest) => guest.allSaved()))

    const pids = [...printed.matchAll(/\(process (\d+)\)/g)].map(([, pid]) => Number(pid))
    expect(pids).toHaveLength(2)
    process.kill(pids[0] ?? 0, 'SIGKILL')
    await expect.poll(() => come.filter(({ closed }) => closed !== null).length).toBe(2)
    await expect.poll(() => printed).toContain('has ended.')
    const left = come.filter(({ closed }) => closed === null)
    const again = await arrive(people, collab)
    expect(again.map((guest) => guest.words().length)).toEqual(left.map((guest) => guest.words().length))
    again[0]?.text().insert(0, 'and on. ')
    await expect.poll(() => left.map((guest) => guest.words().includes('and on. '))).toEqual([true, true])
  })
})

async function openDossier(visitor: Visitor): Promise<{ dossierId: string; collab: string }> {
  const form = {
    kind: 'opinion',
    titleEn: 'At two nodes',
    titleFr: 'Sur deux nœuds',
    articles: '23',
    class: 'restricted',
  }
  const opened = await visitor.post('/dossiers', form)
  const path = opened.headers.get('location') ?? ''
  const { collab } = (await (await visitor.get(`/api${path}`)).json()) as { collab: string }
  return { dossierId: path.split('/').at(-1) ?? '', collab }
}
