// A waiver: somebody who edits the text says why a term to avoid is the right one in one paragraph. It knows no text
// and no rows.

import type { Language, Words } from '../language.ts'
import { plural } from '../plural.ts'
import { type Refusal, refusal } from '../refusal.ts'

/** In UTF-16 units. */
export const longestWaiverReason = 1000

/** The context of a waiver that names none of those the list allows. */
const otherContext = 'other'

/**
 * What a waiver covers: so many places of a term in one paragraph of one language, the first ones. A place that comes
 * later is flagged.
 */
export interface Waived {
  readonly language: Language
  readonly pid: string
  /** Id of the entry in the list. */
  readonly term: string
  readonly times: number
}

/** A term as it was found, as far as a waiver asks. */
interface Found {
  readonly language: Language
  readonly pid: string
  readonly term: { readonly id: string; readonly severity: 'avoid' | 'caution' }
  readonly context: string | null
}

/** Those that stand in no legitimate context and that no waiver covers, in their order. */
export function unwaived<F extends Found>(found: readonly F[], waivers: readonly Waived[]): F[] {
  const left = new Map<string, number>()
  for (const { language, pid, term, times } of waivers) {
    const key = `${language} ${pid} ${term}`
    left.set(key, Math.max(left.get(key) ?? 0, times))
  }
  return found.filter(({ language, pid, term, context }) => {
    if (context !== null) return false
    const key = `${language} ${pid} ${term.id}`
    const covered = left.get(key) ?? 0
    left.set(key, covered - 1)
    return covered <= 0
  })
}

export interface WaiverAsked {
  readonly context: string
  readonly reason: string
  readonly allowedContexts: readonly string[]
  /** Places in that paragraph that no waiver covers yet. */
  readonly places: number
}

/** Null when the waiver may be given; who may is `text.edit`. A reason is always needed (domain.md S31). */
export function whyNotWaive({ context, reason, allowedContexts, places }: WaiverAsked): Refusal | null {
  if (context !== otherContext && !allowedContexts.includes(context)) {
    return refusal(
      'not-valid',
      {
        en: 'Choose one of the contexts that the list allows for this term, or “other”.',
        fr: 'Choisissez l’un des contextes que la liste admet pour ce terme, ou «\u00a0autre\u00a0».',
      },
      'context',
    )
  }
  if (reason.trim() === '') {
    return refusal('not-valid', { en: 'A waiver needs a reason.', fr: 'Une dérogation doit être motivée.' }, 'reason')
  }
  if (reason.length > longestWaiverReason) {
    return refusal(
      'not-valid',
      {
        en: `A reason has at most ${longestWaiverReason} characters.`,
        fr: `Un motif compte au plus ${longestWaiverReason} caractères.`,
      },
      'reason',
    )
  }
  if (places > 0) return null
  return refusal('not-now', {
    en: 'The term does not stand in this paragraph any more, or it is waived already.',
    fr: 'Le terme ne figure plus dans ce paragraphe, ou il a déjà fait l’objet d’une dérogation.',
  })
}

/** Null when the waiver is still in force. */
export function whyNotRevoke(revokedAt: number | null): Refusal | null {
  if (revokedAt === null) return null
  return refusal('not-again', { en: 'This waiver is already withdrawn.', fr: 'Cette dérogation est déjà retirée.' })
}

/** Terms in the way of adoption: how many places, and in which paragraphs by printed number, each language. */
export interface OpenTerms {
  readonly places: number
  /** Printed numbers in order, each once; '' for a paragraph without one. */
  readonly at: Readonly<Record<Language, readonly string[]>>
}

export const noOpenTerms: OpenTerms = { places: 0, at: { en: [], fr: [] } }

/** Null when no term to avoid is left that is neither replaced nor waived. */
export function whyNotTerms({ places, at }: OpenTerms): Refusal | null {
  if (places === 0) return null
  const where = (language: Language): Words | null => placesInWords(at[language])
  const [inEnglish, inFrench] = [where('en'), where('fr')]
  const en = [inEnglish && `in English: ${inEnglish.en}`, inFrench && `in French: ${inFrench.en}`]
  const fr = [inEnglish && `en anglais, ${inEnglish.fr}`, inFrench && `en français, ${inFrench.fr}`]
  return refusal('not-now', {
    en: `${places} ${plural('en', places, 'term to avoid is', 'terms to avoid are')} neither replaced nor waived (${en.filter(Boolean).join('; ')}).`,
    fr: `${places} ${plural('fr', places, 'terme à éviter n’est ni remplacé ni couvert', 'termes à éviter ne sont ni remplacés ni couverts')} par une dérogation (${fr.filter(Boolean).join('\u00a0; ')}).`,
  })
}

function placesInWords(numbers: readonly string[]): Words | null {
  const printed = numbers.filter(Boolean)
  const unprinted = numbers.length > printed.length
  const en: string[] = []
  const fr: string[] = []
  if (printed.length > 0) {
    en.push(`${plural('en', printed.length, 'paragraph', 'paragraphs')} ${printed.join(', ')}`)
    fr.push(`${plural('fr', printed.length, 'paragraphe', 'paragraphes')} ${printed.join(', ')}`)
  }
  if (unprinted) {
    en.push('a paragraph without number')
    fr.push('un paragraphe sans numéro')
  }
  return en.length === 0 ? null : { en: en.join(' and '), fr: fr.join(' et ') }
}
