// Places in an editor drawn by chance, where a person could put the caret: never inside a character. Call inside an
// update, or a read.

import { $getRoot } from 'lexical'
import type { Chance } from '#tests/support/seeded.ts'
import { $block, $select } from '../desks.ts'

export function letters(words: string): string[] {
  return [...words]
}

export function $blockCount(): number {
  return $getRoot().getChildrenSize()
}

export function $size(block: number): number {
  return $block(block).getTextContentSize()
}

/** An offset in the words of a paragraph; its ends more often than others. */
export function $offset(chance: Chance, block: number): number {
  const words = $block(block).getTextContent()
  if (chance.sometimes(0.2)) return chance.sometimes(0.5) ? 0 : words.length
  return whole(words, chance.whole(words.length + 1))
}

function whole(words: string, at: number): number {
  return /[\uD800-\uDBFF]/.test(words[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(words[at] ?? '') ? at + 1 : at
}

/** Selects some words of a paragraph, now and then backwards. */
export function $within(chance: Chance, block: number): void {
  $select([block, $offset(chance, block)], [block, $offset(chance, block)])
}

/** Selects from one paragraph into one of the next three. */
export function $between(chance: Chance): void {
  const first = chance.whole($blockCount())
  const last = Math.min($blockCount() - 1, first + 1 + chance.whole(3))
  const [from, to] = [
    [first, $offset(chance, first)],
    [last, $offset(chance, last)],
  ] as const
  if (chance.sometimes(0.3)) $select(to, from)
  else $select(from, to)
}

/** Selects one letter, or stands at the start of a paragraph. */
export function $letter(chance: Chance): void {
  const block = chance.whole($blockCount())
  const to = $offset(chance, block)
  const words = $block(block).getTextContent()
  const from = whole(words, to - 1) === to ? to - 2 : to - 1
  $select([block, Math.max(0, from)], [block, to])
}
