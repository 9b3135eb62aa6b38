// What the rules name, as a page prints it. The words of kinds, states and choices stand with the rules; here are the
// rest.

import { type BallotChoice, ballotChoiceWords } from '#server/domain/decisions/ballot.ts'
import { type DossierState, dossierKindWords, dossierStateWords } from '#server/domain/dossiers/dossier.ts'
import type { Language, Words } from '#server/domain/language.ts'
import { bilingual, type Dictionary } from './bilingual.ts'

export const classLabels = bilingual({
  en: {
    internal: 'Internal: Secretariat, Chair and Bureau',
    restricted: 'Restricted: delegations',
    observers: 'Open to invited observers',
    public: 'Public',
  },
  fr: {
    internal: 'Interne\u00a0: Secrétariat, présidence et Bureau',
    restricted: 'Diffusion restreinte\u00a0: délégations',
    observers: 'Ouvert aux observateurs invités',
    public: 'Ouvert au public',
  },
})

export const findingKindLabels = bilingual({
  en: { recommendation: 'Recommendation', challenge: 'Challenge', 'promising-practice': 'Promising practice' },
  fr: { recommendation: 'Recommandation', challenge: 'Défi', 'promising-practice': 'Pratique prometteuse' },
})

export const findingKindsLabels = bilingual({
  en: { recommendation: 'Recommendations', challenge: 'Challenges', 'promising-practice': 'Promising practices' },
  fr: { recommendation: 'Recommandations', challenge: 'Défis', 'promising-practice': 'Pratiques prometteuses' },
})

export const levelLabels = bilingual({
  en: { requires: 'requires', requests: 'requests', invites: 'invites', urges: 'urges', considers: 'considers' },
  fr: { requires: 'exige', requests: 'demande', invites: 'invite', urges: 'prie instamment', considers: 'considère' },
})

/** The label of a value that came as data; the value itself when no label is known. */
export function labelOf(labels: Readonly<Record<Language, Dictionary>>, language: Language, value: string): string {
  const label = labels[language][value]
  return typeof label === 'string' ? label : value
}

/** `Interpretative opinion`. A kind that came with an imported text may be none of ours: it is printed as it is. */
export function kindLabel(language: Language, kind: string): string {
  const known: Readonly<Record<string, Words>> = dossierKindWords
  return capital(known[kind.replaceAll(' ', '-')]?.[language] ?? kind)
}

/** `At the meeting`. */
export function stateLabel(language: Language, state: DossierState): string {
  return capital(dossierStateWords[state][language])
}

/** `For`, as the roll prints it. */
export function choiceLabel(language: Language, choice: BallotChoice): string {
  return ballotChoiceWords[choice][language]
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
