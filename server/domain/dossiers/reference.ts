// Reference numbers of the Committee's documents: T-ES(2026)05. A reference is not a version (domain.md B1).

import { isLanguage, type Language } from '../language.ts'

export interface Reference {
  /** True for T-ES-WG, the series of the working groups. */
  readonly workingGroup: boolean
  readonly year: number
  readonly number: number
  readonly language: Language | null
  /** 0 for the first issue; `rev` without a number is 1. */
  readonly revision: number
  readonly final: boolean
  readonly subjectToEditing: boolean
}

/** Numbers of one year have two or three digits. */
export const lastNumber = 999

const form =
  /^T-ES(?<group>-WG)?\((?<year>\d{4})\)(?<number>\d{2,3})(?:_(?<language>en|fr))?(?<revision>[ _]?rev\.?\s?(?<issue>\d{1,2})?)?(?<final>[ _]final)?(?<editing>\s\(subject to editing\))?$/i

/** Reads a reference in any of the ways it is written on the papers. Null for anything else. */
export function parseReference(written: string): Reference | null {
  const found = form.exec(written.trim())?.groups
  if (!found || Number(found.number) === 0) return null
  const language = found.language?.toLowerCase()
  return {
    workingGroup: found.group !== undefined,
    year: Number(found.year),
    number: Number(found.number),
    language: isLanguage(language) ? language : null,
    revision: found.revision === undefined ? 0 : Number(found.issue ?? 1),
    final: found.final !== undefined,
    subjectToEditing: found.editing !== undefined,
  }
}

/** The one way it is shown: `T-ES(2017)12_en_rev2`, `T-ES(2017)12_en_final`. `parseReference` reads it back. */
export function displayReference(reference: Reference): string {
  const { language, revision } = reference
  return [
    reference.workingGroup
      ? `T-ES-WG${serial(reference.year, reference.number)}`
      : formatReference(reference.year, reference.number),
    language === null ? '' : `_${language}`,
    revision === 0 ? '' : `_rev${revision}`,
    reference.final ? '_final' : '',
    reference.subjectToEditing ? ' (subject to editing)' : '',
  ].join('')
}

/** The reference of a dossier, and the symbol of the text published from it: `T-ES(2026)05`. */
export function formatReference(year: number, number: number): string {
  return `T-ES${serial(year, number)}`
}

/** A document that is issued again: `T-ES(2026)05`, then `T-ES(2026)05 rev.1`. `parseReference` reads it back. */
export function issueReference({ year, number, revision }: Pick<Reference, 'year' | 'number' | 'revision'>): string {
  return revision === 0 ? formatReference(year, number) : `${formatReference(year, number)} rev.${revision}`
}

function serial(year: number, number: number): string {
  return `(${year})${String(number).padStart(2, '0')}`
}

/** The next number of a year, after the highest one taken; a number that was given back is not given again. */
export function nextNumber(taken: readonly number[]): number {
  return taken.reduce((highest, number) => Math.max(highest, number), 0) + 1
}
