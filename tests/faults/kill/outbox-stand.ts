// What is killed under a restoring: the only server of a house, or one of its two nodes.

import { ownRedis } from '#tests/support/servers/redis.ts'
import { type Place, startServer } from '#tests/support/servers/server.ts'
import { startNodes } from '../nodes/bus-nodes.ts'

export interface Stand {
  /** Of each node; people's address (the Origin) is that of the first. */
  readonly urls: readonly [string, ...string[]]
  kill(node: number): Promise<void>
  /** Resolves with the node that answers from now on: the only one, started again, or the one that goes on. */
  recover(node: number): Promise<number>
  /** Whatever was killed runs again. */
  complete(node: number): Promise<void>
  clear(): Promise<void>
}

export async function oneServer(place: Place): Promise<Stand> {
  let server = await startServer(place)
  return {
    urls: [place.url],
    kill: () => server.kill(),
    async recover() {
      server = await startServer(place)
      return 0
    },
    complete: async () => {},
    clear: () => server.kill(),
  }
}

export async function twoNodes(place: Place): Promise<Stand> {
  const redis = await ownRedis()
  const nodes = await startNodes(place, redis.url)
  return {
    urls: nodes.urls,
    kill: (node) => nodes.killOne(node),
    recover: async (node) => 1 - node,
    complete: (node) => nodes.startAgain(node),
    async clear() {
      await nodes.kill()
      await redis.clear()
    },
  }
}
