// The two official languages. A text, a label or a reason exists in both or not at all.

export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]
export type Words = Readonly<Record<Language, string>>

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'fr'
}
