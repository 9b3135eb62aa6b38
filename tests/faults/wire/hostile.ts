// The hostile corpus over the wire: what tests/document holds against the gate, sent by a member through a socket to a
// text in use, and false presence beside it. Refused, each in a moment; the text is the same, byte by byte, live and
// loaded anew; its victim types on.

import * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import { attackedText, attacker, victim } from '#tests/document/gate/attacked.ts'
import { attacks } from '#tests/document/gate/attacks.ts'
import { type Address, Guest } from '#tests/live/guest.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { quantile } from '../people/figures.ts'
import { docOf, editors, openText } from '../people/texts.ts'
import { falsePresences } from './hostile-presence.ts'

interface Scene {
  readonly victim: Address
  readonly attacker: Address
}

/** A page that writes under the Yjs client id `client`, with the text as it stands. */
async function pageAs(address: Address, client: number): Promise<Guest> {
  const guest = new Guest(address)
  await guest.synced()
  // Set only now: Yjs gives an id up that comes from elsewhere.
  guest.doc.clientID = client
  return guest
}

/** What `doc` holds of `client` alone. */
function partOf(doc: Y.Doc, client: number): Uint8Array {
  const others = [...Y.decodeStateVector(Y.encodeStateVector(doc))].filter(([id]) => id !== client)
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(new Map(others)))
}

/** Writes the attacked text, each author's part by its own member, and waits until the server has tidied it. */
async function write({ victim: theirs, attacker: own }: Scene): Promise<void> {
  const { doc } = attackedText()
  for (const [address, client] of [
    [theirs, victim],
    [own, attacker],
  ] as const) {
    const page = new Guest(address)
    await page.synced()
    Y.applyUpdate(page.doc, partOf(doc, client))
    await page.allSaved()
    await page.leave()
  }
}

const bytesOf = async (address: Address) => Buffer.from(Y.encodeStateAsUpdate(await docOf(address))).toString('hex')

/** What stands in the text once nothing more is tidied in it: the same twice, some time apart. */
async function atRest(address: Address): Promise<string> {
  for (let before = ''; ; ) {
    const now = await bytesOf(address)
    if (now === before) return now
    before = now
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Milliseconds from sending until the refusal is here; null when there is none. */
async function refusal(address: Address, update: Uint8Array): Promise<number | null> {
  const guest = new Guest(address)
  await guest.synced()
  const sent = performance.now()
  guest.send(0, 2, update)
  const question = guest.ask()
  const time = await guest
    .until(() => guest.refused !== null || guest.saved >= question, 'an answer')
    .then(() => performance.now() - sent)
  const isRefused = guest.refused !== null && guest.saved < question
  await guest.until(() => guest.closed !== null, 'closed')
  return isRefused ? time : null
}

async function attackAll(rounds: number, address: Address, say: Asked['say']) {
  const text = attackedText()
  const [medians, bests]: [number[], number[]] = [[], []]
  let accepted = 0
  for (const { name, build } of attacks) {
    const update = build(text)
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const time = await refusal(address, update).catch(() => null)
      if (time !== null) times.push(time)
    }
    accepted += rounds - times.length
    if (times.length < rounds) say(`not refused: ${name}`)
    const median = quantile(times, 0.5)
    if (median >= 5) say(`${name}: ${median.toFixed(1)} ms`)
    medians.push(median)
    bests.push(Math.min(...times))
  }
  return { slowest: Math.max(...medians), atBest: Math.max(...bests), middle: quantile(medians, 0.5), accepted }
}

/** Whether what the victim types now reaches the disk and another page. */
async function canType(scene: Scene): Promise<boolean> {
  const reader = await pageAs(scene.attacker, 4_000_000)
  const page = await pageAs(scene.victim, victim)
  const word = 'unharmed '
  const text = (page.root().toArray() as Y.XmlElement[]).flatMap((block) => block.toArray() as Y.XmlText[])[0]
  text?.insert(0, word)
  await page.allSaved()
  const isThere = (guest: Guest) => guest.root().toString().includes(word)
  await reader.until(() => isThere(reader), 'what the victim typed').catch(() => {})
  const seen = isThere(reader) && (await docOf(scene.attacker)).get('en', Y.XmlElement).toString().includes(word)
  await Promise.all([page.leave(), reader.leave()])
  return seen
}

async function run({ trials, databaseUrl, say }: Asked) {
  const place = await seatedPlace(databaseUrl)
  const { url } = place
  let server: Served | null = null
  try {
    server = await startServer(place)
    const people = []
    for (const email of editors) people.push(await signedIn(url, email, demoPassword))
    const [one, other] = people
    if (!one || !other) throw new Error('nobody is signed in')
    const collab = await openText(one)
    const scene = {
      victim: { url, collab, cookie: one.cookie() },
      attacker: { url, collab, cookie: other.cookie() },
    }
    await write(scene)
    const before = await atRest(scene.victim)
    const { slowest, atBest, middle, accepted } = await attackAll(trials, scene.attacker, say)
    const presence = await falsePresences(scene)
    const live = await bytesOf(scene.victim)
    const exits = server.ended() === null ? 0 : 1
    await server.kill()
    server = await startServer(place)
    const anew = await bytesOf(scene.victim)
    const types = await canType(scene)
    return {
      lost: live === before && anew === before ? 0 : 1,
      figures: {
        'attacks of the corpus': attacks.length,
        'not refused': accepted,
        'slowest refusal over the wire, median of its trials': slowest,
        'slowest refusal, best of its trials': atBest,
        'middle of all attacks': middle,
        'live texts that changed by a byte': live === before ? 0 : 1,
        'reloaded texts that changed by a byte': anew === before ? 0 : 1,
        'victims who could not type on': types ? 0 : 1,
        'false presences sent': presence.sent,
        'false presences shown': presence.shown,
        'exits of the server': exits,
      },
    }
  } finally {
    await server?.kill()
    place.clear()
  }
}

export const hostile: Fault = {
  name: 'hostile',
  code: 'F17',
  title: 'the hostile corpus, over the wire',
  engines: ['sqlite'],
  trials: 5,
  targets: {
    'attacks of the corpus': { atLeast: 1 },
    'false presences sent': { atLeast: 1 },
    'not refused': { exactly: 0 },
    'slowest refusal over the wire, median of its trials': { atMost: 5, unit: 'ms' },
    'live texts that changed by a byte': { exactly: 0 },
    'reloaded texts that changed by a byte': { exactly: 0 },
    'victims who could not type on': { exactly: 0 },
    'false presences shown': { exactly: 0 },
    'exits of the server': { exactly: 0 },
  },
  run,
}
