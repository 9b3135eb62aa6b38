// Views of frozen versions. Plain data, already filtered by access; a `whyNot` is null when the act is open to this
// reader.

import type { FrozenText } from '../../document/canonical/parse-frozen.ts'
import type { Fate } from '../../document/compare/paragraph-changes.ts'
import type { Language, Words } from '../../domain/language.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { PrintedParagraph } from '../../formats/printed.ts'
import type { Person } from '../people/person-views.ts'
import type { DossierLine } from '../row-views.ts'

/** UTC milliseconds. */
type Instant = number
type WhyNot = Refusal | null

/** A version of a dossier's text. Its page is `/versions/:id`. */
export interface VersionView {
  readonly id: string
  /** Its place among the versions of its dossier: 1, 2, 3 … */
  readonly ordinal: number
  /** '' for none. */
  readonly name: string
  /** `T-ES(2026)05 rev.1`; null for none. */
  readonly reference: string | null
  /** `Version 3`; with its name `Version 3, for the 43rd meeting`. */
  readonly label: Words
  readonly frozenAt: Instant
  readonly by: Person
  /** The vote it was frozen for, by id. */
  readonly ofBallot: string | null
  readonly note: string
  /** Suggestions that stood in the text then and are not part of the version; null where nobody counted. */
  readonly openSuggestions: number | null
  /** Whether the text keeps the numbers of this one. */
  readonly keepsNumbers: boolean
  /** The position of the log at which it was frozen. */
  readonly uptoSeq: number
  /** Over both languages (document/canonical/canonical.ts). */
  readonly sha256: string
}

/** A version with its words and the numbers it was printed with. */
export interface VersionText {
  readonly version: VersionView
  readonly dossier: DossierLine
  readonly text: FrozenText
}

/** The text as it stands, settled, with the numbers it would be printed with now. */
export interface TextNow {
  readonly dossier: DossierLine
  readonly seq: number
  readonly text: FrozenText
}

export interface VersionsPage {
  readonly dossier: DossierLine
  /** Newest first. */
  readonly versions: readonly VersionView[]
  /** The text reads as the newest does; false without any. */
  readonly isSame: boolean
  readonly whyNotFreeze: WhyNot
  readonly whyNotName: WhyNot
  /** Of references, and of keeping numbers. */
  readonly whyNotNumber: WhyNot
  readonly whyNotRestore: WhyNot
  /** References that may be taken, the likeliest first; empty for readers who take none. */
  readonly offers: readonly { readonly as: string; readonly reference: string }[]
}

export interface VersionPage {
  readonly version: VersionView
  readonly dossier: DossierLine
  readonly text: Readonly<Record<Language, readonly PrintedParagraph[]>>
  readonly latest: VersionView
  readonly previous: VersionView | null
  /** The text reads as this version does. */
  readonly isSame: boolean
  /** What became of each of its paragraphs, by pid. */
  readonly fates: Readonly<Record<Language, Readonly<Record<string, Fate>>>>
  readonly whyNotRestore: WhyNot
}
