// A store whose every commit takes two seconds, under a hundred pages. What is typed is pending and is said to be; the
// event loop is not held up; memory stays; in the end all of it is saved.

import { setTimeout } from 'node:timers/promises'
import { openToRead } from '#db/engine/open.ts'
import { visit } from '#tests/support/people/visitor.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { freePort, type Place, type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { keepAsking } from '../people/asking.ts'
import { type Bystander, seatBystander } from '../people/bystander.ts'
import { Crowd, crowdPlace, crowdSize } from '../people/crowd.ts'
import { lateness, lateOf } from '../people/lateness.ts'
import { steadyMemory, watchMemory } from '../people/memory.ts'
import { slowDown } from './slow-store.ts'

/** Milliseconds: slow commits, between looks at what is shown and what is stored, until all is saved. */
const [slow, lookEvery, mostUntilSaved] = [30_000, 3_000, 60_000]
/** Acts are recorded in one chain, one commit after the other: below the rate at which two seconds each can follow. */
const askEvery = 4_000

interface Trial {
  readonly place: Place
  readonly server: Served
  /** When the server had begun, as performance.now(). */
  readonly since: number
  readonly crowd: Crowd
  readonly metricsPort: number
  readonly bystander: Bystander
}

async function oneTrial({ place, server, since, crowd, metricsPort, bystander }: Trial) {
  crowd.startTyping()
  const asking = keepAsking(crowd.reader, visit(place.url), askEvery)
  const first = await lateness(metricsPort)
  const baseline = await steadyMemory(server.pid, since)
  const usually = lateOf(first, await lateness(metricsPort))
  const memory = watchMemory(server.pid)
  const slowness = await slowDown(place)
  await bystander.late()
  const then = await lateness(metricsPort)
  let [pending, untrue, connected] = [0, 0, crowdSize]
  for (const end = performance.now() + slow; performance.now() < end; ) {
    await setTimeout(lookEvery)
    pending = Math.max(pending, crowd.pending)
    connected = Math.min(connected, crowd.connected)
    const shown = crowd.shownByPage()
    const store = await openToRead(place)
    untrue += await crowd.lostFrom(store, shown)
    await store.close()
  }
  const late = lateOf(then, await lateness(metricsPort))
  const machine = await bystander.late()
  await slowness.end()
  const answers = await asking.stop()
  crowd.stopTyping()
  const savedAfter = await crowd.allSaved(mostUntilSaved)
  const grown = memory.stop() - baseline
  const unanswered = answers.filter((one) => one.status === 0 || (one.status >= 500 && !one.isInWords)).length
  const turnedAway = answers.filter(({ isInWords }) => isInWords).length
  const took = Math.max(...answers.map((one) => one.took))
  return {
    usually,
    late,
    machine,
    beyond: Math.max(0, late - Math.max(usually, machine)),
    pending,
    untrue,
    connected,
    unanswered,
    turnedAway,
    took,
    savedAfter,
    grown,
    ...(await crowd.compare()),
  }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const seating = await crowdPlace(databaseUrl)
  const { place } = seating
  const metricsPort = await freePort()
  const server = await startServer(place, { env: { METRICS_PORT: String(metricsPort) } })
  const since = performance.now()
  const crowd = await Crowd.seat(seating, chanceFrom(seed))
  const bystander = seatBystander()
  try {
    const ended: Awaited<ReturnType<typeof oneTrial>>[] = []
    for (let trial = 0; trial < trials; trial++) {
      const one = await oneTrial({ place, server, since, crowd, metricsPort, bystander })
      say(`${one.pending} words pending at most, all saved ${Math.round(one.savedAfter)} ms after it was quick again`)
      ended.push(one)
    }
    type Ended = (typeof ended)[number]
    const sum = (figure: (one: Ended) => number) => ended.reduce((all, one) => all + figure(one), 0)
    const worst = (figure: (one: Ended) => number) => Math.max(...ended.map(figure))
    const lost = sum((one) => one.lost)
    return {
      lost: lost + sum((one) => one.untrue),
      figures: {
        pages: crowdSize,
        'event loop late, p99, usually': worst((one) => one.usually),
        'event loop late, p99': worst((one) => one.late),
        'a thread that does nothing late, p99': worst((one) => one.machine),
        'event loop later than that, p99': worst((one) => one.beyond),
        'memory grown': worst((one) => one.grown),
        'most words pending at once': worst((one) => one.pending),
        'words shown as saved and not in the store': sum((one) => one.untrue),
        'fewest pages connected': Math.min(...ended.map((one) => one.connected)),
        'requests sent away in words': sum((one) => one.turnedAway),
        'requests not answered': sum((one) => one.unanswered),
        'slowest answer': worst((one) => one.took) / 1000,
        'latest all saved again': worst((one) => one.savedAfter) / 1000,
        'words typed': crowd.typed,
        'words typed and lost': lost,
        'pages that show another text': sum((one) => one.differ),
        'pages refused': crowd.refused,
        'servers that ended': server.ended() === null ? 0 : 1,
      },
    }
  } finally {
    crowd.leave()
    await bystander.end()
    await server.kill()
    place.clear()
  }
}

export const slowDatabase: Fault = {
  name: 'slow-database',
  code: 'F9',
  title: 'every commit takes two seconds, under a hundred pages',
  engines: ['sqlite', 'postgresql'],
  trials: 1,
  targets: {
    // Than usually, and than a thread that does nothing: a machine that does much else makes every loop late.
    'event loop later than that, p99': { atMost: 50, unit: 'ms' },
    'memory grown': { atMost: 50, unit: 'MB' },
    'most words pending at once': { atLeast: 1 },
    'words shown as saved and not in the store': { exactly: 0 },
    'requests not answered': { exactly: 0 },
    'words typed and lost': { exactly: 0 },
    'pages that show another text': { exactly: 0 },
    'pages refused': { exactly: 0 },
    'servers that ended': { exactly: 0 },
  },
  run,
}
