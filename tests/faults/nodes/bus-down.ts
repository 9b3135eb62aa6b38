// Redis is stopped, stands still, or comes and goes, under two nodes where people type, vote and sign out. Nothing
// rests on Redis: all of it goes on, the nodes find each other's work on disk, and only how soon may change.

import { demoPassword } from '#server/demo/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { type OwnRedis, ownRedis } from '#tests/support/servers/redis.ts'
import type { Asked, Fault } from '../fault.ts'
import { Page } from '../people/page.ts'
import { editors, manyTexts } from '../people/texts.ts'
import { compareTexts, type Nodes, startNodes, until, wait } from './bus-nodes.ts'
import { Clocked, ClockedPage, Leaver } from './bus-people.ts'
import { openVoteOf, Voters } from './bus-votes.ts'

/** Milliseconds: between two words of a person, before and after the fault, and the fault at the least. */
const [pause, before, after, brokenFor] = [250, 3_000, 5_000, 20_000]
/** The longest that anything may take before the trial is given up. */
const patience = 70_000

const kinds = ['stopped', 'standing still', 'coming and going'] as const

interface House {
  readonly nodes: Nodes
  readonly redis: OwnRedis
  readonly people: readonly [Visitor, Visitor]
  readonly voters: Voters
  readonly chance: Chance
}

/** Takes Redis away; returns the way to bring it back for good. */
function takeAway(redis: OwnRedis, kind: (typeof kinds)[number], chance: Chance): () => Promise<void> {
  if (kind === 'standing still') {
    redis.pause()
    return async () => redis.goOn()
  }
  let isOver = false
  const flap = async () => {
    await redis.stop()
    while (!isOver && kind === 'coming and going') {
      await wait(300 + chance.whole(3_000))
      await redis.start()
      await wait(300 + chance.whole(3_000))
      await redis.stop()
    }
  }
  const flapping = flap()
  return async () => {
    isOver = true
    await flapping
    await redis.start()
  }
}

/** Two pages at each node, and one person who will sign out while Redis is there, one while it is away. */
async function seat({ nodes, people, chance }: House, collab: string) {
  const [url] = nodes.urls
  const clocked = new Clocked()
  const pages = [0, 0, 1, 1].map((node, at) => {
    const through = nodes.urls[node] ?? url
    const page = new Page({ through, url, collab, cookie: people[at % 2]?.cookie() ?? '' }, at, chance)
    return new ClockedPage(page, node, { clocked, chance })
  })
  const leaving = async (who: number) => {
    const visitor = await signedIn(url, editors[1], demoPassword)
    return new Leaver(nodes.urls, who, { collab, visitor, chance })
  }
  const leavers = [await leaving(8), await leaving(9)] as const
  const all = [...pages, ...leavers].map(({ page }) => page)
  await Promise.all(all.map((page) => page.until((link) => link.synced && link.seat !== null, 'seated', 30_000)))
  for (const page of [...pages, ...leavers]) page.start(pause)
  return { clocked, pages, leavers }
}

type Seated = Awaited<ReturnType<typeof seat>>

/** Signs out at one node, and waits until the other has let the session go. */
async function signOut(leaver: Leaver): Promise<void> {
  await leaver.signOut()
  await leaver.page.until((link) => !link.connected, 'the signed-out session is let go', patience)
}

/** Returns the seconds until both nodes hear each other again. */
async function withoutRedis(house: House, kind: (typeof kinds)[number], { clocked, pages, leavers }: Seated) {
  const { nodes, redis, voters, chance } = house
  clocked.phase = 'during'
  for (const page of pages) page.slowestSaved = 0
  const bringBack = takeAway(redis, kind, chance)
  const casts: Promise<void>[] = []
  const voting = setInterval(() => casts.push(voters.cast('away')), 1_500)
  try {
    const least = wait(brokenFor)
    await wait(chance.whole(5_000))
    await signOut(leavers[1])
    await least
  } finally {
    clearInterval(voting)
  }
  await Promise.all(casts)
  const slowestSaved = Math.round(Math.max(...pages.map((page) => page.slowestSaved)))
  await bringBack()
  const back = await until(() => nodes.hear(), 'both nodes hear each other again', patience)
  clocked.phase = 'after'
  return { slowestSaved, back: back / 1000 }
}

