// The form of words that goes with a number: English counts zero in the plural, French in the singular.

import type { Language } from './language.ts'

const rules: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  fr: new Intl.PluralRules('fr'),
}

/** `one` or `other` as the language counts (CLDR); the number itself is the caller's to write. */
export function plural(language: Language, count: number, one: string, other: string): string {
  return rules[language].select(count) === 'one' ? one : other
}
