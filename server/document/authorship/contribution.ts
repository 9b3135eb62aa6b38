// What one hand did to one paragraph in one go. Plain data.

import type { Language } from '../../domain/language.ts'
import type { Paragraph } from '../tree/tree.ts'
import type { Share } from './spans.ts'

/**
 * Whose change it is: of a member who wrote it, of suggestions that the server put into the text when they were
 * accepted, or of the server (references that follow their numbers, a version that was restored).
 */
export type Hand =
  | { readonly is: 'member'; readonly id: string }
  | { readonly is: 'suggestions'; readonly ids: readonly string[] }
  | { readonly is: 'server' }

export interface Contribution {
  readonly language: Language
  readonly pid: string
  readonly hand: Hand
  /** Positions of the log, and UTC milliseconds. */
  readonly firstSeq: number
  readonly lastSeq: number
  readonly firstAt: number
  readonly lastAt: number
  /** Settled and bare; null where it did not stand, or held no word. */
  readonly before: Paragraph | null
  readonly after: Paragraph | null
  readonly isMove: boolean
}

/** All that is known of one paragraph in one language. */
export interface ParagraphHistory {
  readonly language: Language
  readonly pid: string
  readonly isGone: boolean
  readonly contributions: readonly Contribution[]
  /**
   * Of the words that stand, those each wrote; null is the server. A suggestion's words are of whoever suggested them.
   */
  readonly standing: ReadonlyMap<string | null, Share>
}
