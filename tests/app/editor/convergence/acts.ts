// What people do at a desk, each with how often it is drawn. While somebody suggests the same acts become suggestions.

import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  FORMAT_TEXT_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  REDO_COMMAND,
  REMOVE_TEXT_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { linkWords } from '#app/editor/citing/link.ts'
import { $isCell } from '#app/editor/tables/table.ts'
import { bracketWords, keepWording, nameProposer, removeWording } from '#app/editor/typing/brackets.ts'
import {
  NEW_TABLE_COMMAND,
  PASTED_COMMAND,
  TABLE_COMMAND,
  TOGETHER_COMMAND,
  tableCommands,
} from '#app/editor/typing/commands.ts'
import { $insertFootnote } from '#app/editor/typing/footnote.ts'
import { $setKind } from '#app/editor/typing/kinds.ts'
import { moveByStep, moveTo } from '#app/editor/typing/move.ts'
import { replaceWords } from '#app/editor/typing/places.ts'
import { $tabTo } from '#app/editor/typing/strokes.ts'
import { paragraphKinds } from '#server/domain/text/paragraph.ts'
import { $caret, type Desk, write } from '../desks.ts'
import {
  caretAnywhere,
  cite,
  isPlain,
  pasted,
  phrases,
  place,
  run,
  type Scene,
  targets,
  type,
  wording,
} from './parts.ts'
import { $between, $blockCount, $letter, $offset, $size, $within } from './spots.ts'

export interface Act {
  readonly name: string
  /** How often it is drawn, of whoever edits and of whoever suggests; 0: not offered to them. */
  readonly edit: number
  readonly suggest: number
  readonly do: (scene: Scene) => void
}

const act = (name: string, edit: number, suggest: number, does: Act['do']): Act => ({ name, edit, suggest, do: does })

function selectWords({ desk, chance }: Scene): void {
  write(desk, () => $within(chance, chance.whole($blockCount())))
}

function selectAcross({ desk, chance }: Scene): void {
  write(desk, () => $between(chance))
}

/**
 * As a browser does it in the middle of words, where a headless editor cannot: it selects what goes, and takes it out.
 */
function backspace(scene: Scene): void {
  const { desk, chance } = scene
  if (desk.mode === 'edit') write(desk, () => $letter(chance))
  else caretAnywhere(scene)
  if (!isAtStartOfText(desk)) run(scene, DELETE_CHARACTER_COMMAND, true)
}

/** There is nothing to delete there, and Lexical asks the browser. */
function isAtStartOfText({ editor, mode }: Desk): boolean {
  return editor.getEditorState().read(() => {
    const selection = $getSelection()
    if (mode !== 'edit' || !$isRangeSelection(selection) || !selection.isCollapsed()) return false
    return (
      selection.anchor.offset === 0 &&
      selection.anchor.getNode().getTopLevelElement()?.is($getRoot().getFirstChild()) === true
    )
  })
}

/** Keys one after the other at one place: the next may come before what the last one did is written. */
function keysInARow(scene: Scene): void {
  const { desk, chance } = scene
  caretAnywhere(scene)
  for (let rest = 2 + chance.whole(4); rest > 0; rest--) {
    const key = chance.pick(['letters', 'enter', 'enter', 'backspace'] as const)
    if (key === 'enter') run(scene, INSERT_PARAGRAPH_COMMAND, undefined)
    else if (key === 'backspace' && isAtStartOfSecond(desk)) run(scene, DELETE_CHARACTER_COMMAND, true)
    else type(scene, chance.pick(phrases))
  }
  if (chance.sometimes(0.4)) run(scene, UNDO_COMMAND, undefined)
}

/** In front of the words of a paragraph that has one before it, with which a headless editor can join it. */
function isAtStartOfSecond({ editor }: Desk): boolean {
  return editor.getEditorState().read(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection) || !selection.isCollapsed() || selection.anchor.offset > 0) return false
    const node = selection.anchor.getNode()
    const block = node.getTopLevelElement()
    return block?.getPreviousSibling() != null && (node.is(block) || node.getPreviousSibling() === null)
  })
}

function step(scene: Scene): void {
  const { desk, pass } = scene
  const way = scene.chance.pick(['up', 'down'] as const)
  if (scene.chance.sometimes(0.3)) selectAcross(scene)
  else caretAnywhere(scene)
  write(desk, () => moveByStep(desk.editor, way, () => {}))
  pass()
}

function moveAnywhere(scene: Scene): void {
  const { desk, chance, pass } = scene
  const keys = desk.editor.getEditorState().read(() => $getRoot().getChildrenKeys())
  const from = chance.whole(keys.length)
  const moved = keys.slice(from, from + 1 + chance.whole(2))
  const others = keys.filter((key) => !moved.includes(key))
  const before = chance.sometimes(0.15) ? null : (chance.pick(others) ?? null)
  write(desk, () => moveTo(desk.editor, { keys: moved, before }, () => {}))
  pass()
}

function tableAct(scene: Scene): void {
  const { desk, chance } = scene
  write(desk, () => {
    const cells = $getRoot()
      .getChildren()
      .flatMap((node, at) => ($isCell(node) ? [at] : []))
    if (cells.length === 0) return
    const cell = chance.pick(cells)
    $caret(cell, $offset(chance, cell))
    desk.editor.dispatchCommand(TABLE_COMMAND, chance.pick(tableCommands))
  })
}

