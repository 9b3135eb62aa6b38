// The reader of the page: language, name, the votes open to them. Pages ask here for their words and dates.

import { useRouteLoaderData } from '@remix-run/react'
import { createContext, useContext } from 'react'
import type { RefusedAt } from '#app/http/context.ts'
import type { Dictionary } from '#app/words/bilingual.ts'
import type { Language, Words } from '#server/domain/language.ts'
import type { OpenVote } from '#server/workflows/decisions/open-votes.ts'

export interface Reader {
  readonly language: Language
  /** The name of the person signed in, or null for a public reader. */
  readonly name: string | null
  readonly memberId: string | null
  /** The form that was posted in vain, if this page answers one. */
  readonly refused: RefusedAt | null
  /** Open to this reader. */
  readonly votes: readonly OpenVote[]
}

const nobody: Reader = { language: 'en', name: null, memberId: null, refused: null, votes: [] }

/** What the server knows even when no loader ran (an error page). Absent in the browser. */
export const ReaderFallback = createContext<Reader>(nobody)

/** Of this one response; absent in the browser, which hides it from scripts. */
export const Nonce = createContext<string | undefined>(undefined)

export function useReader(): Reader {
  const known = useRouteLoaderData('root') as Reader | undefined
  const fallback = useContext(ReaderFallback)
  return known ?? fallback
}

export function useLanguage(): Language {
  return useReader().language
}

/** The words of one dictionary in the reader's language. */
export function useWords<T extends Dictionary>(dictionary: Readonly<Record<Language, T>>): T {
  return dictionary[useLanguage()]
}

/** Picks the reader's language out of a pair that came as data. */
export function useIn(): (words: Words) => string {
  const language = useLanguage()
  return (words) => words[language]
}
