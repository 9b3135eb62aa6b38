// GET /healthz: is it well, on what, how durable. GET /readyz: should people be sent here. No figure about the
// committee's work.

import type { ServerResponse } from 'node:http'
import { sql } from 'kysely'
import type { World } from '../world.ts'

/** The two addresses that ask after the server itself. */
export type HealthQuestion = '/healthz' | '/readyz'

export function isHealthQuestion(path: string): path is HealthQuestion {
  return path === '/healthz' || path === '/readyz'
}

interface State {
  readonly world: World
  readonly version: string
  /** True once the server has been asked to stop. */
  readonly isLeaving: boolean
}

/**
 * 200 or 503. A server that is leaving is still well, and not ready. It is answered at once, also when the store gives
 * no answer.
 */
export async function answerHealth(asked: HealthQuestion, state: State, outgoing: ServerResponse): Promise<void> {
  const { world, version, isLeaving } = state
  const { engine, durability } = world.store
  const isReachable = await answers(world)
  const ok = isReachable && !(asked === '/readyz' && isLeaving)
  outgoing.writeHead(ok ? 200 : 503, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(!ok && { 'Retry-After': '5' }),
  })
  const store = isReachable ? 'reachable' : 'out of reach'
  // A node whose bus is down still serves: what others do is on disk.
  const bus = world.config.redisUrl === null ? 'none' : world.bulletin.bus.isUp ? 'up' : 'down'
  outgoing.end(JSON.stringify({ ok, engine, durability, version, store, bus, ...(isLeaving && { leaving: true }) }))
}

/** PostgreSQL is asked all the time (db/engine/store-heartbeat.ts), and its connections are left to those who work. */
async function answers({ store }: World): Promise<boolean> {
  if (store.engine === 'postgresql') return store.isReachable()
  return sql`select 1`.execute(store.db).then(
    () => true,
    () => false,
  )
}
