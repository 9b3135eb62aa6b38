// Alphabetical order as a reader of one language expects it.

import type { Language, Words } from '#server/domain/language.ts'

/** A sorted copy, by the names in the reader's language: `Îles` stands with I, `Åland` with A. */
export function byName<T>(language: Language, all: readonly T[], nameOf: (one: T) => Words): T[] {
  const { compare } = new Intl.Collator(language)
  return [...all].sort((a, b) => compare(nameOf(a)[language], nameOf(b)[language]))
}
