// PostgreSQL is killed, all of its processes, again and again under a hundred pages that type. What was shown as saved
// is on its disk, and the server goes on by itself.

import { setTimeout } from 'node:timers/promises'
import { openToRead } from '#db/engine/open.ts'
import { openGate } from '#tests/support/documents/gate.ts'
import { visit } from '#tests/support/people/visitor.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { ownPostgres } from '#tests/support/servers/own-postgres.ts'
import { startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { Crowd, crowdPlace, crowdSize } from '../people/crowd.ts'
import { untilReady } from './database-down.ts'

/**
 * Milliseconds: the shortest and the longest typing before a kill, what may still be on its way to a page, until all is
 * saved.
 */
const [shortest, longest, onTheWay, mostUntilSaved] = [2_000, 5_000, 300, 60_000]

async function run({ trials, seed, say }: Asked) {
  const chance = chanceFrom(seed)
  const own = await ownPostgres()
  // The gate keeps the pages out while the disk is looked at: what is there then, none of them has brought back.
  const gate = await openGate(own.port)
  const seating = await crowdPlace(own.url)
  const place = { ...seating.place, databaseUrl: own.url.replace(String(own.port), String(gate.port)) }
  const server = await startServer(place)
  const crowd = await Crowd.seat({ ...seating, place }, chance)
  const figures = { shown: 0, lost: 0, ready: 0, untrue: 0 }
  try {
    crowd.startTyping()
    for (let trial = 0; trial < trials; trial++) {
      const shownBefore = crowd.shown
      await setTimeout(shortest + chance.whole(longest - shortest))
      await own.kill()
      await gate.shut()
      await setTimeout(onTheWay)
      const shown = crowd.shown
      figures.shown += shown - shownBefore
      const shownThen = crowd.shownByPage()
      await own.start()
      const store = await openToRead({ dataDir: '', databaseUrl: own.url })
      figures.lost += await crowd.lostFrom(store, shownThen)
      await store.close()
      figures.untrue += crowd.shown - shown
      const began = performance.now()
      await gate.open()
      const ready = await untilReady(visit(place.url), began)
      figures.ready = Math.max(figures.ready, ready)
      say(`${shown - shownBefore} words shown as saved before the kill, ready after ${Math.round(ready)} ms`)
    }
    crowd.stopTyping()
    const savedAfter = await crowd.allSaved(mostUntilSaved)
    const { lost, differ } = await crowd.compare()
    return {
      lost: lost + figures.lost,
      figures: {
        pages: crowdSize,
        'words shown as saved before a kill': figures.shown,
        'words shown as saved and not on the disk': figures.lost,
        'words shown as saved while it was dead': figures.untrue,
        'latest ready again': figures.ready / 1000,
        'all saved in the end after': savedAfter / 1000,
        'words typed': crowd.typed,
        'words typed and lost': lost,
        'pages that show another text': differ,
        'pages refused': crowd.refused,
        'servers that ended': server.ended() === null ? 0 : 1,
      },
    }
  } finally {
    crowd.leave()
    await server.kill()
    await gate.close()
    await own.close()
    place.clear()
  }
}

export const databaseKill: Fault = {
  name: 'database-kill',
  code: 'F4',
  title: 'SIGKILL of PostgreSQL under a hundred pages that type',
  engines: ['postgresql'],
  trials: 20,
  targets: {
    'words shown as saved before a kill': { atLeast: 1 },
    'words shown as saved and not on the disk': { exactly: 0 },
    'words shown as saved while it was dead': { exactly: 0 },
    'latest ready again': { atMost: 5, unit: 's' },
    'words typed and lost': { exactly: 0 },
    'pages that show another text': { exactly: 0 },
    'pages refused': { exactly: 0 },
    'servers that ended': { exactly: 0 },
  },
  run,
}
