// The messages on a socket as bytes: the y-websocket protocol and four of our own (README.md). It knows no text and no
// person.

import * as encoding from 'lib0/encoding'
import { Bytes } from '../../document/gate/bytes.ts'
import { Stopped } from '../../document/gate/reason.ts'
import type { Words } from '../../domain/language.ts'
import type { Right } from '../seats/seat.ts'

/**
 * A message as one WebSocket frame of a server (RFC 6455, 5.2: whole, binary, not masked), so that what goes to
 * everybody in a room is framed once.
 */
export function frameOf(message: Uint8Array): Buffer {
  const { length } = message
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x82
  frame[1] = header === 2 ? length : header === 4 ? 126 : 127
  if (header === 4) frame.writeUInt16BE(length, 2)
  if (header === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.set(message, header)
  return frame
}

/** What a client may say. `stateVector`, `update` and `states` are still unexamined. */
export type Said =
  | { readonly is: 'step1'; readonly stateVector: Uint8Array }
  | { readonly is: 'step2' | 'update'; readonly update: Uint8Array }
  | { readonly is: 'presence'; readonly states: Uint8Array }
  | { readonly is: 'who' }
  | { readonly is: 'confirm'; readonly number: number }

const sync = 0
const presence = 1
const who = 3
const saved = 100
const confirm = 101
const refused = 102
const seat = 103

/** Reads one whole message; null for anything else than the closed list. */
export function readSaid(message: Uint8Array): Said | null {
  const bytes = new Bytes(message)
  try {
    const said = readKind(bytes, message.length)
    return bytes.left === 0 ? said : null
  } catch (error) {
    if (error instanceof Stopped) return null
    throw error
  }
}

function readKind(bytes: Bytes, most: number): Said | null {
  switch (bytes.number()) {
    case sync:
      return readSync(bytes, most)
    case presence:
      return { is: 'presence', states: bytes.block(most) }
    case who:
      return { is: 'who' }
    case confirm:
      return { is: 'confirm', number: bytes.number() }
    default:
      return null
  }
}

function readSync(bytes: Bytes, most: number): Said | null {
  const step = bytes.number()
  if (step === 0) return { is: 'step1', stateVector: bytes.block(most) }
  if (step === 1) return { is: 'step2', update: bytes.block(most) }
  if (step === 2) return { is: 'update', update: bytes.block(most) }
  return null
}

/** The state vector of a page that has nothing, and the update that says nothing. */
export const noState = Uint8Array.of(0)
export const emptyUpdate = Uint8Array.of(0, 0)

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0
}

/** True for a state vector as Yjs writes one, read without trusting its count. */
export function isStateVector(stateVector: Uint8Array): boolean {
  const bytes = new Bytes(stateVector)
  try {
    const count = bytes.number()
    if (count * 2 > bytes.left) return false
    for (let at = 0; at < count; at++) bytes.id()
    return bytes.left === 0
  } catch (error) {
    if (error instanceof Stopped) return false
    throw error
  }
}

/** One presence state as sent: JSON still unread. */
export interface PresenceState {
  readonly client: number
  readonly clock: number
  readonly json: string
}

const mostStates = 1000

/** Reads awareness states; null when malformed. `most` bounds the bytes of one state. */
export function readPresence(states: Uint8Array, most: number): PresenceState[] | null {
  const bytes = new Bytes(states)
  try {
    const count = bytes.number()
    if (count > mostStates) return null
    const list: PresenceState[] = []
    for (let at = 0; at < count; at++) {
      list.push({ client: bytes.client(), clock: bytes.number(), json: bytes.string(most) })
    }
    return bytes.left === 0 ? list : null
  } catch (error) {
    if (error instanceof Stopped) return null
    throw error
  }
}

function message(write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode(write)
}

function syncMessage(step: 0 | 1 | 2, bytes: Uint8Array): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

/** "What do you have?" with our own state vector. */
export function sayStep1(stateVector: Uint8Array): Uint8Array {
  return syncMessage(0, stateVector)
}

/** The answer to a state vector: what it lacks. */
export function sayStep2(update: Uint8Array): Uint8Array {
  return syncMessage(1, update)
}

export function sayUpdate(update: Uint8Array): Uint8Array {
  return syncMessage(2, update)
}

export function sayPresence(states: readonly PresenceState[]): Uint8Array {
  const inner = message((encoder) => {
    encoding.writeVarUint(encoder, states.length)
    for (const { client, clock, json } of states) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, json)
    }
  })
  return message((encoder) => {
    encoding.writeVarUint(encoder, presence)
    encoding.writeVarUint8Array(encoder, inner)
  })
}

/** Everything received before the question `number` is on disk. */
export function saySaved(number: number): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, saved)
    encoding.writeVarUint(encoder, number)
  })
}

export function sayRefused(code: string, say: Words): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, refused)
    for (const text of [code, say.en, say.fr]) encoding.writeVarString(encoder, text)
  })
}

/** On the wire: 0 reads, 1 edits, 2 suggests. */
const rights: readonly Right[] = ['read', 'edit', 'suggest']

export function saySeat(right: Right, say: Words): Uint8Array {
  return message((encoder) => {
    encoding.writeVarUint(encoder, seat)
    encoding.writeVarUint(encoder, rights.indexOf(right))
    for (const text of [say.en, say.fr]) encoding.writeVarString(encoder, text)
  })
}
