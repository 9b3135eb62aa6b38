// That the bench measures and finds out, in one tiny run without the peers.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { sayStep2 } from '#server/live/wire/messages.ts'
import { Crowd } from './crowd.ts'
import { type Running, start } from './process.ts'
import { Contestant } from './realtime/contestants.ts'
import { measureCold, measureWarm } from './standing.ts'
import { templateOf } from './texts.ts'
import { measureTyping } from './typing.ts'

let load: Running

beforeAll(async () => {
  load = (await start({ script: `${import.meta.dirname}/load.ts` })).running
})

afterAll(() => load.stop())

test.each(['relay', 'relay, fdatasync', 'recital'] as const)(
  '%s is measured, and its documents are equal',
  async (name) => {
    const contestant = new Contestant(name)
    await contestant.start()
    try {
      const typing = { rooms: ['p200-a', 'p200-b'], readers: 2, authors: 2, pace: { perSecond: 20 }, milliseconds: 300 }
      const figures = await measureTyping(load, contestant, typing)
      expect(figures.p95).toBeGreaterThan(0)
      expect(figures.cpuPerDelivery).toBeGreaterThan(0)
      if (name !== 'relay') expect(figures.savedP95).toBeGreaterThan(0)
      const full = { rooms: ['p200-c'], readers: 3, authors: 2, pace: { underWay: 16 }, milliseconds: 200 }
      expect((await measureTyping(load, contestant, full)).deliveriesPerCpuSecond).toBeGreaterThan(0)
      const joining = { paragraphs: 200, times: 1, label: 'd' }
      expect(await measureWarm(load, contestant, joining)).toBeGreaterThan(0)
      if (name === 'recital') expect(await measureCold(load, contestant, { ...joining, label: 'e' })).toBeGreaterThan(0)
    } finally {
      await contestant.end()
    }
  },
)

test('a server that loses a letter makes the run void', async () => {
  const server = createServer()
  const sockets = new Set<WebSocket>()
  let heard = 0
  new WebSocketServer({ server }).on('connection', (socket) => {
    sockets.add(socket)
    socket.on('message', (data: Buffer) => {
      if (data[1] === 0) socket.send(sayStep2(templateOf(200).state))
      else if (++heard !== 5) for (const other of sockets) if (other !== socket) other.send(data)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const target = { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, wire: 'yjs' as const }
  const crowd = new Crowd({ target, rooms: ['p200-lossy'], readers: 1, authors: 1, paragraphs: 200, asks: false })
  await crowd.enter()
  await expect(crowd.type({ perSecond: 100 }, 200, true)).rejects.toThrow(/letters came/)
  await crowd.leave()
  server.close()
})
