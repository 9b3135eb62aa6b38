import { randomBytes } from 'node:crypto'
import { type ClientRequestArgs, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { blocksOf, rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { limits } from '#server/live/limits.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { encode, Guest } from './guest.ts'
import { collab, openPlace, type Place } from './place.ts'

let place: Place

beforeAll(async () => {
  place = await openPlace('sqlite')
})

afterAll(() => place.close())

function handshake(more: Record<string, string | undefined> = {}): Record<string, string> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    origin: place.url,
    cookie: 'ada',
    ...more,
  }
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >
}

/** The status that an upgrade request gets; 101 when it is let in. */
function knock(path: string, headers: Record<string, string>, options: ClientRequestArgs = {}): Promise<number> {
  const { hostname, port } = new URL(place.url)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, ...options })
    asked.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve(101)
    })
    asked.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** A raw TCP connection past the handshake. */
async function rawSocket(cookie = 'ada'): Promise<Socket> {
  const { hostname, port } = new URL(place.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  const lines = Object.entries(handshake({ cookie })).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET /collab/${collab} HTTP/1.1\r\nhost: ${new URL(place.url).host}\r\n${lines.join('')}\r\n`)
  const [status] = await new Promise<string[]>((resolve) =>
    socket.once('data', (data) => resolve(String(data).split('\r\n'))),
  )
  expect(status).toContain('101')
  return socket
}

/** A masked frame; `first` is the first byte as it stands. */
function frame(first: number, payload: Uint8Array): Buffer {
  const mask = Buffer.from([1, 2, 3, 4])
  const length =
    payload.length < 126 ? [payload.length | 0x80] : [126 | 0x80, payload.length >> 8, payload.length & 0xff]
  return Buffer.concat([Buffer.from([first, ...length]), mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))])
}

function textOf(doc: Y.Doc): Y.XmlText {
  const [block] = blocksOf(rootOf(doc, 'en'))
  const [text] = textsOf(block!.element)
  if (text) return text
  const made = new Y.XmlText()
  block!.element.insert(0, [made])
  return made
}

/** Somebody honest can come in, write and be told that it is saved. */
async function stillServes(): Promise<void> {
  const guest = place.guest('ben')
  await guest.synced()
  guest.text().insert(0, '.')
  await guest.allSaved()
  await guest.leave()
}

describe('the door', () => {
  test('lets in who has a session, from here, to a text they may read', async () => {
    expect(await knock(`/collab/${collab}`, handshake())).toBe(101)
    expect(await knock(`/collab/${collab}?schema=1`, handshake({ 'sec-fetch-site': 'same-origin' }))).toBe(101)
  })

  test.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['the same host by another scheme', { origin: 'https://127.0.0.1' }, 403],
    ['no origin', { origin: undefined }, 403],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['no session', { cookie: undefined }, 401],
    ['a session of nobody', { cookie: 'eve' }, 401],
  ] as const)('refuses %s', async (_what, headers, status) => {
    expect(await knock(`/collab/${collab}`, handshake(headers))).toBe(status)
  })

  test('refuses a page that was opened by another member than the session’s', async () => {
    const { memberId } = place.seats.get('ada')!
    expect(await knock(`/collab/${collab}?member=${memberId}`, handshake())).toBe(101)
    expect(await knock(`/collab/${collab}?member=somebody-else`, handshake())).toBe(403)
    expect(await knock(`/collab/${collab}?member=`, handshake())).toBe(403)
  })

  test('answers alike for a path that is none and for a text that one may not read', async () => {
    place.seats.set('nil', { ...place.seats.get('rex')!, memberId: 'nil', mayRead: false })
    expect(await knock(`/collab/${collab}`, handshake({ cookie: 'nil' }))).toBe(404)
    expect(await knock('/elsewhere', handshake())).toBe(404)
    expect(await knock('/collab/../etc/passwd', handshake())).toBe(404)
    expect(await knock(`/collab/${collab}/more`, handshake())).toBe(404)
  })

  test('lets one member have twenty sockets and no more', async () => {
    const guests = Array.from({ length: 20 }, () => place.guest('rex'))
    await Promise.all(guests.map((guest) => guest.synced()))
    expect(await knock(`/collab/${collab}`, handshake({ cookie: 'rex' }))).toBe(429)
    expect(await knock(`/collab/${collab}`, handshake({ cookie: 'ada' }))).toBe(101)
    await Promise.all(guests.map((guest) => guest.leave()))
    await expect.poll(() => knock(`/collab/${collab}`, handshake({ cookie: 'rex' }))).toBe(101)
  })
})

describe('one network', () => {
  test('comes in so often and no more, by whichever of its addresses', async () => {
    const from = (address: string) =>
      knock(`/collab/${collab}`, handshake({ cookie: 'eve', 'x-forwarded-for': address }))
    let turnedAway = false
    for (let at = 0; at < 2 * limits.upgrades.burst && !turnedAway; at++)
      turnedAway = (await from(`2001:db8:0:7::${at.toString(16)}`)) === 429
    expect(turnedAway).toBe(true)
    expect(await from('2001:db8:0:8::1')).toBe(401)
  })
})

describe('malformed traffic', () => {
  test.each([
    ['reserved bits', frame(0xf2, Buffer.from('hello'))],
    ['an unmasked frame', Buffer.from([0x82, 0x01, 0x00])],
    ['text that is not UTF-8', frame(0x81, Buffer.from([0xc3, 0x28]))],
    ['a frame of eight gigabytes', Buffer.from([0x82, 0xff, 0, 0, 0, 2, 0, 0, 0, 0, 1, 2, 3, 4])],
    ['a continuation of nothing', frame(0x80, Buffer.from([0]))],
    ['a close frame of one byte', frame(0x88, Buffer.from([1]))],
    ['an unknown opcode', frame(0x83, Buffer.from([0]))],
  ])('%s ends that socket and nothing else', async (_what, bytes) => {
    const socket = await rawSocket()
    const ended = new Promise((resolve) => socket.once('close', resolve))
    socket.write(bytes)
    socket.resume()
    await ended
    await stillServes()
  })

  test('half a frame and a cut line end nothing', async () => {
    for (let at = 0; at < 20; at++) {
      const socket = await rawSocket()
      socket.write(frame(0x82, Buffer.alloc(100)).subarray(0, 3 + at))
      socket.resetAndDestroy()
    }
    await stillServes()
  })

  test('ten thousand random messages: each sender is closed at its first bad one, the room goes on', async () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    console.log(`seed ${seed}`)
    const chance = chanceFrom(seed)
    for (let sender = 0; sender < 20; sender++) {
      const guest = place.guest('ada')
      await guest.synced()
      for (let at = 0; at < 500; at++) {
        const message = Uint8Array.from({ length: 1 + chance.whole(60) }, () => chance.whole(256))
        if (chance.sometimes(0.6)) message[0] = chance.pick([0, 1, 3, 100, 101, 102, 103])
        if (message[0] === 0 && message.length > 2 && chance.sometimes(0.7)) {
          message[1] = chance.whole(3)
          message[2] = message.length - 3
        }
        if (guest.socket.readyState === guest.socket.OPEN) guest.socket.send(message)
      }
      await guest.until(() => guest.closed !== null, 'closed')
      expect(guest.closed?.code).toBeGreaterThanOrEqual(4400)
    }
    await stillServes()
  })

  test('a text message, a large message and a frame too large are told apart', async () => {
    const [text, large, huge] = [place.guest('ada'), place.guest('ada'), place.guest('ada')]
    await Promise.all([text.synced(), large.synced(), huge.synced()])
    text.socket.send('hello')
    large.send(0, 2, new Uint8Array(300 * 1024))
    huge.send(0, 2, new Uint8Array(2 * 1024 * 1024))
    await Promise.all([text, large, huge].map((guest) => guest.until(() => guest.closed !== null, 'closed')))
    expect(text.closed?.code).toBe(4400)
    expect(large.closed?.code).toBe(4413)
    expect(large.refused).toMatchObject({ code: 'too-large', en: expect.stringContaining('smaller parts') })
    expect(huge.closed?.code).toBe(1009)
  })

  test('a state vector that counts more than it holds is refused', async () => {
    const guest = place.guest('ada')
    await guest.synced()
    guest.send(0, 0, encode(30_000_000))
    await guest.until(() => guest.closed !== null, 'closed')
    expect(guest.refused?.code).toBe('bad-message')
  })
})

describe('what is sent', () => {
  test('a reader who does not read is closed and the others are not held up', async () => {
    const slow = await rawSocket('rex')
    slow.pause()
    const ada = place.guest('ada')
    await ada.synced()
    slow.write(frame(0x82, encode(0, 0, encode(0))))
    const gone = new Promise((resolve) => slow.once('close', resolve))
    const words = randomBytes(150_000).toString('hex')
    const start = process.memoryUsage().rss
    // The kernel takes some megabytes for a socket; then the server's own buffer fills.
    for (let at = 0; at < 40; at++) {
      await place.rooms.write(collab, (doc) => textOf(doc).insert(0, words))
      await place.rooms.write(collab, (doc) => textOf(doc).delete(0, words.length))
    }
    await ada.allSaved()
    slow.resume()
    await gone
    expect((process.memoryUsage().rss - start) / 2 ** 20).toBeLessThan(250)
    await stillServes()
  })

  test('answers to several questions for the text, unread, close the socket', async () => {
    const words = randomBytes(2 ** 20).toString('hex')
    await place.rooms.write(collab, (doc) => textOf(doc).insert(0, words))
    const slow = await rawSocket('rex')
    slow.pause()
    const gone = new Promise((resolve) => slow.once('close', resolve))
    for (let at = 0; at < 12; at++) slow.write(frame(0x82, encode(0, 0, encode(0))))
    const ada = place.guest('ada')
    await ada.synced()
    for (let at = 0; at < 3; at++) {
      ada.text().insert(0, 'x')
      await ada.allSaved()
    }
    slow.resume()
    await gone
    await place.rooms.write(collab, (doc) => textOf(doc).delete(0, textOf(doc).length))
    await ada.leave()
  })

  test('who writes faster than a person is read more slowly, not refused', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text()
    const length = ada.words().length
    for (let at = 0; at < 400; at++) ada.text().insert(0, 'x')
    await ada.allSaved()
    expect(ada.refused).toBeNull()
    const reader = new Guest({ url: place.url, collab, cookie: 'rex' })
    await reader.synced()
    expect(reader.words().length).toBe(length + 400)
    await reader.leave()
  })
})
