// The messages between a desk and the room beyond the y-websocket protocol (server/live/README.md), as the desk reads
// them.

import * as decoding from 'lib0/decoding'
import type { Words } from '#server/domain/language.ts'
import type { Link, Right } from './status.ts'

export const messageSaved = 100
export const messageConfirm = 101
export const messageRefused = 102
export const messageSeat = 103

/** As message 103 numbers them. */
const rights: readonly Right[] = ['read', 'edit', 'suggest']

export function readSeat(decoder: decoding.Decoder): NonNullable<Link['seat']> {
  return { right: rights[decoding.readVarUint(decoder)] ?? 'read', say: readWords(decoder) }
}

export function readRefused(decoder: decoding.Decoder): { readonly code: string; readonly say: Words } {
  return { code: decoding.readVarString(decoder), say: readWords(decoder) }
}

function readWords(decoder: decoding.Decoder): Words {
  return { en: decoding.readVarString(decoder), fr: decoding.readVarString(decoder) }
}
