// One of two nodes is killed, again and again, under forty people at one text. Half of them come through a balancer and
// go over to the other node; half wait for theirs. What anybody was told is saved must be there, and all must come to
// show the same soon.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { openBalancer } from '#server/demo/balancer.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { ownRedis } from '#tests/support/servers/redis.ts'
import type { Asked, Fault } from '../fault.ts'
import { Page } from '../people/page.ts'
import { editors, manyTexts } from '../people/texts.ts'
import { compareTexts, type Nodes, startNodes, wait } from './bus-nodes.ts'

/** At each node alone, and through the balancer; in all as many as two members may have open at one node. */
const [atEach, through] = [10, 20]
/** Milliseconds: between two words of a person, and the longest that anything may take before the run is given up. */
const [pause, patience] = [1_000, 60_000]

interface Crowd {
  readonly nodes: Nodes
  readonly pages: readonly Page[]
  readonly about: { readonly collab: string; readonly cookie: string }
  readonly chance: Chance
}

/** Balanced over the nodes, at a port of its own. */
async function balanced({ urls }: Nodes) {
  const balancer = openBalancer(urls.map((url) => Number(new URL(url).port)))
  balancer.listen(0, '127.0.0.1')
  await once(balancer, 'listening')
  const close = () => {
    balancer.close()
    balancer.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`, close }
}

function everyoneAt(nodes: Nodes, balancer: string, { collab, cookies, chance }: Seats): Page[] {
  const [url] = nodes.urls
  const ways = [...nodes.urls.flatMap((node) => Array.from({ length: atEach }, () => node))]
  ways.push(...Array.from({ length: through }, () => balancer))
  return ways.map((way, at) => {
    return new Page({ through: way, url, collab, cookie: cookies[at % cookies.length] ?? '' }, at, chance)
  })
}

interface Seats {
  readonly collab: string
  readonly cookies: readonly string[]
  readonly chance: Chance
}

/** Seconds, from when the node answers again, until all is saved and all show the same. */
async function oneKill({ nodes, pages, about, chance }: Crowd) {
  for (const page of pages) page.startTyping(pause)
  await wait(1_000 + chance.whole(3_000))
  const killed = chance.whole(2)
  await nodes.killOne(killed)
  await wait(chance.whole(2_000))
  await nodes.startAgain(killed)
  const began = performance.now()
  for (const page of pages) page.stopTyping()
  await Promise.all(pages.map((page) => page.allSaved(patience)))
  const saved = (performance.now() - began) / 1000
  const docs = pages.map((page) => page.connection.doc)
  const { there, differ } = await compareTexts(nodes, about, docs)
  const typed = pages.flatMap((page) => page.typed)
  const lost = typed.filter((word) => !there.has(word)).length
  return { killed, saved, converged: (performance.now() - began) / 1000, differ, lost, typed: typed.length }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const chance = chanceFrom(seed)
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(1, rooms))
  const redis = await ownRedis()
  let nodes: Nodes | null = null
  let close = () => {}
  let pages: Page[] = []
  try {
    nodes = await startNodes(place, redis.url)
    const balancer = await balanced(nodes)
    close = balancer.close
    const people = await Promise.all(editors.map((email) => signedIn(place.url, email, demoPassword)))
    const cookies = people.map((one) => one.cookie())
    const collab = rooms[0] ?? ''
    pages = everyoneAt(nodes, balancer.url, { collab, cookies, chance })
    await Promise.all(pages.map((page) => page.until((link) => link.synced && link.seat !== null, 'seated', patience)))
    const ended: Awaited<ReturnType<typeof oneKill>>[] = []
    for (let kill = 0; kill < trials; kill++) {
      const one = await oneKill({ nodes, pages, about: { collab, cookie: cookies[0] ?? '' }, chance })
      ended.push(one)
      say(
        `node ${one.killed} killed: all saved after ${one.saved.toFixed(1)} s, the same after ${one.converged.toFixed(1)} s`,
      )
    }
    const last = ended.at(-1)
    const lost = last?.lost ?? Number.NaN
    return {
      lost,
      figures: {
        'nodes killed': ended.length,
        'words typed': last?.typed ?? 0,
        'words typed and lost': lost,
        'texts that differ afterwards': ended.reduce((sum, one) => sum + one.differ, 0),
        'all is saved after': Math.max(...ended.map((one) => one.saved)),
        'all pages the same after': Math.max(...ended.map((one) => one.converged)),
        'pages refused': pages.filter(({ link }) => link.refused !== null).length,
      },
    }
  } finally {
    for (const page of pages) page.leave()
    close()
    await nodes?.kill()
    await redis.clear()
    place.clear()
  }
}

export const goOver: Fault = {
  name: 'go-over',
  code: 'go-over',
  title: 'a node killed, again and again: half of forty people go over to the other through a balancer',
  engines: ['postgresql'],
  trials: 10,
  targets: {
    'words typed': { atLeast: 1 },
    'words typed and lost': { exactly: 0 },
    'texts that differ afterwards': { exactly: 0 },
    'all pages the same after': { atMost: 10, unit: 's' },
    'pages refused': { exactly: 0 },
  },
  run,
}
