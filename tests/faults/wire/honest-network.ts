// Honest editors on a bad network, through the real gate and room: four people a text type, format, cite, split, join,
// and undo as the desk does; their sockets are cut, they write on without, come back, say things twice and ask again.
// Nobody is ever refused, and all end with one text.

import * as Y from 'yjs'
import { Undoing } from '#app/editor/binding/undoing.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { editHonestly, rootsOf, seenIn } from '#tests/document/gate/honest.ts'
import { type Address, Guest } from '#tests/live/guest.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { docOf, editors, manyTexts } from '../people/texts.ts'

/** A trial is a seed of so many steps; so many run at the same time, four people each, ten sockets of one member. */
const [steps, peoplePerText, atOnce] = [20_000, 4, 5]
/** Updates of a person that may wait for the disk: a socket takes 60 messages a second. */
const [mostUnsaved, questionEvery, kept, patience] = [120, 10, 50, 120_000]

class Person {
  readonly #address: Address
  readonly doc = new Y.Doc()
  readonly #undo: Undoing
  #guest: Guest
  isOnline = true
  /** The latest of what it sent, to be said again. */
  #sent: Uint8Array[] = []
  #edits = 0
  #asked: { readonly question: number; readonly edits: number }[] = []
  #saved = 0
  refusals: string[] = []

