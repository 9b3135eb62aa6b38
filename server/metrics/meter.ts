// Counts for one World what its rooms tell, and writes it down for Prometheus. Labels come from closed sets only: whatever names a
// person, a dossier or a text, or holds a word of one, has no way in here.

import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '#db/open.ts'
import { turnedAwayWith } from '../live/door.ts'
import type { Meter, Unsaved } from '../live/meter.ts'
import { refusals } from '../live/refusals.ts'
import { watchLoop } from './loop.ts'

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const rowCounts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

/** What the room says, and what a socket library says for a peer; a peer may send any other number, which is `other`. */
const closeCodes: ReadonlySet<number> = new Set([
  ...[1000, 1001, 1002, 1005, 1006, 1007, 1009, 1011, 1012, 1013],
  ...[4400, 4403, 4404, 4409, 4413, 4429],
])

type Kept = Pick<Store, 'engine' | 'isReachable' | 'connections'>

/** Counts until `end`. `store` is asked how it is when somebody looks. */
export function openMeter(store: Kept): Meter {
  const register = new Registry()
  const registers = [register]
  const unsaved = watchTexts(registers)
  watchProcess(registers)
  watchStore(registers, store)
  const endLoop = watchLoop(
    new Histogram({
      name: 'recital_loop_lag_seconds',
      help: 'How much later than asked for a timer came.',
      buckets: seconds,
      registers,
    }),
  )
  const sockets = new Gauge({ name: 'recital_sockets', help: 'Sockets that are open.', registers })
  const saved = new Histogram({
    name: 'recital_saved_latency_seconds',
    help: 'From the moment a page asked whether all is on disk until it was told so.',
    buckets: seconds,
    registers,
  })
  const rows = new Histogram({
    name: 'recital_transaction_rows',
    help: 'Updates that one transaction of the ledger wrote; the count is that of transactions.',
    buckets: rowCounts,
    registers,
  })
  const bytes = new Counter({ name: 'recital_update_bytes_total', help: 'Bytes of updates on disk.', registers })
  const count = counters(registers)
  return {
    roomOpened: (text) => void unsaved.add(text),
    roomEnded: (text) => void unsaved.delete(text),
    socketOpened: () => sockets.inc(),
    socketClosed(code) {
      sockets.dec()
      count.closed.inc({ code: closeCodes.has(code) ? code : 'other' })
    },
    refused: (reason) => count.refused.inc({ reason }),
    turnedAway: (status) => count.turnedAway.inc({ status }),
    saved: (askedAt) => saved.observe((performance.now() - askedAt) / 1_000),
    committed(appends) {
      let written = 0
      let length = 0
      for (const { updates } of appends) {
        written += updates.length
        for (const update of updates) length += update.bytes.length
      }
      rows.observe(written)
      bytes.inc(length)
    },
    page: () => register.metrics(),
    end: endLoop,
  }
}

/** Every label stands at zero from the start, so that a first refusal is an increase. */
function counters(registers: Registry[]) {
  const refused = new Counter({
    name: 'recital_refusals_total',
    help: 'Changes and messages that a room refused.',
    labelNames: ['reason'],
    registers,
  })
  const turnedAway = new Counter({
    name: 'recital_door_refusals_total',
    help: 'Requests for a socket that were refused, by HTTP status.',
    labelNames: ['status'],
    registers,
  })
  const closed = new Counter({
    name: 'recital_closes_total',
    help: 'Sockets that ended, by the code that was said to them, else by the code that came.',
    labelNames: ['code'],
    registers,
  })
  for (const reason of Object.keys(refusals)) refused.inc({ reason }, 0)
  for (const status of turnedAwayWith) turnedAway.inc({ status }, 0)
  for (const code of [...closeCodes, 'other']) closed.inc({ code }, 0)
  return { refused, turnedAway, closed }
}

/** The texts in memory, and what of them is not on disk, asked when somebody looks. */
function watchTexts(registers: Registry[]): Set<Unsaved> {
  const texts = new Set<Unsaved>()
  new Gauge({
    name: 'recital_rooms',
    help: 'Texts in memory.',
    registers,
    collect() {
      this.set(texts.size)
    },
  })
  new Gauge({
    name: 'recital_unsaved_rows',
    help: 'Updates that are not on disk yet.',
    registers,
    collect() {
      let rows = 0
      for (const text of texts) rows += text.rows
      this.set(rows)
    },
  })
  new Gauge({
    name: 'recital_unsaved_seconds',
    help: 'Age of the oldest update that is not on disk; 0 when all are.',
    registers,
    collect() {
      const now = performance.now()
      let oldest = now
      for (const { since } of texts) if (since !== null && since < oldest) oldest = since
      this.set((now - oldest) / 1_000)
    },
  })
  return texts
}

function watchProcess(registers: Registry[]): void {
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the server.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the server, user and system.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage()
      this.reset()
      this.inc((user + system) / 1_000_000)
    },
  })
}

function watchStore(registers: Registry[], store: Kept): void {
  const { engine, connections } = store
  new Gauge({
    name: 'recital_store_reachable',
    help: 'Whether the engine that keeps everything gives an answer.',
    labelNames: ['engine'],
    registers,
    collect() {
      this.set({ engine }, store.isReachable() ? 1 : 0)
    },
  })
  if (!connections) return
  new Gauge({
    name: 'recital_database_connections',
    help: 'Connections to PostgreSQL that are lent and that are not, and how many wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { inUse, idle, waiting } = connections()
      this.set({ state: 'in use' }, inUse)
      this.set({ state: 'idle' }, idle)
      this.set({ state: 'waiting' }, waiting)
    },
  })
}
