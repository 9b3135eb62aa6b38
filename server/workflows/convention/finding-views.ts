// What pages are given of a finding.

import type { Words } from '../../domain/language.ts'

export interface FindingView {
  readonly id: string
  readonly kind: string
  readonly round: number
  readonly theme: string
  /** Our own words in both languages. */
  readonly statement: Words
  readonly partyCount: number | null
  readonly qualifier: Words | null
  /** ISO date or month as the source gives it; a count is never shown without it. */
  readonly asOf: string | null
  readonly denominator: number | null
  readonly denominatorNote: Words | null
  readonly level: string | null
  readonly officialCode: string | null
  readonly articles: readonly number[]
  readonly supersededBy: string | null
}
