// A seat: what one socket may do in one room. The room knows no roles, only these flags.

import type { Language, Words } from '../../domain/language.ts'

export interface Seat {
  readonly memberId: string
  /** Shown to the others; written by the server, never taken from the client. */
  readonly name: string
  /** Party or body shown beside the name, in the reader's language; '' for the Secretariat. */
  readonly delegation: Words
  readonly sessionHash: string
  readonly mayRead: boolean
  readonly mayEdit: boolean
  /** May suggest changes, but make none; of no weight where `mayEdit`. */
  readonly maySuggest: boolean
  /** May write where others find the text full. */
  readonly hasReserve?: boolean
}

/** What a seat may do to the text now. */
export type Right = 'edit' | 'suggest' | 'read'

/** Which seats; what is left out matches all. */
export interface SeatMatch {
  readonly collab?: string
  readonly memberId?: string
  readonly sessionHash?: string
}

/**
 * Decides a seat anew; null when the person may no longer read. Asked at the upgrade and after every change of right.
 */
export type SeatOf = (collab: string, sessionHash: string) => Promise<Seat | null>

/** What the desk hears when the text changed: which room, up to which log position, who wrote. */
export interface TextChanged {
  readonly collab: string
  readonly seq: number
  readonly languages: readonly Language[]
}

/** Of a seat in a text that is not frozen. */
export function rightOf({ mayEdit, maySuggest }: Seat): Right {
  if (mayEdit) return 'edit'
  return maySuggest ? 'suggest' : 'read'
}
