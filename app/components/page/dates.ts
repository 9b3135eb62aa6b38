// Instants and days as people read them: in words, in the committee's time zone.

import type { Language, Words } from '#server/domain/language.ts'

const zone = 'Europe/Paris'
const zoneNames: Words = { en: 'Paris time', fr: 'heure de Paris' }
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' }

const formats = new Map<string, Intl.DateTimeFormat>()

/** Each is made once: making one costs more than a page of dates. */
function formatOf(language: Language, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(shape)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[language], shape)
  formats.set(key, known)
  return known
}

/** `17 June 2015`. A day carries no zone: `YYYY-MM-DD`, or a month `YYYY-MM`. */
export function sayDay(language: Language, iso: string): string {
  const [year, month, day] = iso.split('-').map(Number)
  const date = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1))
  const format = formatOf(language, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(month !== undefined && { month: 'long' }),
    ...(day !== undefined && { day: 'numeric' }),
  })
  return written(language, format.formatToParts(date))
}

type Part = Pick<Intl.DateTimeFormatPart, 'type' | 'value'>

/**
 * The parts as one reads them in print, and the same on the server as in every browser: platforms differ in the spaces
 * of a range, and their French writes neither `1er` nor `18 h 00`.
 */
function written(language: Language, parts: readonly Part[]): string {
  return parts
    .map(({ type, value }, at) => {
      if (type === 'literal' && /^\s*[–-]\s*$/.test(value)) return isWithinMonth(parts, at) ? '–' : '\u00a0– '
      if (language === 'en') return value
      if (type === 'day' && value === '1') return '1er'
      return type === 'literal' && value === ':' ? '\u00a0h\u00a0' : value
    })
    .join('')
}

/** `7–10 March` has no spaces, `30 November – 1 December` has (the rule of both languages' printers). */
function isWithinMonth(parts: readonly Part[], dash: number): boolean {
  return parts[dash - 1]?.type === 'day' && parts[dash + 1]?.type === 'day'
}

/** `17 June 2015 at 14:05 (Paris time)`: UTC milliseconds in the time of Paris, the zone named. */
export function sayInstant(language: Language, at: number): string {
  const format = formatOf(language, {
    timeZone: zone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  return `${written(language, format.formatToParts(at))} (${zoneNames[language]})`
}

const hereWords: Readonly<Record<Language, (at: string, zone: string) => string>> = {
  en: (at, here) => `${at} where you are (${here})`,
  fr: (at, here) => `${at} chez vous (${here})`,
}

/** Between an instant and the same by the reader's own clock. */
export const alsoHere: Words = { en: '; ', fr: '\u00a0; ' }

/**
 * `2 December at 21:00 where you are (Asia/Tokyo)`, by the clock of this machine; null where it shows what the clock in
 * Paris does.
 */
export function sayInstantHere(
  language: Language,
  at: number,
  here = Intl.DateTimeFormat().resolvedOptions().timeZone,
) {
  const shape = { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  const said = (timeZone: string) => written(language, formatOf(language, { ...shape, timeZone }).formatToParts(at))
  return said(here) === said(zone) ? null : hereWords[language](said(here), here.replaceAll('_', ' '))
}

/** `7–10 March 2022`. */
export function sayDays(language: Language, from: string, to: string): string {
  if (from === to) return sayDay(language, from)
  const format = formatOf(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  })
  return written(language, format.formatRangeToParts(Date.parse(`${from}T00:00Z`), Date.parse(`${to}T00:00Z`)))
}

/** What the clock in Paris shows, as a field of day and hour wants it: `2026-12-11T18:00`. */
export function clockInParis(at: number): string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return clock.format(at).replace(' ', 'T')
}

/** The form `<time datetime>` wants. */
export function machineInstant(at: number): string {
  return new Date(at).toISOString()
}
