// Bytes read forward, never past their end. It knows lib0's numbers and strings, nothing of an update.

import { limits } from './limits.ts'
import { Stopped } from './reason.ts'

/** One unit of a shared text: the client that made it and its place in that client's sequence. */
export interface Id {
  readonly client: number
  readonly clock: number
}

// As lib0 decodes: fatal, and a leading byte order mark is a character, or our clocks would differ from those of Yjs.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export class Bytes {
  readonly #all: Uint8Array
  #at = 0

  constructor(all: Uint8Array) {
    this.#all = all
  }

  get left(): number {
    return this.#all.length - this.#at
  }

  byte(): number {
    const byte = this.#all[this.#at]
    if (byte === undefined) throw new Stopped('malformed', 'end of bytes')
    this.#at += 1
    return byte
  }

  /** A variable-length unsigned integer below 2^53. */
  number(): number {
    let value = 0
    let factor = 1
    for (let at = 0; at < 8; at++) {
      const byte = this.byte()
      value += (byte & 0x7f) * factor
      if (value > Number.MAX_SAFE_INTEGER) break
      if (byte < 0x80) return value
      factor *= 128
    }
    throw new Stopped('malformed', 'a number too large')
  }

  /** A Yjs client id: 32 bits. */
  client(): number {
    const client = this.number()
    if (client > 0xffffffff) throw new Stopped('malformed', 'client id')
    return client
  }

  id(): Id {
    return { client: this.client(), clock: this.number() }
  }

  /** The length of a run of deleted units. */
  run(): number {
    const length = this.number()
    if (length === 0 || length > limits.run) throw new Stopped('malformed', 'length of a run')
    return length
  }

  /** A string of at most `most` UTF-8 bytes. */
  string(most: number): string {
    const text = this.block(most)
    if (text.length <= shortest) {
      const short = asciiOf(text)
      if (short !== null) return short
    }
    try {
      return utf8.decode(text)
    } catch {
      throw new Stopped('malformed', 'UTF-8')
    }
  }

  /** A length and as many bytes, at most `most`. */
  block(most: number): Uint8Array {
    const length = this.number()
    if (length > most || length > this.left) throw new Stopped('malformed', 'length of a block')
    const block = this.#all.subarray(this.#at, this.#at + length)
    this.#at += length
    return block
  }
}

/** Names and keystrokes are short and mostly ASCII; a decoder costs more than they do. */
const shortest = 24

function asciiOf(text: Uint8Array): string | null {
  let short = ''
  for (const byte of text) {
    if (byte >= 0x80) return null
    short += String.fromCharCode(byte)
  }
  return short
}
