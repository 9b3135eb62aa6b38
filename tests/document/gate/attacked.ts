// The text that is attacked, and the pieces of which hostile updates are built, byte by byte as Yjs format V1 reads
// them.

import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { GateReason } from '#server/document/gate/gate.ts'

/** The honest author of the text; the attacker's own id is `attacker`. */
export const victim = 100
export const attacker = 5

/** Ids in the attacked text: a block in `en`, its words, and a second block in `en`. */
export interface AttackedText {
  readonly doc: Y.Doc
  readonly block: Y.ID
  readonly otherBlock: Y.ID
  readonly text: Y.ID
  readonly firstWord: number
  readonly otherWord: number
}

/** A text of two paragraphs by the victim and one word by the attacker. */
export function attackedText(): AttackedText {
  const author = new Y.Doc()
  author.clientID = victim
  const root = author.get('en', Y.XmlElement) as Y.XmlElement
  const [block, text, otherBlock, otherText] = [
    new Y.XmlElement('block'),
    new Y.XmlText(),
    new Y.XmlElement('block'),
    new Y.XmlText(),
  ]
  root.insert(0, [block, otherBlock])
  block.setAttribute('s_pid', '01first')
  block.insert(0, [text])
  otherBlock.insert(0, [otherText])
  text.insert(0, 'Parties shall not disclose', {})
  const firstWord = Y.getState(author.store, victim) - 26
  otherText.insert(0, 'the identity of a child')
  const otherWord = Y.getState(author.store, victim) - 23
  const doc = new Y.Doc()
  doc.get('en', Y.XmlElement)
  doc.get('fr', Y.XmlElement)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(author))
  const mine = new Y.Doc()
  mine.clientID = attacker
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(doc))
  const own = (mine.get('en', Y.XmlElement) as Y.XmlElement).get(1) as Y.XmlElement
  ;(own.get(0) as Y.XmlText).insert(23, ' at all')
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(mine))
  const idOf = (type: { _item: Y.Item | null }) => (type._item as Y.Item).id
  return { doc, block: idOf(block), otherBlock: idOf(otherBlock), text: idOf(text), firstWord, otherWord }
}

type Write = (encoder: encoding.Encoder) => void

export const bytes = (...writes: readonly (number | string | Write | readonly number[])[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  for (const write of writes) {
    if (typeof write === 'number') encoding.writeVarUint(encoder, write)
    else if (typeof write === 'string') encoding.writeVarString(encoder, write)
    else if (typeof write === 'function') write(encoder)
    else for (const byte of write) encoding.writeUint8(encoder, byte)
  }
  return encoding.toUint8Array(encoder)
}

export const all = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
export const id = ({ client, clock }: { client: number; clock: number }) => bytes(client, clock)
export const noDeletes = bytes(0)

/** One struct of the attacker at the next clock. */
export const mine = (at: AttackedText, struct: Uint8Array): Uint8Array =>
  all(bytes(1, 1, attacker, Y.getState(at.doc.store, attacker)), struct, noDeletes)

/** A struct with an explicit parent: info byte, parent id, attribute name if `sub`, content. */
export const child = (parent: Uint8Array, content: number, rest: Uint8Array, sub?: string): Uint8Array =>
  all(bytes([content | (sub === undefined ? 0 : 0x20)], 0), parent, sub === undefined ? bytes() : bytes(sub), rest)

export const inRoot = (name: string, content: number, rest: Uint8Array, sub?: string): Uint8Array =>
  all(bytes([content | (sub === undefined ? 0 : 0x20)], 1, name), sub === undefined ? bytes() : bytes(sub), rest)

/** A struct after a word of the victim's first paragraph. */
export const afterWord = (at: AttackedText, content: number, rest: Uint8Array): Uint8Array =>
  all(bytes([0x80 | content]), id({ client: victim, clock: at.firstWord }), rest)

export const any = (...parts: readonly (number | string | readonly number[])[]) => bytes(1, ...parts)

export interface Attack {
  readonly name: string
  readonly reason: GateReason
  readonly build: (at: AttackedText) => Uint8Array
}
