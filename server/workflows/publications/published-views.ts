// What pages are given of texts that were published: plain data, for anyone.

import type { Language, Words } from '../../domain/language.ts'
import type { PrintedParagraph } from '../../formats/printed.ts'
import type { RecordHead } from '../record/heads.ts'

export interface PublishedLine {
  readonly symbol: string
  readonly nature: 'adopted' | 'summary'
  readonly kind: string
  readonly title: Words
  readonly adoptedOn: string | null
}

export interface PublishedView extends PublishedLine {
  readonly sha256: string
  /** The frozen text with its frozen numbers; never counted again. */
  readonly text: Readonly<Record<Language, readonly PrintedParagraph[]>>
  readonly sourceUrl: string | null
  readonly note: Words
  /** UTC milliseconds. */
  readonly publishedAt: number
  /** The outcome in one sentence, when the text was voted on here. */
  readonly decision: Words | null
  /** Of the record, as it stood when the text was published. */
  readonly recordHead: RecordHead | null
}
