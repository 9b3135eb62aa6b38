// Counts for one World what its rooms tell, and writes it down for Prometheus. Labels come from closed sets only:
// whatever names a person, a dossier or a text, or holds a word of one, has no way in here.

import { Counter, Gauge, Registry } from 'prom-client'
import type { Meter } from '../live/meter.ts'
import { refusals } from '../live/refusals.ts'
import { turnedAwayWith } from '../live/wire/door.ts'
import { type Kept, watchProcess, watchStore, watchTexts } from './gauges.ts'
import { watchLoop } from './loop.ts'
import { Tally } from './tally.ts'

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const rowCounts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

/**
 * What the room says, and what a socket library says for a peer; a peer may send any other number, which is `other`.
 */
const closeCodes: ReadonlySet<number> = new Set([
  ...[1000, 1001, 1002, 1005, 1006, 1007, 1009, 1011, 1012, 1013],
  ...[4403, 4404, ...Object.values(refusals).map(({ close }) => close)],
])

/** Counts until `end`. `store` is asked how it is when somebody looks. */
export function openMeter(store: Kept): Meter {
  const register = new Registry()
  const registers = [register]
  const unsaved = watchTexts(registers)
  const sum = sums(registers)
  const { saved, rows, lag } = tallies(register)
  const count = counters(registers)
  watchProcess(registers)
  watchStore(registers, store)
  return {
    roomOpened: (text) => void unsaved.add(text),
    roomEnded: (text) => void unsaved.delete(text),
    socketOpened() {
      sum.sockets += 1
    },
    socketClosed(code) {
      sum.sockets -= 1
      count.closed.inc({ code: closeCodes.has(code) ? code : 'other' })
    },
    refused: (reason) => count.refused.inc({ reason }),
    turnedAway: (status) => count.turnedAway.inc({ status }),
    saved: (askedAt) => saved.observe((performance.now() - askedAt) / 1_000),
    committed(appends) {
      let written = 0
      for (const { updates } of appends) {
        written += updates.length
        for (const update of updates) sum.bytes += update.bytes.length
      }
      rows.observe(written)
    },
    page: () => register.metrics(),
    end: watchLoop(lag),
  }
}

function tallies(register: Registry) {
  const saved = {
    name: 'recital_saved_latency_seconds',
    help: 'From the moment a page asked whether all is on disk until it was told so.',
    bounds: seconds,
  }
  const rows = {
    name: 'recital_transaction_rows',
    help: 'Updates that one transaction of the ledger wrote; the count is that of transactions.',
    bounds: rowCounts,
  }
  const lag = {
    name: 'recital_loop_lag_seconds',
    help: 'How much later than asked for a timer came.',
    bounds: seconds,
  }
  return { saved: new Tally(saved, register), rows: new Tally(rows, register), lag: new Tally(lag, register) }
}

/** Plain numbers while people write; the library is told when somebody looks. */
function sums(registers: Registry[]): { sockets: number; bytes: number } {
  const sum = { sockets: 0, bytes: 0 }
  new Gauge({
    name: 'recital_sockets',
    help: 'Sockets that are open.',
    registers,
    collect() {
      this.set(sum.sockets)
    },
  })
  new Counter({
    name: 'recital_update_bytes_total',
    help: 'Bytes of updates on disk.',
    registers,
    collect() {
      this.reset()
      this.inc(sum.bytes)
    },
  })
  return sum
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
