// `npm run demo`: seats the demo committee in an empty store, then serves it. `--reset` starts over.

import { parseArgs } from 'node:util'
import { eraseStore } from '#db/erase.ts'
import { buildWorld, closeWithProcess, configOrExit, serve } from '../index.ts'
import { isUnfounded } from '../workflows/founding.ts'
import type { World } from '../world.ts'
import { demoPassword, seatCommittee } from './committee.ts'
import { conveneDemoMeeting, openDemoDossier } from './draft.ts'
import { fillShelf } from './shelf.ts'

async function seatDemo(world: World): Promise<void> {
  const seated = await seatCommittee(world)
  await fillShelf(world, seated.secretariat)
  await conveneDemoMeeting(world, seated)
  await openDemoDossier(world, seated)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } })
const config = configOrExit({ LOG_LEVEL: 'warn', ...process.env })

try {
  if (values.reset) await eraseStore(config)
  const world = await buildWorld(config)
  if (await isUnfounded(world)) await seatDemo(world)
  else say('The demo committee is already seated; `npm run demo -- --reset` starts over.')
  const running = await serve(world)
  closeWithProcess(running)
  say(`\nRecital is open at ${running.url} (${world.store.durability})\n`)
  say(`  secretariat@demo.example    the Secretariat`)
  say(`  delegate.ie@demo.example    the rapporteur, of Ireland's delegation`)
  say(`  chair@demo.example          the Chair, also a delegate of Finland`)
  say(`  head.fr@demo.example        a head of delegation; likewise head.XX and delegate.XX for each Party`)
  say(`  itu@demo.example            a participant; observer@demo.example an observer`)
  say(`\n  Password for all: ${demoPassword}\n`)
} catch (error) {
  process.stderr.write(`Recital cannot start:\n  ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
