// What pages are given of a meeting: plain data, already filtered by access.

import type { Words } from '../../domain/language.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { DossierLine, MeetingLine } from '../row-views.ts'

type WhyNot = Refusal | null

export interface MeetingView extends MeetingLine {
  /** All Parties in the reader's alphabetical order is the page's work; here by id. */
  readonly parties: readonly {
    readonly id: string
    readonly name: Words
    readonly present: boolean
    readonly entitled: boolean
    /** Why it is not counted, when it is not entitled. */
    readonly reason: Words
  }[]
  readonly present: number
  readonly quorum: number
  readonly dossiers: readonly DossierLine[]
  readonly whyNotRecord: WhyNot
}
