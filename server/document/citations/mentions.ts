// References that somebody typed or pasted as plain words: 'Article 18(1)a', 'article 18, paragraphe 1, alinéa a',
// 'T-ES(2015)04', 'R-01'. Pure reading, in both languages; it offers and changes nothing.

import { formatTarget, parseTarget } from '../../domain/convention/citation.ts'
import type { Paragraph } from '../tree/tree.ts'

/** Words that read like a reference: `start` to `end` in UTF-16 units, `end` excluded; `target` in its stored form. */
export interface Mention {
  readonly start: number
  readonly end: number
  readonly target: string
}

// A paragraph: '(1)', '.1', ' §1', ', paragraph 1', ', par. 1'. The number is a word of its own.
const paragraph = String.raw`(?:\s?\((\d{1,2})\)|\.(\d{1,2})(?!\d)|,?\s?§\s?(\d{1,2})(?!\d)|,?\s(?:paragraphe?|para?\.?)\s(\d{1,2})(?!\d))`
// A letter: '(a)', 'a' right behind a bracket or number, '.a', ', sub-paragraph a', ', alinéa a'. 'article 23 a pour
// but' names none.
const letter = String.raw`(?:\s?\(([a-z])\)|\.?([a-z])(?![\p{L}\p{N}])|,?\s(?:sub-?paragraph|letter|point|alin[ée]a|lettre|al\.|lit\.)\s([a-z])(?![\p{L}\p{N}]))`
const number = String.raw`(\d{1,2})(?!\d)${paragraph}?${letter}?`

const first = new RegExp(String.raw`(?<![\p{L}\p{N}])art(?:icle(s)?|\.)[\s\u00a0]+${number}`, 'giu')
const further = new RegExp(String.raw`(?:,\s|\s(?:and|et|or|ou|to|à)\s|\s?[–-]\s?)${number}`, 'iuy')
const text = /(?<![\p{L}\p{N}])T-ES(?:-WG)?\(\d{4}\)\d{2,3}(?:[ _]rev\.?\s?\d{0,2})?(?!\d)/giu
const finding = /(?<![\p{L}\p{N}-])(?:(?:finding|constat)\s)?([A-Z]{1,3}-\d{2,3}[a-z]?)(?![\p{L}\p{N}-])/giu

/** In order; none overlaps another. Whether the target exists is not asked. */
export function mentionsIn(words: string): Mention[] {
  const found = [
    ...articlesIn(words),
    ...[...words.matchAll(text)].flatMap((match) => mention(match.index, match[0], `text:${symbolOf(match[0])}`)),
    ...[...words.matchAll(finding)].flatMap((match) =>
      mention(match.index, match[0], `finding:${idOf(match[1] ?? '')}`),
    ),
  ].sort((one, other) => one.start - other.start)
  return found.filter(({ start }, at) => at === 0 || start >= found[at - 1]!.end)
}

function mention(start: number, words: string, target: string): Mention[] {
  return parseTarget(target) ? [{ start, end: start + words.length, target }] : []
}

/** 'R-03A' and 'r-03a' are R-03a. */
function idOf(written: string): string {
  const [, letters = '', rest = ''] = /^([A-Za-z]+)(.*)$/.exec(written) ?? []
  return letters.toUpperCase() + rest.toLowerCase()
}

function symbolOf(written: string): string {
  return written.trimEnd().replace(/^t-es(-wg)?/i, (begins) => begins.toUpperCase())
}

function articlesIn(words: string): Mention[] {
  const found: Mention[] = []
  for (const match of words.matchAll(first)) {
    const [whole, plural, ...parts] = match
    const list = [...mention(match.index, whole, targetOf(parts))]
    let end = match.index + whole.length
    // 'Articles 18 to 23': each further number is words of its own.
    while (plural !== undefined) {
      further.lastIndex = end
      const next = further.exec(words)
      if (!next) break
      const [all, ...points] = next
      const start = end + all.search(/\d/)
      end += all.length
      list.push(...mention(start, words.slice(start, end), targetOf(points)))
    }
    if (!isElsewhere(words.slice(end))) found.push(...list)
  }
  return found
}

/** `parts`: the article, four ways of writing the paragraph, three of writing the letter. */
function targetOf([article, ...parts]: readonly (string | undefined)[]): string {
  const at = parts.slice(0, 4).find((part) => part !== undefined)
  const small = parts.slice(4).find((part) => part !== undefined)
  const point = [at && String(Number(at)), small?.toLowerCase()].filter(Boolean).join('.') || null
  return formatTarget({ kind: 'article', number: Number(article), point })
}

const behind = /^\s(?:of|de|du|des)\s?(?:(?:the|this|la|le|les|cette|ce)\s|l[’'])?(.{0,60})/iu
const named = /^(?:\p{Lu}|(?:convention|protocol|directive|regulation|règlement|statute?|code|chart|covenant|pacte)\b)/u
// Ours: the Convention, without another name behind it.
const ours =
  /^(?:(?:present|présente|Lanzarote)\s)?Convention(?:\sde\sLanzarote)?(?!\s(?:on|against|for|relative|sur|contre|des?|du)\b)/iu

/** 'Article 16 of the Convention on the Rights of the Child': an article of another treaty. */
function isElsewhere(after: string): boolean {
  const what = behind.exec(after)?.[1]
  return what !== undefined && named.test(what) && !ours.test(what)
}

/** A mention where it stands: offsets count the words of the paragraph with its suggestions, as an editor has them. */
export interface PlacedMention extends Mention {
  readonly words: string
}

const read = new WeakMap<Paragraph, readonly PlacedMention[]>()
const nothing: readonly PlacedMention[] = []

/**
 * The references in plain words of a paragraph. What is linked already, only suggested, or half in another look is left
 * alone.
 */
export function mentionsOf(paragraph: Paragraph): readonly PlacedMention[] {
  const before = read.get(paragraph)
  if (before) return before
  const found: PlacedMention[] = []
  let from = 0
  for (const { text: words, cites, breaks, marks } of paragraph.runs) {
    if (!cites && !breaks && !marks) {
      for (const { start, end, target } of mentionsIn(words)) {
        found.push({ start: from + start, end: from + end, target, words: words.slice(start, end) })
      }
    }
    from += words.length
  }
  read.set(paragraph, found.length === 0 ? nothing : found)
  return found
}
