// Hostile updates. Each was shown to harm a server that hands a client's bytes to Yjs, or stands for a whole family of
// such.

import type * as encoding from 'lib0/encoding'
import { writeUint8, writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'
import {
  type Attack,
  type AttackedText,
  afterWord,
  all,
  any,
  attacker,
  bytes,
  child,
  id,
  inRoot,
  mine,
  noDeletes,
  victim,
} from './attacked.ts'

const memory: Attack[] = [
  { name: 'thirty million structs in seven bytes', reason: 'too-many', build: () => bytes(1, 3e7, attacker, 0) },
  { name: 'more structs than bytes', reason: 'malformed', build: () => bytes(1, 19_000, attacker, 0) },
  {
    name: 'a hundred thousand client ids',
    reason: 'too-large',
    build: () => bytes(100_000, (e) => Array.from({ length: 100_000 }, (_, n) => e && writeGc(e, 1000 + n))),
  },
  {
    name: 'thirty client ids',
    reason: 'too-many',
    build: () => bytes(30, (e) => Array.from({ length: 30 }, (_, n) => writeGc(e, 1000 + n)), 0),
  },
  {
    name: 'deletions of two hundred thousand units of an unknown client',
    reason: 'too-large',
    build: () => bytes(0, 1, 777, 200_000, (e) => Array.from({ length: 200_000 }, (_, n) => writeRange(e, n * 2))),
  },
  {
    name: 'a collected run of two to the fortieth',
    reason: 'malformed',
    build: () => bytes(1, 1, attacker, 0, [0], 2 ** 40, 0),
  },
  {
    name: 'a value seven thousand deep',
    reason: 'vocabulary',
    build: (at) =>
      mine(at, child(id(at.block), 8, any(Array.from({ length: 14_000 }, (_, n) => (n % 2 ? 1 : 117))), 's_kind')),
  },
  {
    name: 'JSON thirty thousand deep in a format',
    reason: 'malformed',
    build: (at) => mine(at, afterWord(at, 6, bytes('p', '['.repeat(30_000)))),
  },
  {
    name: 'a V2 update with a run-length count of fifty million',
    reason: 'malformed',
    build: () => Uint8Array.from([0, 0, 3, 0x9c, 0x01, 0x80, 0xe1, 0xeb, 0x17, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0]),
  },
]

function writeGc(encoder: encoding.Encoder, client: number): void {
  for (const number of [1, client, 0]) writeVarUint(encoder, number)
  writeUint8(encoder, 0)
  writeVarUint(encoder, 1)
}

function writeRange(encoder: encoding.Encoder, clock: number): void {
  writeVarUint(encoder, clock)
  writeVarUint(encoder, 1)
}

const history: Attack[] = [
  {
    name: 'ghost text: from a known clock, after an unknown unit, under the id of another',
    reason: 'foreign-client',
    build: (at) =>
      all(bytes(1, 1, victim, Y.getState(at.doc.store, victim) - 1, [0x84], 13, 0, 'e unless asked'), noDeletes),
  },
  {
    name: 'ghost text under the own id',
    reason: 'missing-dependency',
    build: (at) => mine(at, bytes([0x84], 13, 0, 'e')),
  },
  {
    name: 'author freeze: a collected run at the next clock of another',
    reason: 'foreign-client',
    build: (at) => all(bytes(1, 1, victim, Y.getState(at.doc.store, victim), [0], 1e9 % 2 ** 20), noDeletes),
  },
  {
    name: 'words under the id of another at its next clock',
    reason: 'foreign-client',
    build: (at) => all(bytes(1, 1, victim, Y.getState(at.doc.store, victim)), afterWord(at, 4, bytes('x')), noDeletes),
  },
  {
    name: 'a gap in the own clock',
    reason: 'gap',
    build: (at) => all(bytes(1, 1, attacker, 4000), afterWord(at, 4, bytes('x')), noDeletes),
  },
  { name: 'a skip struct', reason: 'vocabulary', build: (at) => mine(at, bytes([10], 5)) },
  { name: 'a circle: two own clients that wait for each other', reason: 'missing-dependency', build: () => circle() },
  {
    name: 'a deletion beyond what is known of the victim',
    reason: 'delete-beyond',
    build: () => bytes(0, 1, victim, 1, 0, 2 ** 40),
  },
  {
    name: 'a deletion of a client that nobody knows',
    reason: 'delete-beyond',
    build: () => bytes(0, 1, 12_345, 1, 0, 9),
  },
  { name: 'an empty deletion', reason: 'malformed', build: () => bytes(0, 1, victim, 1, 3, 0) },
  { name: 'one client twice', reason: 'malformed', build: () => bytes(2, 1, 9, 0, [0], 1, 1, 9, 1, [0], 1, 0) },
  { name: 'bytes after the end', reason: 'malformed', build: () => bytes(0, 0, 0) },
  { name: 'nothing at all', reason: 'malformed', build: () => bytes() },
  { name: 'a client id of 33 bits', reason: 'malformed', build: () => bytes(1, 1, 2 ** 33, 0, [0], 1, 0) },
  {
    name: 'neighbours in reverse',
    reason: 'misplaced',
    build: (at) => mine(at, between(at.firstWord + 9, at.firstWord + 3)),
  },
  {
    name: 'paragraphs in reverse as neighbours, which a reload leaves where they are',
    reason: 'misplaced',
    build: (at) => mine(at, all(bytes([0xc0 | 7]), id(at.otherBlock), id(at.block), bytes(3, 'block'))),
  },
  {
    name: 'one paragraph as both neighbours',
    reason: 'misplaced',
    build: (at) => mine(at, all(bytes([0xc0 | 7]), id(at.block), id(at.block), bytes(3, 'block'))),
  },
  {
    name: 'neighbours in two paragraphs',
    reason: 'misplaced',
    build: (at) => mine(at, between(at.firstWord + 3, at.otherWord + 3)),
  },
  {
    name: 'a letter as the parent',
    reason: 'misplaced',
    build: (at) => mine(at, child(id({ client: victim, clock: at.firstWord }), 7, bytes(6))),
  },
  {
    name: 'before the current value of an attribute',
    reason: 'misplaced',
    build: (at) => mine(at, all(bytes([0x48]), id({ client: victim, clock: at.block.clock + 2 }), any([119], 'x'))),
  },
]

const deletions = Object.entries({
  'a count of deletions without the deletions': [1, 777, 49_999, 1, 1],
  'the whole of the victim deleted 20,000 times': [1, victim, 20_000, ...Array.from({ length: 20_000 }, () => [0, 30])],
  'deletions that overlap': [1, victim, 2, 0, 5, 4, 5],
  'deletions that go back': [1, victim, 2, 8, 2, 0, 2],
  'deletions of one client in two places': [2, victim, 1, 0, 2, victim, 1, 4, 2],
}).map(([name, said]): Attack => ({ name, reason: 'malformed', build: () => bytes(0, ...said.flat()) }))

const between = (origin: number, right: number): Uint8Array => bytes([0xc4], victim, origin, victim, right, 'x')

const circle = (): Uint8Array => all(bytes(2, 1, 11, 0, [0x84], 12, 0, 'a', 1, 12, 0, [0x84], 11, 0, 'b'), noDeletes)

const words: Attack[] = [
  { name: 'an unknown root', reason: 'vocabulary', build: (at) => mine(at, inRoot('root-v2', 7, bytes(3, 'block'))) },
  {
    name: 'the root __proto__',
    reason: 'vocabulary',
    build: (at) => mine(at, inRoot('__proto__', 7, bytes(3, 'block'))),
  },
  { name: 'an unknown node', reason: 'vocabulary', build: (at) => mine(at, inRoot('en', 7, bytes(3, 'iframe'))) },
  { name: 'words directly in a root', reason: 'vocabulary', build: (at) => mine(at, inRoot('en', 7, bytes(6))) },
  { name: 'a string directly in a root', reason: 'vocabulary', build: (at) => mine(at, inRoot('en', 4, bytes('x'))) },
  {
    name: 'a string directly in a block',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.block), 4, bytes('x'))),
  },
  {
    name: 'a block in a block',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.block), 7, bytes(3, 'block'))),
  },
  { name: 'a block among words', reason: 'vocabulary', build: (at) => mine(at, afterWord(at, 7, bytes(3, 'block'))) },
  { name: 'a hook', reason: 'vocabulary', build: (at) => mine(at, inRoot('en', 7, bytes(5, 'block'))) },
  { name: 'a map', reason: 'vocabulary', build: (at) => mine(at, child(id(at.block), 7, bytes(1), '__slots')) },
  {
    name: 'an attribute on a root',
    reason: 'vocabulary',
    build: (at) => mine(at, inRoot('en', 8, any([119], 'x'), 's_pid')),
  },
  {
    name: 'an attribute on words',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.text), 8, any([119], 'x'), 's_pid')),
  },
  {
    name: 'a style on a block',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.block), 8, any([119], 'position:fixed'), '__style')),
  },
  {
    name: 'an unknown kind',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.otherBlock), 8, any([119], 'script'), 's_kind')),
  },
  {
    name: 'a kind that is a number',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.otherBlock), 8, any([125, 1]), 's_kind')),
  },
  {
    name: 'a kind that is a type',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.otherBlock), 7, bytes(6), 's_kind')),
  },
  {
    name: 'a pid with markup',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.otherBlock), 8, any([119], '"><svg'), 's_pid')),
  },
  {
    name: 'an object with the key __proto__',
    reason: 'vocabulary',
    build: (at) => mine(at, child(id(at.otherBlock), 8, any([118], 1, '__proto__', [126]), 's_kind')),
  },
  {
    name: 'an embedded object',
    reason: 'vocabulary',
    build: (at) => mine(at, afterWord(at, 5, bytes('{"image":"x"}'))),
  },
  { name: 'a subdocument', reason: 'vocabulary', build: (at) => mine(at, afterWord(at, 9, bytes('guid', [118], 0))) },
  { name: 'binary content', reason: 'vocabulary', build: (at) => mine(at, afterWord(at, 3, bytes(2, [1, 2]))) },
  { name: 'JSON content', reason: 'vocabulary', build: (at) => mine(at, afterWord(at, 2, bytes(1, '{}'))) },
  { name: 'a value among words', reason: 'vocabulary', build: (at) => mine(at, afterWord(at, 8, any([119], 'x'))) },
  {
    name: 'another class of text node',
    reason: 'vocabulary',
    build: (at) => mine(at, format(at, 't', 'code-highlight')),
  },
  {
    name: 'a style on words',
    reason: 'vocabulary',
    build: (at) => mine(at, format(at, 'p', { __style: 'position:fixed' })),
  },
  {
    name: 'a format bit that is neither bold nor italic',
    reason: 'vocabulary',
    build: (at) => mine(at, format(at, 'p', { __format: 8 })),
  },
  {
    name: 'a property under __proto__',
    reason: 'vocabulary',
    build: (at) => mine(at, afterWord(at, 6, bytes('p', '{"__proto__":{"__format":1}}'))),
  },
  {
    name: 'a citation of nothing known',
    reason: 'vocabulary',
    build: (at) => mine(at, format(at, 's_ref', 'javascript:alert(1)')),
  },
  { name: 'a separator that is text', reason: 'vocabulary', build: (at) => mine(at, format(at, 'i', '1')) },
  { name: 'a forged suggestion', reason: 'vocabulary', build: (at) => mine(at, format(at, 's_suggestion', 'i:1')) },
  {
    name: 'an invented comment thread',
    reason: 'unknown-thread',
    build: (at) => mine(at, format(at, 's_c_01invented', 1)),
  },
  {
    name: 'a comment mark with a payload',
    reason: 'vocabulary',
    build: (at) => mine(at, format(at, 's_c_01known', { x: 1 })),
  },
  { name: 'a NUL among words', reason: 'vocabulary', build: (at) => mine(at, afterWord(at, 4, bytes('a\u0000b'))) },
  {
    name: 'words that are not UTF-8',
    reason: 'malformed',
    build: (at) => mine(at, afterWord(at, 4, bytes(2, [0xc3, 0x28]))),
  },
  { name: 'twenty thousand nested blocks', reason: 'vocabulary', build: () => nested(20_000) },
  { name: 'three nested blocks', reason: 'vocabulary', build: () => nested(3) },
]

const format = (at: AttackedText, key: string, value: unknown): Uint8Array =>
  afterWord(at, 6, bytes(key, JSON.stringify(value)))

function nested(depth: number): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 6
  doc.transact(() => {
    let holder = doc.get('fr', Y.XmlElement) as Y.XmlElement
    for (let at = 0; at < depth; at++) {
      const block = new Y.XmlElement('block')
      holder.insert(0, [block])
      holder = block
    }
  })
  return Y.encodeStateAsUpdate(doc)
}

export const attacks: readonly Attack[] = [...memory, ...history, ...deletions, ...words]
