// The database is gone for half a minute under a hundred pages: paused, killed, or its port shut. Requests are answered
// in words and soon, the server stays as it is, what was typed meanwhile waits in the pages and is saved afterwards.

import { setTimeout } from 'node:timers/promises'
import { openToRead } from '#db/engine/open.ts'
import { type Gate, openGate } from '#tests/support/documents/gate.ts'
import { type Visitor, visit } from '#tests/support/people/visitor.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { type OwnPostgres, ownPostgres } from '#tests/support/servers/own-postgres.ts'
import { type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { type Answer, keepAsking } from '../people/asking.ts'
import { Crowd, crowdPlace, crowdSize } from '../people/crowd.ts'
import { steadyMemory, watchMemory } from '../people/memory.ts'

/** Milliseconds: the break, and the longest until it answers and until all is saved again. */
const [gone, mostUntilReady, mostUntilSaved] = [30_000, 30_000, 60_000]
const askEvery = 500
/** After the break, what was on its way to a page may still arrive. */
const onTheWay = 500

interface Database {
  readonly own: OwnPostgres
  readonly gate: Gate
}

interface Break {
  readonly is: string
  begin(database: Database): Promise<void>
  /** Back, except for `end`; null when what is on disk cannot be read in between. */
  readonly between: ((database: Database) => Promise<void>) | null
  end(database: Database): Promise<void>
}

const breaks: readonly Break[] = [
  {
    is: 'paused',
    begin: async ({ own }) => own.pause(),
    between: null,
    end: async ({ own }) => own.goOn(),
  },
  {
    is: 'killed',
    begin: ({ own }) => own.kill(),
    // The gate stays shut: what is read then no page has brought back.
    async between({ own, gate }) {
      await gate.shut()
      await own.start()
    },
    end: ({ gate }) => gate.open(),
  },
  {
    is: 'its port shut',
    begin: ({ gate }) => gate.shut(),
    between: async () => {},
    end: ({ gate }) => gate.open(),
  },
]

interface Trial {
  readonly how: Break
  readonly database: Database
  readonly server: Served
  /** When the server had begun, as performance.now(). */
  readonly since: number
  readonly crowd: Crowd
  readonly anyone: Visitor
}

async function oneTrial({ how, database, server, since, crowd, anyone }: Trial) {
  crowd.startTyping()
  const asking = keepAsking(crowd.reader, anyone, askEvery)
  const baseline = await steadyMemory(server.pid, since)
  const memory = watchMemory(server.pid)
  const typedBefore = crowd.typed
  const began = performance.now()
  await how.begin(database)
  await setTimeout(onTheWay)
  const shownThen = crowd.shownByPage()
  const shownBefore = crowd.shown
  await setTimeout(gone - onTheWay)
  const typedMeanwhile = crowd.typed - typedBefore
  const shownMeanwhile = crowd.shown - shownBefore
  let shownAndLost = 0
  if (how.between) {
    await how.between(database)
    const store = await openToRead({ dataDir: '', databaseUrl: database.own.url })
    shownAndLost = await crowd.lostFrom(store, shownThen)
    await store.close()
  }
  const healed = performance.now()
  await how.end(database)
  const readyAfter = await untilReady(anyone, healed)
  const answers = await asking.stop()
  crowd.stopTyping()
  await crowd.allSaved(mostUntilSaved)
  const savedAfter = performance.now() - healed
  const { lost, differ } = await crowd.compare()
  const grown = memory.stop() - baseline
  const during = answers.filter((one) => one.began > began && one.began + one.took < healed)
  return { during, grown, typedMeanwhile, shownMeanwhile, shownAndLost, readyAfter, savedAfter, lost, differ }
}

/** Milliseconds from `since` until the server says that it is ready; NaN when it does not. */
export async function untilReady(anyone: Visitor, since: number): Promise<number> {
  while (performance.now() - since < mostUntilReady) {
    if ((await anyone.get('/readyz')).status === 200) return performance.now() - since
    await setTimeout(50)
  }
  return Number.NaN
}

async function run({ trials, seed, say }: Asked) {
  const own = await ownPostgres()
  const gate = await openGate(own.port)
  const seating = await crowdPlace(own.url)
  const place = { ...seating.place, databaseUrl: own.url.replace(String(own.port), String(gate.port)) }
  const server = await startServer(place)
  const since = performance.now()
  const crowd = await Crowd.seat({ ...seating, place }, chanceFrom(seed))
  try {
    const ended: Awaited<ReturnType<typeof oneTrial>>[] = []
    for (let trial = 0; trial < trials; trial++) {
      const how = breaks[trial % breaks.length] as Break
      const one = await oneTrial({ how, database: { own, gate }, server, since, crowd, anyone: visit(place.url) })
      say(
        `${how.is}: slowest answer ${Math.round(slowest(one.during))} ms of ${one.during.length}, ready after ${Math.round(one.readyAfter)} ms, all saved after ${Math.round(one.savedAfter)} ms, ${Math.round(one.grown)} MB more`,
      )
      ended.push(one)
    }
    return outcomeOf(ended, crowd, server)
  } finally {
    crowd.leave()
    await server.kill()
    await gate.close()
    await own.close()
    place.clear()
  }
}

const slowest = (answers: readonly Answer[]) => Math.max(0, ...answers.map(({ took }) => took))

function outcomeOf(ended: readonly Awaited<ReturnType<typeof oneTrial>>[], crowd: Crowd, server: Served) {
  type Ended = (typeof ended)[number]
  const sum = (figure: (one: Ended) => number) => ended.reduce((all, one) => all + figure(one), 0)
  const worst = (figure: (one: Ended) => number) => Math.max(...ended.map(figure))
  const lost = sum((one) => one.lost) + sum((one) => one.shownAndLost)
  return {
    lost,
    figures: {
      pages: crowdSize,
      'requests while it was gone': sum((one) => one.during.length),
      'slowest of them': worst((one) => slowest(one.during)) / 1000,
      'answered otherwise than 503 in words': sum((one) => one.during.filter(({ isInWords }) => !isInWords).length),
      'memory grown': worst((one) => one.grown),
      'words typed while it was gone': sum((one) => one.typedMeanwhile),
      'words shown as saved while it was gone': sum((one) => one.shownMeanwhile),
      'words shown as saved and not in the database': sum((one) => one.shownAndLost),
      'words typed and lost': sum((one) => one.lost),
      'pages that show another text': sum((one) => one.differ),
      'pages refused': crowd.refused,
      'latest ready again': worst((one) => one.readyAfter) / 1000,
      'latest all saved again': worst((one) => one.savedAfter) / 1000,
      'servers that ended': server.ended() === null ? 0 : 1,
    },
  }
}

export const databaseDown: Fault = {
  name: 'database-down',
  code: 'F8',
  title: 'the database gone for 30 s under a hundred pages: paused, killed, its port shut',
  engines: ['postgresql'],
  trials: 3,
  targets: {
    'requests while it was gone': { atLeast: 1 },
    'slowest of them': { atMost: 5, unit: 's' },
    'answered otherwise than 503 in words': { exactly: 0 },
    'memory grown': { atMost: 50, unit: 'MB' },
    'words typed while it was gone': { atLeast: 1 },
    'words shown as saved while it was gone': { exactly: 0 },
    'words shown as saved and not in the database': { exactly: 0 },
    'words typed and lost': { exactly: 0 },
    'pages that show another text': { exactly: 0 },
    'pages refused': { exactly: 0 },
    'latest ready again': { atMost: 5, unit: 's' },
    'servers that ended': { exactly: 0 },
  },
  run,
}
