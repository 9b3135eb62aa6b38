// What a house gives to its rooms: where texts are kept, the time, and who is told of what.

import type { Store } from '#db/engine/open.ts'
import type { BothKept } from '../document/numbering/kept.ts'
import type { Log } from '../log.ts'
import type { Pace } from './limits.ts'
import type { Meter } from './meter.ts'
import type { Bus } from './nodes/bus.ts'
import type { Tenure } from './nodes/tenure.ts'
import type { SeatOf, TextChanged } from './seats/seat.ts'
import type { Allowance } from './text/allowance.ts'
import type { Ledger } from './text/ledger.ts'
import type { Written } from './text/quota.ts'
import type { KeepSnapshot } from './text/snapshots.ts'
import type { LoadedText } from './text/stored-text.ts'
import type { OnTaken } from './text/taken-words.ts'

export interface RoomNeeds {
  readonly store: Store
  readonly clock: () => number
  readonly mint: () => string
  readonly log: Log
  readonly seatOf: SeatOf
  /** A person typed in this session. Told at most every `limits.typedEvery` for one socket. */
  readonly onTyped?: (sessionHash: string) => void
  /**
   * The numbers that a text keeps from one of its versions; asked when it is opened and when its seats are. None when
   * left out.
   */
  readonly keptOf?: (collab: string) => Promise<BothKept>
  /** Stores a snapshot together with what vouches for it: one that is not vouched for is not read again. */
  readonly keepSnapshot: KeepSnapshot
  /** To the other nodes; silence where there are none. */
  readonly bus: Bus
  /** Told a little after the text has changed on disk, never twice at a time for one burst. */
  readonly onChanged: (changed: TextChanged) => Promise<void> | void
  /** Told when an editor has taken words out of somebody else's suggestion, once it is on disk. */
  readonly onTaken?: OnTaken
  /** Taken from limits.ts when left out. */
  readonly pace?: Pace
  /** Left out where nobody counts. */
  readonly meter?: Meter
}

/** What one room is opened with. */
export interface Opening {
  readonly collab: string
  readonly loaded: LoadedText
  readonly isFrozen: boolean
  readonly kept?: BothKept
  readonly written?: readonly Written[]
  readonly needs: RoomNeeds
  readonly ledger: Ledger
  readonly tenure: Tenure
  readonly allowance: Allowance
  /** Called once, when the room may no longer be used. */
  readonly onGone: () => void
}
