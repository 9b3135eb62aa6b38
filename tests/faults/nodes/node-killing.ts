// Twenty pages at each of two nodes write in one text: one node after the other is killed, then the bus is stopped for
// a minute, then it loses one message in ten and repeats one in ten. What was shown as saved stays, and all come to
// show what is on disk.

import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { lossyRedis } from '#tests/support/servers/lossy-redis.ts'
import { type OwnRedis, ownRedis } from '#tests/support/servers/redis.ts'
import type { Asked, Fault } from '../fault.ts'
import { until, wait } from './bus-nodes.ts'
import { countUnpaired, settle, Tally } from './node-check.ts'
import { Delays } from './node-delay.ts'
import { type House, openHouse } from './node-house.ts'
import { brokenIn, Writer } from './node-writer.ts'

const perNode = 20
/** Milliseconds between two edits of a page; twice that while the bus is away. */
const pause = 1_000
/** Milliseconds: the bus is stopped for so long, and lossy for so long. */
const [stoppedFor, lossyFor] = [60_000, 30_000]
const patience = 60_000

interface Scene {
  readonly house: House
  readonly collab: string
  readonly writers: readonly Writer[]
  readonly chance: Chance
  readonly tally: Tally
}

async function seat(house: House, collab: string, chance: Chance): Promise<Writer[]> {
  const writers = Array.from({ length: 2 * perNode }, (_, at) => {
    const through = house.ways[at % 2]?.url ?? ''
    const cookie = house.cookies[Math.floor(at / 2) % house.cookies.length] ?? ''
    return new Writer({ through, origin: house.origin, collab, cookie }, chance)
  })
  await until(() => writers.every((one) => one.isSettled), 'all pages are seated', patience)
  return writers
}

/** From the first edit: two pages write in turn, one at each node, and are watched at both. */
async function measureDelays({ house, collab, chance }: Omit<Scene, 'writers' | 'tally'>): Promise<Delays> {
  const delays = new Delays()
  const pages = [0, 1, 0, 1].map((node) => {
    const [through, cookie] = [house.ways[node]?.url ?? '', house.cookies[0] ?? '']
    return { node, page: new Writer({ through, origin: house.origin, collab, cookie }, chance) }
  })
  await until(() => pages.every(({ page }) => page.isSettled), 'the pages are seated', patience)
  for (const { page, node } of pages.slice(0, 2)) {
    page.edit()
    delays.make(page.doc, node)
  }
  await until(() => pages.every(({ page }) => page.isSettled), 'the first edits are saved', patience)
  await wait(1_000)
  for (const { page, node } of pages.slice(2)) delays.watch(page.doc, node)
  for (let at = 0; at < 200; at++) {
    pages[at % 2]?.page.edit()
    await wait(20 + chance.whole(30))
  }
  await until(() => pages.every(({ page }) => page.isSettled), 'the edits are saved', patience)
  await wait(500)
  for (const { page } of pages) page.leave()
  return delays
}

/**
 * One node is killed under all who write. Before anybody may bring anything back, what was shown as saved is looked for
 * on disk; then its people go to the other node, the node starts again, they come home, and the writing ends.
 */
async function killOne(scene: Scene): Promise<number> {
  const { house, collab, writers, chance, tally } = scene
  for (const one of writers) one.start(pause)
  await wait(1_500 + chance.whole(2_500))
  const node = chance.whole(2)
  await house.kill(node)
  const promised = writers.map((one) => one.promised())
  tally.check(brokenIn(await house.stored(collab), promised))
  house.allow(node)
  await wait(chance.whole(3_000))
  await house.start(node)
  for (const way of house.ways) way.goHome()
  for (const one of writers) one.stop()
  return settle(scene)
}

async function withoutBus(
  scene: Scene,
  redis: OwnRedis,
): Promise<{ readonly settled: number; readonly delays: Delays }> {
  const { house, writers } = scene
  const delays = new Delays()
  for (const [at, one] of writers.entries()) delays.make(one.doc, at % 2)
  for (const one of writers) one.start(2 * pause)
  await redis.stop()
  for (const at of [0, 1]) delays.watch(writers[at]!.doc, at)
  await wait(stoppedFor)
  await redis.start()
  for (const one of writers) one.stop()
  const settled = await settle(scene)
  await until(() => house.hear(), 'the nodes hear each other again', patience)
  return { settled, delays }
}

async function lossyBus(scene: Scene): Promise<number> {
  for (const one of scene.writers) one.start(pause)
  await wait(lossyFor)
  for (const one of scene.writers) one.stop()
  return settle(scene)
}

