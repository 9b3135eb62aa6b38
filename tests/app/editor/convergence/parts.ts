// Parts of what people do at a desk: typing, citing, what they paste, and the stretches of words that cards and dialogs
// name.

import { $getRoot, CONTROLLED_TEXT_INSERTION_COMMAND, type LexicalCommand } from 'lexical'
import { $askingAtCaret, putCitation } from '#app/editor/citing/cite.ts'
import type { Pasted } from '#app/editor/paste/pasted.ts'
import type { Chosen } from '#app/editor/typing/brackets.ts'
import { bracketsOf } from '#server/document/brackets.ts'
import { $pidOf } from '#server/document/tree/lexical-nodes.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { Chance } from '#tests/support/seeded.ts'
import { $block, $caret, type Desk, write } from '../desks.ts'
import { $blockCount, $offset, letters } from './spots.ts'

export interface Scene {
  readonly desk: Desk
  readonly chance: Chance
  /** A name that was never given before, the same in each repetition. */
  readonly fresh: () => string
  /** Time passes after something was done: enough for a frame, or not. */
  readonly pass: () => void
}

export function run<T>({ desk, pass }: Scene, command: LexicalCommand<T>, payload: T): void {
  write(desk, () => void desk.editor.dispatchCommand(command, payload))
  pass()
}

export const phrases = [
  'child',
  'the ',
  ' shall',
  'é',
  'aa',
  ' ',
  '.',
  '[three]',
  'données',
  '🧒',
  'States Parties ',
  '(a)',
]

export function type(scene: Scene, words: string): void {
  for (const letter of letters(words)) run(scene, CONTROLLED_TEXT_INSERTION_COMMAND, letter)
}

export function caretAnywhere({ desk, chance }: Scene): void {
  write(desk, () => {
    const block = chance.whole($blockCount())
    $caret(block, $offset(chance, block))
  })
}

export const targets = ['article:23', 'article:18', 'finding:R-01'] as const

export function cite(scene: Scene): void {
  const { desk, chance } = scene
  caretAnywhere(scene)
  type(scene, ' §')
  const asking = desk.editor.getEditorState().read($askingAtCaret)
  if (!asking) return
  const pids = desk.editor.getEditorState().read(() =>
    $getRoot()
      .getChildren()
      .map((_, at) => $pidOf($block(at))),
  )
  const pid = chance.pick(pids.filter(Boolean))
  const cited = chance.sometimes(0.4) && pid ? { target: `paragraph:${pid}`, label: '§ 1' } : null
  putCitation(desk.editor, asking, cited ?? { target: chance.pick(targets), label: 'Article 23' })
}

export function pasted(chance: Chance, fresh: () => string): Pasted[] {
  const [some, other] = [chance.pick(phrases), chance.pick(phrases)]
  const note = fresh()
  const kinds: Pasted[][] = [
    [
      { kind: null, runs: [{ text: some }] },
      { kind: 'item', runs: [{ text: other, bold: true }] },
    ],
    [
      { kind: 'heading1', runs: [{ text: some, italic: true }] },
      { kind: null, runs: [{ text: 'see ' }, { text: 'Article 23', cites: 'article:23' }, { text: other }] },
      { kind: 'quote', runs: [{ text: other }] },
    ],
    [
      { kind: 'row', runs: [{ text: some }] },
      { kind: 'cell', runs: [{ text: other }] },
      { kind: 'row', runs: [] },
      { kind: 'cell', runs: [{ text: 'x' }] },
    ],
    [
      { kind: null, runs: [{ text: some }, { text: '*', note }], notes: new Map([[note, [{ text: other }]]]) },
      { kind: null, runs: [{ text: other }] },
    ],
  ]
  return chance.pick(kinds)
}

/** A stretch of words as the desk names it to the acts that are asked for elsewhere. */
export function place({ desk, chance }: Scene): { pid: string; start: number; end: number; words: string } | null {
  return desk.editor.getEditorState().read(() => {
    const at = chance.whole($blockCount())
    const pid = $pidOf($block(at))
    const [start, end] = [$offset(chance, at), $offset(chance, at)].sort((a, b) => a - b) as [number, number]
    const words = $block(at).getTextContent().slice(start, end)
    return pid === '' || words === '' ? null : { pid, start, end, words }
  })
}

/** One of the wordings in square brackets, as its card names it. */
export function wording({ desk, chance }: Scene): Chosen | null {
  const groups = bracketsOf(readTrees(desk.doc)).filter(({ language }) => language === desk.language)
  if (groups.length === 0) return null
  const { pid, language, brackets } = chance.pick(groups)
  const group = groups.filter((one) => one.pid === pid).findIndex((one) => one.brackets === brackets)
  const at = chance.whole(brackets.length)
  return { language, pid, group, at, words: brackets[at]!.words }
}

/** Whether words are one stretch of one look that nobody suggests anything about. */
export function isPlain({ desk }: Scene, { pid, start, end }: { pid: string; start: number; end: number }): boolean {
  const paragraph = readTrees(desk.doc)[desk.language].paragraphs.find((one) => one.pid === pid)
  let passed = 0
  return (paragraph?.runs ?? []).some(({ text, marks, cites }) => {
    const from = passed
    passed += text.length
    return !marks && !cites && start >= from && end <= passed
  })
}
