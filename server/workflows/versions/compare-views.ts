// Views of two texts of one dossier compared. Plain data, already filtered by access.

import type { Redline } from '../../document/compare/redline.ts'
import type { Language } from '../../domain/language.ts'
import type { Writer } from '../people/person-labels.ts'
import type { DossierLine } from '../row-views.ts'
import type { LogLine } from './authorship-views.ts'
import type { VersionView } from './version-views.ts'

/** One of the two texts: a version, or the text as it stands (null). */
export interface Side {
  /** `now`, or the id of the version. */
  readonly id: string
  readonly version: VersionView | null
}

export interface Sides {
  readonly dossier: DossierLine
  /** All versions, newest first. */
  readonly versions: readonly VersionView[]
  /** Null when there is nothing to compare with yet. */
  readonly sides: { readonly from: Side; readonly to: Side } | null
}

/**
 * A language compared. Words put in and taken out are counted over all paragraphs; `writers` by pid, where something
 * was written between the two.
 */
export interface ComparedLanguage extends Redline {
  readonly put: number
  readonly taken: number
  readonly writers: Readonly<Record<string, readonly Writer[]>>
}

export interface CompareView extends Sides {
  readonly languages: Readonly<Record<Language, ComparedLanguage>> | null
  /** Suggestions that stand in the text now and are part of neither. */
  readonly pending: number
}

export interface ChangeLogView extends Sides {
  /** In the order of the text, then as they came. */
  readonly lines: readonly LogLine[]
  /** Everybody's place in the lines, to filter by. */
  readonly places: readonly Pick<Writer, 'place' | 'delegation'>[]
}
