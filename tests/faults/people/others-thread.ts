// The thread of the others: types one character at a time and writes down how long it took until it was seen and saved.

import { parentPort, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { Guest } from '#tests/live/guest.ts'
import type { OthersOf, Times } from './others.ts'

const { typing, reading, every } = workerData as OthersOf

interface Awaited {
  /** The clock that the other one's copy must reach, and the question that must be answered. */
  readonly clock: number
  readonly question: number
  readonly at: number
}

const typist = new Guest(typing)
const reader = new Guest(reading)
await Promise.all([typist.synced(), reader.synced()])

let unseen: Awaited[] = []
let unsaved: Awaited[] = []
let times: { seen: number[]; saved: number[]; late: number[] } = { seen: [], saved: [], late: [] }

reader.doc.on('update', () => {
  const there = Y.getState(reader.doc.store, typist.doc.clientID)
  const now = performance.now()
  times.seen.push(...unseen.filter(({ clock }) => clock <= there).map(({ at }) => now - at))
  unseen = unseen.filter(({ clock }) => clock > there)
})
typist.socket.on('message', () => {
  const now = performance.now()
  times.saved.push(...unsaved.filter(({ question }) => question <= typist.saved).map(({ at }) => now - at))
  unsaved = unsaved.filter(({ question }) => question > typist.saved)
})

let due = performance.now()
function type(): void {
  const at = performance.now()
  times.late.push(Math.max(0, at - due))
  const text = typist.text()
  text.insert(text.length, 'a')
  const awaited = { clock: Y.getState(typist.doc.store, typist.doc.clientID), question: typist.ask(), at }
  unseen.push(awaited)
  unsaved.push(awaited)
  due = Math.max(due + every, at)
  setTimeout(type, Math.max(0, due - performance.now()))
}
due = performance.now() + every
setTimeout(type, every)

parentPort?.on('message', () => {
  const now = performance.now()
  // What has waited for a second and is not there is as late as it is by now.
  const overdue = (list: Awaited[]) => list.filter(({ at }) => now - at > 1_000).map(({ at }) => now - at)
  const taken: Times = {
    seen: [...times.seen, ...overdue(unseen)],
    saved: [...times.saved, ...overdue(unsaved)],
    late: times.late,
    isClosed: typist.closed !== null || reader.closed !== null,
  }
  times = { seen: [], saved: [], late: [] }
  parentPort?.postMessage(taken)
})
parentPort?.postMessage('typing')
