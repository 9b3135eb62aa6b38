// What a text points at, and how each target is called in words. It knows no titles and no names: those are rows.

import { parseTarget, type Relation, relationOf, type Target } from '../../domain/convention/citation.ts'
import { type Language, languages } from '../../domain/language.ts'
import { type Naming, nameWithin } from '../numbering/labels.ts'
import type { BothTrees } from '../tree/tree.ts'

/** One paragraph pointing at one target (stored form, domain/convention/citation.ts). */
export interface Citation {
  readonly language: Language
  readonly pid: string
  readonly target: string
}

/**
 * Every pointing, English first, in order; a paragraph that names a target twice counts once. The call of a footnote is
 * no citation: what the note says is the note's. Takes the text as it stands (settled.ts).
 */
export function citationsOf(trees: BothTrees): Citation[] {
  return languages.flatMap((language) =>
    trees[language].paragraphs.flatMap(({ pid, runs }) => {
      const targets = new Set(runs.flatMap((run) => run.cites ?? []))
      return [...targets]
        .filter((target) => !target.startsWith('footnote:'))
        .map((target) => ({ language, pid, target }))
    }),
  )
}

/** How many targets a paragraph names in one language and not in the other. Takes the text as it stands. */
export function countLoneCitations(trees: BothTrees): number {
  const named = new Map<string, number>()
  for (const { pid, target } of citationsOf(trees)) {
    named.set(`${pid} ${target}`, (named.get(`${pid} ${target}`) ?? 0) + 1)
  }
  return [...named.values()].filter((times) => times === 1).length
}

/** The relation that a stored target states; 'recalls' for what is no target any more. */
export function relationIn(stored: string): Relation {
  const target = parseTarget(stored)
  return target ? relationOf(target) : 'recalls'
}

/** What only the text itself, and rows, know of the names of targets. */
export interface Names {
  /** Of the text that points; without it its paragraphs have no number. */
  readonly naming?: Naming
  /** Name of a Party by id. */
  readonly party?: (id: string) => string | undefined
}

/**
 * A target in words: 'Article 18, paragraph 1, sub-paragraph a' / 'article 18, paragraphe 1, alinéa a'; the symbol of a
 * text as it stands; 'finding R-01' / 'constat R-01'; the name of a Party; 'paragraph 12, (a)'; the number of a
 * footnote. Takes the parsed or the stored form.
 */
export function labelOf(target: Target | string, language: Language, { naming, party }: Names = {}): string {
  const parsed = typeof target === 'string' ? parseTarget(target) : target
  if (parsed === null) return String(target)
  const say = language === 'en' ? english : french
  switch (parsed.kind) {
    case 'text':
      return parsed.symbol
    case 'finding':
      return `${say.finding} ${parsed.id}`
    case 'party':
      return party?.(parsed.id) ?? parsed.id
    case 'article':
      return articleLabel(parsed, language)
    default:
      return (naming && nameWithin(parsed, naming, language)) ?? say[parsed.kind]
  }
}

function articleLabel({ number, point }: Extract<Target, { kind: 'article' }>, language: Language): string {
  const say = language === 'en' ? english : french
  const parts = point?.split('.') ?? []
  return [
    `${say.article} ${number}`,
    ...parts.map((part) => `${/\d/.test(part) ? say.numbered : say.letter} ${part}`),
  ].join(', ')
}

const english = {
  article: 'Article',
  numbered: 'paragraph',
  letter: 'sub-paragraph',
  finding: 'finding',
  paragraph: 'paragraph of this text',
  footnote: 'footnote',
}
const french = {
  article: 'article',
  numbered: 'paragraphe',
  letter: 'alinéa',
  finding: 'constat',
  paragraph: 'paragraphe du présent texte',
  footnote: 'note de bas de page',
}
