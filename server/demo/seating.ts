// The demo as it is found: the committee, its shelf, a meeting and a draft, and the lines that say who may sign in.

import type { Config } from '../config.ts'
import { buildWorld } from '../index.ts'
import { isUnfounded } from '../workflows/people/founding.ts'
import type { World } from '../world.ts'
import { demoPassword, seatCommittee } from './committee.ts'
import { conveneDemoMeeting, openDemoDossier } from './draft.ts'
import { fillShelf } from './shelf.ts'

/** Seats everyone where nobody sits yet. Returns whether there was anything to do. */
export async function seatDemo(world: World): Promise<boolean> {
  if (!(await isUnfounded(world))) return false
  const seated = await seatCommittee(world)
  await fillShelf(world, seated.secretariat)
  await conveneDemoMeeting(world, seated)
  await openDemoDossier(world, seated)
  return true
}

/** The same for whoever does not serve it: opens the store and closes it again. */
export async function seatAndLeave(config: Config): Promise<boolean> {
  const world = await buildWorld({ ...config, redisUrl: null, metricsPort: null, logLevel: 'error' })
  const wasUnseated = await seatDemo(world)
  world.bulletin.close()
  await world.rooms.close()
  await world.store.close()
  return wasUnseated
}

export const alreadySeated = 'The demo committee is already seated; add `-- --reset` to start over.'

export const signIns = `
  secretariat@demo.example    the Secretariat
  delegate.ie@demo.example    the rapporteur, of Ireland's delegation
  chair@demo.example          the Chair, also a delegate of Finland
  head.fr@demo.example        a head of delegation; likewise head.XX and delegate.XX for each Party
  itu@demo.example            a participant; observer@demo.example an observer

  Password for all: ${demoPassword}
`
