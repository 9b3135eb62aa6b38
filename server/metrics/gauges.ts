// What is asked when somebody looks, and counted by nobody: the texts in memory, the process, the store. It knows no
// socket.

import { Counter, Gauge, type Registry } from 'prom-client'
import type { Store } from '#db/engine/open.ts'
import type { Unsaved } from '../live/meter.ts'

export type Kept = Pick<Store, 'engine' | 'isReachable' | 'connections'>

/** The texts in memory, and what of them is not on disk, asked when somebody looks. */
export function watchTexts(registers: Registry[]): Set<Unsaved> {
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

export function watchProcess(registers: Registry[]): void {
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

export function watchStore(registers: Registry[], store: Kept): void {
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
