// Yjs to tree: reads the live text without Lexical and without a DOM. What it does not know it refuses to read.

import type * as Y from 'yjs'
import { parseTarget } from '../domain/citation.ts'
import { isLanguage, type Language } from '../domain/language.ts'
import { type Block, blocksOf, rootOf, textsOf, UnreadableText } from './blocks.ts'
import { type BothTrees, type Paragraph, type Run, sameLook, type Tree } from './tree.ts'

const bold = 1
const italic = 2
const markForm = /^s_c_([A-Za-z0-9_-]{1,64})$/

/** Both languages as they stand. Throws UnreadableText for anything outside the closed vocabulary. */
export function readTrees(doc: Y.Doc): BothTrees {
  for (const name of doc.share.keys()) {
    if (!isLanguage(name)) throw new UnreadableText(`a root named ${JSON.stringify(name)}`)
  }
  return { en: readTree(doc, 'en'), fr: readTree(doc, 'fr') }
}

function readTree(doc: Y.Doc, language: Language): Tree {
  return { language, paragraphs: blocksOf(rootOf(doc, language)).map(readParagraph) }
}

function readParagraph(block: Block): Paragraph {
  return { pid: block.pid, kind: block.kind, runs: textsOf(block.element).reduce(readRuns, []) }
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
    if (last && sameLook(last, run) && (!run.cites || separator === i)) {
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
  for (const [key, value] of Object.entries(attributes)) {
    const thread = markForm.exec(key)?.[1]
    if (key === 'p') Object.assign(look, readFormat(value))
    else if (key === 's_ref') Object.assign(look, readCitation(value))
    else if (thread !== undefined && value === 1) threads.push(thread)
    else throw new UnreadableText(`words have the attribute ${key}`)
  }
  if (threads.length > 0) look.threads = threads.sort()
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
