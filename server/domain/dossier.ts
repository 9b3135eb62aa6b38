// A dossier: one text from its mandate to its publication. (domain.md B2; the path is data below.)

export const dossierKinds = [
  'opinion',
  'interpretative-opinion',
  'declaration',
  'recommendation',
  'guidance-note',
] as const
export type DossierKind = (typeof dossierKinds)[number]

export const dossierStates = ['drafting', 'circulated', 'meeting', 'vote', 'adopted', 'published'] as const
export type DossierState = (typeof dossierStates)[number]
