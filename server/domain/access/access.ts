// The one door: may this person do this act on this item, and if not, why not? It knows no rows and no requests.

import { type DossierState, dossierStateWords } from '../dossiers/dossier.ts'
import type { Language, Words } from '../language.ts'
import type { Appointment, Member } from '../people/appointment.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { type AccessRow, type Action, accessMatrix, type Column, columns, namedStates } from './access-matrix.ts'

export type { Action } from './access-matrix.ts'

export const accessClasses = ['internal', 'restricted', 'observers', 'public'] as const
export type AccessClass = (typeof accessClasses)[number]

/** Whether words of a text that the server does not have yet may be kept in the browser of who wrote them. */
export function mayKeepCopy(ofText: AccessClass): boolean {
  return ofText !== 'internal'
}

/** What is asked about: a dossier, or a comment, ballot or amendment of it. Lists hold only what is in force now. */
export interface Item {
  /** Of the draft, also after its publication: that opens the published text, and nothing that led to it. */
  readonly class: AccessClass
  readonly state: DossierState
  /** Member ids. */
  readonly rapporteurs: readonly string[]
  readonly translators: readonly { readonly memberId: string; readonly language: Language }[]
  /** Body ids. */
  readonly invited: readonly string[]
  /** Of the ballot, amendment or presence asked about; null for the dossier itself. */
  readonly partyId: string | null
  /** Member id of who wrote the comment or cast the ballot asked about; null for the dossier itself. */
  readonly authorId: string | null
  /** The language asked about; a translator may edit only when it is named and theirs. */
  readonly language?: Language
}

/** One office under which the question is judged. */
interface Office {
  readonly column: Column
  readonly appointment: Appointment | null
  /**
   * True beside another office: then the last column gives only what is published, the rest being for those without
   * one.
   */
  readonly onlyPublished?: true
}

interface Question {
  readonly row: AccessRow
  readonly who: Member | null
  readonly item: Item | null
}

/**
 * Null when allowed. Otherwise `not-found` when the person may not even know that the item exists (no right to read
 * it), `not-now` when only the state of the item forbids it, `not-allowed` in every other case. Rights are the union of
 * the person's offices. A vote has no exception to make: only a head's or a delegate's own delegation has `vote.cast`,
 * so no other office can add it.
 */
export function whyNot(action: Action, who: Member | null, item: Item | null): Refusal | null {
  const question = { row: accessMatrix[action], who, item }
  const knows = item === null || may('text.read', who, item)
  const offices = officesOf(who, item)
  if (offices.some((office) => mayKnow(question, office, knows) && missing(question, office).length === 0)) return null
  if (!knows) return unknownItem
  const late = offices.some((office) => isOnlyState(missing(question, office)))
  if (late && item) return refusal('not-now', stateSays(item.state))
  if (who === null) return refusal('not-allowed', signInFirst)
  return refusal('not-allowed', notForYou(question, offices))
}

/** Null when the class of a dossier may change so. Who may is `text.class.narrow` or `text.class.widen`. */
export function whyNotChangeClass(from: AccessClass, to: AccessClass, state: DossierState): Refusal | null {
  if (from === to) {
    return refusal('not-again', {
      en: 'The dossier is already in this class.',
      fr: 'Le dossier relève déjà de cette catégorie.',
    })
  }
  if (state === 'published') {
    return refusal('not-now', { en: 'A published text stays public.', fr: 'Un texte publié reste public.' })
  }
  if (state === 'vote' && to === 'internal') {
    return refusal('not-now', {
      en: 'A vote is open: delegations must be able to read the text until it is closed.',
      fr: 'Un vote est ouvert\u00a0: les délégations doivent pouvoir lire le texte jusqu’à sa clôture.',
    })
  }
  if (to === 'public') {
    return refusal('not-now', {
      en: 'A text becomes public by its publication.',
      fr: 'Un texte devient public par sa publication.',
    })
  }
  return null
}

/** The act to ask `whyNot` about when a class changes. */
export function classChange(from: AccessClass, to: AccessClass): Action {
  return accessClasses.indexOf(to) > accessClasses.indexOf(from) ? 'text.class.widen' : 'text.class.narrow'
}

function may(read: 'text.read' | 'draft.read', who: Member | null, item: Item): boolean {
  const question = { row: accessMatrix[read], who, item }
  return officesOf(who, item).some((office) => missing(question, office).length === 0)
}

/** The operator never reads a text, so what the operator may do about an item (verify a vote) shows nothing of it. */
function mayKnow(question: Question, office: Office, knows: boolean): boolean {
  return knows || question.row.about === 'house' || office.column === 'operator'
}

