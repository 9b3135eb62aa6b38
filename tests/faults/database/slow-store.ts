// Makes every commit of a store take two seconds, from outside the server: on PostgreSQL by a deferred trigger that
// sleeps once in each transaction, on SQLite by another process-wide writer that holds the one lock two seconds at a
// time, so that the server's thread waits.

import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import type { Place } from '#tests/support/servers/server.ts'

/** Milliseconds: a commit, and on SQLite the opening between two of them; its thread looks every 100 ms. */
const [each, opening] = [2_000, 150]

export interface Slowness {
  end(): Promise<void>
}

export function slowDown(place: Place): Promise<Slowness> {
  return place.databaseUrl ? slowPostgres(place.databaseUrl) : slowSqlite(place.dataDir)
}

/** Of a transaction, the first row that comes to its end sleeps; the others see that it has. */
const sleeper = `
create function slow_commit() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('slow.slept', true), '') <> txid_current()::text then
    perform set_config('slow.slept', txid_current()::text, true), pg_sleep(${each / 1000});
  end if;
  return null;
end $$`

async function slowPostgres(url: string): Promise<Slowness> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() order by tablename`,
  )
  await client.query(sleeper)
  for (const { name } of rows) {
    await client.query(
      `create constraint trigger slow_commit after insert or update or delete on ${name}
       deferrable initially deferred for each row execute function slow_commit()`,
    )
  }
  return {
    async end() {
      for (const { name } of rows) await client.query(`drop trigger slow_commit on ${name}`)
      await client.query('drop function slow_commit()')
      await client.end()
    },
  }
}

async function slowSqlite(dataDir: string): Promise<Slowness> {
  // Asked again rather than waited for: waiting would stop this process.
  const db = new Database(join(dataDir, 'recital.db'), { timeout: 0 })
  let isEnding = false
  const held = async () => {
    try {
      db.exec('begin immediate')
    } catch {
      return setTimeout(2)
    }
    await setTimeout(each)
    db.exec('rollback')
    return setTimeout(opening)
  }
  const holding = (async () => {
    while (!isEnding) await held()
    db.close()
  })()
  return {
    async end() {
      isEnding = true
      await holding
    },
  }
}
