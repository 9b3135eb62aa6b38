// A version is restored while somebody writes, and the server is killed at some moment: before the act, between the act
// and the edit that it owes, after the edit. The next server, or the other node, owes and does it once.

import { openToRead, type Store } from '#db/engine/open.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { draftedDossier } from '#tests/support/committee.ts'
import { signedIn, visit } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import type { Place } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { until, wait } from '../nodes/bus-nodes.ts'
import { editors } from '../people/texts.ts'
import { Scribe } from './outbox-scribe.ts'
import { oneServer, type Stand, twoNodes } from './outbox-stand.ts'
import { isOwedAt, replay, type Standing, type Subject, standingOf } from './outbox-store.ts'

/** Restorings that nobody breaks, to know how long one takes here. */
const measured = 3
/**
 * Milliseconds: what kills are spread over, at least and at most, and the longest that is waited for what must be done
 * in far less.
 */
const [leastSpread, mostSpread, patience] = [150, 500, 120_000]

const figuresAtStart = {
  kills: 0,
  'kills before the act': 0,
  'kills between act and edit': 0,
  'kills between edit and its end': 0,
  'kills after the end': 0,
  'acts recorded': 0,
  'acts without their one end': 0,
  'edits missing or doubled': 0,
  'texts unlike the version at the end': 0,
  'words shown as saved': 0,
  'words shown as saved and lost': 0,
  'words after the answer': 0,
  'words after the answer lost': 0,
  'pages refused': 0,
  'requests answered otherwise': 0,
  'slowest to be done': 0,
  'slowest to be followed': 0,
  'faults found by verify': 0,
}
type Figures = typeof figuresAtStart

interface Scene {
  readonly stand: Stand
  readonly store: Store
  readonly cookie: string
  readonly chance: Chance
  /** Milliseconds after the request that kills are spread over. */
  readonly spread: number
  readonly figures: Figures
}

/** So many drafted texts, each with a version. */
async function versionedTexts(databaseUrl: string | null, count: number): Promise<[Place, Subject[]]> {
  const subjects: Subject[] = []
  const place = await seatedPlace(databaseUrl, async (seats) => {
    for (let at = 0; at < count; at++) {
      const { id: dossierId, collab } = await draftedDossier(seats)
      const freezing = { dossierId, name: 'To be restored', note: '' }
      const { id: versionId } = await freezeText(seats.world, seats.secretariat, freezing)
      subjects.push({ dossierId, collab, versionId })
    }
  })
  return [place, subjects]
}

type Asking = Pick<Scene, 'stand' | 'cookie'>

/** Resolves with the moment of the answer and its status; null when none came. */
async function restoring({ stand, cookie }: Asking, { versionId }: Subject, node: number) {
  const visitor = visit(stand.urls[node] ?? '', cookie)
  const headers = { accept: 'application/json', origin: stand.urls[0] }
  const answer = await visitor.post(`/versions/${versionId}/restoration`, {}, headers).catch(() => null)
  return answer && { status: answer.status, at: performance.now() }
}

function addressAt({ stand, cookie }: Asking, { collab }: Subject, node: number) {
  return { url: stand.urls[node] ?? '', origin: stand.urls[0], collab, cookie }
}

async function openWriting(asking: Asking, subject: Subject, who: number, chance: Chance): Promise<Scribe> {
  const scribe = new Scribe(addressAt(asking, subject, chance.whole(asking.stand.urls.length)), who, chance)
  await scribe.synced()
  scribe.start()
  await scribe.saves(3)
  return scribe
}

/** The median of some that nobody breaks, milliseconds. */
async function measure(asking: Asking, subjects: readonly Subject[], chance: Chance): Promise<number> {
  const took: number[] = []
  for (const [at, subject] of subjects.entries()) {
    const scribe = await openWriting(asking, subject, at, chance)
    const began = performance.now()
    const answer = await restoring(asking, subject, chance.whole(asking.stand.urls.length))
    if (!answer || answer.status >= 400) throw new Error(`a restoring was answered ${answer?.status}`)
    took.push(answer.at - began)
    scribe.pause()
    await scribe.allSaved()
    await scribe.leave()
  }
  return took.toSorted((one, other) => one - other)[Math.floor(took.length / 2)] ?? 0
}

/** Every other kill comes once the work is seen to be owed, the others at any moment. */
async function momentOfKill({ store, chance, spread }: Scene, subject: Subject, who: number, isOver: () => boolean) {
  if (who % 2 === 0) {
    await until(async () => isOver() || (await isOwedAt(store, subject)), 'the work is owed', patience, 2)
    await wait(chance.whole(spread / 4))
  } else await wait(chance.whole(spread))
}