function officesOf(who: Member | null, item: Item | null): readonly Office[] {
  const offices: Office[] = []
  for (const appointment of who?.appointments ?? []) offices.push({ column: appointment.role, appointment })
  if (who && item?.rapporteurs.includes(who.id)) offices.push({ column: 'rapporteur', appointment: null })
  if (who && item?.translators.some((one) => one.memberId === who.id)) {
    offices.push({ column: 'translator', appointment: null })
  }
  if (offices.length === 0) return [{ column: 'public', appointment: null }]
  return [...offices, { column: 'public', appointment: null, onlyPublished: true }]
}

/** The codes of the office's cell that do not hold. */
function missing(question: Question, office: Office): string[] {
  const codes = (question.row.cells[columns.indexOf(office.column)] ?? '-').split(',')
  if (office.onlyPublished && !codes.includes('m:published')) return ['-']
  return codes.filter((code) => !holds(code, question, office))
}

function holds(code: string, question: Question, office: Office): boolean {
  const { who, item } = question
  if (code === 'Y' || code === 's' || code === '2') return true
  if (code === '-' || item === null) return false
  if (code === 'd') return may('draft.read', who, item)
  if (code === 'c') return admits(item, office)
  if (code === 'a') return office.column === 'rapporteur' || office.column === 'translator'
  if (code === 'a:language') {
    return item.translators.some((one) => one.memberId === who?.id && one.language === item.language)
  }
  if (code === 'i') return isInvited(item, office)
  if (code === 'o') return isOwn(question, office)
  if (code === 'o:author') {
    return item.authorId !== null && item.authorId === who?.id && (item.partyId === null || isOwn(question, office))
  }
  return namedStates[code]?.includes(item.state) ?? false
}

/** The class rule: each class admits the offices of the one before it, and more; bodies come in by invitation. */
function admits(item: Item, office: Office): boolean {
  const { column } = office
  if (item.class === 'public') return true
  if (column === 'secretariat' || column === 'chair' || column === 'bureau' || column === 'rapporteur') return true
  if (item.class === 'internal') return false
  if (column === 'head' || column === 'delegate') return true
  if (!isInvited(item, office)) return false
  return column === 'participant' || (column === 'observer' && item.class === 'observers')
}

function isInvited(item: Item, office: Office): boolean {
  const bodyId = office.appointment?.bodyId ?? null
  return bodyId !== null && item.invited.includes(bodyId)
}

function isOwn({ who, item }: Question, { column, appointment }: Office): boolean {
  if (who === null || item === null) return false
  if (column === 'head' || column === 'delegate') {
    const partyId = appointment?.partyId ?? null
    return partyId !== null && item.partyId === partyId
  }
  return item.authorId === who.id
}

function isOnlyState(codes: readonly string[]): boolean {
  return codes.every((code) => code.startsWith('m:'))
}

const unknownItem = refusal('not-found', {
  en: 'There is nothing here that you may see.',
  fr: 'Il n’y a rien ici que vous puissiez consulter.',
})

const signInFirst: Words = { en: 'Sign in first.', fr: 'Connectez-vous d’abord.' }

function stateSays(state: DossierState): Words {
  const words = dossierStateWords[state]
  return {
    en: `This is not possible while the dossier is at the stage “${words.en}”.`,
    fr: `Cet acte n’est pas possible tant que le dossier est au stade «\u00a0${words.fr}\u00a0».`,
  }
}

const reservedTo: Readonly<Record<Column, Words>> = {
  operator: { en: 'the operator', fr: 'à l’opérateur' },
  secretariat: { en: 'the Secretariat', fr: 'au Secrétariat' },
  chair: { en: 'the Chair', fr: 'à la présidence' },
  bureau: { en: 'the Bureau', fr: 'au Bureau' },
  rapporteur: { en: 'the rapporteur', fr: 'au rapporteur' },
  head: { en: 'heads of delegation', fr: 'aux chefs de délégation' },
  delegate: { en: 'delegates', fr: 'aux délégués' },
  participant: { en: 'participants', fr: 'aux participants' },
  observer: { en: 'observers', fr: 'aux observateurs' },
  translator: { en: 'the translator', fr: 'au traducteur' },
  public: { en: 'the public', fr: 'au public' },
}

function notForYou({ row }: Question, offices: readonly Office[]): Words {
  const open: readonly Column[] = columns.filter((column, index) => column !== 'public' && row.cells[index] !== '-')
  if (offices.some((office) => open.includes(office.column))) {
    return {
      en: 'Your office allows this only for what is your own or was opened to you.',
      fr: 'Votre fonction ne le permet que pour ce qui vous appartient ou vous a été ouvert.',
    }
  }
  return {
    en: `This is reserved to ${list(
      open.map((column) => reservedTo[column].en),
      'and',
    )}.`,
    fr: `Cet acte est réservé ${list(
      open.map((column) => reservedTo[column].fr),
      'et',
    )}.`,
  }
}

function list(words: readonly string[], and: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words[words.length - 1]}`
}
