// What one undo takes back: a word, what was written without a pause, or what an input method composed.

import {
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  type LexicalEditor,
  type NodeKey,
  type UpdateListenerPayload,
} from 'lexical'
import type * as Y from 'yjs'
import { $isBlock } from '#server/document/tree/lexical-nodes.ts'
import { $spotOf } from '../suggesting/blocks.ts'
import { differenceOf } from '../suggesting/repair.ts'

/** Milliseconds without a letter that end a step. */
const pause = 500

/** Words of one paragraph, before and after; the same where only their marks changed. */
interface Edit {
  readonly block: NodeKey
  readonly was: string
  readonly now: string
  readonly put: string
  readonly taken: string
  /** Where the next letter would go on. */
  readonly at: number
}

interface Last extends Edit {
  readonly time: number
  /** The step holds more than spaces. */
  readonly hasWord: boolean
}

export class UndoSteps {
  private last: Last | null = null
  private isComposed = false
  private readonly editor: LexicalEditor
  private readonly undo: Y.UndoManager

  constructor(editor: LexicalEditor, undo: Y.UndoManager) {
    this.editor = editor
    this.undo = undo
    // Steps end here, and by no clock of Yjs.
    undo.captureTimeout = Number.POSITIVE_INFINITY
  }

  /** Whether a step begins with this update. To be asked once for each, in order. */
  begins(update: UpdateListenerPayload, time: number): boolean {
    const wasComposed = this.isComposed
    this.isComposed = this.editor.isComposing()
    if (wasComposed) {
      // Whatever comes after the input method is another step.
      if (!this.isComposed) this.last = null
      return false
    }
    const { last } = this
    const edit = editOf(update)
    const isNew = this.isComposed || !last || !edit || time - last.time >= pause || !goesOn(last, edit)
    const hasWord = edit !== null && ((!isNew && last?.hasWord === true) || !isSpace(edit.put || edit.taken))
    this.last = edit && { ...edit, time, hasWord }
    return isNew
  }

  /** To be called before an update is written, with what `begins` said of it. */
  begin(isNew: boolean): void {
    if (isNew) this.undo.stopCapturing()
  }

  /** The next update begins a step, whatever it is. */
  end(): void {
    this.last = null
    this.undo.stopCapturing()
  }
}

function goesOn(last: Last, { block, was, now, put, taken }: Edit): boolean {
  if (block !== last.block || was !== last.now || put.length > 1) return false
  const { at } = last
  if (was === now) return last.was === last.now
  if (put !== '') {
    const isBehind = last.put !== '' && was.slice(0, at) + put + was.slice(at) === now
    return isBehind && !(last.hasWord && isSpace(was[at - 1]) && !isSpace(put))
  }
  if (last.taken === '' || last.put !== '') return false
  const size = taken.length
  const isBackward = was.slice(0, at - size) + was.slice(at) === now
  if (!isBackward && was.slice(0, at) + was.slice(at + size) !== now) return false
  return !(last.hasWord && isSpace(last.taken) && !isSpace(taken))
}

function isSpace(letters: string | undefined): boolean {
  return letters !== undefined && /^\s+$/u.test(letters)
}

/** Null for anything but a change within one paragraph. */
function editOf({ dirtyElements, editorState, prevEditorState }: UpdateListenerPayload): Edit | null {
  const [block = '', ...others] = [...dirtyElements.keys()].filter((key) => key !== 'root')
  const was = prevEditorState.read(() => $wordsOf(block))
  const now = editorState.read(() => $wordsOf(block))
  if (others.length > 0 || was === null || now === null) return null
  const caret = editorState.read(() => $caretIn(block))
  const { from, wasTo, nowTo } = differenceOf(was, now, caret)
  const put = now.slice(from, nowTo)
  return { block, was, now, put, taken: was.slice(from, wasTo), at: caret ?? from + put.length }
}

function $wordsOf(key: NodeKey): string | null {
  const block = $getNodeByKey(key)
  return $isBlock(block) ? block.getTextContent() : null
}

function $caretIn(key: NodeKey): number | null {
  const selection = $getSelection()
  const spot = $isRangeSelection(selection) && selection.isCollapsed() ? $spotOf(selection.focus) : null
  return spot?.block.getKey() === key ? spot.at : null
}
