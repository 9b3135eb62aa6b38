// What comes to a text and goes to its log: who sends it, what is written down of it, why it is not taken.

import type { GateReason } from '../../document/gate/gate.ts'
import type { Made } from '../nodes/tenure.ts'
import type { QuotaReason } from '../refusals.ts'
import type { Entry } from './journal.ts'

/** Who sends an update. `newClients` counts the Yjs client ids that this sender used for the first time. */
export interface Sender {
  /** Who has a reserve may write where others find the text full. */
  readonly seat: { readonly memberId: string; readonly hasReserve?: boolean }
  newClients: number
  /** Takes so many messages from what this sender may send in a while. */
  charge(messages: number): void
}

/** An update on its way to disk; `by` is null for the server's own, and for what Yjs tidied up by itself. */
export interface TextEntry extends Entry, Made {
  readonly by: Sender | null
  /** Which change of the text in memory it was; see LiveText.changes. */
  readonly change: number
}

/**
 * Under which client ids somebody has written, one row often under several: a page that was opened again has a new one.
 */
export interface Brought {
  readonly clients: readonly number[]
  readonly suggestions?: Iterable<string>
}

/** Why an update was not taken. */
export type NotTaken =
  | {
      readonly is: 'refused'
      readonly reason: GateReason | 'full' | 'too-many-mendings' | QuotaReason
      readonly detail: string
    }
  /** It writes under ids that must be brought home first. */
  | { readonly is: 'away'; readonly clients: readonly number[] }
  /** It is news, and the sender may not change the text. */
  | { readonly is: 'unseated' }
