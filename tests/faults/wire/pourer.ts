// A socket that pours suggestions into a text from a seat that may only suggest, as fast as the server reads, and comes
// back whenever it is closed. It follows nobody: what it writes stands on the text as it was when it came.

import WebSocket from 'ws'
import * as Y from 'yjs'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import { emptyUpdate } from '#server/live/wire/messages.ts'
import { type Address, encode } from '#tests/live/guest.ts'

export interface Poured {
  bytes: number
  /** Code of a refusal → how often. */
  readonly refused: Map<string, number>
}

export interface Pouring {
  readonly address: Address
  /** The whole text as it is at the beginning. */
  readonly start: Uint8Array
  /** What it pours: words put in, or marks on the words that stand, of which none is a letter. */
  readonly what: 'words' | 'marks'
}

/** Between two updates, milliseconds, and letters of one: a little more than the server takes from one socket. */
const [every, letters] = [15, 4_000]

/** Pours until it is told to stop. */
export function pour({ address: { url, collab, cookie }, start, what }: Pouring) {
  const poured: Poured = { bytes: 0, refused: new Map() }
  const words = 'child '.repeat(letters / 6)
  let [isOver, socket] = [false, null as WebSocket | null]
  const come = () => {
    if (isOver) return
    const doc = new Y.Doc()
    Y.applyUpdate(doc, start)
    const known = Y.encodeStateVector(doc)
    const text = ((doc.get('en', Y.XmlElement) as Y.XmlElement).get(1) as Y.XmlElement).get(0) as Y.XmlText
    const one = new WebSocket(`${url.replace(/^http/, 'ws')}/collab/${collab}`, {
      // An address of its own: what the door gives one address is not what is asked here.
      headers: { origin: url, cookie, 'x-forwarded-for': '198.51.100.7' },
    })
    socket = one
    let count = 0
    doc.on('update', (update: Uint8Array) => {
      poured.bytes += update.length
      one.send(encode(0, 2, update))
    })
    const write = () => {
      if (one.readyState !== WebSocket.OPEN || one.bufferedAmount > 64 * 1024) return
      const id = suggestionId(doc.clientID, ++count)
      if (what === 'words') text.insert(3, words, { [`s_i_${id}`]: 1 })
      else
        doc.transact(() => {
          for (let at = 0; at < 40; at++) text.format(at * 2, 1, { [`s_d_${id}`]: 1 })
        })
    }
    const beat = setInterval(write, every)
    one.on('error', () => {})
    one.on('open', () => {
      one.send(encode(0, 0, known))
      one.send(encode(0, 1, emptyUpdate))
    })
    one.on('message', (data: Buffer) => {
      if (data[0] !== 102) return
      const code = data.subarray(2, 2 + (data[1] ?? 0)).toString()
      poured.refused.set(code, (poured.refused.get(code) ?? 0) + 1)
    })
    one.on('close', () => {
      clearInterval(beat)
      setTimeout(come, every)
    })
  }
  come()
  return {
    stop(): Poured {
      isOver = true
      socket?.terminate()
      return poured
    },
  }
}
