// The question put when nobody words another: does the Committee adopt this text?

import { dossierKindWords } from '#server/domain/dossier.ts'
import type { Words } from '#server/domain/language.ts'
import type { DossierLine } from '#server/workflows/views.ts'
import { dossierWords } from './dossiers.ts'

export function defaultQuestion({ kind, title }: DossierLine): Words {
  return {
    en: dossierWords.en.defaultQuestion(dossierKindWords[kind].en, title.en),
    fr: dossierWords.fr.defaultQuestion(dossierKindWords[kind].fr, title.fr),
  }
}
