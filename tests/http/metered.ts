// A server of this process that counts, with a committee and a draft whose every word is a marker, and its figures as a
// scraper reads them.

import { createServer, request } from 'node:http'
import type { Engine } from '#db/engine/open.ts'
import { sessionCookie } from '#server/auth/cookie.ts'
import { hashPassword } from '#server/auth/password.ts'
import { readConfig } from '#server/config.ts'
import { demoPassword, seatCommittee } from '#server/demo/committee.ts'
import { seed } from '#server/document/writing/edit.ts'
import { buildWorld, doorOf, listen } from '#server/index.ts'
import { openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import { signIn } from '#server/workflows/people/sessions.ts'
import type { World } from '#server/world.ts'
import { Guest } from '#tests/live/guest.ts'
import { freshDatabase } from '#tests/support/servers/postgres.ts'
import { environmentOf, freePort, freshPlace } from '#tests/support/servers/server.ts'

/** What is planted, one word a place. */
export const marker = { name: 'Qvixtora', title: 'Zwolqxine', draft: 'Bruxtwyl', typed: 'Hjolmqar', reason: 'Pfozwick' }

/** A series, as `name{label="value"}`, and its figure. */
export type Figures = ReadonlyMap<string, number>

export interface Metered {
  readonly world: World
  readonly port: number
  readonly metricsPort: number
  readonly collab: string
  /** Ids that must not be told. */
  readonly ids: readonly string[]
  scrape(): Promise<string>
  figures(): Promise<Figures>
  /** `secretariat` may edit the draft, `head.fr` may only read it, `marked` bears the marker as a name. */
  guest(who: string): Promise<Guest>
  close(): Promise<void>
}

/** The pages' port listens at every address of the machine, so that another one can be told from it. */
export async function openMetered(engine: Engine): Promise<Metered> {
  const database = engine === 'postgresql' ? await freshDatabase() : null
  const place = await freshPlace(database?.url ?? null)
  const metricsPort = await freePort()
  const env = { ...environmentOf(place), HOST: '0.0.0.0', METRICS_PORT: String(metricsPort), LOG_LEVEL: 'silent' }
  const config = readConfig(env)
  if ('wrong' in config) throw new Error(config.wrong.join('; '))
  const world = await buildWorld(config)
  const draft = await plant(world)
  const server = createServer()
  server.on('upgrade', doorOf(world))
  const running = await listen(server, world)
  const scrape = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const guests: Guest[] = []
  return {
    ...draft,
    world,
    port: place.port,
    metricsPort,
    scrape,
    figures: async () => read(await scrape()),
    async guest(who) {
      const credentials = {
        email: `${who}@demo.example`,
        password: demoPassword,
        from: '127.0.0.1',
        known: null,
        before: null,
      }
      const { token } = await signIn(world, credentials)
      const cookie = sessionCookie(world, token).split(';', 1)[0] ?? ''
      const guest = new Guest({ url: place.url, collab: draft.collab, cookie })
      guests.push(guest)
      return guest
    },
    async close() {
      for (const guest of guests) guest.socket.terminate()
      await running.close()
      place.clear()
      await database?.drop()
    },
  }
}

async function plant(world: World): Promise<Pick<Metered, 'collab' | 'ids'>> {
  const { secretariat } = await seatCommittee(world)
  const [marked] = await admitMembers(world, secretariat, [
    {
      email: 'marked@demo.example',
      name: marker.name,
      language: 'en',
      passwordHash: await hashPassword(demoPassword),
      appointments: [{ role: 'secretariat', partyId: null, bodyId: null }],
    },
  ])
  const { id } = await openDossier(world, secretariat, {
    kind: 'opinion',
    titleEn: marker.title,
    titleFr: marker.title,
    articles: [23],
    rapporteurId: null,
    class: 'restricted',
  })
  const { collab, reference } = await readDossier(world, secretariat, id)
  const words = [{ text: marker.draft }]
  await world.rooms.write(collab, (doc) => seed(doc, [{ pid: world.mint(), kind: 'operative', en: words, fr: words }]))
  return { collab, ids: [id, collab, reference, secretariat.id, marked?.id ?? '', 'demo.example'] }
}

/** The HTTP status with which a request for a socket is refused. */
export function knock(port: number, collab: string, origin: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket', origin }
    request({ port, host: '127.0.0.1', path: `/collab/${collab}`, headers })
      .on('response', (response) => resolve(response.statusCode ?? 0))
      .on('upgrade', (_response, socket) => reject(socket.destroy() && new Error('let in')))
      .on('error', reject)
      .end()
  })
}

function read(page: string): Figures {
  const lines = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}
