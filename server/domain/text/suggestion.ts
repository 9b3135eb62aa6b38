// A suggestion: a change that somebody proposes in the text itself, with marks on words and on paragraphs. It changes
// nothing until it is accepted. Here the form of its marks; it knows no Yjs, no rows and no editor.

import type { Words } from '../language.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { isParagraphKind } from './paragraph.ts'

/**
 * What a mark says. On words: `i` put in, `d` taken out, `f` another look (value: bits, 1 bold, 2 italic).
 * On a paragraph: `d` taken out, `j` joined to the one before it, `k` another kind (value: the kind),
 * `m` moved (value: the pid it would follow, `start` for the beginning of the text).
 */
export type MarkKind = 'i' | 'd' | 'f' | 'j' | 'k' | 'm'

/**
 * A mark in its one written form: `i_ID`, `d_ID`, `f_ID=3`, `j_ID`, `k_ID=recital`, `m_ID=PID`. In Yjs the key is `s_`
 * and what stands before `=`.
 */
export type Mark = string

export interface ReadMark {
  readonly kind: MarkKind
  /** Of the suggestion. */
  readonly id: string
  /** '' for marks without one. */
  readonly value: string
}

/** Yjs client id and a count, both in base 36: whose the client id is, is whose the suggestion is. */
const idForm = '[0-9a-z]{1,7}-[0-9a-z]{1,6}'
const wordsKey = new RegExp(`^s_([idf])_(${idForm})$`)
const paragraphKey = new RegExp(`^s_([djkm])_(${idForm})$`)
const idAlone = new RegExp(`^${idForm}$`)
const pidForm = /^[A-Za-z0-9_-]{1,64}$/

/** Where a paragraph would go that is moved to the beginning. */
export const atStart = 'start'

/** Words that stand for a paragraph break which somebody suggests: one token with this target before the kind. */
export const breakSign = '¶'

/** The id of the `count`-th suggestion that a Yjs client makes. */
export function suggestionId(client: number, count: number): string {
  return `${client.toString(36)}-${count.toString(36)}`
}

/** The Yjs client id that made a suggestion; null for what is no id of a suggestion. */
export function clientOfSuggestion(id: string): number | null {
  if (!idAlone.test(id)) return null
  const client = Number.parseInt(id, 36)
  return client <= 0xffffffff ? client : null
}

/** The mark that an attribute of words states; null when it states none that may stand there. */
export function markOfWords(key: string, value: unknown): Mark | null {
  const [, kind, id] = wordsKey.exec(key) ?? []
  if (kind === undefined || id === undefined || clientOfSuggestion(id) === null) return null
  if (kind !== 'f') return value === 1 ? `${kind}_${id}` : null
  return value === 0 || value === 1 || value === 2 || value === 3 ? `f_${id}=${value}` : null
}

/** The suggestion that an attribute of words is about, whatever its value; null when it is about none. */
export function suggestionOfKey(key: string): string | null {
  return wordsKey.exec(key)?.[2] ?? null
}

/**
 * The mark that an attribute of a paragraph states; '' when it was taken back, null when it states none that may stand
 * there.
 */
export function markOfParagraph(key: string, value: unknown): Mark | '' | null {
  const [, kind, id] = paragraphKey.exec(key) ?? []
  if (kind === undefined || id === undefined || clientOfSuggestion(id) === null || typeof value !== 'string')
    return null
  if (value === '') return ''
  if (kind === 'k') return isParagraphKind(value) ? `k_${id}=${value}` : null
  if (kind === 'm') return pidForm.test(value) ? `m_${id}=${value}` : null
  return value === '1' ? `${kind}_${id}` : null
}

/** Reads a mark as the two functions above write it. */
export function readMark(mark: Mark): ReadMark {
  const end = mark.indexOf('=')
  return {
    kind: mark[0] as MarkKind,
    id: end === -1 ? mark.slice(2) : mark.slice(2, end),
    value: end === -1 ? '' : mark.slice(end + 1),
  }
}

const decisions = ['accepted', 'rejected', 'withdrawn'] as const
/** What became of a suggestion. Withdrawn: rejected by the one who made it. */
export type Decision = (typeof decisions)[number]

/** What is said of a decision that was taken before. */
export interface Earlier {
  /** Null while it is being taken. */
  readonly decision: Decision | null
  /** Of the person. */
  readonly name: string
  /** Whether that is who asks. */
  readonly isOwn: boolean
}

/** Null when one of the suggestions asked about stands. `earlier` is what became of the first, where that is known. */
export function whyNotDecide(standing: number, earlier: Earlier | null): Refusal | null {
  if (standing > 0) return null
  if (!earlier) return refusal('not-again', goneWords)
  const { decision, name, isOwn } = earlier
  if (decision !== null) return refusal('not-again', decidedWords[decision](name))
  return refusal('not-now', isOwn ? ownWords : decidingWords(name))
}

const decidingWords = (name: string): Words => ({
  en: `${name} is deciding on this suggestion at this moment.`,
  fr: `${name} est en train de se prononcer sur cette proposition.`,
})

const ownWords: Words = {
  en: 'A decision of yours on this suggestion is still under way. Please try again in a moment.',
  fr: 'Une de vos décisions sur cette proposition est encore en cours. Veuillez réessayer dans un instant.',
}

const goneWords: Words = {
  en: 'This suggestion is no longer in the text.',
  fr: 'Cette proposition ne figure plus dans le texte.',
}

const decidedWords: Readonly<Record<Decision, (name: string) => Words>> = {
  accepted: (name) => ({
    en: `${name} has accepted this suggestion already.`,
    fr: `Cette proposition a déjà été acceptée par ${name}.`,
  }),
  rejected: (name) => ({
    en: `${name} has rejected this suggestion already.`,
    fr: `Cette proposition a déjà été rejetée par ${name}.`,
  }),
  withdrawn: (name) => ({
    en: `${name} has withdrawn this suggestion.`,
    fr: `Cette proposition a été retirée par ${name}.`,
  }),
}

/** Null when all are the person's own. `authors` are member ids; null for one whose author is not known. */
export function whyNotWithdraw(memberId: string, authors: readonly (string | null)[]): Refusal | null {
  if (authors.every((author) => author === memberId)) return null
  return refusal('not-allowed', {
    en: 'Only who made a suggestion may withdraw it.',
    fr: 'Seule la personne qui a fait une proposition peut la retirer.',
  })
}
