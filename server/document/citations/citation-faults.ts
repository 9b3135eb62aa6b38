// What is wrong with what a text points at: targets that are not there, were replaced, or may not be shown to the
// public. Pure.

import { parseTarget, type Target } from '../../domain/convention/citation.ts'
import { parseReference } from '../../domain/dossiers/reference.ts'
import { type Language, languages } from '../../domain/language.ts'
import { isCell } from '../../domain/text/paragraph.ts'
import { isWithin, type Naming, namingOf } from '../numbering/labels.ts'
import { without } from '../suggestions/settled.ts'
import { type BothTrees, hasWords, type Paragraph, type Tree } from '../tree/tree.ts'

/** What can be pointed at and shown to anyone. */
export interface Known {
  readonly articles: readonly { readonly number: number }[]
  /** Published. */
  readonly texts: readonly { readonly symbol: string }[]
  readonly findings: readonly { readonly id: string; readonly supersededBy: string | null }[]
  readonly parties: readonly { readonly id: string }[]
}

/**
 * `unknown`: no such article, finding or Party. `unpublished`: no published text has this symbol. `superseded`:
 * replaced, by `by`. `gone`: that paragraph or footnote is no longer in the text. `unnumbered`: the paragraph has no
 * number to be called by. `uncalled`: a footnote with words that its language nowhere calls. `apart`: a footnote that
 * does not stand behind what calls it.
 */
type FaultKind = 'unknown' | 'unpublished' | 'superseded' | 'gone' | 'unnumbered' | 'uncalled' | 'apart'

export interface CitationFault {
  readonly fault: FaultKind
  readonly language: Language
  /** The paragraph that points; of `uncalled` and `apart` the footnote. */
  readonly pid: string
  /** In its stored form. */
  readonly target: string
  /** The words that point; '' for `uncalled` and `apart`. */
  readonly words: string
  /** The target that replaced it, in its stored form; null for every other fault. */
  readonly by: string | null
}

type Wrong = Pick<CitationFault, 'fault' | 'by'>

/**
 * All faults of a text as it stands, in its order, English first. A paragraph that names one target in both languages
 * has one fault; a footnote is looked at in each language. Costs little where a paragraph is the same object as before.
 */
export function citationFaults(trees: BothTrees, known: Known): CitationFault[] {
  const outside = new Map<string, Wrong | null>()
  const seen = new Set<string>()
  return languages.flatMap((language) => {
    const { paragraphs } = trees[language]
    let named: Naming | null = null
    const check = (stored: string): Wrong | null => {
      const target = parseTarget(stored)
      if (!target) return null
      if (isWithin(target)) {
        named ??= namingOf(trees[language])
        return faultWithin(target, named, trees[language])
      }
      const before = outside.get(stored)
      const found = before === undefined ? faultOf(target, known) : before
      outside.set(stored, found)
      return found
    }
    const pointing = paragraphs.flatMap((paragraph) =>
      citedIn(paragraph).flatMap(([target, words]): CitationFault[] => {
        const found = check(target)
        const key = `${paragraph.pid} ${target}`
        if (!found || seen.has(key)) return []
        seen.add(key)
        return [{ ...found, language, pid: paragraph.pid, target, words }]
      }),
    )
    return [...pointing, ...noteFaults(trees[language])]
  })
}

const read = new WeakMap<Paragraph, readonly Cited[]>()
const nothing: readonly Cited[] = []

/** A target, and the first words that point at it. */
type Cited = readonly [target: string, words: string]

/** What a paragraph points at as it stands, without what is only suggested. */
export function citedIn(paragraph: Paragraph): readonly Cited[] {
  const before = read.get(paragraph)
  if (before) return before
  const cited = new Map<string, string>()
  if (paragraph.runs.some((run) => run.cites)) {
    for (const { cites, text } of without(paragraph, () => true).runs) {
      if (cites && !cited.has(cites)) cited.set(cites, text)
    }
  }
  const found = cited.size === 0 ? nothing : [...cited]
  read.set(paragraph, found)
  return found
}

/** Of a target outside the text. */
export function faultOf(target: Target, known: Known): Wrong | null {
  switch (target.kind) {
    case 'article':
      return known.articles.some(({ number }) => number === target.number) ? null : unknown
    case 'party':
      return known.parties.some(({ id }) => id === target.id) ? null : unknown
    case 'finding': {
      const finding = known.findings.find(({ id }) => id === target.id)
      if (!finding) return unknown
      return finding.supersededBy === null ? null : { fault: 'superseded', by: `finding:${finding.supersededBy}` }
    }
    case 'text': {
      if (!known.texts.some(({ symbol }) => symbol === target.symbol)) return { fault: 'unpublished', by: null }
      const later = laterIssue(target.symbol, known.texts)
      return later === null ? null : { fault: 'superseded', by: `text:${later}` }
    }
    default:
      return null
  }
}

const unknown = { fault: 'unknown', by: null } as const

/**
 * The latest revision of the same reference that is published beside it (domain.md B1); null when it is the latest
 * itself.
 */
function laterIssue(symbol: string, texts: Known['texts']): string | null {
  const own = parseReference(symbol)
  if (!own) return null
  let latest = { symbol: null as string | null, revision: own.revision }
  for (const other of texts) {
    const { year, number, workingGroup, revision } = parseReference(other.symbol) ?? own
    const isSame = year === own.year && number === own.number && workingGroup === own.workingGroup
    if (isSame && revision > latest.revision) latest = { symbol: other.symbol, revision }
  }
  return latest.symbol
}

function faultWithin(
  target: Extract<Target, { pid: string }>,
  { notes, paths }: Naming,
  { paragraphs }: Tree,
): Wrong | null {
  const numbers = target.kind === 'footnote' ? notes : paths
  if (numbers.has(target.pid)) return null
  const isThere = target.kind === 'paragraph' && paragraphs.some(({ pid }) => pid === target.pid)
  return { fault: isThere ? 'unnumbered' : 'gone', by: null }
}

/** Footnotes with words that their language does not call from right above, in both languages. */
export function countOrphanNotes(trees: BothTrees): number {
  return languages.reduce((sum, language) => sum + noteFaults(trees[language]).length, 0)
}

function noteFaults({ language, paragraphs }: Tree): CitationFault[] {
  if (!paragraphs.some(({ kind }) => kind === 'footnote')) return []
  const calls = new Map<string, Set<Paragraph>>()
  for (const paragraph of paragraphs) {
    for (const [target] of citedIn(paragraph)) {
      if (!target.startsWith('footnote:')) continue
      const pid = target.slice('footnote:'.length)
      calls.set(pid, (calls.get(pid) ?? new Set()).add(paragraph))
    }
  }
  let above: Paragraph[] = []
  return paragraphs.flatMap((paragraph): CitationFault[] => {
    above = belongs(paragraph, above)
    if (paragraph.kind !== 'footnote') return []
    const { pid } = paragraph
    const callers = calls.get(pid)
    const is = { language, pid, target: `footnote:${pid}`, words: '', by: null }
    if (!callers) return !hasWords(paragraph) ? [] : [{ ...is, fault: 'uncalled' }]
    return above.some((one) => callers.has(one)) ? [] : [{ ...is, fault: 'apart' }]
  })
}

/** What a footnote at this place may belong to: the paragraph right above, or any cell of the table right above. */
function belongs(paragraph: Paragraph, above: Paragraph[]): Paragraph[] {
  if (paragraph.kind === 'footnote') return above
  return isCell(paragraph.kind) && above[0] && isCell(above[0].kind) ? [...above, paragraph] : [paragraph]
}
