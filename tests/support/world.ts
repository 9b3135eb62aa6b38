// A real World over a fresh store: real rooms, a clock that stands until it is set, seeded ids, a silent log.

import type { Engine } from '#db/engine/open.ts'
import { openSignInLimiter } from '#server/auth/sign-in-limiter.ts'
import { readConfig } from '#server/config.ts'
import { chanceBytes, mintFrom } from '#server/domain/ids.ts'
import { openBulletin } from '#server/live/bulletin.ts'
import { openSilence } from '#server/live/nodes/bus.ts'
import { openRooms } from '#server/live/rooms.ts'
import { openLog } from '#server/log.ts'
import { followText, seatOf } from '#server/workflows/dossiers/drafting.ts'
import { noteTyping } from '#server/workflows/people/sessions.ts'
import { keepSnapshots } from '#server/workflows/record/kept-snapshots.ts'
import { noteTakenWords } from '#server/workflows/suggestions/taken-words.ts'
import { keptNumbersIn } from '#server/workflows/versions/kept-numbers.ts'
import type { World } from '#server/world.ts'
import { freshStore, type TestStore } from './store.ts'

/** 24 November 2026, 09:00 in Strasbourg. */
const firstMorning = Date.UTC(2026, 10, 24, 8)

export interface TestWorld {
  readonly world: World
  /** DATA_DIR or DATABASE_URL of the store. */
  readonly env: Readonly<Record<string, string>>
  now(): number
  /** Moves the clock on, milliseconds. */
  wait(milliseconds: number): void
  close(): Promise<void>
}

export async function freshWorld(engine: Engine): Promise<TestWorld> {
  return worldOver(await freshStore(engine))
}

/** The same over a store that is there; `close` closes it too. */
export function worldOver(own: TestStore): TestWorld {
  const { store } = own
  let now = firstMorning
  let minted = 0
  const clock = () => now
  const mint = () => {
    const chance = new Uint8Array(chanceBytes)
    new DataView(chance.buffer).setUint32(0, ++minted)
    return mintFrom(now, chance)
  }
  const config = readConfig({ DATA_DIR: own.env.DATA_DIR, LOG_LEVEL: 'silent' })
  if ('wrong' in config) throw new Error(config.wrong.join('; '))
  const log = openLog('silent')
  const rooms = openRooms({
    store,
    clock,
    mint,
    log,
    bus: openSilence('alone'),
    seatOf: (collab, hash) => seatOf(world)(collab, hash),
    onTyped: (hash) => void noteTyping(world, hash),
    keptOf: (collab) => keptNumbersIn(store.db, collab),
    onChanged: (changed) => followText(world, changed),
    keepSnapshot: keepSnapshots(store, clock),
    onTaken: (taken) => noteTakenWords(world, taken),
  })
  const world: World = {
    store,
    clock,
    mint,
    rooms,
    bulletin: openBulletin(),
    signInLimiter: openSignInLimiter(clock),
    log,
    config,
  }
  return {
    world,
    env: own.env,
    now: clock,
    wait(milliseconds) {
      now += milliseconds
    },
    async close() {
      await rooms.close()
      await own.close()
    },
  }
}
