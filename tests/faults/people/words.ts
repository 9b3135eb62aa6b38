// Words that can be told apart: of eight characters, no two the same, typed where others begin. Each stands whole in a
// text or is lost.

import * as Y from 'yjs'
import type { Chance } from '#tests/support/seeded.ts'

const width = 8

/** The `count`th word of person `who`: both below 36², and 36⁵. */
export function wordOf(who: number, count: number): string {
  return `${who.toString(36).padStart(2, '0')}${count.toString(36).padStart(width - 3, '0')} `
}

/** Types `word` somewhere in the first English paragraph, which holds nothing else than such words. */
export function typeWord(doc: Y.Doc, word: string, chance: Chance): void {
  const block = (doc.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement
  if (block.length === 0) block.insert(0, [new Y.XmlText()])
  const text = block.get(0) as Y.XmlText
  text.insert(width * chance.whole(text.length / width + 1), word)
}

/** Every such word of the English text. */
export function wordsIn(doc: Y.Doc): Set<string> {
  const blocks = (doc.get('en', Y.XmlElement) as Y.XmlElement).toArray() as Y.XmlElement[]
  const runs = blocks.flatMap((block) =>
    (block.toArray() as Y.XmlText[]).flatMap((text) => (text.toDelta() as { insert: string }[]).map((op) => op.insert)),
  )
  return new Set(runs.join('').match(/[0-9a-z]{7} /g) ?? [])
}
