// What a text covers of the articles it is about and of what was found on them. Pure reading of the text as it stands.

import { parseTarget, relationOf } from '../../domain/convention/citation.ts'
import { isNumbered } from '../../domain/text/paragraph.ts'
import { numbersOf } from '../numbering/number.ts'
import { settledTrees } from '../suggestions/settled.ts'
import { type BothTrees, type Paragraph, wordsOf } from '../tree/tree.ts'
import { citedIn } from './citation-faults.ts'

/** A paragraph to go to. `number` is '' where it has none. */
interface CoveringParagraph {
  readonly pid: string
  readonly number: string
}

interface UnsupportedParagraph extends CoveringParagraph {
  /** Its words in each language; '' where it has none. */
  readonly words: { readonly en: string; readonly fr: string }
}

export interface Coverage<Finding> {
  /** Each article that the dossier is about, with the paragraphs that interpret it, at any of its points. */
  readonly articles: readonly { readonly number: number; readonly paragraphs: readonly CoveringParagraph[] }[]
  /** Recitals and operative paragraphs that have words. */
  readonly paragraphs: number
  /** Those that rest on no finding, in either language, themselves or in one of their points. */
  readonly unsupported: readonly UnsupportedParagraph[]
  /** Findings on these articles, or on a theme of such a finding; what was replaced is left out. */
  readonly findings: { readonly all: number; readonly unused: readonly Finding[] }
}

interface Found {
  readonly id: string
  readonly theme: string
  readonly articles: readonly number[]
  readonly supersededBy: string | null
}

interface About<Finding> {
  readonly articles: readonly number[]
  readonly findings: readonly Finding[]
}

export function coverageOf<Finding extends Found>(
  live: BothTrees,
  { articles, findings }: About<Finding>,
): Coverage<Finding> {
  const trees = settledTrees(live)
  const paragraphs = joined(trees)
  const relevant = relevantTo(articles, findings)
  const used = new Set(paragraphs.flatMap(({ rests }) => rests))
  const sections = sectionsOf(paragraphs)
  return {
    articles: articles.map((number) => ({
      number,
      paragraphs: paragraphs
        .filter(({ interprets }) => interprets.includes(number))
        .map(({ pid, number }) => ({ pid, number })),
    })),
    paragraphs: sections.length,
    unsupported: sections
      .filter(({ members }) => members.every(({ rests }) => rests.length === 0))
      .map(({ head: { pid, number, words } }) => ({ pid, number, words })),
    findings: { all: relevant.length, unused: relevant.filter(({ id }) => !used.has(id)) },
  }
}

/** One paragraph in both languages. */
interface Pair extends UnsupportedParagraph {
  readonly kind: Paragraph['kind']
  readonly interprets: readonly number[]
  readonly rests: readonly string[]
}

function joined({ en, fr }: BothTrees): Pair[] {
  const french = new Map(fr.paragraphs.map((paragraph) => [paragraph.pid, paragraph]))
  const english = new Set(en.paragraphs.map(({ pid }) => pid))
  const numbers = { en: numbersOf(en), fr: numbersOf(fr) }
  const both = [
    ...en.paragraphs.map((paragraph) => [paragraph, french.get(paragraph.pid)] as const),
    ...fr.paragraphs.filter(({ pid }) => !english.has(pid)).map((paragraph) => [undefined, paragraph] as const),
  ]
  return both.map(([first, second]) => {
    const { pid, kind } = (first ?? second)!
    const targets = [first, second].flatMap((one) => (one ? citedIn(one) : [])).map(([target]) => parseTarget(target))
    return {
      pid,
      kind,
      number: numbers.en.get(pid) ?? numbers.fr.get(pid) ?? '',
      words: { en: first ? wordsOf(first).trim() : '', fr: second ? wordsOf(second).trim() : '' },
      interprets: targets.flatMap((target) =>
        target?.kind === 'article' && relationOf(target) === 'interprets' ? target.number : [],
      ),
      rests: targets.flatMap((target) => (target?.kind === 'finding' ? target.id : [])),
    }
  })
}

/**
 * Each recital or operative paragraph that has words, with what belongs to it: its points, quotations and footnotes.
 */
function sectionsOf(paragraphs: readonly Pair[]): { readonly head: Pair; readonly members: readonly Pair[] }[] {
  const sections: { readonly head: Pair; readonly members: Pair[] }[] = []
  let open: Pair[] | null = null
  for (const pair of paragraphs) {
    if (isNumbered(pair.kind)) {
      open = [pair]
      if (pair.words.en || pair.words.fr) sections.push({ head: pair, members: open })
    } else if (pair.kind === 'item' || pair.kind === 'subitem' || pair.kind === 'quote' || pair.kind === 'footnote') {
      open?.push(pair)
    } else open = null
  }
  return sections
}

function relevantTo<Finding extends Found>(articles: readonly number[], findings: readonly Finding[]): Finding[] {
  const valid = findings.filter(({ supersededBy }) => supersededBy === null)
  const isOn = (finding: Finding) => finding.articles.some((number) => articles.includes(number))
  const themes = new Set(valid.filter(isOn).map(({ theme }) => theme))
  return valid.filter((finding) => isOn(finding) || themes.has(finding.theme))
}
