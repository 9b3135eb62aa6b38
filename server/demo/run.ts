// `npm run demo`: seats the demo committee in an empty store, then serves it. `--reset` starts over; `--only-seat`
// serves nothing.

import { parseArgs } from 'node:util'
import { eraseStore } from '#db/engine/erase.ts'
import { buildWorld, closeWithProcess, configOrExit, serve } from '../index.ts'
import { alreadySeated, seatAndLeave, seatDemo, signIns } from './seating.ts'

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const flag = { type: 'boolean', default: false } as const
const { values } = parseArgs({ options: { reset: flag, 'only-seat': flag } })
const config = configOrExit({ LOG_LEVEL: 'warn', ...process.env })

try {
  if (values.reset) await eraseStore(config)
  if (values['only-seat']) {
    if (!(await seatAndLeave(config))) say(alreadySeated)
    process.exit(0)
  }
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
