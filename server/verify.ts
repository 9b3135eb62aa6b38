// `npm run verify -- --data ./data [--head HASH]`: says what was checked; exits 1 with the first faults when anything
// kept was changed.

import { parseArgs } from 'node:util'
import { openToRead } from '#db/engine/open.ts'
import { refuseOtherSchema } from '#db/migrate.ts'
import { verifyStore } from './workflows/record/verification.ts'

const faultsShown = 20

const { values } = parseArgs({ options: { data: { type: 'string' }, head: { type: 'string' } } })
const dataDir = values.data ?? process.env.DATA_DIR ?? './data'
const databaseUrl = values.data === undefined ? process.env.DATABASE_URL || null : null

try {
  const store = await openToRead({ dataDir, databaseUrl })
  try {
    await refuseOtherSchema(store)
    const { ok, entries, ballots, versions, publications, head, known, faults } = await verifyStore(store, values.head)
    const checked = `${entries} lines of the record, ${ballots} ballots recounted, ${versions} frozen versions, ${publications} published texts`
    process.stdout.write(`${store.durability}: ${checked}\n`)
    if (known) {
      const day = new Date(known.at).toISOString()
      process.stdout.write(`The head ${values.head} is line ${known.seq} of the record, of ${day}.\n`)
    }
    process.stdout.write(`The record ends with line ${head.seq}: ${head.hash}\n`)
    for (const fault of faults.slice(0, faultsShown)) process.stdout.write(`  ${fault}\n`)
    if (faults.length > faultsShown) process.stdout.write(`  and ${faults.length - faultsShown} more\n`)
    process.stdout.write(ok ? 'Everything agrees.\n' : 'Not as it was written.\n')
    process.exitCode = ok ? 0 : 1
  } finally {
    await store.close()
  }
} catch (error) {
  process.stderr.write(`Recital cannot verify: ${(error as Error).message}\n`)
  process.exitCode = 1
}
