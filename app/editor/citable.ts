// Finding what to cite from a few letters: articles by number or heading, texts by symbol or title, findings by id or words.

import { labelOf } from '#server/document/citations.ts'
import { formatTarget } from '#server/domain/citation.ts'
import type { Language } from '#server/domain/language.ts'
import type { ArticleLine, Citable, FindingView } from '#server/workflows/views.ts'
import { sayDay } from '../components/dates.ts'

export interface Found {
  /** The stored form of the target (domain/citation.ts). */
  readonly target: string
  /** What will stand in the text. */
  readonly label: string
  /** What it is, to choose by. */
  readonly detail: string
  /** A count from monitoring with its date, or ''. */
  readonly figure: string
  readonly kind: 'article' | 'text' | 'finding'
}

const most = 8
const pointForm = /^(?:art(?:icle)?\.?\s*)?(\d{1,2})(?:[\s.,(/-]+(\d{1,2})\)?(?:[\s.,(/-]*([a-z])\)?)?)?$/i

/** At most eight, best first. An empty query offers the articles, then the texts, from the beginning. */
export function findCitable(citable: Citable, query: string, language: Language): Found[] {
  const asked = query.trim()
  const words = fold(asked).split(/\s+/).filter(Boolean)
  const numbered = byNumber(citable, asked, language)
  const has = (...texts: (string | null)[]) => {
    const text = fold(texts.join(' '))
    return words.every((word) => text.includes(word))
  }
  const articles = citable.articles
    .filter((article) => has(article.heading[language], article.heading.en, article.heading.fr))
    .map((article) => showArticle(article, null, language))
  const texts = citable.texts
    .filter((text) => has(text.symbol, text.title.en, text.title.fr))
    .map((text) => showText(text, language))
  const findings = citable.findings
    .filter((finding) =>
      has(finding.id, finding.theme, finding.statement.en, finding.statement.fr, finding.officialCode),
    )
    .map((finding) => showFinding(finding, language))
  const seen = new Set<string>()
  const found = [...numbered, ...exact(findings, asked), ...articles, ...texts, ...findings]
  return found.filter(({ target }) => !seen.has(target) && seen.add(target)).slice(0, most)
}

/** A figure is never shown without its date; a percentage never without its denominator. '' when either is missing. */
export function figureOf(finding: FindingView, language: Language): string {
  const { partyCount, qualifier, asOf, denominator } = finding
  if (asOf === null || (partyCount === null && qualifier === null)) return ''
  const day = sayDay(language, asOf)
  const date = language === 'en' ? `, as of ${day}` : ` (${day})`
  // A qualifier stands as the source gave it: it makes no sentence with our words.
  if (partyCount === null) return quoted(qualifier?.[language] ?? '', language) + date
  const count = `${partyCount}${denominator === null ? '' : ofAll(denominator, language)}`
  return `${count} ${partiesOf(denominator ?? partyCount, language)}${date}`
}

const quoted = (words: string, language: Language) => (language === 'en' ? `“${words}”` : `«\u00a0${words}\u00a0»`)

function partiesOf(count: number, language: Language): string {
  if (count === 1) return language === 'en' ? 'Party' : 'Partie'
  return 'Parties'
}

const ofAll = (all: number, language: Language) => (language === 'en' ? ` of ${all}` : ` sur ${all}`)

/** '23', '23.1', '18.1.a', '18 (1) (a)', 'art. 23'; a number in the making ('2') also offers 20 to 29. */
function byNumber({ articles }: Citable, asked: string, language: Language): Found[] {
  const [, number, paragraph, letter] = pointForm.exec(asked) ?? []
  if (number === undefined) return []
  const point = paragraph ? `${Number(paragraph)}${letter ? `.${letter.toLowerCase()}` : ''}` : null
  const exactly = articles.filter((article) => article.number === Number(number))
  const begun = point ? [] : articles.filter((article) => String(article.number).startsWith(number))
  return [
    ...exactly.map((article) => showArticle(article, point, language)),
    ...begun.map((article) => showArticle(article, null, language)),
  ]
}

function exact(findings: readonly Found[], asked: string): Found[] {
  const id = fold(asked)
  return findings.filter(({ target }) => id.length > 1 && fold(target).startsWith(`finding:${id}`))
}

function showArticle(article: ArticleLine, point: string | null, language: Language): Found {
  const target = formatTarget({ kind: 'article', number: article.number, point })
  return { target, label: labelOf(target, language), detail: article.heading[language], figure: '', kind: 'article' }
}

function showText({ symbol, title }: Citable['texts'][number], language: Language): Found {
  const target = formatTarget({ kind: 'text', symbol })
  return { target, label: labelOf(target, language), detail: title[language], figure: '', kind: 'text' }
}

function showFinding(finding: FindingView, language: Language): Found {
  const target = formatTarget({ kind: 'finding', id: finding.id })
  const figure = figureOf(finding, language)
  return { target, label: labelOf(target, language), detail: finding.statement[language], figure, kind: 'finding' }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
