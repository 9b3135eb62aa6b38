// What follows the commit of an act, in this process: rooms and pages look again. It says nothing that is not in the
// store, so it may be late, and be done twice; it never turns an act that is done into an error.

import { setTimeout as wait } from 'node:timers/promises'
import type { Topic } from '../../live/bulletin.ts'
import type { SeatMatch } from '../../live/seats/seat.ts'
import type { World } from '../../world.ts'

export interface After {
  /** Pages that show these look again. */
  readonly announce?: readonly Topic[]
  /** These seats are asked anew. */
  readonly reseat?: SeatMatch
  /** The row of this text is no longer frozen. */
  readonly thawed?: string
}

/** Milliseconds before each further try. A seat is asked anew every 50 s whatever happens here. */
const pauses = [100, 1_000, 5_000, 30_000]

/** Tries each step once before it returns; what failed is tried again behind the caller's back. Never rejects. */
export async function follow(world: World, { announce = [], reseat, thawed }: After): Promise<void> {
  if (thawed !== undefined) await step(world, 'thaw a text', thawed, () => world.rooms.thawed(thawed))
  if (reseat) await step(world, 'ask seats anew', reseat.collab ?? 'of a member', () => world.rooms.reseat(reseat))
  for (const topic of announce) {
    await step(world, 'announce a change', topic, async () => world.bulletin.announce(topic))
  }
}

async function step(world: World, name: string, subject: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    world.log.error(
      { err: error, step: name, subject },
      'a step after an act failed; the act is done, the step is tried again',
    )
    void again(world, name, subject, work)
  }
}

async function again(world: World, name: string, subject: string, work: () => Promise<void>): Promise<void> {
  for (const pause of pauses) {
    await wait(pause, undefined, { ref: false })
    try {
      return await work()
    } catch (error) {
      world.log.error({ err: error, step: name, subject }, 'a step after an act failed again')
    }
  }
}
