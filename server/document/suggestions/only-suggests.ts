// Whether a change of a text only suggests: takes away and adds nothing but suggestions of the one who made it. Pure.

import { languages } from '../../domain/language.ts'
import { breakSign, type Mark, readMark } from '../../domain/text/suggestion.ts'
import { type BothTrees, type Paragraph, type Run, sameLook } from '../tree/tree.ts'
import { without } from './settled.ts'

type Mine = (suggestion: string) => boolean

/**
 * True when both trees are equal once the suggestions that are `mine` are left out of each (settled words, kinds,
 * order, ids, comment marks and the suggestions of others are as they were), and words that are mine pretend to be
 * nothing else: they carry no comment or suggestion of others that does not stand there, and a sign of a break is one.
 * Paragraphs that are the same object are not looked at.
 */
export function onlySuggests(before: BothTrees, after: BothTrees, mine: Mine): boolean {
  return languages.every((language) => {
    const [were, are] = [before[language].paragraphs, after[language].paragraphs]
    return (
      were.length === are.length &&
      were.every((paragraph, at) => {
        const now = are[at]!
        if (paragraph === now) return true
        return areSame(without(paragraph, mine), without(now, mine)) && isHonest(paragraph, now, mine)
      })
    )
  })
}

function areSame(one: Paragraph, other: Paragraph): boolean {
  if (one.pid !== other.pid || one.kind !== other.kind) return false
  if ((one.marks ?? []).join() !== (other.marks ?? []).join()) return false
  return (
    one.runs.length === other.runs.length &&
    one.runs.every((run, at) => run.text === other.runs[at]!.text && sameLook(run, other.runs[at]!))
  )
}

/**
 * What words that are mine may carry stood in the paragraph before: who types inside of it inherits it, also what
 * somebody struck or gave another look while these words were on their way. That others have put words in is inherited
 * by none.
 */
function isHonest(before: Paragraph, after: Paragraph, mine: Mine): boolean {
  const isOwn = (run: Run) => run.marks?.some((mark) => mark.startsWith('i_') && isMine(mark, mine)) === true
  const threads = new Set(before.runs.flatMap((run) => run.threads ?? []))
  const others = new Set(
    before.runs.flatMap((run) => notMine(run, mine).filter((mark) => isOwn(run) || !mark.startsWith('i_'))),
  )
  return after.runs.every((run) => {
    // An editor who typed at the same moment may have left letters in a sign, say: that stood there before, and may be
    // struck.
    if (before.runs.some((was) => was.text === run.text && sameLook(was, run))) return true
    if (!isOwn(run)) return !isStray(run) || before.runs.some(isStray)
    const stoodSo = ({ text, breaks }: Run) => text === run.text && breaks === run.breaks
    const isSign = run.breaks === undefined || run.text.replaceAll(breakSign, '') === '' || before.runs.some(stoodSo)
    return (
      isSign &&
      (run.threads ?? []).every((thread) => threads.has(thread)) &&
      notMine(run, mine).every((mark) => others.has(mark))
    )
  })
}

function isMine(mark: Mark, mine: Mine): boolean {
  return mine(readMark(mark).id)
}

function notMine({ marks = [] }: Run, mine: Mine): Mark[] {
  return marks.filter((mark) => !isMine(mark, mine))
}

/** The sign of a break that nobody suggests: it is part of no text, and would stand in the editor all the same. */
function isStray({ breaks, marks = [] }: Run): boolean {
  return breaks !== undefined && !marks.some((mark) => mark.startsWith('i_'))
}
