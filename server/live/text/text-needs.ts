// What a live text is given, and as what it writes down what comes.

import type { Verdict } from '../../document/gate/gate.ts'
import type { BothKept } from '../../document/numbering/kept.ts'
import type { Log } from '../../log.ts'
import type { Meter } from '../meter.ts'
import type { Tenure } from '../nodes/tenure.ts'
import type { Allowance } from './allowance.ts'
import type { Sender, TextEntry } from './entries.ts'
import type { Ledger } from './ledger.ts'
import type { Written } from './quota.ts'
import type { OnTaken } from './taken-words.ts'

export interface TextNeeds {
  readonly ledger: Ledger
  readonly tenure: Tenure
  readonly documentId: string
  /** The numbers that it keeps. */
  readonly kept?: BothKept
  readonly mint: () => string
  readonly meter?: Meter
  /** The member whom presence shows under a client id: nobody else writes under it first. */
  readonly shownUnder?: (client: number) => string | null
  /** What is looked at and mended for members; without one nobody is counted. */
  readonly allowance?: Allowance
  readonly clock?: () => number
  /** What members wrote in the last day. */
  readonly written?: readonly Written[]
  readonly onTaken?: OnTaken | undefined
  readonly log?: Log
  readonly onStored: (entries: readonly TextEntry[]) => void
  readonly onBehind: () => void
  readonly onFailed: (error: Error) => void
}

/** What passed the gate. */
type News = Extract<Verdict, { readonly passed: true }>

export interface Author {
  readonly by: Sender
  readonly leases: readonly number[]
  readonly clients: readonly number[]
  readonly news: News
}
