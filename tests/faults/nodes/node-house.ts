// Two nodes of one house that can be killed and started again one by one, each with the way of the people who are at
// home there.

import type { Store } from '#db/engine/open.ts'
import { openToRead } from '#db/engine/open.ts'
import { hashPassword } from '#server/auth/password.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import type { Seats } from '#tests/support/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { type Arrange, seatedPlace } from '#tests/support/seated.ts'
import { freePort, type Place, type Served, startServer } from '#tests/support/servers/server.ts'
import { manyTexts } from '../people/texts.ts'
import { wait } from './bus-nodes.ts'
import { openWay, type Way } from './node-way.ts'

/** People of the Secretariat who may edit every text that is drafted. A member may have twenty sockets at one node. */
const desks = 5
const emailOf = (at: number) => `desk${at}@demo.example`

export class House {
  /** People's address (the Origin) is that of the first. */
  readonly places: readonly [Place, Place]
  readonly ways: readonly [Way, Way]
  readonly rooms: readonly string[]
  /** For what is on disk, past both nodes. */
  readonly store: Store
  /** Cookie headers of those who may edit. */
  cookies: readonly string[] = []
  readonly #env: Readonly<Record<string, string>>
  readonly #servers: (Served | null)[] = [null, null]

  constructor(about: Pick<House, 'places' | 'ways' | 'rooms' | 'store'>, redisUrl: string) {
    this.places = about.places
    this.ways = about.ways
    this.rooms = about.rooms
    this.store = about.store
    this.#env = { PUBLIC_URL: about.places[0].url, REDIS_URL: redisUrl }
  }

  get origin(): string {
    return this.places[0].url
  }

  portOf(node: number): number {
    return this.#placeOf(node).port
  }

  /** SIGSTOP: its connections stay, and nobody answers. */
  pause(node: number): void {
    process.kill(this.#pidOf(node), 'SIGSTOP')
  }

  goOn(node: number): void {
    process.kill(this.#pidOf(node), 'SIGCONT')
  }

  /** SIGKILL; nobody is led there until it is allowed again. */
  async kill(node: number): Promise<void> {
    const ended = this.#servers[node]?.kill()
    // Before a page may have noticed: nothing that is looked for on disk after this was brought back by one.
    for (const way of this.ways) way.avoid(this.portOf(node))
    await ended
    this.#servers[node] = null
  }

  /** Whoever comes may be led to a node that is not there, and goes on to the other. */
  allow(node: number): void {
    for (const way of this.ways) way.allow(this.portOf(node))
  }

  /** Resolves once it answers. */
  async start(node: number): Promise<void> {
    this.#servers[node] = await startServer(this.#placeOf(node), { env: this.#env })
    this.allow(node)
  }

  /** Whether every node that runs says that its bus is up. */
  async hear(): Promise<boolean> {
    const running = this.places.filter((_, node) => this.#servers[node])
    const said = await Promise.all(running.map(({ url }) => fetch(`${url}/healthz`).then((answer) => answer.json())))
    return said.every((one) => (one as { bus: string }).bus === 'up')
  }

  /** The text as it is on disk, replayed. */
  async stored(collab: string) {
    const loaded = await loadText(this.store.db, collab)
    if (!loaded) throw new Error(`no text ${collab}`)
    return loaded.doc
  }

  async clear(): Promise<void> {
    for (const way of this.ways) await way.close()
    for (const server of this.#servers) await server?.kill()
    await this.store.close()
    this.places[0].clear()
  }

  #pidOf(node: number): number {
    const server = this.#servers[node]
    if (!server) throw new Error(`node ${node} does not run`)
    return server.pid
  }

  #placeOf(node: number): Place {
    const place = this.places[node]
    if (!place) throw new Error(`no node ${node}`)
    return place
  }
}

/**
 * Both nodes answer and hear each other, so many `texts` are drafted, and five people who may edit them are signed in.
 */
export async function openHouse(
  databaseUrl: string | null,
  redisUrl: string,
  { texts, also }: { readonly texts: number; readonly also?: Arrange },
): Promise<House> {
  const rooms: string[] = []
  const first = await seatedPlace(databaseUrl, async (seats) => {
    await admitDesks(seats)
    await manyTexts(texts, rooms)(seats)
    await also?.(seats)
  })
  const port = await freePort()
  const places = [first, { ...first, port, url: `http://localhost:${port}` }] as const
  const ways = [await openWay([first.port, port]), await openWay([port, first.port])] as const
  const store = await openToRead({ dataDir: first.dataDir, databaseUrl })
  const house = new House({ places, ways, rooms, store }, redisUrl)
  try {
    await house.start(0)
    await house.start(1)
    const deadline = performance.now() + 20_000
    while (!(await house.hear())) {
      if (performance.now() > deadline) throw new Error('the nodes do not hear each other')
      await wait(50)
    }
    const people = []
    for (let at = 0; at < desks; at++) people.push(await signedIn(first.url, emailOf(at), demoPassword))
    house.cookies = people.map((one) => one.cookie())
    return house
  } catch (error) {
    await house.clear()
    throw error
  }
}

async function admitDesks({ world, secretariat }: Seats): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  const newcomers = Array.from({ length: desks }, (_, at) => ({
    ...{ email: emailOf(at), name: `Desk ${at}`, language: 'en' as const, passwordHash },
    appointments: [{ role: 'secretariat' as const, partyId: null, bodyId: null }],
  }))
  await admitMembers(world, secretariat, newcomers)
}
