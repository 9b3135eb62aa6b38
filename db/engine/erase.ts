// Removes a store with everything in it. Only the demo's reset calls it, by the name of the store in its own
// configuration.

import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import { openPostgres } from './open.ts'
import { lockFolder } from './sqlite-lock.ts'

/** Refused while another process has the folder. On PostgreSQL the schema `public` is emptied, if it is ours. */
export async function eraseStore(config: {
  readonly dataDir: string
  readonly databaseUrl: string | null
}): Promise<void> {
  if (config.databaseUrl) {
    const store = await openPostgres(config.databaseUrl)
    try {
      const ours = await sql`select 1 from pg_tables where schemaname = 'public' and tablename = 'record_head'`.execute(
        store.db,
      )
      if (ours.rows.length === 0) return
      await sql`drop schema public cascade`.execute(store.db)
      await sql`create schema public`.execute(store.db)
    } finally {
      await store.close()
    }
    return
  }
  const folder = resolve(config.dataDir)
  rmStore(folder)
}

function rmStore(folder: string): void {
  let unlock: () => void
  try {
    unlock = lockFolder(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `recital.db${suffix}`), { force: true })
  unlock()
}
