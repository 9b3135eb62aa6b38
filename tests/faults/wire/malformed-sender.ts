// One who sends something wrong as the first thing after entering, and a question right behind it that must never be
// answered.

import { connect } from 'node:net'
import WebSocket from 'ws'
import { encode } from '#tests/live/guest.ts'
import { frame } from './malformed.ts'

export interface SenderOf {
  readonly url: string
  readonly collab: string
  readonly cookie: string
  /**
   * Comes from here, as a proxy on this machine tells it: each sender from another place, or the door's rate would end
   * the run.
   */
  readonly from: string
}

/** How it ended: `answered` when the question behind it was, `open` when nothing came in `patience` milliseconds. */
export interface Ended {
  readonly how: 'refused at the door' | 'closed' | 'answered' | 'open'
  readonly code: number
}

const patience = 10_000
const question = encode(101, 1)
/**
 * How a page with nothing enters: it asks for the text, and answers that it has none. Before that, words are kept
 * waiting.
 */
const entering = [encode(0, 0, Uint8Array.of(0)), encode(0, 1, Uint8Array.of(0, 0))]
const isAnswer = (message: Uint8Array) => message[0] === 100

/** Sends one message through the library. */
export function sendMessage({ url, collab, cookie, from }: SenderOf, bytes: Uint8Array | string): Promise<Ended> {
  return new Promise((resolve) => {
    const headers = { origin: url, cookie, 'x-forwarded-for': from }
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/collab/${collab}`, {
      headers,
      perMessageDeflate: false,
    })
    const end = (how: Ended['how'], code: number) => {
      clearTimeout(timer)
      socket.terminate()
      resolve({ how, code })
    }
    const timer = setTimeout(() => end('open', 0), patience)
    let isOpen = false
    socket.on('open', () => {
      isOpen = true
      for (const message of entering) socket.send(message)
      socket.send(bytes)
      socket.send(question)
    })
    socket.on('message', (data) => {
      if (isAnswer(data as Buffer)) end('answered', 0)
    })
    socket.on('error', () => {})
    socket.on('close', (code) => end(isOpen ? 'closed' : 'refused at the door', code))
  })
}

/**
 * Sends one frame over bare TCP. Closed is who is sent a closing frame or loses the connection; one who `stays` does
 * nothing about the closing frame and waits to be put out, for `patience` milliseconds.
 */
export function sendFrame({ url, collab, cookie, from }: SenderOf, bytes: Buffer, stays = 0): Promise<Ended> {
  return new Promise((resolve) => {
    const { hostname, port, host, origin } = new URL(url)
    const socket = connect(Number(port), hostname)
    let got = Buffer.alloc(0)
    let isUpgraded = false
    let end = (how: Ended['how'], code: number) => {
      end = () => {}
      clearTimeout(timer)
      socket.destroy()
      resolve({ how, code })
    }
    const timer = setTimeout(() => end('open', 0), stays || patience)
    socket.on('error', () => {})
    socket.on('close', () => end(isUpgraded ? 'closed' : 'refused at the door', closingIn(got).code))
    socket.on('connect', () =>
      socket.write(
        `GET /collab/${collab} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nCookie: ${cookie}\r\nX-Forwarded-For: ${from}\r\n` +
          'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      ),
    )
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk])
      if (!isUpgraded) {
        const head = got.indexOf('\r\n\r\n')
        if (head < 0) return
        if (!got.subarray(0, head).toString('latin1').startsWith('HTTP/1.1 101')) return end('refused at the door', 0)
        got = got.subarray(head + 4)
        isUpgraded = true
        socket.write(Buffer.concat([...entering.map((message) => frame(2, message)), bytes, frame(2, question)]))
      }
      const { code, isAnswered } = closingIn(got)
      if (isAnswered) end('answered', 0)
      else if (code > 0 && stays === 0) end('closed', code)
    })
  })
}

/**
 * Reads the frames of the server, which are whole and not masked: the code of a closing one (0 while there is none).
 */
function closingIn(frames: Buffer): { code: number; isAnswered: boolean } {
  let isAnswered = false
  for (let at = 0; at + 2 <= frames.length; ) {
    const short = frames[at + 1]! & 0x7f
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (at + head > frames.length) break
    const length =
      short < 126 ? short : short === 126 ? frames.readUInt16BE(at + 2) : Number(frames.readBigUInt64BE(at + 2))
    const body = frames.subarray(at + head, at + head + length)
    if ((frames[at]! & 0x0f) === 8 && body.length >= 2) return { code: body.readUInt16BE(0), isAnswered }
    if (isAnswer(body)) isAnswered = true
    at += head + length
  }
  return { code: 0, isAnswered }
}
