// The shared text as Yjs holds it: two roots, their blocks, the texts of a block. Closed vocabulary; knows no Lexical
// and no person.

import * as Y from 'yjs'
import type { Language } from '../../domain/language.ts'
import { isParagraphKind, type ParagraphKind } from '../../domain/text/paragraph.ts'
import { type Mark, markOfParagraph } from '../../domain/text/suggestion.ts'

/** What may not stand in a text stands in it. The loader sets such a text aside instead of showing half of it. */
export class UnreadableText extends Error {
  constructor(what: string) {
    super(`unreadable text: ${what}`)
    this.name = 'UnreadableText'
  }
}

/** True for an UnreadableText of either copy of this module. */
export function isUnreadable(error: unknown): error is UnreadableText {
  return error instanceof Error && error.name === 'UnreadableText'
}

/**
 * A block where it lives. `kind` is operative when none is stored, as in the editor; `pid` is '' before the janitor.
 */
export interface Block {
  readonly element: Y.XmlElement
  readonly pid: string
  readonly kind: ParagraphKind
  /** Of suggestions about the paragraph, sorted; the key is left out when there are none. */
  readonly marks?: readonly Mark[]
}

export function rootOf(doc: Y.Doc, language: Language): Y.XmlElement {
  return doc.get(language, Y.XmlElement) as Y.XmlElement
}

/** The blocks of a language in order. Throws UnreadableText for anything but blocks with a pid and a kind. */
export function blocksOf(root: Y.XmlElement): Block[] {
  return childrenOf(root).map(readBlock)
}

/** Whatever stands in a root, in order. Throws UnreadableText for a root that carries something itself. */
export function childrenOf(root: Y.XmlElement): unknown[] {
  if (Object.keys(root.getAttributes()).length > 0) throw new UnreadableText('attributes on a root')
  return root.toArray()
}

/** Throws UnreadableText for anything but a block with a pid, a kind and marks. */
export function readBlock(element: unknown): Block {
  if (!(element instanceof Y.XmlElement) || element.nodeName !== 'block')
    throw new UnreadableText('a root holds no block')
  const { s_pid: pid = '', s_kind: kind = 'operative', ...others } = element.getAttributes() as Record<string, unknown>
  const marks = Object.entries(others).flatMap(([key, value]) => {
    const mark = markOfParagraph(key, value)
    if (mark === null) throw new UnreadableText(`a block has the attribute ${key}`)
    return mark || []
  })
  if (typeof pid !== 'string') throw new UnreadableText('a pid is not a string')
  if (!isParagraphKind(kind)) throw new UnreadableText(`a block has the kind ${JSON.stringify(kind)}`)
  return { element, pid, kind, ...(marks.length > 0 && { marks: marks.sort() }) }
}

/** The texts of a block, usually one or none. Throws UnreadableText for any other child. */
export function textsOf(element: Y.XmlElement): Y.XmlText[] {
  return element.toArray().map((child) => {
    if (!(child instanceof Y.XmlText)) throw new UnreadableText('a block holds something else than words')
    if (Object.keys(child.getAttributes()).length > 0) throw new UnreadableText('attributes on words as a whole')
    return child
  })
}

/** True when no word stands in the block. */
export function isBlank(element: Y.XmlElement): boolean {
  return textsOf(element).every((text) => text.length === 0)
}