async function oneTrial(scene: Scene, subject: Subject, who: number): Promise<string> {
  const { stand, store, chance, figures } = scene
  const scribe = await openWriting(scene, subject, who, chance)
  const node = chance.whole(stand.urls.length)
  let isAnswered = false
  const asking = restoring(scene, subject, node).finally(() => {
    isAnswered = true
  })
  await momentOfKill(scene, subject, who, () => isAnswered)
  await stand.kill(node)
  figures.kills += 1
  const atKill = await standingOf(store, subject)
  scribe.cut()
  const fell = `kills ${whereItFell(atKill)}` as const
  figures[fell] += 1
  const answer = await asking
  if (answer && answer.status >= 400) figures['requests answered otherwise'] += 1

  const running = await stand.recover(node)
  const began = performance.now()
  // One in four texts nobody comes back to: no room follows it.
  const comesBack = chance.whole(4) > 0
  if (comesBack) {
    await scribe.comeBack(addressAt(scene, subject, running))
    scribe.start()
    await scribe.saves(3)
    scribe.pause()
  }
  const wasWriting = performance.now()
  await until(async () => !(await isOwedAt(store, subject)), 'the work is done', patience)
  const done = performance.now() - began
  await until(async () => (await standingOf(store, subject)).isFollowed, 'the text is followed', patience)
  const followed = performance.now() - (comesBack ? Math.max(wasWriting, began + done) : began)
  figures['slowest to be done'] = Math.max(figures['slowest to be done'], done / 1000)
  figures['slowest to be followed'] = Math.max(figures['slowest to be followed'], followed / 1000)

  if (!comesBack) await scribe.comeBack(addressAt(scene, subject, running))
  const last = scribe.write()
  await scribe.allSaved()
  await scribe.leave()
  if (scribe.refused) figures['pages refused'] += 1
  await judge(scene, subject, { saved: scribe.saved(), standing: [...(answer ? scribe.saved(answer.at) : []), last] })
  await stand.complete(node)
  return `${fell}, done after ${Math.round(done)} ms, followed after ${Math.round(followed)} ms more`
}

function whereItFell({ acts, edits, ends }: Standing) {
  if (acts === 0) return 'before the act'
  if (edits === 0) return 'between act and edit'
  return ends === 0 ? 'between edit and its end' : 'after the end'
}

interface Words {
  readonly saved: readonly string[]
  /** Those that were written when the restoring was over. */
  readonly standing: readonly string[]
}

async function judge({ stand, store, figures }: Scene, subject: Subject, { saved, standing }: Words): Promise<void> {
  const { acts, ends, edits } = await standingOf(store, subject)
  figures['acts recorded'] += acts
  if (acts !== ends) figures['acts without their one end'] += 1
  if (acts !== edits) figures['edits missing or doubled'] += 1
  const { unlike, ever, now } = await replay(store, subject, { isAmongNodes: stand.urls.length > 1 })
  figures['texts unlike the version at the end'] += unlike
  figures['words shown as saved'] += saved.length
  figures['words shown as saved and lost'] += saved.filter((word) => !ever.has(word)).length
  figures['words after the answer'] += standing.length
  figures['words after the answer lost'] += standing.filter((word) => !now.has(word)).length
}

async function run({ trials, seed, databaseUrl, say }: Asked, open: (place: Place) => Promise<Stand>) {
  const chance = chanceFrom(seed)
  const figures = { ...figuresAtStart }
  const [place, subjects] = await versionedTexts(databaseUrl, measured + trials)
  const store = await openToRead(place)
  let stand: Stand | null = null
  try {
    stand = await open(place)
    const cookie = (await signedIn(place.url, editors[0], demoPassword)).cookie()
    const usual = await measure({ stand, cookie }, subjects.splice(0, measured), chance)
    const spread = Math.min(Math.max(leastSpread, 1.2 * usual), mostSpread)
    say(`a restoring takes ${Math.round(usual)} ms; kills in ${Math.round(spread)} ms after the request`)
    const scene = { stand, store, cookie, chance, spread, figures }
    for (const [at, subject] of subjects.entries()) say(`${at + 1}: ${await oneTrial(scene, subject, at)}`)
    figures['faults found by verify'] = (await verifyStore(store)).faults.length
  } finally {
    await stand?.clear()
    await store.close()
    place.clear()
  }
  return { figures, lost: figures['words shown as saved and lost'] + figures['words after the answer lost'] }
}

const targets: Fault['targets'] = {
  'kills between act and edit': { atLeast: 1 },
  'acts recorded': { atLeast: 1 },
  'acts without their one end': { exactly: 0 },
  'edits missing or doubled': { exactly: 0 },
  'texts unlike the version at the end': { exactly: 0 },
  'words shown as saved and lost': { exactly: 0 },
  'words after the answer lost': { exactly: 0 },
  'pages refused': { exactly: 0 },
  'requests answered otherwise': { exactly: 0 },
  'slowest to be done': { atMost: 15, unit: 's' },
  'slowest to be followed': { atMost: 15, unit: 's' },
  'faults found by verify': { exactly: 0 },
}

export const killOutbox: Fault = {
  name: 'kill-outbox',
  code: 'kill-outbox',
  title: 'SIGKILL between an act and the work that it leaves',
  engines: ['sqlite', 'postgresql'],
  trials: 100,
  targets,
  run: (asked) => run(asked, oneServer),
}

export const killOutboxNodes: Fault = {
  name: 'kill-outbox-nodes',
  code: 'kill-outbox-nodes',
  title: 'One of two nodes is killed between an act and the work that it leaves',
  engines: ['postgresql'],
  trials: 100,
  targets,
  run: (asked) => run(asked, twoNodes),
}
