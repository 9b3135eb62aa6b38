// A contribution with what it changed, word by word. Pure; comparing thousands of them takes long, so a thread does it.

import { type ComparedParagraph, redline } from '../compare/redline.ts'
import type { Tree } from '../tree/tree.ts'
import type { Contribution, ParagraphHistory } from './contribution.ts'
import { countWords } from './spans.ts'

/** Without the paragraphs themselves: who, when, where. `isFirst`: the paragraph had no words before. */
export interface Deed extends Omit<Contribution, 'before' | 'after'> {
  readonly isFirst: boolean
}

export interface ComparedDeed extends Deed {
  readonly what: 'changed' | 'inserted' | 'deleted' | 'moved'
  readonly compared: ComparedParagraph
  /** Words put in and taken out. */
  readonly put: number
  readonly taken: number
}

/** As ParagraphHistory, each contribution compared. */
export interface ComparedHistory extends Omit<ParagraphHistory, 'contributions'> {
  readonly contributions: readonly ComparedDeed[]
}

export function deedOf({ before, after: _, ...deed }: Contribution): Deed {
  return { ...deed, isFirst: before === null }
}

export function comparedDeed(contribution: Contribution): ComparedDeed {
  const { language, before, after, pid } = contribution
  const tree = (paragraph: Contribution['before']): Tree => ({
    language,
    paragraphs: paragraph ? [{ ...paragraph, pid }] : [],
  })
  const numbers = new Map<string, string>()
  const [first] = redline({ tree: tree(before), numbers }, { tree: tree(after), numbers }).paragraphs
  // A paragraph that stood on neither side is no contribution.
  const compared = first!
  const count = (change: 'inserted' | 'deleted') =>
    compared.pieces.reduce((sum, piece) => sum + (piece.change === change ? countWords(piece.run.text) : 0), 0)
  const changed = compared.change === 'same' ? 'moved' : 'changed'
  return {
    ...deedOf(contribution),
    what: before === null ? 'inserted' : after === null ? 'deleted' : changed,
    ...{ compared, put: count('inserted'), taken: count('deleted') },
  }
}
