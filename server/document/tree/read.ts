// Yjs to tree: reads the live text without Lexical and without a DOM. What it does not know it refuses to read.

import type * as Y from 'yjs'
import { threadOfKey } from '../../domain/comments/comment.ts'
import { parseTarget } from '../../domain/convention/citation.ts'
import { isLanguage, type Language } from '../../domain/language.ts'
import { isParagraphKind, isProposer } from '../../domain/text/paragraph.ts'
import { type Mark, markOfWords } from '../../domain/text/suggestion.ts'
import { childrenOf, readBlock, rootOf, textsOf, UnreadableText } from './blocks.ts'
import { type BothTrees, isOneThing, type Paragraph, type Run, sameLook, type Tree } from './tree.ts'

const bold = 1
const italic = 2

/** Paragraphs by the block they were read from. Whoever keeps one takes a block out of it as soon as it changes. */
export type KnownParagraphs = WeakMap<Y.XmlElement, Paragraph>

/**
 * Both languages as they stand. Throws UnreadableText for anything outside the closed vocabulary. What is in `known` is
 * not read again, and what is read is put there.
 */
export function readTrees(doc: Y.Doc, known: KnownParagraphs = new WeakMap()): BothTrees {
  for (const name of doc.share.keys()) {
    if (!isLanguage(name)) throw new UnreadableText(`a root named ${JSON.stringify(name)}`)
  }
  return { en: readTree(doc, 'en', known), fr: readTree(doc, 'fr', known) }
}

function readTree(doc: Y.Doc, language: Language, known: KnownParagraphs): Tree {
  const paragraphs = childrenOf(rootOf(doc, language)).map(
    (child) => known.get(child as Y.XmlElement) ?? readParagraph(child, known),
  )
  return { language, paragraphs }
}

/** One paragraph as it stands. Throws as readTrees does. */
export function paragraphIn(element: Y.XmlElement): Paragraph {
  return readParagraph(element, new WeakMap())
}

function readParagraph(child: unknown, known: KnownParagraphs): Paragraph {
  const { element, pid, kind, marks } = readBlock(child)
  const paragraph = { pid, kind, ...(marks && { marks }), runs: textsOf(element).reduce(readRuns, []) }
  known.set(element, paragraph)
  return paragraph
}

function readRuns(runs: Run[], text: Y.XmlText): Run[] {
  // Two citations of one target side by side differ only in the separator; two texts never share a citation.
  let separator: unknown = text
  for (const op of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof op.insert !== 'string') throw new UnreadableText('an object among the words')
    const { i = null, ...look } = op.attributes ?? {}
    if (i !== null && !Number.isInteger(i)) throw new UnreadableText('a separator that is not an integer')
    const run = { text: op.insert, ...readLook(look) }
    const last = runs.at(-1)
    if (last && sameLook(last, run) && (!isOneThing(run) || separator === i)) {
      runs[runs.length - 1] = { ...last, text: last.text + run.text }
    } else runs.push(run)
    separator = i
  }
  return runs
}

type Look = { -readonly [Key in keyof Omit<Run, 'text'>]: Run[Key] }

function readLook(attributes: Record<string, unknown>): Look {
  const look: Look = {}
  const threads: string[] = []
  const marks: Mark[] = []
  for (const [key, value] of Object.entries(attributes)) {
    const thread = threadOfKey(key)
    const mark = thread === null ? markOfWords(key, value) : null
    if (mark !== null) marks.push(mark)
    else if (key === 'p') Object.assign(look, readFormat(value))
    else if (key === 's_ref') Object.assign(look, readCitation(value))
    else if (key === 's_by' && isProposer(value)) Object.assign(look, value && { by: value })
    else if (key === 's_break' && (value === '' || isParagraphKind(value)))
      Object.assign(look, value && { breaks: value })
    else if (thread !== null && value === 1) threads.push(thread)
    else throw new UnreadableText(`words have the attribute ${key}`)
  }
  if (threads.length > 0) look.threads = threads.sort()
  if (marks.length > 0) look.marks = marks.sort()
  return look
}

function readFormat(value: unknown): Look {
  if (typeof value !== 'object' || value === null) throw new UnreadableText('properties that are not an object')
  const { __format: format = 0, __mode: mode = 0, ...others } = value as Record<string, unknown>
  const [other] = Object.keys(others)
  if (other !== undefined) throw new UnreadableText(`words have the property ${other}`)
  if (mode !== 0 && mode !== 1) throw new UnreadableText('words in an unknown mode')
  if (typeof format !== 'number' || ![0, bold, italic, bold | italic].includes(format)) {
    throw new UnreadableText('words in an unknown format')
  }
  return { ...(format & bold && { bold: true }), ...(format & italic && { italic: true }) }
}

function readCitation(value: unknown): Look {
  if (value === '') return {}
  if (typeof value !== 'string' || parseTarget(value) === null) throw new UnreadableText('a citation of nothing known')
  return { cites: value }
}
