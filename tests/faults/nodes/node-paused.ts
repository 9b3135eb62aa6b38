// One of two nodes stands still for half a minute under those who write at both, as a machine does that is moved, and
// goes on with all it had in hand. Half of its people have gone to the other node meanwhile. Nothing of what it had in
// hand may undo or double anything.

import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { ownRedis } from '#tests/support/servers/redis.ts'
import type { Asked, Fault } from '../fault.ts'
import { until, wait } from './bus-nodes.ts'
import { countUnpaired, settle, Tally } from './node-check.ts'
import { type House, openHouse } from './node-house.ts'
import { openWay, type Way } from './node-way.ts'
import { Writer } from './node-writer.ts'

/** Milliseconds. */
const [pause, stoppedFor, patience] = [500, 30_000, 60_000]
/** At each node, half of whom go to the other when theirs does not answer. */
const perNode = 6

interface Trial {
  readonly house: House
  readonly collab: string
  readonly chance: Chance
  readonly tally: Tally
  /** The way of those who leave a node that stands still. */
  readonly leaving: readonly Way[]
}

function seat({ house, collab, chance, leaving }: Trial): Writer[] {
  return Array.from({ length: 2 * perNode }, (_, at) => {
    const node = at % 2
    const way = at < perNode ? house.ways[node] : leaving[node]
    const cookie = house.cookies[at % house.cookies.length] ?? ''
    return new Writer({ through: way?.url ?? '', origin: house.origin, collab, cookie, begins: 0.12 }, chance)
  })
}

/** Whether another node keeps the text than before. */
async function oneTrial(trial: Trial) {
  const { house, collab, chance, tally, leaving } = trial
  const writers = seat(trial)
  const keeper = async () =>
    (await house.store.db.selectFrom('document').select('keeper').where('id', '=', collab).executeTakeFirst())?.keeper
  try {
    await until(() => writers.every((one) => one.isSettled), 'all pages are seated', patience)
    for (const one of writers) one.start(pause)
    await wait(2_000 + chance.whole(2_000))
    const before = await keeper()
    const node = chance.whole(2)
    const leaveAfter = chance.whole(20_000)
    house.pause(node)
    try {
      await wait(leaveAfter)
      leaving[node]?.avoid(house.portOf(node))
      await wait(stoppedFor - leaveAfter)
    } finally {
      house.goOn(node)
    }
    await wait(2_000)
    for (const one of writers) one.stop()
    const settled = await settle({ ...trial, writers })
    leaving[node]?.allow(house.portOf(node))
    return {
      settled,
      hasChanged: (await keeper()) !== before,
      unpaired: await countUnpaired(trial),
    }
  } finally {
    tally.count(writers)
    for (const one of writers) one.leave()
  }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const chance = chanceFrom(seed)
  const redis = await ownRedis()
  const leaving: Way[] = []
  let house: House | null = null
  try {
    house = await openHouse(databaseUrl, redis.url, { texts: trials })
    const [first, second] = [house.portOf(0), house.portOf(1)]
    leaving.push(await openWay([first, second]), await openWay([second, first]))
    const tally = new Tally()
    const ended: Awaited<ReturnType<typeof oneTrial>>[] = []
    for (const collab of house.rooms) {
      const one = await oneTrial({ house, collab, chance, tally, leaving })
      ended.push(one)
      const changed = one.hasChanged ? 'another keeper' : 'the same keeper'
      say(
        `${ended.length}: the same after ${Math.round(one.settled)} ms, ${changed}; sockets ended: ${tally.sayEndings()}`,
      )
    }
    const sum = (figure: (one: (typeof ended)[number]) => number) => ended.reduce((all, one) => all + figure(one), 0)
    return {
      lost: tally.lost + tally.revived,
      figures: {
        'nodes that stood still': ended.length,
        'texts that another node kept afterwards': sum(({ hasChanged }) => Number(hasChanged)),
        'edits made': tally.edits,
        'units shown as saved': tally.shown,
        'units shown as saved and lost': tally.lost,
        'deletions shown as saved and undone': tally.revived,
        'texts that differ from the disk': tally.differing,
        'paragraphs without a twin, or doubled': sum(({ unpaired }) => unpaired),
        'slowest to be the same': Math.max(...ended.map(({ settled }) => settled)) / 1000,
        'pages refused': tally.refused,
        'closes that do not come back (44xx)': tally.ended((how) => how >= 4400),
        'closes at fault (1011)': tally.ended((how) => how === 1011),
      },
    }
  } finally {
    await house?.clear()
    for (const way of leaving) await way.close()
    await redis.clear()
  }
}

export const nodePaused: Fault = {
  name: 'node-paused',
  code: 'F13',
  title: 'One of two nodes stands still for half a minute and goes on',
  engines: ['postgresql'],
  trials: 10,
  targets: {
    'nodes that stood still': { atLeast: 1 },
    'units shown as saved': { atLeast: 1 },
    'units shown as saved and lost': { exactly: 0 },
    'deletions shown as saved and undone': { exactly: 0 },
    'texts that differ from the disk': { exactly: 0 },
    'paragraphs without a twin, or doubled': { exactly: 0 },
    'slowest to be the same': { atMost: 60, unit: 's' },
    'pages refused': { exactly: 0 },
    'closes that do not come back (44xx)': { exactly: 0 },
  },
  run,
}
