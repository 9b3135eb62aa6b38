// The title of the browser's window. Runs without hooks: the language comes with the root's data.

import type { Language, Words } from '#server/domain/language.ts'
import { isLanguage } from '#server/domain/language.ts'

interface Match {
  readonly id: string
  readonly data?: unknown
}

/** The reader's language as the root loader said it. */
export function languageOf(matches: readonly (Match | undefined)[]): Language {
  const root = matches.find((match) => match?.id === 'root')?.data
  const language = root && typeof root === 'object' && 'language' in root ? root.language : 'en'
  return isLanguage(language) ? language : 'en'
}

/** `Title · Recital` for a page's `meta`. */
export function titled(matches: readonly (Match | undefined)[], title: Words | string | undefined) {
  const words = typeof title === 'object' ? title[languageOf(matches)] : title
  return [{ title: words ? `${words} · Recital` : 'Recital' }]
}
