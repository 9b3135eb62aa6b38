// Bytes that no client of the wire sends: messages beside server/live/README.md, and frames beside RFC 6455. Every one
// is wrong for sure: what is drawn by chance is first read by an independent reader, and drawn again when it happens to
// be right.

import { randomFillSync } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { encode } from '#tests/live/guest.ts'
import type { Chance } from '#tests/support/seeded.ts'

export interface Malformed {
  readonly what: string
  /** A string goes as a text frame. */
  readonly bytes: Uint8Array | string
}

/** Bytes by chance, replayable. */
function chanceBytes(chance: Chance, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => chance.whole(256))
}

function throws(read: () => void): boolean {
  try {
    read()
    return false
  } catch {
    return true
  }
}

/** Draws until `isWrong`. */
function draw(chance: Chance, most: number, isWrong: (bytes: Uint8Array) => boolean): Uint8Array {
  for (;;) {
    const bytes = chanceBytes(chance, 1 + chance.whole(most))
    if (isWrong(bytes)) return bytes
  }
}

const isNoUpdate = (bytes: Uint8Array) => throws(() => Y.decodeUpdate(bytes))

/** Counts of `fields` varUints (a string counts as its bytes) that do not end where the bytes end. */
function isNoList(read: (decoder: decoding.Decoder) => void): (bytes: Uint8Array) => boolean {
  return (bytes) => {
    const decoder = decoding.createDecoder(bytes)
    return (
      throws(() => {
        const count = decoding.readVarUint(decoder)
        if (count > bytes.length) throw new Error('more than there is')
        for (let at = 0; at < count; at++) read(decoder)
      }) || decoding.hasContent(decoder)
    )
  }
}

const isNoStateVector = isNoList((decoder) => {
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
})
const isNoPresence = isNoList((decoder) => {
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  decoding.readVarUint8Array(decoder)
})

/** A true update of a document that nobody has, for cutting and turning bytes. */
function honestUpdate(chance: Chance): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1 + chance.whole(2 ** 30)
  const block = new Y.XmlElement('block')
  const text = new Y.XmlText()
  text.insert(0, 'The Parties shall '.repeat(1 + chance.whole(4)))
  block.insert(0, [text])
  ;(doc.get('en', Y.XmlElement) as Y.XmlElement).insert(0, [block])
  return Y.encodeStateAsUpdate(doc)
}

const honest = (chance: Chance) =>
  chance.pick([
    () => encode(0, 2, honestUpdate(chance)),
    () => encode(0, 0, Uint8Array.of(1, 5, 3)),
    () => encode(101, 128 + chance.whole(2 ** 20)),
    () => encode(1, encode(1, 7, 1, '{"focusing":true}')),
  ])()

const kinds: Readonly<Record<string, (chance: Chance) => Uint8Array | string>> = {
  'unknown kind': (chance) => {
    const known = [0, 1, 3, 101]
    let kind = chance.whole(300)
    while (known.includes(kind)) kind = chance.whole(300)
    return Uint8Array.from([...encode(kind), ...chanceBytes(chance, chance.whole(40))])
  },
  'unknown step': (chance) => encode(0, 3 + chance.whole(200), chanceBytes(chance, chance.whole(40))),
  'cut short': (chance) => {
    const whole = honest(chance)
    return whole.subarray(0, chance.whole(whole.length))
  },
  'more behind it': (chance) => Uint8Array.from([...honest(chance), ...chanceBytes(chance, 1 + chance.whole(20))]),
  'a text': (chance) => chance.pick(['', '{"type":"sync"}', 'hello', '\u0000\u0001']),
  'no update': (chance) => encode(0, chance.pick([1, 2]), draw(chance, 200, isNoUpdate)),
  'an update with a byte turned': (chance) => {
    for (;;) {
      const update = honestUpdate(chance)
      const at = chance.whole(update.length)
      update[at] = (update[at] ?? 0) ^ (1 << chance.whole(8))
      if (isNoUpdate(update)) return encode(0, 2, update)
    }
  },
  'no presence': (chance) => encode(1, draw(chance, 100, isNoPresence)),
  'no state vector': (chance) => encode(0, 0, draw(chance, 60, isNoStateVector)),
  'an endless number': () => new Uint8Array(30).fill(0xff),
}

/** Too long to be drawn byte by byte, and rare. */
const large = (chance: Chance) => encode(0, 2, randomFillSync(new Uint8Array(chance.pick([300, 700, 1_100]) * 1024)))

export function malformedMessage(chance: Chance): Malformed {
  if (chance.whole(250) === 0) return { what: 'too large', bytes: large(chance) }
  const what = chance.pick(Object.keys(kinds))
  return { what, bytes: kinds[what]!(chance) }
}

/** A frame of a client: masked, whole. */
export function frame(opcode: number, payload: Uint8Array, more: { head?: number; masked?: boolean } = {}): Buffer {
  const { head = 0x80 | opcode, masked = true } = more
  const { length } = payload
  const size = length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 255] : null
  if (!size) throw new Error('a frame of this length is not made here')
  const mask = [17, 34, 51, 68]
  const body = masked ? payload.map((byte, at) => byte ^ mask[at % 4]!) : payload
  return Buffer.from([head, size[0]! | (masked ? 0x80 : 0), ...size.slice(1), ...(masked ? mask : []), ...body])
}

const frames: Readonly<Record<string, (chance: Chance) => Buffer>> = {
  'reserved bits': (chance) =>
    frame(2, chanceBytes(chance, 8), { head: 0x82 | chance.pick([0x10, 0x20, 0x40, 0x70, 0x50]) }),
  'a reserved opcode': (chance) => frame(chance.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), chanceBytes(chance, 5)),
  'no mask': (chance) => frame(2, chanceBytes(chance, 1 + chance.whole(60)), { masked: false }),
  'a control frame in parts': (chance) => frame(9, chanceBytes(chance, 3), { head: chance.pick([0x08, 0x09, 0x0a]) }),
  'a long control frame': (chance) => frame(chance.pick([8, 9, 10]), chanceBytes(chance, 126 + chance.whole(200))),
  'a length without end': () => Buffer.from([0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]),
  'a length beyond the limit': () => Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6]),
  'a part of nothing': (chance) => frame(0, chanceBytes(chance, 5)),
  'a message within a message': (chance) =>
    Buffer.concat([frame(2, chanceBytes(chance, 5), { head: 0x02 }), frame(2, chanceBytes(chance, 5))]),
  'half a closing code': () => frame(8, Uint8Array.of(3)),
  'no closing code': (chance) => {
    const code = chance.pick([0, 999, 1004, 1005, 1006, 1016, 2999, 5000, 65_535])
    return frame(8, Uint8Array.of(code >> 8, code & 255))
  },
  'a closing reason that is not UTF-8': () => frame(8, Uint8Array.of(3, 0xe8, 0xc3, 0x28)),
  'a text that is not UTF-8': () => frame(1, Uint8Array.of(0xff, 0xfe, 0xc3, 0x28)),
  noise: (chance) => {
    const bytes = Buffer.from(chanceBytes(chance, 14 + chance.whole(200)))
    // The opcode is reserved, whatever follows.
    bytes[0] = (bytes[0]! & 0xf0) | chance.pick([3, 5, 7, 11, 13, 15])
    return bytes
  },
}

export function malformedFrame(chance: Chance): { what: string; bytes: Buffer } {
  const what = chance.pick(Object.keys(frames))
  return { what, bytes: frames[what]!(chance) }
}
