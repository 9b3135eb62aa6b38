// A socket that takes settled letters out of a text from a seat that may only suggest, one after another, and comes
// back whenever it is closed. It holds no text of its own: it knows the letters by their ids.

import WebSocket from 'ws'
import * as Y from 'yjs'
import { emptyUpdate } from '#server/live/wire/messages.ts'
import { type Address, encode } from '#tests/live/guest.ts'

export interface Letter {
  readonly client: number
  readonly clock: number
}

export interface Taken {
  sent: number
  /** Close code → how often. */
  readonly closed: Map<number, number>
  /** What was said last when it was refused. */
  said: string
}

/** The settled English letters of a text, in the order in which they stand. */
export function lettersOf(doc: Y.Doc): Letter[] {
  const letters: Letter[] = []
  for (const block of (doc.get('en', Y.XmlElement) as Y.XmlElement).toArray() as Y.XmlElement[]) {
    for (const text of block.toArray() as Y.XmlText[]) {
      for (let item = text._start; item !== null; item = item.right) {
        if (item.deleted || !(item.content instanceof Y.ContentString)) continue
        for (let at = 0; at < item.length; at++) letters.push({ client: item.id.client, clock: item.id.clock + at })
      }
    }
  }
  return letters
}

/** An update that deletes one letter and writes nothing. */
const deletion = ({ client, clock }: Letter) => encode(0, 1, client, 1, clock, 1)

/**
 * Takes one letter `every` milliseconds until it is told to stop. `known`: the state vector of who holds the whole
 * text.
 */
export function takeLetters({ url, collab, cookie }: Address, letters: Letter[], known: Uint8Array, every: number) {
  const taken: Taken = { sent: 0, closed: new Map(), said: '' }
  let [isOver, socket] = [false, null as WebSocket | null]
  const come = () => {
    if (isOver) return
    const one = new WebSocket(`${url.replace(/^http/, 'ws')}/collab/${collab}`, { headers: { origin: url, cookie } })
    socket = one
    one.on('error', () => {})
    one.on('open', () => {
      one.send(encode(0, 0, known))
      one.send(encode(0, 1, emptyUpdate))
    })
    one.on('message', (data: Buffer) => {
      if (data[0] === 102) taken.said = data.toString('utf8')
    })
    one.on('close', (code) => {
      taken.closed.set(code, (taken.closed.get(code) ?? 0) + 1)
      setTimeout(come, every)
    })
  }
  come()
  const timer = setInterval(() => {
    if (socket?.readyState !== WebSocket.OPEN) return
    const letter = letters.shift()
    if (!letter) return
    socket.send(encode(0, 2, deletion(letter)))
    taken.sent += 1
  }, every)
  return {
    stop(): Taken {
      isOver = true
      clearInterval(timer)
      socket?.terminate()
      return taken
    },
  }
}
