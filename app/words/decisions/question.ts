// The question put when nobody words another: does the Committee adopt this text?

import type { DossierKind } from '#server/domain/dossiers/dossier.ts'
import type { Words } from '#server/domain/language.ts'
import type { DossierLine } from '#server/workflows/row-views.ts'

/** The kind with its article, as it stands in the middle of a sentence. */
const theKind: Readonly<Record<DossierKind, Words>> = {
  opinion: { en: 'the opinion', fr: 'l’avis' },
  'interpretative-opinion': { en: 'the interpretative opinion', fr: 'l’avis interprétatif' },
  declaration: { en: 'the declaration', fr: 'la déclaration' },
  recommendation: { en: 'the recommendation', fr: 'la recommandation' },
  'guidance-note': { en: 'the guidance note', fr: 'la note d’orientation' },
}

export function defaultQuestion({ kind, title }: DossierLine): Words {
  return {
    en: `Does the Committee adopt ${theKind[kind].en} “${title.en}”?`,
    fr: `Le Comité adopte\u2011t\u2011il ${theKind[kind].fr} «\u00a0${title.fr}\u00a0»\u00a0?`,
  }
}
