// What a connection keeps while its seat is asked for: little, in either direction, and nothing of it is lost.

import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { limits } from '#server/live/limits.ts'
import { Connection } from '#server/live/wire/connection.ts'
import { encode } from '../guest.ts'

const seat = {
  ...{ memberId: 'ada', name: 'Ada', delegation: { en: '', fr: '' }, sessionHash: 'ada' },
  ...{ mayRead: true, mayEdit: true, maySuggest: false },
}
const fast = { perSecond: 1e9, burst: 1e9 }
const large = 60_000

/** A connection and the page at the other end of it. */
async function connected() {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const arrived = new Promise<{ socket: WebSocket; stream: Socket }>((resolve) =>
    sockets.once('connection', (socket, { socket: stream }) => resolve({ socket, stream })),
  )
  const page = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await new Promise((resolve) => page.once('open', resolve))
  const { socket, stream } = await arrived
  const connection = new Connection({ socket, seat, clock: () => 0, pace: { messages: fast, bytes: fast } })
  onTestFinished(() => {
    page.terminate()
    sockets.close()
    server.close()
  })
  return { connection, page, stream }
}

/** Looks again and again until it holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

test.each(['before it is listened to', 'while it is held'])(
  'what a page sends %s stays with the page above a few messages, and is heard afterwards',
  async (when) => {
    const { connection, page, stream } = await connected()
    let heard = 0
    const listen = () => connection.listen(() => void heard++)
    if (when === 'while it is held') listen()
    connection.hold()
    const sent = 200
    // Presence: what is no change and no question waits for nothing else.
    for (let at = 0; at < sent; at++) page.send(encode(1, new Uint8Array(large)))
    await until(() => stream.bytesRead > 0 && stream.isPaused())
    // A piece or two may have been on their way.
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(stream.bytesRead).toBeLessThan(limits.waitingBytes / 2)
    expect(connection.isOpen).toBe(true)
    if (when !== 'while it is held') listen()
    connection.release()
    await until(() => heard === sent)
  },
)

test('who is told much while it is held is closed and comes back, and nothing of it is kept', async () => {
  const { connection, page } = await connected()
  const closed = new Promise<number>((resolve) => page.once('close', resolve))
  connection.hold()
  const message = encode(0, 2, new Uint8Array(large))
  let told = 0
  for (; connection.isOpen && told < 1_000; told++) connection.send(message)
  expect(told * large).toBeLessThan(limits.unread + 3 * large)
  expect(await closed).toBe(1013)
})
