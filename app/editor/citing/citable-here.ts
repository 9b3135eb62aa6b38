// What can be cited of the text itself: its numbered paragraphs and its footnotes, by number or by words.

import { type Naming, nameWithin, namingOf } from '#server/document/numbering/labels.ts'
import { settled } from '#server/document/suggestions/settled.ts'
import { type Paragraph, type Tree, wordsOf } from '#server/document/tree/tree.ts'
import { formatTarget, type Target } from '#server/domain/convention/citation.ts'

/** Something to choose from. */
export interface Found {
  /** The stored form of the target (domain/convention/citation.ts). */
  readonly target: string
  /** What will stand in the text. */
  readonly label: string
  /** What it is, to choose by. */
  readonly detail: string
  /** A count from monitoring with its date, or ''. */
  readonly figure: string
  readonly kind: Target['kind']
}

/** '12', '12 a', '12(a)', '12.a.ii', '¶ 12', 'par. 12 a', 'paragraphe 12', 'note 3', 'fn 3', 'point a'. */
const placeForm =
  /^(point|¶|p(?:ar(?:a(?:graphe?)?)?)?\.?|(?:foot)?note|fn|n)?\s*(\d{1,3}(?:\s?bis|\s?ter)?)?((?:[\s.,(]*(?:[a-z]{1,4})\)?){0,2})$/i

interface Here {
  /** What the number means. */
  readonly exactly: readonly Found[]
  /** What has all the words that were asked for. */
  readonly byWords: readonly Found[]
}

/** Paragraphs of the text as it stands, without those that only a suggestion would bring. */
export function findHere(tree: Tree, asked: string): Here {
  const text = settled(tree)
  const { paragraphs, language } = text
  const naming = namingOf(text)
  const words = fold(asked).split(/\s+/).filter(Boolean)
  const show = ({ paragraph, target }: Part): Found[] => {
    const label = nameWithin(target, naming, language)
    if (label === null) return []
    return [{ target: formatTarget(target), label, detail: beginningOf(paragraph), figure: '', kind: target.kind }]
  }
  const all = partsOf(paragraphs)
  const means = meaningOf(asked, naming)
  return {
    exactly: means ? all.filter(({ target }) => means(target)).flatMap(show) : [],
    byWords: all
      .filter(({ paragraph }) => {
        const text = fold(wordsOf(paragraph))
        return words.length > 0 && words.every((word) => text.includes(word))
      })
      .flatMap(show),
  }
}

interface Part {
  readonly paragraph: Paragraph
  readonly target: Extract<Target, { readonly pid: string }>
}

function partsOf(paragraphs: readonly Paragraph[]): Part[] {
  return paragraphs
    .filter(({ pid }) => pid !== '')
    .map((paragraph) => ({
      paragraph,
      target: { kind: paragraph.kind === 'footnote' ? 'footnote' : 'paragraph', pid: paragraph.pid },
    }))
}

/** Whether a part has the number that was asked for; null when no number was. */
function meaningOf(asked: string, { paths, notes }: Naming): ((target: Part['target']) => boolean) | null {
  const [, sort = '', number, points = ''] = placeForm.exec(asked) ?? []
  const letters = points.match(/[a-z]+/gi)?.map((letter) => `(${letter.toLowerCase()})`) ?? []
  if (number === undefined && (letters.length === 0 || sort.toLowerCase() !== 'point')) return null
  const wants = [...(number === undefined ? [] : [fold(number).replace(/\s?(bis|ter)$/, ' $1')]), ...letters].join()
  const isNote = /n/i.test(sort) && !/^point/i.test(sort)
  return ({ kind, pid }) => {
    if (kind === 'footnote') return (isNote || sort === '') && letters.length === 0 && notes.get(pid) === wants
    const path = paths.get(pid) ?? []
    return !isNote && (number === undefined ? path.slice(1) : path).join() === wants
  }
}

/** A few words to choose by. */
function beginningOf(paragraph: Paragraph): string {
  const words = wordsOf(paragraph).replace(/\s+/g, ' ').trim()
  return words.length > 90 ? `${words.slice(0, 90).trimEnd()}…` : words
}

/** Without case and accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
