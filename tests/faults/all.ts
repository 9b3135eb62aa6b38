// Every fault, one line each. Loaded by name, so that a line can be added without touching another.

import type { Fault } from './fault.ts'

export const faults: readonly Fault[] = await Promise.all([
  import('./kill/kill-typing.ts').then(({ killTyping }) => killTyping),
  import('./kill/kill-voting.ts').then(({ killVoting }) => killVoting),
  import('./kill/kill-outbox.ts').then((outbox) => outbox.killOutbox),
  import('./kill/kill-outbox.ts').then((outbox) => outbox.killOutboxNodes),
  import('./wire/half-open.ts').then(({ halfOpen }) => halfOpen),
  import('./database/database-kill.ts').then(({ databaseKill }) => databaseKill),
  import('./database/database-down.ts').then(({ databaseDown }) => databaseDown),
  import('./database/slow-database.ts').then(({ slowDatabase }) => slowDatabase),
  import('./kill/drain-typing.ts').then(({ drainTyping }) => drainTyping),
  import('./wire/malformed-flood.ts').then(({ malformedFlood }) => malformedFlood),
  import('./wire/hostile.ts').then(({ hostile }) => hostile),
  import('./wire/mend-flood.ts').then(({ mendFlood }) => mendFlood),
  import('./wire/mend-flood.ts').then(({ mendFloodLong }) => mendFloodLong),
  import('./wire/stalled-readers.ts').then(({ stalledReaders }) => stalledReaders),
  import('./wire/fill.ts').then(({ fill }) => fill),
  import('./wire/honest-network.ts').then(({ honestNetwork }) => honestNetwork),
  import('./long/small-heap.ts').then(({ smallHeap }) => smallHeap),
  import('./kill/reconnect-storm.ts').then(({ reconnectStorm }) => reconnectStorm),
  import('./long/soak.ts').then(({ soak }) => soak),
  import('./long/convergence.ts').then(({ convergence }) => convergence),
  import('./nodes/bus-down.ts').then(({ busDown }) => busDown),
  import('./nodes/bus-lossy.ts').then(({ busLossy }) => busLossy),
  import('./nodes/go-over.ts').then(({ goOver }) => goOver),
  import('./nodes/node-killing.ts').then(({ twoNodes }) => twoNodes),
  import('./nodes/node-voting.ts').then(({ nodeVoting }) => nodeVoting),
  import('./nodes/node-paused.ts').then(({ nodePaused }) => nodePaused),
])
