// The janitor's hand on the words of pointings inside a text: they follow its numbers. It writes nothing else.

import * as Y from 'yjs'
import type { Language } from '../../domain/language.ts'
import { type Block, textsOf } from '../tree/blocks.ts'
import type { KeptNumbers } from './kept.ts'
import { livingWords, namingOf } from './labels.ts'

const within = /^(paragraph|footnote):/

/**
 * Gives each citation of a paragraph or footnote of the same text the words that the numbers now ask for, with all its
 * attributes. Returns how many it rewrote. Inside a transaction of the caller; a second call changes nothing.
 */
export function relabel(blocks: readonly Block[], language: Language, kept?: KeptNumbers): number {
  const places = blocks.flatMap(({ element }) => textsOf(element).filter(mentionsItself))
  if (places.length === 0) return 0
  const naming = namingOf({ language, paragraphs: blocks, ...(kept && { kept }) })
  let count = 0
  for (const text of places) {
    let at = 0
    for (const { words, attributes } of tokensOf(text)) {
      const stored = attributes.s_ref
      const now = typeof stored === 'string' ? livingWords(stored, { words, naming, language }) : null
      if (now !== null && now !== words) {
        // The new words first: what somebody types at either edge meanwhile stays outside.
        text.insert(at, now, attributes)
        text.delete(at + now.length, words.length)
        count += 1
      }
      at += (now ?? words).length
    }
  }
  return count
}

interface Token {
  words: string
  readonly attributes: Record<string, unknown>
}

/**
 * The words by target and separator: a citation whose parts differ in their marks is one citation, with the marks of
 * all.
 */
function tokensOf(text: Y.XmlText): readonly Token[] {
  const tokens: Token[] = []
  for (const { insert, attributes = {} } of text.toDelta() as { insert: string; attributes?: Token['attributes'] }[]) {
    const last = tokens.at(-1)
    const isSame = last?.attributes.s_ref === attributes.s_ref && last?.attributes.i === attributes.i
    if (last && isSame && isWithin(attributes.s_ref)) {
      last.words += insert
      Object.assign(last.attributes, attributes)
    } else tokens.push({ words: insert, attributes: { ...attributes } })
  }
  return tokens
}

function isWithin(stored: unknown): boolean {
  return typeof stored === 'string' && within.test(stored)
}

/** Looks at marks alone: most texts point nowhere inside themselves, and to read their words would cost more. */
function mentionsItself(text: Y.XmlText): boolean {
  for (let item = text._start; item !== null; item = item.right) {
    const { content } = item
    if (!item.deleted && content instanceof Y.ContentFormat && content.key === 's_ref' && isWithin(content.value))
      return true
  }
  return false
}

/**
 * True when a transaction brought a pointing inside a text: made elsewhere, it may have the words of another numbering.
 */
export function bringsLabels({ doc, beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, clock] of afterState) {
    const since = beforeState.get(client) ?? 0
    if (since === clock) continue
    const structs = doc.store.clients.get(client) ?? []
    for (let at = Y.findIndexSS(structs, since); at < structs.length; at++) {
      const struct = structs[at]
      const content = struct instanceof Y.Item ? struct.content : null
      if (content instanceof Y.ContentFormat && content.key === 's_ref' && isWithin(content.value)) return true
    }
  }
  return false
}
