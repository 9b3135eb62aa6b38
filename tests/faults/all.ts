// Every fault, one line each. Loaded by name, so that a line can be added without touching another.

import type { Fault } from './fault.ts'

export const faults: readonly Fault[] = await Promise.all([
  import('./kill-typing.ts').then(({ killTyping }) => killTyping),
  import('./kill-voting.ts').then(({ killVoting }) => killVoting),
  import('./half-open.ts').then(({ halfOpen }) => halfOpen),
  import('./database-kill.ts').then(({ databaseKill }) => databaseKill),
  import('./database-down.ts').then(({ databaseDown }) => databaseDown),
  import('./slow-database.ts').then(({ slowDatabase }) => slowDatabase),
  import('./drain-typing.ts').then(({ drainTyping }) => drainTyping),
  import('./malformed-flood.ts').then(({ malformedFlood }) => malformedFlood),
  import('./hostile.ts').then(({ hostile }) => hostile),
  import('./stalled-readers.ts').then(({ stalledReaders }) => stalledReaders),
  import('./honest-network.ts').then(({ honestNetwork }) => honestNetwork),
  import('./small-heap.ts').then(({ smallHeap }) => smallHeap),
  import('./reconnect-storm.ts').then(({ reconnectStorm }) => reconnectStorm),
  import('./soak.ts').then(({ soak }) => soak),
  import('./bus-down.ts').then(({ busDown }) => busDown),
  import('./bus-lossy.ts').then(({ busLossy }) => busLossy),
  import('./go-over.ts').then(({ goOver }) => goOver),
  import('./node-killing.ts').then(({ twoNodes }) => twoNodes),
  import('./node-voting.ts').then(({ nodeVoting }) => nodeVoting),
  import('./node-paused.ts').then(({ nodePaused }) => nodePaused),
])
