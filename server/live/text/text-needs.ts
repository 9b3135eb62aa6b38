// What a live text is given by its room.

import type { BothKept } from '../../document/numbering/kept.ts'
import type { Meter } from '../meter.ts'
import type { Tenure } from '../nodes/tenure.ts'
import type { Allowance } from './allowance.ts'
import type { TextEntry } from './entries.ts'
import type { Ledger } from './ledger.ts'

export interface TextNeeds {
  readonly ledger: Ledger
  readonly tenure: Tenure
  readonly documentId: string
  /** The numbers that it keeps. */
  readonly kept?: BothKept
  readonly mint: () => string
  readonly meter?: Meter
  /** Of members who may only suggest; without one nobody is counted. */
  readonly allowance?: Allowance
  readonly onStored: (entries: readonly TextEntry[]) => void
  readonly onBehind: () => void
  readonly onFailed: (error: Error) => void
}
