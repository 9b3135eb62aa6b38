// What pages are given of what points at an article, a finding, a Party or a text: plain data, already filtered by
// access.

import type { Relation } from '../../domain/convention/citation.ts'
import type { Words } from '../../domain/language.ts'
import type { ArticleLine, DossierLine, PartyLine } from '../row-views.ts'
import type { FindingView } from './finding-views.ts'

/** An adopted paragraph that points at something. */
export interface CitingParagraph {
  readonly symbol: string
  readonly title: Words
  readonly nature: 'adopted' | 'summary'
  readonly pid: string
  readonly number: string
  readonly words: Words
  /** All that it says of what it points at. */
  readonly relations: readonly Relation[]
}

/** A paragraph of a draft that points at something. */
export interface CitingDraft {
  readonly dossier: DossierLine
  readonly pid: string
  /** As printed now; '' for a paragraph without a number. */
  readonly number: string
  readonly words: Words
  readonly relations: readonly Relation[]
}

export interface CitedBy {
  readonly adopted: readonly CitingParagraph[]
  /** Always empty for someone not signed in, and filtered by access for members. */
  readonly drafts: readonly CitingDraft[]
}

export interface ArticleView extends ArticleLine, CitedBy {
  readonly findings: readonly FindingView[]
}

export interface FindingPage extends FindingView, CitedBy {
  /** Those that the finding names; none where the source names none. */
  readonly parties: readonly PartyLine[]
}

/** What names a Party, and what rests on a finding that names it. */
export interface PartyView extends PartyLine, CitedBy {
  /** ISO date; null where it could not be established. */
  readonly inForceOn: string | null
  readonly findings: readonly FindingView[]
  readonly resting: CitedBy
}
