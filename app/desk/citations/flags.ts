// What is to be looked at in the citations of the open text: faults, and references that are plain words still.

import type { CitationFault } from '#server/document/citations/citation-faults.ts'
import type { Language } from '#server/domain/language.ts'

/** Where it stands changes with every letter before it, and is asked for when it is to be linked (flags-found.ts). */
export interface Offer {
  readonly language: Language
  readonly pid: string
  /** In its stored form. */
  readonly target: string
  readonly words: string
}

/** Of one paragraph. */
export interface Flagged {
  readonly faults: readonly CitationFault[]
  /** References in plain words whose target exists. */
  readonly offers: readonly Offer[]
}

export interface Flags {
  readonly faults: readonly CitationFault[]
  readonly byPid: ReadonlyMap<string, Flagged>
}

export const noFlags: Flags = { faults: [], byPid: new Map() }
