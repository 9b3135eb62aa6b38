// Two real servers on one PostgreSQL and one Redis, with one address for people.

import type * as Y from 'yjs'
import { seenIn } from '#tests/document/gate/honest.ts'
import { freePort, type Place, startServer } from '#tests/support/servers/server.ts'
import { docOf } from '../people/texts.ts'
import { wordsIn } from '../people/words.ts'

export interface Nodes {
  /** `http://host:port` of each; people's address (the Origin) is that of the first. */
  readonly urls: readonly [string, string]
  /** Whether every node says that its bus is up. */
  hear(): Promise<boolean>
  /** SIGKILL of one, and nothing flushed. */
  killOne(at: number): Promise<void>
  /** Starts one that was killed, at its port; resolves once it answers. */
  startAgain(at: number): Promise<void>
  kill(): Promise<void>
}

/** Resolves once both answer and hear each other. */
export async function startNodes(place: Place, redisUrl: string): Promise<Nodes> {
  const port = await freePort()
  const second = { ...place, port, url: `http://localhost:${port}` }
  const env = { PUBLIC_URL: place.url, REDIS_URL: redisUrl }
  const places = [place, second]
  const servers = [await startServer(place, { env }), await startServer(second, { env })]
  const urls = [place.url, second.url] as const
  const nodes: Nodes = {
    urls,
    async hear() {
      const said = await Promise.all(urls.map((url) => fetch(`${url}/healthz`).then((answer) => answer.json())))
      return said.every((one) => (one as { bus: string }).bus === 'up')
    },
    killOne: async (at) => servers[at]?.kill(),
    async startAgain(at) {
      servers[at] = await startServer(places[at] ?? place, { env })
    },
    kill: async () => void (await Promise.all(servers.map((server) => server.kill()))),
  }
  await until(() => nodes.hear(), 'both nodes hear each other', 20_000)
  return nodes
}

/**
 * Opens the text anew at each node. `docs` are those of pages that have nothing unsaved; they have a minute to come to
 * show the same.
 */
export async function compareTexts(
  { urls }: Nodes,
  about: { readonly collab: string; readonly cookie: string },
  docs: readonly Y.Doc[],
): Promise<{ readonly there: ReadonlySet<string>; readonly differ: number; readonly converged: number }> {
  const open = (url: string) => docOf({ ...about, url, origin: urls[0] })
  // At each look anew: a node may bring more rows than it had a moment ago.
  let doc = await open(urls[0])
  const isOne = async () => {
    doc = await open(urls[0])
    const seen = seenIn(doc)
    return docs.every((one) => seenIn(one) === seen)
  }
  const converged = await until(isOne, 'all pages show the same', 70_000)
  const differ = seenIn(await open(urls[1])) === seenIn(doc) ? 0 : 1
  return { there: wordsIn(doc), differ, converged: converged / 1000 }
}

/** Resolves with the milliseconds until `holds`, asked every `every` ms; rejects after `patience` milliseconds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  patience: number,
  every = 50,
): Promise<number> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > patience) throw new Error(`not within ${patience} ms: ${what}`)
    await wait(every)
  }
  return performance.now() - began
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
