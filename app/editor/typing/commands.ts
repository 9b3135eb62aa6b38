// What can be asked of an editor of a text beyond Lexical's own commands. Whoever suggests instead of writing answers
// them first.

import { COMMAND_PRIORITY_EDITOR, createCommand, type LexicalEditor, type NodeKey } from 'lexical'
import type { BlockNode } from '#server/document/tree/lexical-nodes.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'
import type { Pasted } from '../paste/pasted.ts'

/** Give these paragraphs another kind. */
export const KIND_COMMAND = createCommand<{ readonly kind: ParagraphKind; readonly blocks: readonly BlockNode[] }>(
  'KIND_COMMAND',
)

/**
 * Put paragraphs where the selection is. They are clean: nothing of where they came from is left but words, kinds,
 * looks and citations.
 */
export const PASTED_COMMAND = createCommand<readonly Pasted[]>('PASTED_COMMAND')

/** What can be done in a table. `leave` goes to the paragraph behind it, which is made if there is none. */
export const tableCommands = [
  'row-above',
  'row-below',
  'remove-row',
  'column-before',
  'column-after',
  'remove-column',
  'leave',
] as const
export type TableCommand = (typeof tableCommands)[number]

/** Do something in the table where the caret is; nothing happens outside a table. */
export const TABLE_COMMAND = createCommand<TableCommand>('TABLE_COMMAND')

/** Put a new table of empty cells behind the paragraph of the caret, or in its place when it is empty. */
export const NEW_TABLE_COMMAND = createCommand<{ readonly rows: number; readonly columns: number }>('NEW_TABLE_COMMAND')

/** Paragraphs in a row, by their keys, and the key of the one before which they go; null for the end of the text. */
export interface Move {
  readonly keys: readonly NodeKey[]
  readonly before: NodeKey | null
}

/** What became of a wish to move. `edge`: there is no way further in that direction. */
export type Moved = 'moved' | 'edge'

/**
 * Suggest to move the selected paragraphs one place up or down, and tell what became of it. Nobody answers where moving
 * is meant: move.ts.
 */
export const STEP_COMMAND = createCommand<{
  readonly way: 'up' | 'down'
  readonly tell: (what: Moved) => void
}>('STEP_COMMAND')

/** Suggest to move these paragraphs there. */
export const MOVE_COMMAND = createCommand<Move & { readonly tell: (what: Moved) => void }>('MOVE_COMMAND')

/**
 * Several updates of the editor as one change of the shared text and one step of undo, right after the update that asks
 * for it. The binding compares a paragraph list with the one before: one update that changes it in two places may give
 * a paragraph to another's words.
 */
export const TOGETHER_COMMAND = createCommand<readonly (() => void)[]>('TOGETHER_COMMAND')

/** Has such steps taken once the update that asks for them is done. */
export function onTogether(editor: LexicalEditor, take: (steps: readonly (() => void)[]) => void): () => void {
  const soon = (steps: readonly (() => void)[]) => {
    queueMicrotask(() => take(steps))
    return true
  }
  return editor.registerCommand(TOGETHER_COMMAND, soon, COMMAND_PRIORITY_EDITOR)
}
