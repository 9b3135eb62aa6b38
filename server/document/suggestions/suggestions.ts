// The suggestions that stand in a text: what each would do, and where. Pure reading of the trees; whose they are is
// asked elsewhere.

import { type Language, languages } from '../../domain/language.ts'
import type { ParagraphKind } from '../../domain/text/paragraph.ts'
import { type ReadMark, readMark } from '../../domain/text/suggestion.ts'
import type { BothTrees, Paragraph, Run } from '../tree/tree.ts'

/**
 * One thing that a suggestion would do. A break in words stands as ¶ in them; words that do not follow one another are
 * parted by an ellipsis.
 */
export type Deed =
  | { readonly is: 'insert' | 'delete'; readonly words: string }
  | { readonly is: 'replace'; readonly before: string; readonly after: string }
  | { readonly is: 'format'; readonly words: string; readonly bold: boolean; readonly italic: boolean }
  | { readonly is: 'kind'; readonly kind: ParagraphKind }
  /** Words that stand begin a paragraph of that kind. */
  | { readonly is: 'split'; readonly kind: ParagraphKind }
  /** A paragraph of that kind begins that is not there yet. */
  | { readonly is: 'paragraph'; readonly kind: ParagraphKind; readonly words: string }
  | { readonly is: 'join' }
  | { readonly is: 'remove'; readonly words: string }
  /** `after` is the pid that it would follow, `start` for the beginning. */
  | { readonly is: 'move'; readonly after: string }

/** A suggestion as it stands. */
export interface Standing {
  readonly id: string
  readonly language: Language
  /** The paragraphs that it marks, in order; '' for one that the server has not named yet. */
  readonly pids: readonly string[]
  readonly does: readonly Deed[]
}

/** What one suggestion marks in one paragraph. */
interface Touch {
  readonly paragraph: Paragraph
  readonly marks: ReadMark[]
}

/**
 * All suggestions in the order of the text, English first. Of one that marks both languages, only what it does in the
 * first.
 */
export function suggestionsOf(trees: BothTrees): Standing[] {
  const found = new Map<string, { readonly language: Language; readonly touches: Touch[] }>()
  for (const language of languages) {
    for (const paragraph of trees[language].paragraphs) {
      for (const [id, marks] of marksIn(paragraph)) {
        const one = found.get(id) ?? { language, touches: [] }
        found.set(id, one)
        if (one.language === language) one.touches.push({ paragraph, marks })
      }
    }
  }
  return [...found].map(([id, { language, touches }]) => ({
    ...{ id, language, pids: touches.map(({ paragraph }) => paragraph.pid) },
    does: deedsOf(id, touches),
  }))
}

/** The words that a suggestion would take out, and those that it would put in, as they are kept with the decision. */
export function wordsOfSuggestion({ does }: Standing): { readonly before: string; readonly after: string } {
  const before = does.map((deed) => (deed.is === 'replace' ? deed.before : takes.has(deed.is) ? said(deed) : ''))
  const after = does.map((deed) => (deed.is === 'replace' ? deed.after : puts.has(deed.is) ? said(deed) : ''))
  return { before: before.filter(Boolean).join(parted), after: after.filter(Boolean).join(parted) }
}

const takes: ReadonlySet<Deed['is']> = new Set(['delete', 'remove'])
const puts: ReadonlySet<Deed['is']> = new Set(['insert', 'paragraph'])
const said = (deed: Deed) => ('words' in deed ? deed.words : '')

const marksKnown = new WeakMap<Paragraph, ReadonlyMap<string, ReadMark[]>>()

/** By suggestion: its marks on the paragraph as such; none of them when it only marks words. */
function marksIn(paragraph: Paragraph): ReadonlyMap<string, ReadMark[]> {
  const known = marksKnown.get(paragraph)
  if (known) return known
  const found = new Map<string, ReadMark[]>()
  for (const mark of paragraph.marks ?? []) {
    const read = readMark(mark)
    found.set(read.id, [...(found.get(read.id) ?? []), read])
  }
  for (const { marks = [] } of paragraph.runs) {
    for (const mark of marks) {
      const { id } = readMark(mark)
      if (!found.has(id)) found.set(id, [])
    }
  }
  marksKnown.set(paragraph, found)
  return found
}

const parted = ' … '
const broken = ' ¶ '

