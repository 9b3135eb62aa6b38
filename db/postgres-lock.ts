// One server at a time on one PostgreSQL database: the live text is held in one process until rooms can span nodes.

import pg from 'pg'

/** Any number that nobody else would pick; it names our advisory lock. */
const lockName = 7_201_839_462

/** How long a killed predecessor may need to be noticed as gone, milliseconds. */
const patience = 5_000

/** Takes the database for this process and returns the way to give it back. Refuses when another server holds it. */
export async function lockDatabase(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url })
  // A server that goes away takes the lock with it; the pool's own queries say so.
  client.on('error', () => {})
  await client.connect()
  const deadline = performance.now() + patience
  for (;;) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as held', [lockName])
    if (rows[0]?.held === true) return () => client.end()
    if (performance.now() > deadline) {
      await client.end()
      throw new Error('another Recital server is running on this database; this version runs on one node')
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
