// The words of a pointing inside its own text: 'paragraph 12, (a)', a footnote's number. They follow the numbers of the
// text.

import { parseTarget, type Target } from '../../domain/convention/citation.ts'
import type { Language } from '../../domain/language.ts'
import { isNumbered } from '../../domain/text/paragraph.ts'
import type { Paragraph, Tree } from '../tree/tree.ts'
import { noteNumbersOf, numbersOf } from './number.ts'

/**
 * What a text calls its own parts: by pid, the printed numbers that lead to a paragraph, and the numbers of its
 * footnotes.
 */
export interface Naming {
  /** '12'; for an item '12', '(a)'; for a sub-item '12', '(a)', '(i)'. Only paragraphs that have a number. */
  readonly paths: ReadonlyMap<string, readonly string[]>
  /** '1', '2' … in the order in which the footnotes stand. */
  readonly notes: ReadonlyMap<string, string>
}

/** The pids and the kinds of a text are enough: no words are read. */
export function namingOf(tree: Pick<Tree, 'language' | 'kept'> & { readonly paragraphs: readonly Titled[] }): Naming {
  const paragraphs = tree.paragraphs.map(({ pid, kind }) => ({ pid, kind, runs: [] }))
  const numbers = numbersOf({ ...tree, paragraphs })
  const paths = new Map<string, readonly string[]>()
  let above: { readonly paragraph: readonly string[]; readonly item: readonly string[] } = { paragraph: [], item: [] }
  for (const { pid, kind } of paragraphs) {
    const number = numbers.get(pid)
    if (number === undefined) continue
    const path = [...pathAbove(kind, above), number]
    paths.set(pid, path)
    if (isNumbered(kind)) above = { paragraph: path, item: path }
    else if (kind === 'item') above = { ...above, item: path }
  }
  return { paths, notes: noteNumbersOf(paragraphs) }
}

type Titled = Pick<Paragraph, 'pid' | 'kind'>

function pathAbove(kind: Titled['kind'], above: { paragraph: readonly string[]; item: readonly string[] }) {
  if (kind === 'item') return above.paragraph
  return kind === 'subitem' ? above.item : []
}

/** True for a target inside the same text: the words of such a citation follow the numbers. */
export function isWithin(target: Target): target is Extract<Target, { readonly pid: string }> {
  return target.kind === 'paragraph' || target.kind === 'footnote'
}

/**
 * How a text in `language` calls a part of itself: 'paragraph 12, (a)', 'paragraphe 12, (a)', 'point (a)'; a footnote
 * by its bare number. Null when the part has no number (any more).
 */
export function nameWithin(target: Target, naming: Naming, language: Language): string | null {
  if (target.kind === 'footnote') return naming.notes.get(target.pid) ?? null
  if (target.kind !== 'paragraph') return null
  const path = naming.paths.get(target.pid)
  if (!path) return null
  const [first = ''] = path
  const begins = first.startsWith('(') ? 'point' : language === 'en' ? 'paragraph' : 'paragraphe'
  return `${begins} ${path.join(', ')}`
}

/**
 * The words that a citation of a part of its own text should have, now that it has `words`: they keep their capital
 * letter. Null for every other citation, and where the part has no number: then the words stay as they are.
 */
export function livingWords(
  stored: string,
  { words, naming, language }: { readonly words: string; readonly naming: Naming; readonly language: Language },
): string | null {
  const target = parseTarget(stored)
  const name = target && nameWithin(target, naming, language)
  if (!name) return null
  return /^\p{Lu}/u.test(words) ? name[0]!.toUpperCase() + name.slice(1) : name
}

/** Named together: the tree's own words are not read. */
export function namingsOf(trees: { readonly en: Tree; readonly fr: Tree }): Readonly<Record<Language, Naming>> {
  return { en: namingOf(trees.en), fr: namingOf(trees.fr) }
}