  constructor(address: Address) {
    this.#address = address
    this.#undo = new Undoing(rootsOf(this.doc), 'editor')
    this.#undo.captureTimeout = 1e9
    this.#guest = new Guest(address, this.doc)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this.#guest && this.isOnline) this.#sent = [...this.#sent.slice(1 - kept), update]
    })
  }

  synced(): Promise<void> {
    return this.#guest.until(() => this.#guest.isSynced || this.#guest.closed !== null, 'synced', patience)
  }

  async edit(chance: Chance): Promise<void> {
    editHonestly(this.doc, chance, this.#undo)
    this.#edits += 1
    if (!this.isOnline || this.#edits % questionEvery !== 0) return
    this.#asked.push({ question: this.#guest.ask(), edits: this.#edits })
    const guest = this.#guest
    const unsaved = () => {
      this.#saved = this.#asked.findLast(({ question }) => question <= guest.saved)?.edits ?? this.#saved
      return this.#edits - this.#saved
    }
    if (unsaved() > mostUnsaved) {
      await guest.until(() => unsaved() <= mostUnsaved || guest.closed !== null, 'caught up', patience)
    }
  }

  cut(): void {
    this.#note()
    this.#guest.socket.terminate()
    this.isOnline = false
    this.#asked = []
    this.#sent = []
  }

  async comeBack(): Promise<void> {
    this.#note()
    await this.#guest.leave()
    this.#guest = new Guest(this.#address, this.doc)
    this.isOnline = true
    this.#saved = this.#edits
    await this.synced()
  }

  sayTwice(chance: Chance): void {
    if (this.isOnline && this.#sent.length > 0) this.#guest.send(0, 2, chance.pick(this.#sent))
  }

  askAgain(): void {
    if (this.isOnline) this.#guest.send(0, 0, Y.encodeStateVector(this.doc))
  }

  async end(): Promise<void> {
    await this.comeBack()
    const question = this.#guest.ask()
    await this.#guest.until(() => this.#guest.saved >= question || this.#guest.refused !== null, 'saved', patience)
  }

  /** Whether this page comes to show `seen`. */
  async shows(seen: string): Promise<boolean> {
    await this.#guest.until(() => seenIn(this.doc) === seen, 'one text', 10_000).catch(() => {})
    return seenIn(this.doc) === seen
  }

  async leave(): Promise<void> {
    this.#note()
    await this.#guest.leave()
  }

  #note(): void {
    const { refused, closed } = this.#guest
    if (refused) this.refusals.push(`${refused.code}: ${refused.en}`)
    // Whoever is cut off here is not online: every other closing is the server's.
    else if (this.isOnline && closed) this.refusals.push(`closed with ${closed.code}`)
    this.#guest.refused = null
  }
}

interface Counted {
  edits: number
  cuts: number
}

async function step(people: readonly Person[], chance: Chance, counted: Counted): Promise<void> {
  const one = chance.pick(people)
  const what = chance.whole(100)
  if (what < 40) {
    counted.edits += 1
    await one.edit(chance)
  } else if (what < 90) await new Promise((turn) => setImmediate(turn))
  else if (what < 92 && one.isOnline) {
    counted.cuts += 1
    one.cut()
  } else if (!one.isOnline) await one.comeBack()
  else if (what < 95) one.sayTwice(chance)
  else if (what < 96) one.askAgain()
}

async function oneText(addresses: readonly Address[], seed: number, count: number) {
  const chance = chanceFrom(seed)
  const people = addresses.map((address) => new Person(address))
  await Promise.all(people.map((one) => one.synced()))
  const counted = { edits: 0, cuts: 0 }
  for (let at = 0; at < count; at++) await step(people, chance, counted)
  // Twice: what the last to come back brought reaches the first.
  for (const one of people) await one.end()
  const doc = await docOf(addresses[0]!)
  const seen = seenIn(doc)
  const isOne = await Promise.all(people.map((one) => one.shows(seen)))
  await Promise.all(people.map((one) => one.leave()))
  const isPending = doc.store.pendingStructs !== null || doc.store.pendingDs !== null
  const refusals = people.flatMap((one) => one.refusals)
  return { ...counted, seen, refusals, differ: isOne.includes(false) || isPending ? 1 : 0 }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(trials, rooms))
  const { url } = place
  let server: Served | null = null
  try {
    server = await startServer(place)
    const cookies: string[] = []
    for (const email of editors) cookies.push((await signedIn(url, email, demoPassword)).cookie())
    // Each from where they sit: so many who come back at once from one address would be turned away at the door.
    const addressesOf = (collab: string, text: number) =>
      Array.from({ length: peoplePerText }, (_, at) => ({
        ...{ url, collab, cookie: cookies[at % cookies.length] ?? '' },
        from: `192.0.2.${((text * peoplePerText + at) % 250) + 1}`,
      }))
    const ended: Awaited<ReturnType<typeof oneText>>[] = []
    for (let at = 0; at < trials; at += atOnce) {
      const texts = rooms.slice(at, at + atOnce)
      ended.push(
        ...(await Promise.all(texts.map((collab, n) => oneText(addressesOf(collab, at + n), seed + at + n, steps)))),
      )
      say(`${ended.length} texts of ${steps} steps`)
    }
    const refusals = ended.flatMap((one) => one.refusals)
    for (const refusal of new Set(refusals)) say(refusal)
    await server.kill()
    server = await startServer(place)
    let unlike = 0
    for (const [at, collab] of rooms.entries()) {
      if (seenIn(await docOf({ url, collab, cookie: cookies[0] ?? '' })) !== ended[at]?.seen) unlike += 1
    }
    const sum = (figure: 'edits' | 'cuts' | 'differ') => ended.reduce((all, one) => all + one[figure], 0)
    return {
      lost: unlike,
      figures: {
        steps: trials * steps,
        'edits made': sum('edits'),
        'sockets cut': sum('cuts'),
        'honest changes refused': refusals.length,
        'texts not the same for all at the end': sum('differ'),
        'texts that differ after a kill': unlike,
      },
    }
  } finally {
    await server?.kill()
    place.clear()
  }
}

export const honestNetwork: Fault = {
  name: 'honest-network',
  code: 'F19',
  title: 'honest editors on a bad network, 20,000 steps a seed',
  engines: ['sqlite', 'postgresql'],
  trials: 5,
  targets: {
    'honest changes refused': { exactly: 0 },
    'texts not the same for all at the end': { exactly: 0 },
    'texts that differ after a kill': { exactly: 0 },
  },
  run,
}