function deedsOf(id: string, touches: readonly Touch[]): Deed[] {
  const marks = touches.flatMap((touch) => touch.marks)
  const joins = marks.some(({ kind }) => kind === 'j')
  const isRemoved = (touch: Touch) => !joins && touch.marks.some(({ kind }) => kind === 'd')
  const taken = touches.filter((touch) => !isRemoved(touch)).map(({ paragraph }) => marked(paragraph, `d_${id}`))
  const before = taken.filter(Boolean).join(joins ? broken : parted)
  const begun = touches.map(({ paragraph }) => begunIn(paragraph, id))
  const after = begun.map(({ put }) => put).filter(Boolean)
  const styled = touches.flatMap(({ paragraph }) => styledIn(paragraph, id))
  return [
    ...wordDeeds(before, after.join(parted)),
    ...begun.flatMap(({ deeds }) => deeds),
    ...(joins && before === '' ? [{ is: 'join' as const }] : []),
    ...styled,
    ...marks.flatMap(({ kind, value }): Deed[] => {
      if (kind === 'k') return [{ is: 'kind', kind: value as ParagraphKind }]
      return kind === 'm' ? [{ is: 'move', after: value }] : []
    }),
    ...touches.filter(isRemoved).map(({ paragraph }) => ({
      is: 'remove' as const,
      words: marked(paragraph, `d_${id}`),
    })),
  ]
}

function wordDeeds(before: string, after: string): Deed[] {
  if (before && after) return [{ is: 'replace', before, after }]
  if (before) return [{ is: 'delete', words: before }]
  return after ? [{ is: 'insert', words: after }] : []
}

/** The words that carry a mark; what lies between two stretches of them is not hidden. */
function marked({ runs }: { readonly runs: readonly Run[] }, mark: string): string {
  const places = placesIn(runs).get(mark) ?? []
  return places
    .map((at, index) => (index === 0 || places[index - 1] === at - 1 ? '' : parted) + runs[at]!.text)
    .join('')
}

const placesKnown = new WeakMap<readonly Run[], ReadonlyMap<string, readonly number[]>>()

/** By mark, without its value: the runs that carry it. Read once: there may be many suggestions on the same words. */
function placesIn(runs: readonly Run[]): ReadonlyMap<string, readonly number[]> {
  const known = placesKnown.get(runs)
  if (known) return known
  const places = new Map<string, number[]>()
  for (const [at, { marks = [] }] of runs.entries()) {
    for (const mark of new Set(marks.map((one) => one.split('=', 1)[0]!))) {
      const some = places.get(mark)
      if (some) some.push(at)
      else places.set(mark, [at])
    }
  }
  placesKnown.set(runs, places)
  return places
}

function styledIn(paragraph: Paragraph, id: string): Deed[] {
  const words = marked(paragraph, `f_${id}`)
  if (words === '') return []
  const mark = paragraph.runs.flatMap(({ marks = [] }) => marks).find((each) => each.startsWith(`f_${id}=`))
  const bits = Number(mark ? readMark(mark).value : 0)
  return [{ is: 'format', words, bold: (bits & 1) !== 0, italic: (bits & 2) !== 0 }]
}

interface Stretch {
  readonly kind: ParagraphKind
  readonly runs: Run[]
}

/** Where paragraphs would begin, and the words that are put into those that stand. */
function begunIn(paragraph: Paragraph, id: string): { readonly put: string; readonly deeds: readonly Deed[] } {
  if (!placesIn(paragraph.runs).has(`i_${id}`)) return { put: '', deeds: [] }
  const stretches: Stretch[] = [{ kind: paragraph.kind, runs: [] }]
  for (const run of paragraph.runs) {
    if (run.breaks && run.marks?.includes(`i_${id}`)) stretches.push({ kind: run.breaks, runs: [] })
    else stretches.at(-1)!.runs.push(run)
  }
  const home = Math.max(0, stretches.findIndex(isSettled))
  const put: string[] = []
  const deeds = stretches.flatMap((stretch, at): Deed[] => {
    const words = marked(stretch, `i_${id}`)
    if (at !== home && !isSettled(stretch)) return [{ is: 'paragraph', kind: stretch.kind, words }]
    put.push(words)
    return at > home ? [{ is: 'split', kind: stretch.kind }] : []
  })
  return { put: put.filter(Boolean).join(parted), deeds }
}

function isSettled({ runs }: Stretch): boolean {
  return runs.some(({ marks }) => !marks?.some((mark) => mark.startsWith('i_')))
}
