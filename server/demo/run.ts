// `npm run demo`: seats the demo committee in an empty store, then serves it. `--reset` starts over.

import { parseArgs } from 'node:util'
import { eraseStore } from '#db/erase.ts'
import { buildWorld, closeWithProcess, configOrExit, serve } from '../index.ts'
import { alreadySeated, seatDemo, signIns } from './seating.ts'

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } })
const config = configOrExit({ LOG_LEVEL: 'warn', ...process.env })

try {
  if (values.reset) await eraseStore(config)
  const world = await buildWorld(config)
  if (!(await seatDemo(world))) say(alreadySeated)
  const running = await serve(world)
  closeWithProcess(running)
  say(`\nRecital is open at ${running.url} (${world.store.durability})`)
  say(signIns)
} catch (error) {
  process.stderr.write(`Recital cannot start:\n  ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
