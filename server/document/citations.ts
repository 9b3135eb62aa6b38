// What a text points at, and how each target is called in words. It knows no titles: those are rows.

import { parseTarget, type Target } from '../domain/citation.ts'
import { type Language, languages } from '../domain/language.ts'
import type { BothTrees } from './tree.ts'

/** One paragraph pointing at one target (stored form, domain/citation.ts). */
export interface Citation {
  readonly language: Language
  readonly pid: string
  readonly target: string
}

/** Every pointing, English first, in order; a paragraph that names a target twice counts once. */
export function citationsOf(trees: BothTrees): Citation[] {
  return languages.flatMap((language) =>
    trees[language].paragraphs.flatMap(({ pid, runs }) => {
      const targets = new Set(runs.flatMap((run) => run.cites ?? []))
      return [...targets].map((target) => ({ language, pid, target }))
    }),
  )
}

/**
 * A target in words: 'Article 18, paragraph 1, sub-paragraph a' / 'article 18, paragraphe 1, alinéa a';
 * the symbol of a text as it stands; 'finding R-01' / 'constat R-01'. Takes the parsed or the stored form.
 */
export function labelOf(target: Target | string, language: Language): string {
  const parsed = typeof target === 'string' ? parseTarget(target) : target
  if (parsed === null) return String(target)
  if (parsed.kind === 'text') return parsed.symbol
  if (parsed.kind === 'finding') return `${language === 'en' ? 'finding' : 'constat'} ${parsed.id}`
  const [paragraph, letter] = parsed.point?.split('.') ?? []
  const say = language === 'en' ? english : french
  const words = [`${say.article} ${parsed.number}`]
  if (paragraph) words.push(`${say.paragraph} ${paragraph}`)
  if (letter) words.push(`${say.letter} ${letter}`)
  return words.join(', ')
}

const english = { article: 'Article', paragraph: 'paragraph', letter: 'sub-paragraph' }
const french = { article: 'article', paragraph: 'paragraphe', letter: 'alinéa' }
