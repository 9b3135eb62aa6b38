// Suggesting as a way of writing: every command that would change the text becomes a suggestion. It knows no page and
// no Yjs.

import {
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  $setSelection,
  BEFORE_INPUT_COMMAND,
  COMMAND_PRIORITY_BEFORE_EDITOR,
  COMMAND_PRIORITY_CRITICAL,
  COMMAND_PRIORITY_LOW,
  COMPOSITION_START_COMMAND,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  COPY_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  DROP_COMMAND,
  FORMAT_TEXT_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  INSERT_TAB_COMMAND,
  type LexicalCommand,
  type LexicalEditor,
  mergeRegister,
  PASTE_COMMAND,
  REMOVE_TEXT_COMMAND,
  SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
} from 'lexical'
import {
  KIND_COMMAND,
  MOVE_COMMAND,
  NEW_TABLE_COMMAND,
  PASTED_COMMAND,
  STEP_COMMAND,
  TABLE_COMMAND,
} from '../typing/commands.ts'
import { $runOf, $spotOf } from './blocks.ts'
import { $suggestMove, $suggestStepOf } from './moves.ts'
import { $suggestBreak, $suggestKinds, $suggestLook } from './paragraphs.ts'
import { $piecesOf, $suggestPasted, $suggestPlain } from './pasting.ts'
import { isOwn } from './runs.ts'
import type { Unit } from './steps.ts'
import { type NetNeeds, spreadNet } from './suggestion-fallback.ts'
import { $suggestDeletion, $suggestPieces, $suggestStep, $suggestWords, type Pen } from './words.ts'

/**
 * What cannot be suggested, and was left undone: dragging words, a change of a table, pasted footnotes, a change of
 * another sort, an undo of what others have decided.
 */
export type Stopped = 'drop' | 'table' | 'footnotes' | 'change' | 'undo'

export interface SuggestingNeeds extends NetNeeds {
  readonly onStopped: (what: Stopped) => void
}

/** Registers suggesting on an editor of a text, for whenever it is on. Returns the way to take it off. */
export function registerSuggesting(editor: LexicalEditor, needs: SuggestingNeeds): () => void {
  const { pen, isOn, onStopped } = needs
  const when = <T>(
    command: LexicalCommand<T>,
    act: (payload: T) => unknown,
    priority: Parameters<LexicalEditor['registerCommand']>[2] = COMMAND_PRIORITY_CRITICAL,
  ) => editor.registerCommand(command, (payload) => isOn() && act(payload) !== false, priority)
  const step = (unit: Unit) => (isBackward: boolean) => $suggestStep(pen, unit, isBackward)
  return mergeRegister(
    spreadNet(editor, needs),
    when(CONTROLLED_TEXT_INSERTION_COMMAND, (given) => $write(editor, pen, given)),
    when(BEFORE_INPUT_COMMAND, (event) => $beforeInput(pen, event)),
    // In one update with Lexical's own: it would put together again what was taken apart.
    when(COMPOSITION_START_COMMAND, () => $standOnOwnWords(pen), COMMAND_PRIORITY_BEFORE_EDITOR),
    when(DELETE_CHARACTER_COMMAND, step('character')),
    when(DELETE_WORD_COMMAND, step('word')),
    when(DELETE_LINE_COMMAND, step('line')),
    when(REMOVE_TEXT_COMMAND, () => $suggestDeletion(pen)),
    when(INSERT_PARAGRAPH_COMMAND, () => $suggestBreak(pen) || onStopped('table')),
    when(INSERT_LINE_BREAK_COMMAND, () => $suggestBreak(pen) || onStopped('table')),
    when(INSERT_TAB_COMMAND, () => true),
    when(FORMAT_TEXT_COMMAND, (name) => (name === 'bold' || name === 'italic' ? $suggestLook(pen, name) : true)),
    when(KIND_COMMAND, ({ kind, blocks }) => $suggestKinds(pen, blocks, kind)),
    when(STEP_COMMAND, ({ way, tell }) => tell($suggestStepOf(pen, way))),
    when(MOVE_COMMAND, ({ tell, ...move }) => tell($suggestMove(pen, move))),
    when(PASTED_COMMAND, (pasted) => $suggestPasted(pen, pasted) || onStopped('footnotes')),
    when(NEW_TABLE_COMMAND, () => onStopped('table')),
    when(TABLE_COMMAND, (act) => act !== 'leave' && onStopped('table')),
    when(CUT_COMMAND, (event) => {
      editor.dispatchCommand(COPY_COMMAND, event)
      editor.update(() => void $suggestDeletion(pen))
    }),
    when(DROP_COMMAND, (event) => {
      event.preventDefault()
      onStopped('drop')
    }),
    when(PASTE_COMMAND, (event) => $pastePlain(pen, event), COMMAND_PRIORITY_LOW),
    // After the rules of writing have taken off what may not be pasted.
    when(
      SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
      ({ nodes }) => $suggestPieces(pen, $piecesOf(nodes)),
      COMMAND_PRIORITY_LOW,
    ),
  )
}

function $write(editor: LexicalEditor, pen: Pen, given: string | InputEvent): void {
  if (typeof given === 'string') {
    $suggestWords(pen, given)
    return
  }
  const words = given.dataTransfer?.getData('text/plain') ?? given.data
  if (words) $suggestPlain(pen, words)
  else editor.dispatchCommand(REMOVE_TEXT_COMMAND, given)
}

/** Typed letters are put in here and not by the browser; so is what a spell checker puts in the place of a word. */
function $beforeInput(pen: Pen, event: InputEvent): boolean {
  const selection = $getSelection()
  const { inputType, data, isComposing } = event
  if (!$isRangeSelection(selection) || isComposing) return false
  const isTyped = inputType === 'insertText' && data !== null && data !== '\n' && data !== '\n\n'
  if (!isTyped && inputType !== 'insertReplacementText') return false
  const [range] = event.getTargetRanges()
  if (range && (!range.collapsed || selection.isCollapsed())) selection.applyDOMRange(range)
  const words = data ?? event.dataTransfer?.getData('text/plain') ?? ''
  event.preventDefault()
  $suggestWords(pen, words)
  return true
}

/** An input method writes into whatever text the caret stands in: it is given words of the person's own to stand in. */
function $standOnOwnWords(pen: Pen): boolean {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return false
  const node = selection.anchor.getNode()
  if (!$isTextNode(node) || isOwn($runOf(node), pen.mine)) return false
  const spot = $spotOf(selection.anchor)
  const at = selection.anchor.offset
  if (at > 0 && at < node.getTextContentSize()) node.splitText(at)
  const index = node.getLatest().getIndexWithinParent() + (at > 0 ? 1 : 0)
  // At a place between nodes Lexical begins a composition with a text of its own.
  if (spot) {
    const between = selection.clone()
    between.anchor.set(spot.block.getKey(), index, 'element')
    between.focus.set(spot.block.getKey(), index, 'element')
    $setSelection(between)
  }
  return false
}

function $pastePlain(pen: Pen, event: ClipboardEvent | InputEvent | KeyboardEvent): boolean {
  const data = 'clipboardData' in event ? event.clipboardData : null
  const isPlain = data?.types.every((type) => type.startsWith('text/plain')) === true
  const words = isPlain ? data?.getData('text/plain') : undefined
  if (!words) return false
  event.preventDefault()
  $suggestPlain(pen, words)
  return true
}