async function oneTrial(house: House, collab: string, kind: (typeof kinds)[number]) {
  const { nodes, people } = house
  const seated = await seat(house, collab)
  const { clocked, pages, leavers } = seated
  try {
    for (const end = performance.now() + before; performance.now() < end; await wait(200))
      await house.voters.cast('there')
    await signOut(leavers[0])
    const broken = await withoutRedis(house, kind, seated)
    await wait(after)
    for (const page of pages) page.stop()
    await Promise.all(pages.map(({ page }) => page.allSaved(patience)))
    const docs = pages.map(({ page }) => page.connection.doc)
    const about = { collab, cookie: people[0].cookie() }
    const { there, ...text } = await compareTexts(nodes, about, docs)
    return {
      ...broken,
      ...text,
      typed: clocked.words.length,
      during: clocked.countOf('during'),
      lost: clocked.words.filter((word) => !there.has(word)).length,
      within: clocked.delay('within', 'during', 1),
      across: clocked.delay('across', 'during', 1),
      acrossMost: clocked.delay('across', 'during', 0.95),
      acrossAfter: clocked.delay('across', 'after', 1),
      heardFor: leavers.map((one) => one.heardFor),
      taken: leavers.map((one) => one.takenFrom(there)),
    }
  } finally {
    for (const page of pages) page.stop()
    for (const { page } of pages) page.leave()
    for (const leaver of leavers) leaver.leave()
  }
}

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const chance = chanceFrom(seed)
  const rooms: string[] = []
  let vote: Awaited<ReturnType<typeof openVoteOf>> | null = null
  const place = await seatedPlace(databaseUrl, async (seats) => {
    await manyTexts(trials, rooms)(seats)
    vote = await openVoteOf(seats)
  })
  const redis = await ownRedis()
  let nodes: Nodes | null = null
  try {
    nodes = await startNodes(place, redis.url)
    const people = [
      await signedIn(place.url, editors[0], demoPassword),
      await signedIn(place.url, editors[1], demoPassword),
    ] as const
    if (!vote) throw new Error('no vote was opened')
    const voters = await Voters.arrive(vote, nodes.urls, chance)
    const ended: Awaited<ReturnType<typeof oneTrial>>[] = []
    for (const [at, collab] of rooms.entries()) {
      const kind = kinds[at % kinds.length] ?? 'stopped'
      const one = await oneTrial({ nodes, redis, people, voters, chance }, collab, kind)
      ended.push(one)
      say(
        `Redis ${kind}: across nodes ${one.across} ms at the most, a signed-out session heard for ${one.heardFor.map(Math.round).join(', ')} s`,
      )
    }
    const chair = await signedIn(place.url, 'chair@demo.example', demoPassword)
    const closed = await voters.close(visit(nodes.urls[1], chair.cookie()), place)
    const sum = (figure: (one: (typeof ended)[number]) => number) => ended.reduce((all, one) => all + figure(one), 0)
    const worst = (figure: (one: (typeof ended)[number]) => number) => Math.max(...ended.map(figure))
    const lost = sum((one) => one.lost)
    return {
      lost: lost + closed.lost,
      figures: {
        'words typed': sum((one) => one.typed),
        'words typed while Redis was away': sum((one) => one.during),
        'words typed and lost': lost,
        'texts that differ afterwards': sum((one) => one.differ),
        'slowest "saved" while away': worst((one) => one.slowestSaved),
        'slowest word within a node while away': worst((one) => one.within),
        'slowest word across nodes while away': worst((one) => one.across),
        'slowest of 95 % of words across nodes while away': worst((one) => one.acrossMost),
        'slowest word across nodes afterwards': worst((one) => one.acrossAfter),
        'nodes hear each other again after': worst((one) => one.back),
        'all pages the same after': worst((one) => one.converged),
        'a signed-out session hears at the other node for': worst((one) => one.heardFor[0] ?? Number.NaN),
        'the same while Redis is away': worst((one) => one.heardFor[1] ?? Number.NaN),
        'words of a signed-out session that were taken': sum((one) => one.taken[0] ?? Number.NaN),
        'the same words while Redis is away': sum((one) => one.taken[1] ?? Number.NaN),
        'votes cast while away': voters.took.away.length,
        'votes not answered with a receipt': voters.failed,
        'slowest vote while away': Math.round(Math.max(...voters.took.away)),
        'a vote while away, beside one while Redis is there': middle(voters.took.away) / middle(voters.took.there),
        'receipts missing from the log': closed.lost,
        'choices counted otherwise': closed.miscounted,
        'faults found by verify': closed.faults,
      },
    }
  } finally {
    await nodes?.kill()
    redis.goOn()
    await redis.clear()
    place.clear()
  }
}

export const busDown: Fault = {
  name: 'bus-down',
  code: 'F10',
  title: 'Redis stopped, standing still, coming and going, under two nodes',
  engines: ['postgresql'],
  trials: 5,
  targets: {
    'words typed while Redis was away': { atLeast: 1 },
    'words typed and lost': { exactly: 0 },
    'texts that differ afterwards': { exactly: 0 },
    'slowest "saved" while away': { atMost: 2_000, unit: 'ms' },
    'slowest word within a node while away': { atMost: 2_000, unit: 'ms' },
    'slowest word across nodes while away': { atMost: 60_000, unit: 'ms' },
    'slowest of 95 % of words across nodes while away': { atMost: 5_000, unit: 'ms' },
    'nodes hear each other again after': { atMost: 15, unit: 's' },
    'all pages the same after': { atMost: 60, unit: 's' },
    'a signed-out session hears at the other node for': { atMost: 5, unit: 's' },
    'the same while Redis is away': { atMost: 60, unit: 's' },
    'votes cast while away': { atLeast: 1 },
    'votes not answered with a receipt': { exactly: 0 },
    'a vote while away, beside one while Redis is there': { atMost: 2, unit: 'x' },
    'receipts missing from the log': { exactly: 0 },
    'choices counted otherwise': { exactly: 0 },
    'faults found by verify': { exactly: 0 },
  },
  run,
}
