// Who does each kind of work that acts leave, and the beat at which it is looked for.

import type { World } from '../../world.ts'
import { followLeft } from '../dossiers/drafting.ts'
import { sealAsFound } from '../record/seal-found.ts'
import { writeRestored } from '../versions/version-restoring.ts'
import { restoreText, sealFound, type Workers, workOne } from './outbox.ts'

const workers: Workers = {
  [restoreText]: writeRestored,
  [sealFound]: sealAsFound,
}

/** Milliseconds between two looks. */
const lookEvery = 2_000

/** Works off everything that is due. What a migration left is done before anybody is served. */
export async function workOffDue(world: World): Promise<void> {
  while (await workOne(world, workers));
}

/** Looks for work now and again, one look at a time. Returns the way to stop. */
export function watchOutbox(world: World): () => void {
  let isLooking = false
  const resting = new Map<string, number>()
  const look = async () => {
    if (isLooking || !world.store.isReachable()) return
    isLooking = true
    try {
      await workOffDue(world)
      await followLeft(world, resting)
    } catch (error) {
      world.log.error({ err: error }, 'the outbox could not be looked at; it is tried again')
    } finally {
      isLooking = false
    }
  }
  void look()
  const beat = setInterval(() => void look(), lookEvery)
  return () => clearInterval(beat)
}
