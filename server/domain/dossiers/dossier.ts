// A dossier: one text from its mandate to its publication, along a path that is data. It knows no dates and no text.

import type { Words } from '../language.ts'
import { plural } from '../plural.ts'
import { type Refusal, refusal } from '../refusal.ts'

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

export const dossierKindWords: Readonly<Record<DossierKind, Words>> = {
  opinion: { en: 'opinion', fr: 'avis' },
  'interpretative-opinion': { en: 'interpretative opinion', fr: 'avis interprétatif' },
  declaration: { en: 'declaration', fr: 'déclaration' },
  recommendation: { en: 'recommendation', fr: 'recommandation' },
  'guidance-note': { en: 'guidance note', fr: 'note d’orientation' },
}

export const dossierStateWords: Readonly<Record<DossierState, Words>> = {
  drafting: { en: 'drafting', fr: 'en rédaction' },
  circulated: { en: 'circulated', fr: 'diffusé' },
  meeting: { en: 'at the meeting', fr: 'à l’examen en réunion' },
  vote: { en: 'put to the vote', fr: 'mis aux voix' },
  adopted: { en: 'adopted', fr: 'adopté' },
  published: { en: 'published', fr: 'publié' },
}

/** The steps that a person takes by moving the dossier; the others follow from an act of their own. */
export type MovableState = 'drafting' | 'circulated' | 'meeting'

/** From each state, the states that may follow. A text that is not adopted goes back to the meeting. */
export const dossierPath: Readonly<Record<DossierState, readonly DossierState[]>> = {
  drafting: ['circulated'],
  circulated: ['drafting', 'meeting'],
  meeting: ['drafting', 'vote'],
  vote: ['adopted', 'meeting'],
  adopted: ['published'],
  published: [],
}

/** Counts taken from the text, both languages together. */
export interface TextFacts {
  /** Operative paragraphs with words in at least one language. */
  readonly operativeParagraphs: number
  /** Paragraphs that stand in one language only. */
  readonly missingPairs: number
  /** Paragraphs that have words in one language only. */
  readonly emptyPairs: number
  /** Paragraphs that stand elsewhere in French than in English. */
  readonly strayPairs: number
  /** Paragraphs without words in both languages. */
  readonly blankPairs: number
  /** Square brackets still open. */
  readonly openBrackets: number
}

export interface MoveFacts extends TextFacts {
  readonly state: DossierState
  readonly hasMeeting: boolean
  /** False while the class is internal: the delegations cannot read the text. */
  readonly openToDelegations: boolean
}

/** Null when the dossier may take this step now; who may is `text.move`. Both languages are released together. */
export function whyNotMove(facts: MoveFacts, to: MovableState): Refusal | null {
  if (facts.state === to) {
    return refusal('not-again', { en: 'The dossier is already at this stage.', fr: 'Le dossier est déjà à ce stade.' })
  }
  // Leaving the vote is what closing the ballot does, never a move.
  if (facts.state === 'vote' || !dossierPath[facts.state].includes(to)) return noSuchStep(facts.state, to)
  if (to === 'drafting') return null
  return whyNotReleased(facts) ?? (to === 'meeting' ? whyNotBeforeMeeting(facts) : null)
}

/** Null when the text may leave the drafters. */
function whyNotReleased(facts: ReleaseFacts): Refusal | null {
  return obstaclesToRelease(facts)[0] ?? null
}

type ReleaseFacts = TextFacts & { readonly openToDelegations: boolean }

/**
 * All that keeps a text with its drafters: it must hold something, delegations must be able to read it, and both
 * languages must be complete and in step.
 */
export function obstaclesToRelease(facts: ReleaseFacts): readonly Refusal[] {
  const { strayPairs, blankPairs } = facts
  const unpaired = facts.missingPairs + facts.emptyPairs
  const found = [
    !facts.openToDelegations && {
      en: 'The dossier is internal: delegations could not read the text. Change its class first.',
      fr: 'Le dossier est interne\u00a0: les délégations ne pourraient pas lire le texte. Modifiez d’abord sa catégorie d’accès.',
    },
    facts.operativeParagraphs < 1 && {
      en: 'The text needs at least one operative paragraph with words.',
      fr: 'Le texte doit comporter au moins un paragraphe du dispositif qui ne soit pas vide.',
    },
    unpaired > 0 && {
      en: `English and French are released together: ${unpaired} ${plural('en', unpaired, 'paragraph lacks', 'paragraphs lack')} the other language.`,
      fr: `Les versions anglaise et française sont diffusées ensemble\u00a0: ${unpaired} ${plural('fr', unpaired, 'paragraphe n’existe', 'paragraphes n’existent')} que dans une langue.`,
    },
    strayPairs > 0 && {
      en: `English and French must follow the same order: ${strayPairs} ${plural('en', strayPairs, 'paragraph stands', 'paragraphs stand')} elsewhere in French.`,
      fr: `L’anglais et le français doivent suivre le même ordre\u00a0: ${strayPairs} ${plural('fr', strayPairs, 'paragraphe est placé', 'paragraphes sont placés')} ailleurs en français.`,
    },
    blankPairs > 0 && {
      en: `${blankPairs} ${plural('en', blankPairs, 'paragraph is', 'paragraphs are')} empty in both languages: write in it or delete it.`,
      fr: `${blankPairs} ${plural('fr', blankPairs, 'paragraphe est vide', 'paragraphes sont vides')} dans les deux langues\u00a0: il faut y écrire ou l’enlever.`,
    },
  ]
  return found.filter((say) => say !== false).map((say) => refusal('not-now', say))
}

function whyNotBeforeMeeting(facts: MoveFacts): Refusal | null {
  if (facts.hasMeeting) return null
  return refusal(
    'not-now',
    { en: 'Choose the meeting that will examine the text.', fr: 'Choisissez la réunion qui examinera le texte.' },
    'meetingId',
  )
}

function noSuchStep(from: DossierState, to: DossierState): Refusal {
  return refusal('not-now', {
    en: `A dossier does not go from “${dossierStateWords[from].en}” to “${dossierStateWords[to].en}”.`,
    fr: `Un dossier ne passe pas du stade «\u00a0${dossierStateWords[from].fr}\u00a0» au stade «\u00a0${dossierStateWords[to].fr}\u00a0».`,
  })
}

/** Longest title in one language, in UTF-16 units. */
const longestTitle = 300

/** Null when the title stands in both languages; `titleEn` or `titleFr` is the field at fault. */
export function whyNotTitle(title: Words): Refusal | null {
  for (const [language, field] of [
    ['en', 'titleEn'],
    ['fr', 'titleFr'],
  ] as const) {
    const length = title[language].trim().length
    if (length === 0) {
      return refusal(
        'not-valid',
        { en: 'The title is needed in both languages.', fr: 'Le titre est requis dans les deux langues.' },
        field,
      )
    }
    if (length > longestTitle) {
      return refusal(
        'not-valid',
        {
          en: `A title has at most ${longestTitle} characters.`,
          fr: `Un titre compte au plus ${longestTitle} caractères.`,
        },
        field,
      )
    }
  }
  return null
}