export const acts: readonly Act[] = [
  act('type', 12, 10, (scene) => {
    caretAnywhere(scene)
    type(scene, scene.chance.pick(phrases))
  }),
  act('keys in a row', 4, 2, keysInARow),
  act('replace', 4, 6, (scene) => {
    selectWords(scene)
    type(scene, scene.chance.pick(phrases))
  }),
  act('backspace', 5, 6, backspace),
  act('delete words', 4, 5, (scene) => {
    selectWords(scene)
    run(scene, REMOVE_TEXT_COMMAND, null)
  }),
  act('delete across paragraphs', 2, 3, (scene) => {
    selectAcross(scene)
    run(scene, REMOVE_TEXT_COMMAND, null)
  }),
  act('replace across paragraphs', 1, 2, (scene) => {
    selectAcross(scene)
    type(scene, scene.chance.pick(phrases))
  }),
  act('delete line', 1, 1, (scene) => {
    // Where a line begins only a browser knows.
    const { desk, chance } = scene
    if (desk.mode === 'suggest') selectWords(scene)
    else write(desk, () => $letter(chance))
    if (desk.editor.getEditorState().read(() => $getSelection()?.isCollapsed()) && desk.mode === 'edit') return
    run(scene, DELETE_LINE_COMMAND, true)
  }),
  act('split', 4, 5, (scene) => {
    caretAnywhere(scene)
    run(scene, INSERT_PARAGRAPH_COMMAND, undefined)
  }),
  act('join', 4, 4, (scene) => {
    const { desk, chance } = scene
    const isBackward = chance.sometimes(0.7)
    write(desk, () => {
      // At the ends of the text there is nothing to join with, and Lexical asks the browser.
      const block = chance.whole($blockCount() - 1) + (isBackward ? 1 : 0)
      if ($blockCount() > 1) $caret(block, isBackward ? 0 : $size(block))
    })
    if (desk.editor.getEditorState().read($blockCount) === 1) return
    run(scene, DELETE_CHARACTER_COMMAND, isBackward)
  }),
  act('format', 4, 5, (scene) => {
    if (scene.chance.sometimes(0.2)) selectAcross(scene)
    else selectWords(scene)
    run(scene, FORMAT_TEXT_COMMAND, scene.chance.pick(['bold', 'italic'] as const))
  }),
  act('kind', 4, 4, (scene) => {
    if (scene.chance.sometimes(0.2)) selectAcross(scene)
    else caretAnywhere(scene)
    write(scene.desk, () => $setKind(scene.chance.pick(paragraphKinds)))
  }),
  act('tab', 6, 1, (scene) => {
    caretAnywhere(scene)
    write(scene.desk, () => void $tabTo(scene.chance.sometimes(0.5)))
  }),
  act('move by one place', 3, 3, step),
  act('move anywhere', 2, 2, moveAnywhere),
  act('new table', 1, 0, (scene) => {
    caretAnywhere(scene)
    run(scene, NEW_TABLE_COMMAND, { rows: 1 + scene.chance.whole(2), columns: 1 + scene.chance.whole(3) })
  }),
  act('table act', 4, 0, tableAct),
  act('cite', 3, 3, cite),
  // What the desk offers to link are words that stand, and that nobody suggests anything about.
  act('link words', 2, 0, (scene) => {
    const where = place(scene)
    if (where && isPlain(scene, where)) linkWords(scene.desk.editor, [{ ...where, target: scene.chance.pick(targets) }])
  }),
  act('footnote', 2, 0, (scene) => {
    caretAnywhere(scene)
    write(scene.desk, () => void $insertFootnote(scene.fresh()))
  }),
  act('put brackets', 2, 2, (scene) => {
    const where = place(scene)
    if (where) bracketWords(scene.desk.editor, where, { by: scene.chance.pick(['', 'FR']), mode: scene.desk.mode })
  }),
  act('keep a wording', 1, 1, (scene) => {
    const chosen = wording(scene)
    if (chosen) keepWording(scene.desk.editor, chosen, scene.desk.mode)
  }),
  act('remove a wording', 1, 1, (scene) => {
    const chosen = wording(scene)
    if (chosen) removeWording(scene.desk.editor, chosen)
  }),
  act('name who proposes', 1, 0, (scene) => {
    const chosen = wording(scene)
    if (chosen) nameProposer(scene.desk.editor, chosen, scene.chance.pick(['', 'IE', 'secretariat']))
  }),
  act('replace a term', 1, 1, (scene) => {
    const where = place(scene)
    if (where) replaceWords(scene.desk.editor, [where], () => scene.chance.pick(phrases))
  }),
  act('paste words', 2, 3, (scene) => {
    if (scene.chance.sometimes(0.5)) selectWords(scene)
    else caretAnywhere(scene)
    run(scene, PASTED_COMMAND, [{ kind: 'item', runs: [{ text: scene.chance.pick(phrases) }] }])
  }),
  act('paste paragraphs', 2, 2, (scene) => {
    caretAnywhere(scene)
    run(scene, PASTED_COMMAND, pasted(scene.chance, scene.fresh))
  }),
  // As an input method, a spell checker or an extension may: past every command.
  act('write past the commands', 1, 2, (scene) => {
    const { desk, chance } = scene
    write(desk, () => {
      $within(chance, chance.whole($blockCount()))
      const selection = $getSelection()
      if (!$isRangeSelection(selection)) return
      if (chance.sometimes(0.3)) selection.formatText('bold')
      else selection.insertText(chance.pick(phrases))
    })
  }),
  act('undo', 5, 5, (scene) => run(scene, UNDO_COMMAND, undefined)),
  act('redo', 3, 3, (scene) => run(scene, REDO_COMMAND, undefined)),
]

/** Half a second passes: what is written from now on is a step of undo of its own. */
export function pause(desk: Desk): void {
  desk.editor.dispatchCommand(TOGETHER_COMMAND, [])
}
