// A dictionary exists in both languages: a missing or surplus French key is a type error.

import type { Language } from '#server/domain/language.ts'

type Entry = string | ((...values: never[]) => string)
export type Dictionary = Readonly<Record<string, Entry>>

/** English names the keys, French must have the same ones with the same parameters. */
export function bilingual<T extends Dictionary>(words: {
  readonly en: T
  readonly fr: NoInfer<T>
}): Readonly<Record<Language, T>> {
  return words
}
