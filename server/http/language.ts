// Which of the two languages a reader gets.

import { isLanguage, type Language } from '../domain/language.ts'
import type { Member } from '../domain/people/appointment.ts'

export interface Preference {
  readonly asked: string | null
  readonly cookieHeader: string | undefined
  readonly member: Member | null
  readonly acceptLanguage: string | undefined
}

const cookieForm = /(?:^|;\s*)recital_language=(en|fr)(?:;|$)/

/** `?lang` first, then what was chosen before, then the member's own, then what the browser prefers, then English. */
export function chooseLanguage({ asked, cookieHeader, member, acceptLanguage }: Preference): Language {
  if (isLanguage(asked)) return asked
  const chosen = cookieForm.exec(cookieHeader ?? '')?.[1]
  if (isLanguage(chosen)) return chosen
  return member?.language ?? preferred(acceptLanguage ?? '')
}

/** The Set-Cookie value that remembers a choice for a year. */
export function languageCookie(language: Language, secure: boolean): string {
  return `recital_language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`
}

function preferred(acceptLanguage: string): Language {
  const ranked = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(';q=')
      return { language: tag.slice(0, 2).toLowerCase(), weight: q === undefined ? 1 : Number(q) || 0 }
    })
    .sort((a, b) => b.weight - a.weight)
  const first = ranked.find(({ language, weight }) => weight > 0 && isLanguage(language))?.language
  return isLanguage(first) ? first : 'en'
}
