// The server's own writes in a text, each inside one transaction of the caller. Who may do so is decided elsewhere.

import * as Y from 'yjs'
import { keyOfThread } from '../../domain/comments/comment.ts'
import type { Language } from '../../domain/language.ts'
import { languages } from '../../domain/language.ts'
import { Refused, refusal } from '../../domain/refusal.ts'
import type { ParagraphKind } from '../../domain/text/paragraph.ts'
import { readMark } from '../../domain/text/suggestion.ts'
import { blocksOf, isBlank, rootOf, textsOf } from '../tree/blocks.ts'
import { type BothTrees, isOneThing, joinRuns, type Paragraph, type Run } from '../tree/tree.ts'

/** One paragraph in both languages, as a new text begins. `pid` is minted by the caller. */
export interface Pair {
  readonly pid: string
  readonly kind: ParagraphKind
  readonly en: readonly Run[]
  readonly fr: readonly Run[]
}

/** Words of one paragraph: `start` and `end` count UTF-16 units from its first word, `end` excluded. */
export interface ThreadPlace {
  readonly language: Language
  readonly pid: string
  readonly start: number
  readonly end: number
  readonly threadId: string
}

/** Fills a text that has no words yet. Throws a plain Error when it has some: nothing is ever overwritten. */
export function seed(doc: Y.Doc, pairs: readonly Pair[]): void {
  for (const language of languages) {
    const root = rootOf(doc, language)
    if (!blocksOf(root).every((block) => isBlank(block.element))) throw new Error('seed: the text already has words')
    root.delete(0, root.length)
    root.insert(
      0,
      pairs.map((pair) => newBlock(pair, pair[language])),
    )
  }
}

/** A block that is not in a text yet, written as an editor would write it, so that loading it changes nothing. */
export function newBlock(
  { pid, kind, marks = [] }: Pick<Paragraph, 'pid' | 'kind' | 'marks'>,
  runs: readonly Run[],
): Y.XmlElement {
  const block = new Y.XmlElement('block')
  if (pid) block.setAttribute('s_pid', pid)
  block.setAttribute('s_kind', kind)
  for (const mark of marks) {
    const { kind, id, value } = readMark(mark)
    block.setAttribute(`s_${kind}_${id}`, value || '1')
  }
  if (joinRuns(runs).length > 0) block.insert(0, [newText(runs)])
  return block
}

/** The words of a block that is not in a text yet, or of one that has none. */
export function newText(runs: readonly Run[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(joinRuns(runs).map((run, index) => ({ insert: run.text, attributes: attributesOf(run, index) })))
  return text
}

// The first run has no separator and each later one has its index: the editor's own habit (V2 of @lexical/yjs).
function attributesOf(run: Run, index: number): Record<string, unknown> {
  return { ...lookOf(run), ...(index > 0 && { i: index }) }
}

/** How a run stands in Yjs, without the separator from the run before it. */
export function lookOf(run: Run): Record<string, unknown> {
  const format = (run.bold ? 1 : 0) | (run.italic ? 2 : 0)
  const p = { ...(format && { __format: format }), ...(isOneThing(run) && { __mode: 1 }) }
  const marks = (run.marks ?? []).map(readMark)
  return {
    ...(Object.keys(p).length > 0 && { p }),
    ...(run.cites && { s_ref: run.cites }),
    ...(run.by && { s_by: run.by }),
    ...(run.breaks && { s_break: run.breaks }),
    ...Object.fromEntries((run.threads ?? []).map((thread) => [keyOfThread(thread), 1])),
    ...Object.fromEntries(marks.map(({ kind, id, value }) => [`s_${kind}_${id}`, value === '' ? 1 : Number(value)])),
  }
}

/**
 * Marks words as the place of a comment thread. The range grows to whole citations and whole characters.
 * Throws Refused not-found without such a paragraph, not-valid for a range outside its words.
 */
export function markThread(doc: Y.Doc, place: ThreadPlace): void {
  const block = blocksOf(rootOf(doc, place.language)).find((candidate) => candidate.pid === place.pid)
  if (!block || place.pid === '') {
    throw new Refused(
      refusal('not-found', {
        en: 'This paragraph is no longer in the text.',
        fr: 'Ce paragraphe n’est plus dans le texte.',
      }),
    )
  }
  const texts = textsOf(block.element)
  const words = texts.reduce((total, text) => total + text.length, 0)
  const { start, end } = place
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > words || start >= end) {
    throw new Refused(
      refusal('not-valid', {
        en: 'Select words of one paragraph first.',
        fr: 'Sélectionnez d’abord des mots d’un même paragraphe.',
      }),
    )
  }
  let from = 0
  for (const text of texts) {
    const { length } = text
    const range = wholeThings(text, Math.max(start - from, 0), Math.min(end - from, length))
    if (range) text.format(range.start, range.end - range.start, { [keyOfThread(place.threadId)]: 1 })
    from += length
  }
}

function wholeThings(text: Y.XmlText, start: number, end: number): { start: number; end: number } | null {
  if (start >= end) return null
  const range = { start, end }
  let from = 0
  for (const op of text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]) {
    const to = from + op.insert.length
    const within = (at: number) => at > from && at < to
    if (within(range.start))
      range.start = op.attributes?.s_ref ? from : from + wholeCharacter(op.insert, start - from, -1)
    if (within(range.end)) range.end = op.attributes?.s_ref ? to : from + wholeCharacter(op.insert, end - from, 1)
    from = to
  }
  return range
}

// Yjs replaces both halves of a character that is cut in two, so a cut inside a surrogate pair would destroy a word.
function wholeCharacter(words: string, at: number, step: 1 | -1): number {
  const isCut = /[\uD800-\uDBFF]/.test(words[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(words[at] ?? '')
  return isCut ? at + step : at
}

/** Removes every mark of a thread, in both languages. */
export function unmarkThread(doc: Y.Doc, threadId: string): void {
  const key = keyOfThread(threadId)
  for (const language of languages) {
    for (const block of blocksOf(rootOf(doc, language))) {
      for (const text of textsOf(block.element)) unmark(text, key)
    }
  }
}

function unmark(text: Y.XmlText, key: string): void {
  let from = 0
  for (const op of text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]) {
    if (op.attributes?.[key] !== undefined) text.format(from, op.insert.length, { [key]: null })
    from += op.insert.length
  }
}

/**
 * Where the marked words of a thread stand now: the first paragraph that has some, and those words. Null when all are
 * gone.
 */
export function placeOfThread(
  trees: BothTrees,
  threadId: string,
): { language: Language; pid: string; quote: string } | null {
  for (const language of languages) {
    for (const { pid, runs } of trees[language].paragraphs) {
      const marked = runs.filter((run) => run.threads?.includes(threadId))
      if (marked.length > 0) return { language, pid, quote: marked.map((run) => run.text).join('') }
    }
  }
  return null
}
