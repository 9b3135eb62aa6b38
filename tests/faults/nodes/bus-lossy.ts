// Redis loses one message in ten, repeats one in ten and delays one in ten, under two nodes where people type, and one
// goes to and fro between them. What the bus says is only where to look, so that both nodes come to the same text all
// the same.

import { demoPassword } from '#server/demo/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { lossyRedis } from '#tests/support/servers/lossy-redis.ts'
import { ownRedis } from '#tests/support/servers/redis.ts'
import type { Asked, Fault } from '../fault.ts'
import { Page } from '../people/page.ts'
import { editors, manyTexts } from '../people/texts.ts'
import { compareTexts, type Nodes, startNodes, wait } from './bus-nodes.ts'
import { Clocked, ClockedPage, Traveller } from './bus-people.ts'

/** Milliseconds: between two words of a person, for how long, and between two moves of the traveller. */
const [pause, duration, stay] = [250, 45_000, 2_500]

/** Three pages at each node, and one that goes to and fro. */
async function oneTrial(nodes: Nodes, collab: string, { cookies, chance }: { cookies: string[]; chance: Chance }) {
  const [url] = nodes.urls
  const clocked = new Clocked()
  const cookieOf = (at: number) => cookies[at % cookies.length] ?? ''
  const pages = [0, 0, 0, 1, 1, 1].map((node, at) => {
    const page = new Page({ through: nodes.urls[node] ?? url, url, collab, cookie: cookieOf(at) }, at, chance)
    return new ClockedPage(page, node, { clocked, chance })
  })
  const traveller = new Traveller(nodes.urls, 9, { collab, cookie: cookieOf(0), clocked, chance })
  let typing: ReturnType<typeof setInterval> | undefined
  try {
    await traveller.synced()
    await Promise.all(
      pages.map(({ page }) => page.until((link) => link.synced && link.seat !== null, 'seated', 30_000)),
    )
    for (const page of pages) page.start(pause)
    const end = performance.now() + duration
    while (performance.now() < end) {
      typing = setInterval(() => traveller.type(), pause)
      await wait(stay / 2 + chance.whole(stay))
      clearInterval(typing)
      await traveller.move()
    }
    for (const page of pages) page.stop()
    await Promise.all([...pages.map(({ page }) => page.allSaved(60_000)), traveller.allSaved()])
    const docs = [...pages.map(({ page }) => page.connection.doc), traveller.doc]
    const { there, ...text } = await compareTexts(nodes, { collab, cookie: cookieOf(0) }, docs)
    return {
      ...text,
      typed: clocked.words.length,
      lost: clocked.words.filter((word) => !there.has(word)).length,
      across: clocked.delay('across', 'before', 1),
      acrossMost: clocked.delay('across', 'before', 0.95),
      slowestSaved: Math.round(Math.max(...pages.map((page) => page.slowestSaved))),
      moves: traveller.moves,
      refusals: traveller.refusals + pages.filter(({ page }) => page.link.refused !== null).length,
    }
  } finally {
    clearInterval(typing)
    for (const page of pages) page.stop()
    for (const { page } of pages) page.leave()
    await traveller.leave()
  }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const chance = chanceFrom(seed)
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(trials, rooms))
  const redis = await ownRedis()
  const lossy = await lossyRedis(redis.url, chance, { lost: 0.1, repeated: 0.1, late: 0.1 })
  let nodes: Nodes | null = null
  try {
    nodes = await startNodes(place, lossy.url)
    const people = await Promise.all(editors.map((email) => signedIn(place.url, email, demoPassword)))
    const cookies = people.map((one) => one.cookie())
    const ended: Awaited<ReturnType<typeof oneTrial>>[] = []
    for (const collab of rooms) {
      ended.push(await oneTrial(nodes, collab, { cookies, chance }))
      say(`${lossy.counted.lost} messages lost, ${lossy.counted.repeated} repeated, ${lossy.counted.late} late`)
    }
    const sum = (figure: (one: (typeof ended)[number]) => number) => ended.reduce((all, one) => all + figure(one), 0)
    const worst = (figure: (one: (typeof ended)[number]) => number) => Math.max(...ended.map(figure))
    const lost = sum((one) => one.lost)
    return {
      lost,
      figures: {
        'messages passed': lossy.counted.passed,
        'messages lost': lossy.counted.lost,
        'messages repeated': lossy.counted.repeated,
        'messages late': lossy.counted.late,
        'words typed': sum((one) => one.typed),
        'words typed and lost': lost,
        'texts that differ afterwards': sum((one) => one.differ),
        'slowest word across nodes': worst((one) => one.across),
        'slowest of 95 % of words across nodes': worst((one) => one.acrossMost),
        'slowest "saved"': worst((one) => one.slowestSaved),
        'all pages the same after': worst((one) => one.converged),
        'moves of a page between nodes': sum((one) => one.moves),
        'pages refused': sum((one) => one.refusals),
      },
    }
  } finally {
    await nodes?.kill()
    await lossy.close()
    await redis.clear()
    place.clear()
  }
}

export const busLossy: Fault = {
  name: 'bus-lossy',
  code: 'F11',
  title: 'Redis loses, repeats and delays what two nodes say',
  engines: ['postgresql'],
  trials: 1,
  targets: {
    'messages lost': { atLeast: 1 },
    'messages repeated': { atLeast: 1 },
    'messages late': { atLeast: 1 },
    'moves of a page between nodes': { atLeast: 1 },
    'words typed and lost': { exactly: 0 },
    'texts that differ afterwards': { exactly: 0 },
    'slowest word across nodes': { atMost: 60_000, unit: 'ms' },
    'all pages the same after': { atMost: 60, unit: 's' },
    'pages refused': { exactly: 0 },
  },
  run,
}
