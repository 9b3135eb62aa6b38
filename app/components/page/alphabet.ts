// Alphabetical order as a reader of one language expects it.

import type { Language, Words } from '#server/domain/language.ts'

/** A sorted copy, by the names in the reader's language: `Îles` stands with I, `Åland` with A. */
export function byName<T>(language: Language, all: readonly T[], nameOf: (one: T) => Words): T[] {
  const { compare } = new Intl.Collator(language)
  return [...all].sort((a, b) => compare(nameOf(a)[language], nameOf(b)[language]))
}

/**
 * The same of people, whose names are the same in every language. The store gives them in no order of names: its
 * engines sort differently.
 */
export function peopleByName<T extends { readonly name: string }>(language: Language, people: readonly T[]): T[] {
  return byName(language, people, ({ name }) => ({ en: name, fr: name }))
}
