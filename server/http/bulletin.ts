// GET /bulletin?topic=…: server-sent "look again", to those who may look. It carries no content.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Member } from '../domain/appointment.ts'
import { mayHear } from '../workflows/topics.ts'
import type { World } from '../world.ts'

/** Milliseconds between comments that keep a proxy from cutting an idle stream. */
const heartbeat = 25_000

export async function answerBulletin(
  world: World,
  member: Member | null,
  { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse },
): Promise<void> {
  const topic = new URL(incoming.url ?? '/', 'http://local').searchParams.get('topic') ?? ''
  if (!member || !(await mayHear(world, member, topic))) {
    outgoing.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Not found\n')
    return
  }
  outgoing.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  outgoing.write(': listening\n\n')
  const look = async () => {
    if (await mayHear(world, member, topic)) outgoing.write('data: look\n\n')
    else outgoing.end()
  }
  const stop = world.bulletin.listen(topic, {
    hear: () => void look().catch(() => outgoing.destroy()),
    end: () => outgoing.end(),
  })
  const beat = setInterval(() => outgoing.write(': \n\n'), heartbeat)
  outgoing.on('close', () => {
    stop()
    clearInterval(beat)
  })
}
