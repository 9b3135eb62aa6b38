// What a server counts, asked as a scraper asks, before and after what real sockets do; and that it tells nobody's
// words.

import { spawnSync } from 'node:child_process'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRecordHead } from '#db/acts/record.ts'
import { transact } from '#db/engine/transaction.ts'
import { openMetricsPort } from '#server/metrics/port.ts'
import type { Guest } from '#tests/live/guest.ts'
import { engines } from '#tests/support/store.ts'
import { type Figures, knock, type Metered, marker, openMetered } from './metered.ts'

/** How much each series named grew. */
function growth(before: Figures, after: Figures, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, (after.get(name) ?? Number.NaN) - (before.get(name) ?? 0)]))
}

async function synced(guest: Guest): Promise<Guest> {
  await guest.synced()
  await guest.until(() => guest.seat !== null, 'seated')
  return guest
}

/** Keeps the draft's row, so that the ledger waits, until it is released. */
async function hold({ world, collab }: Metered): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: isHeld, resolve: holds } = Promise.withResolvers<void>()
  void transact(world.store, world.clock(), async ({ q }) => {
    await q.updateTable('document').set({ frozen_at: null }).where('id', '=', collab).execute()
    holds()
    await released
  })
  await isHeld
  return release
}

describe.each(engines)('the metrics on %s', (engine) => {
  let own: Metered
  beforeAll(async () => {
    own = await openMetered(engine)
  })
  afterAll(() => own.close())

  test('an edit that is saved counts once, as one transaction, and nothing stays unsaved', async () => {
    const guest = await synced(await own.guest('secretariat'))
    const before = await own.figures()
    expect(before.get('recital_rooms')).toBe(1)
    expect(before.get('recital_sockets')).toBe(1)
    const asked = performance.now()
    guest.text().insert(0, 'x')
    await guest.allSaved()
    const took = (performance.now() - asked) / 1_000
    const after = await own.figures()
    const names = ['saved_latency_seconds_count', 'transaction_rows_count', 'transaction_rows_sum']
    const grown = growth(
      before,
      after,
      [...names, 'update_bytes_total'].map((name) => `recital_${name}`),
    )
    expect(grown).toEqual({
      recital_saved_latency_seconds_count: 1,
      recital_transaction_rows_count: 1,
      recital_transaction_rows_sum: 1,
      recital_update_bytes_total: expect.any(Number),
    })
    expect(grown.recital_update_bytes_total).toBeGreaterThan(10)
    const under = ['1', '2', '1000', '+Inf'].map((le) => `recital_transaction_rows_bucket{le="${le}"}`)
    expect(Object.values(growth(before, after, under))).toEqual([1, 1, 1, 1])
    expect(after.get('recital_transaction_rows_bucket{le="+Inf"}')).toBe(after.get('recital_transaction_rows_count'))
    const sum = 'recital_saved_latency_seconds_sum'
    const waited = growth(before, after, [sum])[sum]
    expect(waited).toBeGreaterThan(0)
    expect(waited).toBeLessThan(took)
    expect(after.get('recital_unsaved_seconds')).toBe(0)
    expect(after.get('recital_unsaved_rows')).toBe(0)
    await guest.leave()
    await expect.poll(async () => (await own.figures()).get('recital_sockets')).toBe(0)
  })

  test('what the disk does not take grows older until it does', async () => {
    const guest = await synced(await own.guest('secretariat'))
    const release = await hold(own)
    const unsaved = async (name: string) => (await own.figures()).get(`recital_unsaved_${name}`) ?? Number.NaN
    let asked = 0
    let before: Figures
    try {
      guest.text().insert(0, 'y')
      asked = guest.ask()
      await expect.poll(() => unsaved('rows')).toBe(1)
      const young = await unsaved('seconds')
      expect(young).toBeGreaterThan(0)
      await expect.poll(() => unsaved('seconds')).toBeGreaterThan(young + 0.2)
      expect(guest.saved).toBeLessThan(asked)
      before = await own.figures()
    } finally {
      release()
    }
    await guest.until(() => guest.saved >= asked, 'saved after all')
    const after = await own.figures()
    expect(after.get('recital_unsaved_seconds')).toBe(0)
    expect(after.get('recital_unsaved_rows')).toBe(0)
    const sum = 'recital_saved_latency_seconds_sum'
    expect(growth(before, after, [sum])[sum]).toBeGreaterThan(0.2)
    await guest.leave()
  })

  test('refusals are counted by reason, closes by code, and the door by status', async () => {
    const before = await own.figures()
    // From a seat that may only suggest: a whole paragraph goes.
    const head = await synced(await own.guest('head.fr'))
    head.root().delete(0, 1)
    await head.until(() => head.closed !== null, 'refused')
    const leaving = await synced(await own.guest('secretariat'))
    leaving.socket.close(4999, marker.reason)
    await leaving.until(() => leaving.closed !== null, 'left')
    expect(await knock(own.port, own.collab, own.world.config.publicUrl)).toBe(401)
    expect(await knock(own.port, own.collab, 'http://elsewhere.example')).toBe(403)
    await expect.poll(async () => (await own.figures()).get('recital_sockets')).toBe(0)
    const names = [
      'recital_refusals_total{reason="not-a-suggestion"}',
      'recital_refusals_total{reason="gap"}',
      'recital_closes_total{code="4409"}',
      'recital_closes_total{code="other"}',
      'recital_closes_total{code="1006"}',
      'recital_door_refusals_total{status="401"}',
      'recital_door_refusals_total{status="403"}',
      'recital_door_refusals_total{status="404"}',
    ]
    expect(Object.values(growth(before, await own.figures(), names))).toEqual([1, 0, 1, 1, 0, 1, 1, 0])
  })

  test('the head of the record is told there', async () => {
    const { seq, hash } = await findRecordHead(own.world.store.db)
    const told = await fetch(`http://127.0.0.1:${own.metricsPort}/record-head`)
    expect(await told.text()).toBe(`${seq} ${hash}\n`)
  })

  test('the loop, the process and the store are looked at', async () => {
    const samples = async () => (await own.figures()).get('recital_loop_lag_seconds_count') ?? 0
    const before = await samples()
    await expect.poll(samples).toBeGreaterThan(before)
    const figures = await own.figures()
    expect(figures.get('process_resident_memory_bytes')).toBeGreaterThan(20e6)
    expect(figures.get('process_cpu_seconds_total')).toBeGreaterThan(0.1)
    expect(figures.get(`recital_store_reachable{engine="${engine}"}`)).toBe(1)
    const idle = figures.get('recital_database_connections{state="idle"}')
    if (engine === 'postgresql') expect(idle).toBeGreaterThan(0)
    else expect(idle).toBeUndefined()
  })

  test('no word, no name and no id is told, and no series comes that was not there from the start', async () => {
    const before = await own.figures()
    const guest = await synced(await own.guest('marked'))
    guest.text().insert(0, marker.typed)
    await guest.allSaved()
    expect(guest.words()).toContain(marker.typed)
    expect(guest.words()).toContain(marker.draft)
    const during = await own.scrape()
    guest.send(77, marker.typed)
    await guest.until(() => guest.closed !== null, 'refused')
    expect(guest.refused?.code).toBe('bad-message')
    expect(await knock(own.port, marker.reason, `http://${marker.reason}.example`)).toBe(403)
    const after = await own.scrape()
    for (const word of [...Object.values(marker), ...own.ids]) {
      expect(during.toLowerCase()).not.toContain(word.toLowerCase())
      expect(after.toLowerCase()).not.toContain(word.toLowerCase())
    }
    expect([...(await own.figures()).keys()]).toEqual([...before.keys()])
    const labels = [...after.matchAll(/[{,]([a-z]+)="/g)].map((found) => found[1])
    expect(new Set(labels)).toEqual(
      new Set(['le', 'reason', 'status', 'code', 'engine', ...(engine === 'postgresql' ? ['state'] : [])]),
    )
  })

  test('one address answers, one way, and nobody else is told more than that', async () => {
    const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${own.metricsPort}${path}`, { method })
    const page = await ask('/metrics')
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    for (const path of ['/', '/metrics/', '/healthz', '/metrics/../', '//metrics']) {
      expect([path, (await ask(path)).status]).toEqual([path, 404])
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
      expect([method, (await ask('/metrics', method)).status]).toEqual([method, 404])
    }
  })

  test('the port is open at 127.0.0.1 and at no other address, whatever HOST says', async () => {
    const others = Object.values(networkInterfaces()).flatMap((some) => some ?? [])
    const addresses = others.filter(({ family, internal }) => family === 'IPv4' && !internal).map((one) => one.address)
    if (process.platform === 'linux') addresses.push('127.0.0.2')
    expect(addresses.length).toBeGreaterThan(0)
    for (const address of addresses) {
      expect([address, await answers(own.port, address)]).toEqual([address, true])
      expect([address, await answers(own.metricsPort, address)]).toEqual([address, false])
    }
    expect(await answers(own.metricsPort, '127.0.0.1')).toBe(true)
    expect(await answers(own.metricsPort, '::1')).toBe(false)
  })

  test('a port that is taken is named, and the drain closes it', async () => {
    const { meter } = own.world.rooms
    const again = openMetricsPort({
      meter,
      port: own.metricsPort,
      log: own.world.log,
      recordHead: () => findRecordHead(own.world.store.db),
    })
    await expect(again).rejects.toThrow(`METRICS_PORT: 127.0.0.1:${own.metricsPort} cannot be opened (EADDRINUSE)`)
    const other = await openMetered('sqlite')
    expect(await answers(other.metricsPort, '127.0.0.1')).toBe(true)
    await other.close()
    expect(await answers(other.metricsPort, '127.0.0.1')).toBe(false)
  })
})

test('a server given a wrong port does not start, and says which', () => {
  const env = { ...process.env, PORT: '4242', METRICS_PORT: '4242', DATA_DIR: '/nowhere' }
  const { status, stderr } = spawnSync(process.execPath, ['server/index.ts'], { env, encoding: 'utf8' })
  expect([status, stderr]).toEqual([1, 'Recital cannot start:\n  METRICS_PORT: must not be the port of the pages\n'])
})

function answers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 5_000 })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
    socket.on('timeout', () => end(false))
  })
}
