// A meeting: its dates, and which Parties are in the room. Two delegates of one Party are one Party (S17).

import type { Words } from './language.ts'
import { type Refusal, refusal } from './refusal.ts'

/** A delegation came in or went out. `at` is UTC milliseconds. */
export interface Movement {
  readonly partyId: string
  readonly movement: 'arrived' | 'left'
  readonly at: number
}

/** The Parties whose last movement up to `now` is an arrival. At the same instant the later in the list counts. */
export function presentAt(movements: readonly Movement[], now: number): ReadonlySet<string> {
  const last = new Map<string, Movement>()
  for (const movement of movements) {
    if (movement.at > now) continue
    const before = last.get(movement.partyId)
    if (before === undefined || movement.at >= before.at) last.set(movement.partyId, movement)
  }
  return new Set([...last.values()].filter((one) => one.movement === 'arrived').map((one) => one.partyId))
}

/** Dates are ISO days (`2026-11-24`), without a zone. */
export interface MeetingPlan {
  readonly number: number
  readonly place: Words
  readonly opensOn: string
  readonly closesOn: string
}

/** Null when the meeting can be convened so; `field` names what is wrong. */
export function whyNotConvene(plan: MeetingPlan): Refusal | null {
  if (!Number.isInteger(plan.number) || plan.number < 1 || plan.number > 9999) {
    return refusal(
      'not-valid',
      { en: 'A meeting has a number from 1.', fr: 'Une réunion porte un numéro à partir de 1.' },
      'number',
    )
  }
  for (const [language, field] of [
    ['en', 'placeEn'],
    ['fr', 'placeFr'],
  ] as const) {
    if (plan.place[language].trim() !== '') continue
    return refusal(
      'not-valid',
      { en: 'The place is needed in both languages.', fr: 'Le lieu est requis dans les deux langues.' },
      field,
    )
  }
  if (!isDay(plan.opensOn)) return noSuchDay('opensOn')
  if (!isDay(plan.closesOn)) return noSuchDay('closesOn')
  if (plan.closesOn < plan.opensOn) {
    return refusal(
      'not-valid',
      {
        en: 'A meeting closes on or after the day it opens.',
        fr: 'Une réunion ne se clôt pas avant le jour de son ouverture.',
      },
      'closesOn',
    )
  }
  return null
}

function noSuchDay(field: string): Refusal {
  return refusal('not-valid', { en: 'This is not a day of the calendar.', fr: 'Cette date n’existe pas.' }, field)
}

function isDay(written: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written)
  if (!found) return false
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days
}
