// What is said of a fault of a citation, in the reader's language.

import { citationWords } from '#app/words/desk/citations.ts'
import type { CitationFault } from '#server/document/citations/citation-faults.ts'
import type { Language } from '#server/domain/language.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import { nameOf } from './cited.tsx'

export function sayFault(fault: CitationFault, citable: Citable, language: Language): string {
  const w = citationWords[language]
  const name = nameOf(fault.target, citable, language)
  switch (fault.fault) {
    case 'unknown':
    case 'unpublished':
      return w[fault.fault](name)
    case 'superseded':
      return w.superseded(name, nameOf(fault.by ?? '', citable, language))
    case 'gone':
      return fault.target.startsWith('footnote:') ? w.noteGone(fault.words) : w.gone(fault.words)
    case 'unnumbered':
      return w.unnumbered(fault.words)
    case 'uncalled':
      return fault.language === 'en' ? w.uncalledEn : w.uncalledFr
    case 'apart':
      return w.apart
  }
}
