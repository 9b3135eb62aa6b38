// Three hundred pages whose server goes away, once politely (SIGTERM) and once not (SIGKILL), and is started again at
// once: all must have the text again within half a minute, and who signs in or reads the public pages must not have to
// wait for them.

import { demoPassword } from '#server/demo/committee.ts'
import { delegations } from '#server/demo/people.ts'
import type { Usage } from '#tests/bench/meter.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { type Place, type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { quantile } from '../people/figures.ts'
import { Page } from '../people/page.ts'
import { editors, manyTexts } from '../people/texts.ts'
import { sendVisitors, type Visit } from '../people/visitors.ts'

/** Pages, texts they are at, members who have them open. */
const [pages, texts, members] = [300, 6, 60]
/**
 * Milliseconds: the longest a storm may last, how long the visitors are watched, between two of them, until 5xx are
 * over.
 */
const [longest, watched, every, excused] = [120_000, 30_000, 125, 5_000]
const paths = ['/', '/texts', '/articles', '/articles/23', '/findings']

const emailsOf = (role: string) => delegations.map(({ partyId }) => `${role}.${partyId}@demo.example`)

type Ending = 'SIGTERM' | 'SIGKILL'

interface Storm {
  /** Seconds from the signal until the last page has the text again. */
  readonly took: number
  readonly exit: number | null
  readonly visits: readonly Visit[]
  /** Milliseconds since the epoch when the new server answered, and seconds from the signal until then. */
  readonly ready: number
  readonly away: number
  /**
   * Seconds of CPU, all threads, that the new server took until the last page had the text: not a matter of who else
   * uses the machine.
   */
  readonly cpu: number
}

async function storm(place: Place, old: Served, crowd: readonly Page[], ending: Ending): Promise<[Served, Storm]> {
  const visitors = await sendVisitors({
    url: place.url,
    paths,
    emails: emailsOf('delegate'),
    password: demoPassword,
    every,
  })
  const began = performance.now()
  // Synced again: after it was once not.
  const back = crowd.map(async (page) => {
    await page.until((link) => !link.connected, 'cut off', longest)
    await page.until((link) => link.synced, 'synced again', longest)
    return performance.now() - began
  })
  const all = Promise.all(back)
  all.catch(() => {})
  const exit = ending === 'SIGTERM' ? await old.stop() : await old.kill().then(() => null)
  const server = await startServer(place, { before: ['tests/bench/meter.ts'] })
  const ready = Date.now()
  const away = (performance.now() - began) / 1000
  const took = Math.max(...(await all)) / 1000
  const cpu = (await server.ask<{ usage: Usage }>({ ask: 'usage' })).usage.cpu / 1e6
  const left = watched - (Date.now() - ready)
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
  const visits = await visitors.take()
  await visitors.leave()
  return [server, { took, exit, visits, ready, away, cpu }]
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(texts, rooms))
  const { url } = place
  const crowd: Page[] = []
  let server = await startServer(place)
  try {
    const emails = [...editors, ...emailsOf('head'), ...emailsOf('delegate')].slice(0, members)
    const cookies: string[] = []
    for (const email of emails) cookies.push((await signedIn(url, email, demoPassword)).cookie())
    for (let at = 0; at < pages; at++) {
      const collab = rooms[at % texts] ?? ''
      const cookie = cookies[at % members] ?? ''
      crowd.push(new Page({ through: url, url, collab, cookie }, at, chanceFrom(seed + at)))
    }
    await Promise.all(crowd.map((page) => page.until((link) => link.synced, 'synced', longest)))
    say(`${pages} pages are there`)
    const storms: Storm[] = []
    for (let trial = 0; trial < trials; trial++) {
      for (const ending of ['SIGTERM', 'SIGKILL'] as const) {
        const [next, one] = await storm(place, server, crowd, ending)
        server = next
        storms.push(one)
        say(`${ending}: ready after ${one.away.toFixed(1)} s, all back after ${one.took.toFixed(1)} s`)
      }
    }
    return { lost: 0, figures: figuresOf(storms) }
  } finally {
    for (const page of crowd) page.leave()
    await server.kill()
    place.clear()
  }
}

function figuresOf(storms: readonly Storm[]) {
  const after = storms.flatMap(({ visits, ready }) => visits.filter(({ at }) => at >= ready))
  const late = storms.flatMap(({ visits, ready }) => visits.filter(({ at }) => at >= ready + excused))
  const p95 = (isSignIn: boolean) =>
    Math.round(
      quantile(
        after.filter((one) => one.isSignIn === isSignIn).map(({ took }) => took),
        0.95,
      ),
    )
  const worst = (isPolite: boolean) =>
    Math.max(...storms.filter(({ exit }) => (exit !== null) === isPolite).map(({ took }) => took))
  return {
    pages,
    'last page synced after SIGTERM': Math.round(worst(true) * 10) / 10,
    'last page synced after SIGKILL': Math.round(worst(false) * 10) / 10,
    'longest without a server': Math.round(Math.max(...storms.map(({ away }) => away)) * 10) / 10,
    'CPU of the new server until all are back': Math.round(Math.max(...storms.map(({ cpu }) => cpu)) * 10) / 10,
    'exits of SIGTERM other than 0': storms.filter(({ exit }) => exit !== null && exit !== 0).length,
    'visits while they come back': after.length,
    'public pages p95': p95(false),
    'sign-in p95': p95(true),
    'errors of the server, or none, after 5 s': late.filter(({ status }) => status === 0 || status >= 500).length,
    'sign-ins not let in': after.filter(({ isSignIn, status }) => isSignIn && status !== 302).length,
  }
}

export const reconnectStorm: Fault = {
  name: 'reconnect-storm',
  code: 'F32',
  title: 'three hundred pages come back at once after SIGTERM and after SIGKILL',
  engines: ['sqlite', 'postgresql'],
  trials: 1,
  targets: {
    'last page synced after SIGTERM': { atMost: 30, unit: 's' },
    'last page synced after SIGKILL': { atMost: 30, unit: 's' },
    'exits of SIGTERM other than 0': { exactly: 0 },
    'public pages p95': { atMost: 500, unit: 'ms' },
    'sign-in p95': { atMost: 500, unit: 'ms' },
    'errors of the server, or none, after 5 s': { exactly: 0 },
    'sign-ins not let in': { exactly: 0 },
  },
  run,
}
