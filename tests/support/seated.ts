// A place with the demo committee in it, seated through the workflows in a World of this process that is closed again.

import { readConfig } from '#server/config.ts'
import { seatCommittee } from '#server/demo/committee.ts'
import { fillShelf } from '#server/demo/shelf.ts'
import { buildWorld } from '#server/index.ts'
import type { Seats } from './committee.ts'
import { environmentOf, freshPlace, type Place } from './servers/server.ts'

/** What else is done in that World before it is closed. */
export type Arrange = (seats: Seats) => Promise<unknown>

/** The committee and the shelf of earlier opinions; no dossier and no meeting unless arranged. */
export async function seatedPlace(databaseUrl: string | null = null, arrange?: Arrange): Promise<Place> {
  const place = await freshPlace(databaseUrl)
  const config = readConfig(environmentOf(place))
  if ('wrong' in config) throw new Error(config.wrong.join('; '))
  const world = await buildWorld({ ...config, logLevel: 'silent' })
  const seated = await seatCommittee(world)
  await fillShelf(world, seated.secretariat)
  await arrange?.({ ...seated, world })
  await world.rooms.close()
  await world.store.close()
  return place
}
