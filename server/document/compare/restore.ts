// A forward edit that makes a live text equal to one of its versions. Paragraphs keep their pids, and words that are
// the same stay where they are in Yjs, with carets and comments. It knows no row and no person.

import type * as Y from 'yjs'
import { languages } from '../../domain/language.ts'
import { childrenOf, rootOf, textsOf } from '../tree/blocks.ts'
import { straysIn } from '../tree/order.ts'
import { readTrees } from '../tree/read.ts'
import type { BothTrees, Paragraph, Tree } from '../tree/tree.ts'
import { lookOf, newBlock, newText } from '../writing/edit.ts'
import { restyle, separate } from '../writing/word-writing.ts'
import { stepsToWords, type WordStep, wordsAfter } from './rewording.ts'

/**
 * Both languages, in one transaction. The settled text then is `wanted`; suggestions on what stays are still open.
 * Throws UnreadableText, before any write, for a text outside the closed vocabulary.
 */
export function restore(doc: Y.Doc, wanted: BothTrees): void {
  const trees = readTrees(doc)
  doc.transact(() => {
    for (const language of languages) bringBack(doc, trees[language], wanted[language])
  })
}

function bringBack(doc: Y.Doc, now: Tree, wanted: Tree): void {
  const root = rootOf(doc, now.language)
  const elements = childrenOf(root) as Y.XmlElement[]
  const standing = new Map<string, number>()
  for (const [at, { pid }] of now.paragraphs.entries()) if (pid !== '' && !standing.has(pid)) standing.set(pid, at)
  const order = wanted.paragraphs.map(({ pid }) => pid)
  const strays = straysIn(
    order.filter((pid) => standing.has(pid)),
    [...standing.keys()].filter((pid) => order.includes(pid)),
  )
  const stays = new Set<number>()
  for (const paragraph of wanted.paragraphs) {
    const at = standing.get(paragraph.pid)
    if (at === undefined || strays.has(paragraph.pid)) continue
    stays.add(at)
    reword(elements[at]!, now.paragraphs[at]!, paragraph)
  }
  for (let at = elements.length - 1; at >= 0; at--) if (!stays.has(at)) root.delete(at, 1)
  for (const [place, paragraph] of wanted.paragraphs.entries()) {
    const at = standing.get(paragraph.pid)
    if (at === undefined) root.insert(place, [newBlock(paragraph, paragraph.runs)])
    else if (!stays.has(at)) root.insert(place, [moved(now.paragraphs[at]!, paragraph)])
  }
}

/** Of one that stands elsewhere: Yjs moves nothing, so it is made anew with its comments and suggestions. */
function moved(now: Paragraph, wanted: Paragraph): Y.XmlElement {
  const steps = stepsToWords(now.runs, wanted.runs)
  return newBlock({ ...now, kind: wanted.kind }, steps.length > 0 ? wordsAfter(steps) : now.runs)
}

function reword(element: Y.XmlElement, now: Paragraph, wanted: Paragraph): void {
  if (now.kind !== wanted.kind) element.setAttribute('s_kind', wanted.kind)
  const steps = stepsToWords(now.runs, wanted.runs)
  if (steps.length === 0) return
  const [text, ...others] = textsOf(element)
  if (text && others.length === 0) writeSteps(text, steps)
  else {
    // Several people began it at once, or nobody did.
    if (element.length > 0) element.delete(0, element.length)
    element.insert(0, [newText(wordsAfter(steps))])
  }
}

function writeSteps(text: Y.XmlText, steps: readonly WordStep[]): void {
  let at = 0
  for (const step of steps) {
    if (step.is === 'go') text.delete(at, step.was.text.length)
    else {
      if (step.is === 'come') text.insert(at, step.run.text, lookOf(step.run))
      else restyle(text, at, step.was, step.run)
      at += step.run.text.length
    }
  }
  separate(text, wordsAfter(steps))
}
