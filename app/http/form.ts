// Reading a posted form: a closed list of fields, every fault said in both languages. It knows no workflow.

import * as v from 'valibot'
import type { Words } from '#server/domain/language.ts'
import { type Refusal, refusal } from '#server/domain/refusal.ts'

/** What the person typed, to fill the form again. Secrets are left out. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

type Fault = 'missing' | 'too-long' | 'not-text' | 'not-offered' | 'not-a-day' | 'not-a-moment' | 'not-a-number'

const faults: Readonly<Record<Fault | 'unknown', Words>> = {
  missing: { en: 'Please fill in this field.', fr: 'Veuillez remplir ce champ.' },
  'too-long': { en: 'This is too long.', fr: 'Ce texte est trop long.' },
  'not-text': {
    en: 'This contains a character that cannot be written.',
    fr: 'Ce texte contient un caractère qui ne peut pas s’écrire.',
  },
  'not-offered': { en: 'Please choose one of the values offered.', fr: 'Veuillez choisir une des valeurs proposées.' },
  'not-a-day': { en: 'Please give a date.', fr: 'Veuillez indiquer une date.' },
  'not-a-moment': { en: 'Please give a day and an hour.', fr: 'Veuillez indiquer un jour et une heure.' },
  'not-a-number': { en: 'Please give a whole number.', fr: 'Veuillez indiquer un nombre entier.' },
  unknown: {
    en: 'The form carried a field that does not belong to it.',
    fr: 'Le formulaire contenait un champ qui ne lui appartient pas.',
  },
}

const secrets = new Set(['password'])
const say = (fault: Fault) => fault

const unwritable = /(?![\t\n\r\u0080-\u009f])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u

/**
 * PostgreSQL keeps no NUL, and no reader sees any other control character but tabs and ends of lines. Those that turn
 * the direction of writing would show a question in another order than it was put.
 */
const word = v.pipe(
  v.string(say('missing')),
  v.trim(),
  v.check((value) => !unwritable.test(value), say('not-text')),
)

/** Required words, at most `longest` characters. */
export const text = (longest: number) => v.pipe(word, v.nonEmpty(say('missing')), v.maxLength(longest, say('too-long')))

/** Words that may be left out: absent and blank are null. */
export const optionalText = (longest: number) =>
  v.optional(
    v.pipe(
      word,
      v.maxLength(longest, say('too-long')),
      v.transform((value) => (value === '' ? null : value)),
    ),
    '',
  )

/** A secret: never trimmed, never given back. */
export const secret = v.pipe(v.string(say('missing')), v.nonEmpty(say('missing')), v.maxLength(400, say('too-long')))

/** One of the values offered. */
export const oneOf = <const T extends readonly string[]>(offered: T) => v.picklist(offered, say('not-offered'))

/** A whole number in digits, from `least` to `most`. */
export const whole = (least: number, most: number) =>
  v.pipe(
    word,
    v.regex(/^\d{1,9}$/, say('not-a-number')),
    v.transform(Number),
    v.minValue(least, say('not-a-number')),
    v.maxValue(most, say('not-a-number')),
  )

/** A calendar day, `YYYY-MM-DD`. */
export const day = v.pipe(word, v.isoDate(say('not-a-day')))

/** A day and an hour on the clock of a place, `YYYY-MM-DDTHH:MM`; absent and blank are null. */
export const optionalMoment = v.optional(
  v.pipe(
    word,
    v.transform((value) => (value === '' ? null : value)),
    v.nullable(v.pipe(v.string(), v.isoDateTime(say('not-a-moment')))),
  ),
  '',
)

/** A field that may be repeated, or absent. */
export const many = <T extends v.GenericSchema<string, unknown>>(each: T) =>
  v.optional(
    v.pipe(
      v.union([v.array(v.string()), v.string()], say('not-offered')),
      v.transform((value) => (typeof value === 'string' ? [value] : value)),
      v.array(each),
    ),
    [],
  )

/** A form is exactly its fields. */
export const form = <T extends v.ObjectEntries>(fields: T) => v.strictObject(fields)

export type Reading<T> =
  | { readonly value: T; readonly typed: Typed; readonly refused: null }
  | { readonly value: null; readonly typed: Typed; readonly refused: Refusal }

/** Reads a posted form against its fields. A file counts as a field that does not belong. */
export function readForm<S extends v.GenericSchema>(schema: S, posted: FormData): Reading<v.InferOutput<S>> {
  const given = asRecord(posted)
  const typed = withoutSecrets(given)
  const read = v.safeParse(schema, given, { abortPipeEarly: true })
  if (read.success) return { value: read.output, typed, refused: null }
  return { value: null, typed, refused: explain(read.issues[0]) }
}

/** What was typed, whatever the form: without secrets. */
export function readTyped(posted: FormData): Typed {
  return withoutSecrets(asRecord(posted))
}

function withoutSecrets(given: Readonly<Record<string, string | string[]>>): Typed {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !secrets.has(name)))
}

/** In one pass: a form of many names must not cost the square of them. */
function asRecord(posted: FormData): Record<string, string | string[]> {
  const given = new Map<string, string[]>()
  for (const [name, value] of posted) {
    const words = typeof value === 'string' ? value : ''
    const before = given.get(name)
    if (before) before.push(words)
    else given.set(name, [words])
  }
  return Object.fromEntries([...given].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]))
}

function explain(issue: v.BaseIssue<unknown>): Refusal {
  const key = issue.path?.[0]?.key
  const field = typeof key === 'string' ? key : undefined
  if (issue.type === 'strict_object' && issue.expected === 'never') return refusal('not-valid', faults.unknown, field)
  const isAbsent = issue.type === 'strict_object'
  const fault = isAbsent ? 'missing' : issue.message
  return refusal('not-valid', faults[isFault(fault) ? fault : 'not-offered'], field)
}

function isFault(value: string): value is Fault {
  return value in faults && value !== 'unknown'
}