interface Rounds {
  readonly house: House
  readonly chance: Chance
  readonly tally: Tally
  /** Texts nobody has been at. */
  readonly fresh: string[]
}

/** Forty pages at a fresh text; and what became of them when `work` is over. */
async function round<T>({ fresh, ...about }: Rounds, work: (scene: Scene) => Promise<T>): Promise<T> {
  const collab = fresh.shift() ?? ''
  const { house, chance, tally } = about
  const writers = await seat(house, collab, chance)
  try {
    const came = await work({ ...about, collab, writers })
    tally.unpaired += await countUnpaired({ house, collab })
    return came
  } finally {
    tally.count(writers)
    for (const one of writers) one.leave()
  }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const chance = chanceFrom(seed)
  const redis = await ownRedis()
  const mishaps = { lost: 0, repeated: 0, late: 0 }
  const lossy = await lossyRedis(redis.url, chance, mishaps)
  let house: House | null = null
  try {
    house = await openHouse(databaseUrl, lossy.url, { texts: trials + 3 })
    const [quiet = '', ...fresh] = house.rooms
    const delays = await measureDelays({ house, collab: quiet, chance })
    say(`across nodes ${delays.of('across', 0.5)} ms, 95 % in ${delays.of('across', 0.95)} ms`)
    const tally = new Tally()
    const rounds = { house, chance, tally, fresh }
    const settled: number[] = []
    for (let kill = 0; kill < trials; kill++) {
      settled.push(await round(rounds, killOne))
      say(`${kill + 1}: all the same after ${Math.round(settled.at(-1) ?? 0)} ms, ${tally.lost} lost`)
    }
    const stopped = await round(rounds, (scene) => withoutBus(scene, redis))
    say(`bus stopped: all the same after ${Math.round(stopped.settled)} ms, ${tally.lost} lost`)
    Object.assign(mishaps, { lost: 0.1, repeated: 0.1 })
    const afterLossy = await round(rounds, lossyBus)
    say(`bus lossy: all the same after ${Math.round(afterLossy)} ms, ${tally.lost} lost`)
    say(`sockets ended: ${tally.sayEndings()}`)
    return {
      lost: tally.lost + tally.revived,
      figures: {
        'nodes killed': settled.length,
        'edits made': tally.edits,
        'units shown as saved': tally.shown,
        'units shown as saved and lost': tally.lost,
        'deletions shown as saved and undone': tally.revived,
        'texts that differ from the disk': tally.differing,
        'slowest to be the same after a kill': Math.max(...settled) / 1000,
        'the same, bus stopped for a minute': stopped.settled / 1000,
        'the same, bus losing and repeating': afterLossy / 1000,
        'messages lost': lossy.counted.lost,
        'messages repeated': lossy.counted.repeated,
        'pages refused': tally.refused,
        'closes that do not come back (44xx)': tally.ended((how) => how >= 4400),
        'closes at fault (1011)': tally.ended((how) => how === 1011),
        'paragraphs without a twin, or doubled': tally.unpaired,
        'within a node, median': delays.of('within', 0.5),
        'within a node, 95 %': delays.of('within', 0.95),
        'across nodes, median': delays.of('across', 0.5),
        'across nodes, 95 %': delays.of('across', 0.95),
        'across nodes without the bus, median': stopped.delays.of('across', 0.5),
        'across nodes without the bus, 95 %': stopped.delays.of('across', 0.95),
      },
    }
  } finally {
    await house?.clear()
    await lossy.close()
    await redis.clear()
  }
}

export const twoNodes: Fault = {
  name: 'two-nodes',
  code: 'two-nodes',
  title: 'Two nodes, forty pages: a node killed, the bus stopped, the bus lossy',
  engines: ['postgresql'],
  trials: 10,
  targets: {
    'nodes killed': { atLeast: 1 },
    'units shown as saved': { atLeast: 1 },
    'units shown as saved and lost': { exactly: 0 },
    'deletions shown as saved and undone': { exactly: 0 },
    'texts that differ from the disk': { exactly: 0 },
    'slowest to be the same after a kill': { atMost: 10, unit: 's' },
    'the same, bus stopped for a minute': { atMost: 10, unit: 's' },
    'the same, bus losing and repeating': { atMost: 10, unit: 's' },
    'messages lost': { atLeast: 1 },
    'messages repeated': { atLeast: 1 },
    'pages refused': { exactly: 0 },
    'closes that do not come back (44xx)': { exactly: 0 },
    'paragraphs without a twin, or doubled': { exactly: 0 },
  },
  run,
}
