// Square brackets in an editor: words are put in them, one wording is kept, another goes, somebody is named. Whoever
// suggests gets one suggestion for each act. It knows no page.

import {
  $createTextNode,
  $getSelection,
  $getState,
  $isRangeSelection,
  $setState,
  type LexicalEditor,
  REMOVE_TEXT_COMMAND,
  type TextNode,
} from 'lexical'
import { type Alternatives, alternativesIn, type Bracket } from '#server/document/brackets.ts'
import { settled } from '#server/document/suggestions/settled.ts'
import { readingOf } from '#server/document/suggestions/shown.ts'
import { $marksOf, type BlockNode, breakState, byState, refState } from '#server/document/tree/lexical-nodes.ts'
import type { Paragraph, Run } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import type { Mode } from '../mode.ts'
import type { PastedRun } from '../paste/pasted.ts'
import { PASTED_COMMAND } from './commands.ts'
import { $blockOf, $blockWith, $pointAt, $selectWords, type Place } from './places.ts'

/** Puts words of a paragraph between brackets, in the name of `by`. False when other words stand there now. */
export function bracketWords(
  editor: LexicalEditor,
  place: Place,
  how: { readonly by: string; readonly mode: Mode },
): boolean {
  const { start, end } = place
  return change(editor, () => {
    const block = $blockWith(place)
    if (!block) return false
    const runs = $runsIn(block, start, end)
    if (how.mode === 'suggest')
      return $suggest(editor, block, [start, end], [sign('[', how.by), ...runs, { text: ']' }])
    $insertAt(block, end, sign(']', ''))
    $insertAt(block, start, sign('[', how.by))
    return true
  })
}

/** One of the alternatives of a paragraph, as they were shown; `words` is what is expected in it. */
export interface Chosen {
  readonly language: Language
  readonly pid: string
  /** Which group of the paragraph, and which stretch of the group. */
  readonly group: number
  readonly at: number
  readonly words: string
}

/** Keeps this wording: its brackets go, and the other alternatives with theirs. */
export function keepWording(editor: LexicalEditor, chosen: Chosen, mode: Mode): boolean {
  return change(editor, () => {
    const found = $find(chosen)
    if (!found) return false
    const { block, group, bracket } = found
    const [inner, outer] = [$inside(block, bracket), { start: group[0]!.start, end: group.at(-1)!.end }]
    if (mode === 'suggest') {
      return $suggest(editor, block, [outer.start, outer.end], $runsIn(block, inner.start, inner.end))
    }
    $remove(editor, block, inner.end, outer.end)
    $remove(editor, block, outer.start, inner.start)
    return true
  })
}

/** Takes the wording out, brackets and all, with one of the spaces that it stood between. */
export function removeWording(editor: LexicalEditor, chosen: Chosen): boolean {
  return change(editor, () => {
    const found = $find(chosen)
    if (!found) return false
    const { block, bracket } = found
    const words = block.getTextContent()
    const isBetween =
      /\s|^$/.test(words.slice(bracket.end, bracket.end + 1)) && /\s/.test(words[bracket.start - 1] ?? '')
    return $remove(editor, block, bracket.start - (isBetween ? 1 : 0), bracket.end)
  })
}

/** Names who proposes a wording: on its opening sign, and nowhere else in it. */
export function nameProposer(editor: LexicalEditor, chosen: Chosen, by: string): boolean {
  return change(editor, () => {
    const found = $find(chosen)
    if (!found) return false
    const { block, bracket } = found
    for (const node of $nodesIn(block, bracket.start, bracket.end))
      if ($getState(node, byState)) $setState(node, byState, '')
    const [first] = $nodesIn(block, bracket.start, bracket.start + 1)
    if (first) $setState(first, byState, by)
    return first !== undefined
  })
}

function change(editor: LexicalEditor, $act: () => boolean): boolean {
  let isDone = false
  editor.update(
    () => {
      isDone = $act()
    },
    { discrete: true },
  )
  return isDone
}

const sign = (text: string, by: string): PastedRun => ({ text, ...(by && { by }) })

