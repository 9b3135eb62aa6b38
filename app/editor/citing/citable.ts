// Finding what to cite from a few letters: articles by number or heading, texts by symbol or title, findings by id or
// words, Parties by name, and paragraphs and footnotes of the text itself.

import { sayDay } from '#app/components/page/dates.ts'
import { labelOf } from '#server/document/citations/citations.ts'
import type { Tree } from '#server/document/tree/tree.ts'
import { formatTarget } from '#server/domain/convention/citation.ts'
import type { Language } from '#server/domain/language.ts'
import type { FindingView } from '#server/workflows/convention/finding-views.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import type { ArticleLine } from '#server/workflows/row-views.ts'
import { type Found, findHere, fold } from './citable-here.ts'

const most = 8
/** Of each sort at first, so that many articles do not hide the one finding that was meant. */
const mostOfASort = 3

// '18', '18.1', '18 1 a', '18(1)(a)', 'art. 18 §1', '18, paragraph 1, sub-paragraph a', '3 a', in either language.
const pointForm =
  /^(?:art(?:icle)?s?\.?\s*)?(\d{1,2})(?:(?:[\s.,(/§-]+|[\s,]*par(?:a(?:graphe?)?)?\.?\s*)(\d{1,2})\)?)?(?:[\s.,(/-]*(?:sub-?par(?:a(?:graph)?)?\.?|al(?:in[eé]a)?\.?|lit(?:t(?:era)?)?\.?)?\s*([a-z])\)?)?$/i

/**
 * At most eight, best first: what a number or an id means exactly, then words. An empty query offers each sort from the
 * beginning. `here` is the text that will cite, as it stands.
 */
export function findCitable(citable: Citable, query: string, language: Language, here: Tree | null = null): Found[] {
  const asked = query.trim()
  const words = fold(asked).split(/\s+/).filter(Boolean)
  const has = (...texts: (string | null)[]) => {
    const text = fold(texts.join(' '))
    return words.every((word) => text.includes(word))
  }
  const findings = citable.findings
    .filter((finding) =>
      has(finding.id, finding.theme, finding.statement.en, finding.statement.fr, finding.officialCode),
    )
    .map((finding) => showFinding(finding, language))
  const inText = here ? findHere(here, asked) : { exactly: [], byWords: [] }
  const sorts = [
    citable.articles
      .filter((article) => has(article.heading[language], article.heading.en, article.heading.fr))
      .map((article) => showArticle(article, null, language)),
    citable.texts
      .filter((text) => has(text.symbol, text.title.en, text.title.fr))
      .map((text) => showText(text, language)),
    findings,
    asked === ''
      ? []
      : citable.parties.filter(({ name }) => has(name.en, name.fr)).map((party) => showParty(party, language)),
    asked === '' ? [] : inText.byWords,
  ]
  const seen = new Set<string>()
  const found = [
    ...[...byNumber(citable, asked, language), ...inText.exactly, ...exact(findings, asked)],
    ...sorts.flatMap((sort) => sort.slice(0, mostOfASort)),
    ...sorts.flatMap((sort) => sort.slice(mostOfASort)),
  ]
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

/** A number in the making ('2') also offers 20 to 29. */
function byNumber({ articles }: Citable, asked: string, language: Language): Found[] {
  const [, number, paragraph, letter] = pointForm.exec(asked) ?? []
  if (number === undefined) return []
  const point = [paragraph && Number(paragraph), letter?.toLowerCase()].filter(Boolean).join('.') || null
  const exactly = articles.filter((article) => article.number === Number(number))
  const begun = point ? [] : articles.filter((article) => String(article.number).startsWith(number)).slice(0, 4)
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

function showParty({ id, name }: Citable['parties'][number], language: Language): Found {
  return { target: formatTarget({ kind: 'party', id }), label: name[language], detail: '', figure: '', kind: 'party' }
}
