// GET /bulletin?topic=…&topic=…: server-sent "look again", to those who may look. It names the topic where only one is
// meant, and carries no content.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { isUnreachable } from '#db/engine/unreachable.ts'
import type { Member } from '../domain/people/appointment.ts'
import type { Telling } from '../live/bulletin.ts'
import { limits } from '../live/limits.ts'
import { type Viewer, whoHolds } from '../workflows/people/sessions.ts'
import { type Hearing, hearingsOf, mayHear, topicsWith } from '../workflows/topics.ts'
import type { World } from '../world.ts'

/** Milliseconds between comments that keep a proxy from cutting an idle stream. */
const heartbeat = 25_000
const nothing = ': \n\n'
const look = 'data: look\n\n'

/** What was asked of the store for one telling, for all who hear of it. */
const asked = new WeakMap<Telling, (topic: string) => Promise<Hearing>>()

function hearingsFor(world: World, telling: Telling | undefined): (topic: string) => Promise<Hearing> {
  const known = telling && asked.get(telling)
  if (known) return known
  const hearings = hearingsOf(world)
  if (telling) asked.set(telling, hearings)
  return hearings
}

/** Topics that one stream may carry: a page listens for itself, and for the votes. */
const mostTopics = 4

/** Of the topics asked for, those that the member may hear. */
async function heardBy(world: World, member: Member, address: URL): Promise<readonly string[]> {
  const asked = [...new Set(address.searchParams.getAll('topic'))].slice(0, mostTopics)
  const mays = await Promise.all(asked.map((topic) => mayHear(world, member, topic)))
  return asked.filter((_, at) => mays[at])
}

interface Listening {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly address: URL
}

/**
 * The listener is asked anew who they are at every announcement and every heartbeat: a stream outlives a sign-out
 * otherwise.
 */
export async function answerBulletin(
  world: World,
  viewer: Viewer | null,
  { incoming, outgoing, address }: Listening,
): Promise<void> {
  const topics = viewer && incoming.method === 'GET' ? await heardBy(world, viewer.member, address) : []
  if (!viewer || topics.length === 0) {
    outgoing.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Not found\n')
    return
  }
  const { id: memberId } = viewer.member
  if (world.bulletin.count(memberId) >= limits.streamsPerMember) {
    outgoing.writeHead(429, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Too many streams\n')
    return
  }
  outgoing.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  outgoing.write(': listening\n\n')
  const say = async (line: string, telling?: Telling) => {
    const member = await whoHolds(world, viewer.sessionHash)
    const hearing = hearingsFor(world, telling)
    const mayHear = async (topic: string) => member !== null && (await hearing(topic))(member)
    const mayStay = (await Promise.all(topics.map(mayHear))).includes(true)
    const isTheirs = mayStay && (telling === undefined || (await mayHear(telling.topic)))
    if (outgoing.writableEnded) return
    if (!mayStay) outgoing.end()
    else if (isTheirs) outgoing.write(line)
  }
  // Nobody can be asked while the store is out of reach: the stream stays, and what it missed is told at a later beat.
  let isOwed = false
  const tell = (line: string, telling?: Telling) => {
    const now = isOwed ? look : line
    const of = isOwed ? undefined : telling
    isOwed = false
    say(now, of).catch((error: unknown) => {
      if (!isUnreachable(error)) return outgoing.destroy()
      isOwed ||= now !== nothing
      if (!outgoing.writableEnded) outgoing.write(nothing)
    })
  }
  const hear = (telling?: Telling) => tell(telling ? `data: ${telling.topic}\n\n` : look, telling)
  const listener = { memberId, hear, end: () => outgoing.end() }
  const stops = topics
    .flatMap((topic) => topicsWith(viewer.member, topic))
    .map((one) => world.bulletin.listen(one, listener))
  const beat = setInterval(() => tell(nothing), heartbeat)
  outgoing.on('close', () => {
    for (const stop of stops) stop()
    clearInterval(beat)
  })
}
