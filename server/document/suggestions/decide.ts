// Writes into the live text what was decided on suggestions, as plan() in accepted.ts has it: words that stay keep
// their place in Yjs. It knows no person and no row.

import * as Y from 'yjs'
import { type Language, languages } from '../../domain/language.ts'
import { readMark } from '../../domain/text/suggestion.ts'
import { childrenOf, rootOf, textsOf } from '../tree/blocks.ts'
import { readTrees } from '../tree/read.ts'
import { joinRuns, type Paragraph, type Run, type Tree } from '../tree/tree.ts'
import { lookOf, newBlock } from '../writing/edit.ts'
import { restyle, separate } from '../writing/word-writing.ts'
import { type Deciding, newKinds, type Piece, type Planned, paragraphOf, plan } from './preview-decisions.ts'

/**
 * Accepts or rejects suggestions in both languages, in one transaction; ids that do not stand are passed over. The text
 * then is what decidedTrees() says. Throws UnreadableText, before any write, for a text outside the closed vocabulary.
 */
export function decide(doc: Y.Doc, ids: Iterable<string>, decision: Deciding['decision']): void {
  const wanted = new Set(ids)
  const deciding = { decision, chosen: (id: string) => wanted.has(id) }
  const trees = readTrees(doc)
  doc.transact(() => {
    const kinds = languages.map((language) => carryOut(doc, trees[language], deciding))
    const [inEn = new Map(), inFr = new Map()] = kinds
    mirror(doc, 'fr', new Map([...inEn].filter(([pid]) => !inFr.has(pid))))
    mirror(doc, 'en', new Map([...inFr].filter(([pid]) => !inEn.has(pid))))
  })
}

/** Returns the kinds that were changed, by pid. */
function carryOut(doc: Y.Doc, tree: Tree, deciding: Deciding): ReturnType<typeof newKinds> {
  const root = rootOf(doc, tree.language)
  const elements = childrenOf(root) as Y.XmlElement[]
  const planned = plan(tree, deciding)
  const paragraphs = planned.map((line) => paragraphOf(tree, line))
  const stays = new Set(planned.map(({ source, isMoved }) => (isMoved ? null : source)))
  for (const line of planned) {
    const { source } = line
    if (source === null || line.isMoved) continue
    const paragraph = tree.paragraphs[source]!
    rewriteBlock(elements[source]!, paragraph, line)
    if (line.pieces) rewriteWords(elements[source]!, line.pieces, source)
  }
  for (let at = elements.length - 1; at >= 0; at--) if (!stays.has(at)) root.delete(at, 1)
  for (const [at, { source, isMoved }] of planned.entries()) {
    const paragraph = paragraphs[at]!
    if (source === null || isMoved) root.insert(at, [newBlock(paragraph, paragraph.runs)])
  }
  return newKinds(tree, { ...tree, paragraphs })
}

function mirror(doc: Y.Doc, language: Language, kinds: ReturnType<typeof newKinds>): void {
  if (kinds.size === 0) return
  for (const element of childrenOf(rootOf(doc, language)) as Y.XmlElement[]) {
    const kind = kinds.get(element.getAttribute('s_pid') ?? '')
    if (kind && element.getAttribute('s_kind') !== kind) element.setAttribute('s_kind', kind)
  }
}

function rewriteBlock(element: Y.XmlElement, { kind, marks = [] }: Paragraph, now: Planned): void {
  if (kind !== now.kind) element.setAttribute('s_kind', now.kind)
  for (const mark of marks) {
    const { kind: what, id } = readMark(mark)
    if (!now.marks.includes(mark)) element.removeAttribute(`s_${what}_${id}`)
  }
}

/**
 * Words that stay are only given their new look, so that a caret in them, and what somebody types there at the moment,
 * stays; those that come from elsewhere are put behind them.
 */
function rewriteWords(element: Y.XmlElement, pieces: readonly Piece[], source: number): void {
  const [text, ...others] = textsOf(element)
  const length = text?.length ?? 0
  const [stay, come] = sorted(pieces, source, length)
  if (text) {
    for (const { at, was, run } of stay) restyle(text, at, was, run)
    let end = length
    for (const { at, run } of stay.toReversed()) {
      if (end > at + run.text.length) text.delete(at + run.text.length, end - at - run.text.length)
      end = at
    }
    if (end > 0) text.delete(0, end)
  }
  for (const _ of others) element.delete(1, 1)
  if (come.length === 0 && !text) return
  const home = text ?? newText(element)
  for (const run of come) home.insert(home.length, run.text, lookOf(run))
  separate(home, joinRuns(pieces.map(({ run }) => run)))
}

function newText(element: Y.XmlElement): Y.XmlText {
  const text = new Y.XmlText()
  element.insert(0, [text])
  return text
}

/** What stays in the first text of the block, and what has to be written there. */
function sorted(pieces: readonly Piece[], source: number, length: number): [Piece[], Run[]] {
  const stay: Piece[] = []
  const come: Run[] = []
  for (const piece of pieces) {
    const { from, at, run } = piece
    const room = from === source ? Math.max(0, Math.min(run.text.length, length - at)) : 0
    if (room > 0) stay.push({ ...piece, run: { ...run, text: run.text.slice(0, room) } })
    if (room < run.text.length) come.push({ ...run, text: run.text.slice(room) })
  }
  return [stay, come]
}
