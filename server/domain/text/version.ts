// Versions of a text: what may be called how, and which reference may be taken for one. It knows no text and no rows.

import { lastNumber, nextNumber } from '../dossiers/reference.ts'
import type { Words } from '../language.ts'
import { type Refusal, refusal } from '../refusal.ts'

/** In UTF-16 units. */
export const longestVersionName = 120
export const longestVersionNote = 1000

/** Null when a version may be called so; '' takes its name away. */
export function whyNotVersionName(name: string, { isNew }: { readonly isNew: boolean }): Refusal | null {
  const length = name.trim().length
  if (length > longestVersionName) {
    return refusal(
      'not-valid',
      {
        en: `A name has at most ${longestVersionName} characters.`,
        fr: `Un nom compte au plus ${longestVersionName} caractères.`,
      },
      'name',
    )
  }
  return isNew && length === 0 ? refusal('not-valid', nameNeeded, 'name') : null
}

/** Null when that may stand beside a version. */
export function whyNotVersionNote(note: string): Refusal | null {
  if (note.trim().length <= longestVersionNote) return null
  return refusal(
    'not-valid',
    {
      en: `A note has at most ${longestVersionNote} characters.`,
      fr: `Une note compte au plus ${longestVersionNote} caractères.`,
    },
    'note',
  )
}

const nameNeeded: Words = {
  en: 'Say what this version is for, for example “for the 43rd meeting”.',
  fr: 'Indiquez à quoi sert cette version, par exemple «\u00a0pour la 43e réunion\u00a0».',
}

/** A number of the Committee's documents. */
export interface Serial {
  readonly year: number
  readonly number: number
}

/** The revision that comes next under a number: the first issue has none. */
export function nextRevision(revisions: readonly number[]): number {
  return revisions.length === 0 ? 0 : nextNumber(revisions)
}

/** Null when a reference may be taken for a version. Who may is `version.number`. */
export function whyNotReference(facts: {
  readonly hasOne: boolean
  /** The number belongs to the dossier, or is new. */
  readonly isOwn: boolean
  readonly number: number
}): Refusal | null {
  if (facts.hasOne) {
    return refusal('not-again', {
      en: 'This version has its reference already; references stay.',
      fr: 'Cette version a déjà sa cote\u00a0; une cote ne change pas.',
    })
  }
  if (!facts.isOwn) {
    return refusal(
      'not-valid',
      { en: 'Choose one of the references offered.', fr: 'Choisissez une des cotes proposées.' },
      'as',
    )
  }
  if (facts.number > lastNumber) {
    return refusal('not-now', {
      en: `The numbers of this year are used up: there are ${lastNumber}.`,
      fr: `Les numéros de cette année sont épuisés\u00a0: il y en a ${lastNumber}.`,
    })
  }
  return null
}
