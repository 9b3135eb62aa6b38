// GET /healthz: is it well, on what, how durable. No figure about the committee's work.

import type { ServerResponse } from 'node:http'
import { sql } from 'kysely'
import type { World } from '../world.ts'

export async function answerHealth(world: World, version: string, outgoing: ServerResponse): Promise<void> {
  const ok = await sql`select 1`.execute(world.store.db).then(
    () => true,
    () => false,
  )
  outgoing.writeHead(ok ? 200 : 503, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  outgoing.end(JSON.stringify({ ok, engine: world.store.engine, durability: world.store.durability, version }))
}