/** Suggests runs in place of a stretch: one suggestion. */
function $suggest(
  editor: LexicalEditor,
  block: BlockNode,
  [start, end]: readonly [number, number],
  runs: readonly PastedRun[],
): boolean {
  if (!$selectWords(block, start, end)) return false
  return editor.dispatchCommand(PASTED_COMMAND, [{ kind: null, runs }])
}

function $insertAt(block: BlockNode, at: number, { text, by = '' }: PastedRun): void {
  const point = $pointAt(block, at, 'before')
  const node = $setState($createTextNode(text), byState, by)
  if (!point) {
    block.append(node)
    return
  }
  const { node: words, offset } = point
  if (offset === 0) words.insertBefore(node)
  else if (offset === words.getTextContentSize()) words.insertAfter(node)
  else words.splitText(offset)[0]!.insertAfter(node)
  node.setFormat(words.getFormat())
}

function $remove(editor: LexicalEditor, block: BlockNode, start: number, end: number): boolean {
  if (start === end) return true
  return $selectWords(block, start, end) && editor.dispatchCommand(REMOVE_TEXT_COMMAND, null)
}

interface FoundWording {
  readonly block: BlockNode
  /** All stretches of the group, in the words that are shown. */
  readonly group: readonly Bracket[]
  readonly bracket: Bracket
}

function $find({ language, pid, group, at, words }: Chosen): FoundWording | null {
  const block = $blockOf(pid)
  if (!block) return null
  const paragraph = $paragraphOf(block)
  const shown = $shownGroups(paragraph, language)[group]
  const bracket = shown?.brackets[at]
  if (!shown || bracket?.words !== words) return null
  return { block, group: shown.brackets, bracket }
}

/** The brackets of the settled words, at the places where they are shown among the suggested ones. */
function $shownGroups(paragraph: Paragraph, language: Language): readonly Alternatives[] {
  const { shownAt } = readingOf(paragraph, 'settled')
  const [only] = settled({ language, paragraphs: [paragraph] }).paragraphs
  return alternativesIn(only!, language).map(({ brackets, ...group }) => ({
    ...group,
    brackets: brackets.map((bracket) => ({ ...bracket, ...shownAt(bracket.start, bracket.end) })),
  }))
}

/** Between the signs, without the spaces beside them. */
function $inside(block: BlockNode, { start, end, isWhole }: Bracket): { start: number; end: number } {
  if (!isWhole) return { start: end, end }
  const words = block.getTextContent().slice(start + 1, end - 1)
  const from = start + 1 + (words.length - words.trimStart().length)
  return { start: from, end: Math.max(from, from + words.trim().length) }
}

function $paragraphOf(block: BlockNode): Paragraph {
  return { pid: '', kind: 'operative', runs: block.getAllTextNodes().map($runOf) }
}

function $runOf(node: TextNode): Run {
  const [by, cites, breaks] = [$getState(node, byState), $getState(node, refState), $getState(node, breakState)]
  return {
    text: node.getTextContent(),
    ...(node.hasFormat('bold') && { bold: true as const }),
    ...(node.hasFormat('italic') && { italic: true as const }),
    ...(cites && { cites }),
    ...(by && { by }),
    ...(breaks && { breaks }),
    marks: $marksOf(node),
  }
}

function $nodesIn(block: BlockNode, start: number, end: number): TextNode[] {
  $selectWords(block, start, end)
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return []
  // Cuts texts at both ends, so that only what is meant is changed.
  return selection.extract().filter((node): node is TextNode => node.getType() === 'text')
}

/** The settled words of a stretch with their looks, for putting in again. */
function $runsIn(block: BlockNode, start: number, end: number): PastedRun[] {
  let passed = 0
  return block.getAllTextNodes().flatMap((node): PastedRun[] => {
    const run = $runOf(node)
    const [from, to] = [Math.max(start - passed, 0), Math.min(end - passed, run.text.length)]
    passed += run.text.length
    const isSuggested = run.breaks !== undefined || run.marks?.some((mark) => mark.startsWith('i_'))
    if (from >= to || isSuggested) return []
    const { marks: _marks, breaks: _breaks, ...rest } = run
    return [{ ...rest, text: run.text.slice(from, to) }]
  })
}
