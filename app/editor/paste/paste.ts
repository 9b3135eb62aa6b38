// The clipboard of an editor: what comes in is read as plain paragraphs and put by a command, what goes out says its
// kinds and citations. What another page claims to be the state of an editor is never looked at.

import {
  $getNodeByKey,
  $getState,
  COMMAND_PRIORITY_EDITOR,
  COMMAND_PRIORITY_HIGH,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  type DOMExportOutput,
  type HTMLConfig,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type NodeKey,
  PASTE_COMMAND,
  PASTE_TAG,
  TextNode,
} from 'lexical'
import { $isBlock, breakState, refState } from '#server/document/tree/lexical-nodes.ts'
import { PASTED_COMMAND } from '../typing/commands.ts'
import { pastedFromHtml } from './paste-html.ts'
import { Numbering } from './paste-numbers.ts'
import { $putBehind, $putPasted } from './paste-put.ts'
import { pastedFromPlain } from './paste-words.ts'
import { type Pasted, wordsOfPasted } from './pasted.ts'

// Letters. The server takes 256 KiB at once, and a paragraph costs more than its letters; and 1 MiB in a moment.
const mostAtOnce = 40_000
const mostPasted = 400_000
const mostParagraphsAtOnce = 400

/**
 * Takes pastes and drops. `onTooLarge` is told of one that the server would refuse: a refusal would cost the person
 * everything since.
 */
export function registerPasting(editor: LexicalEditor, onTooLarge: () => void): () => void {
  const take = (event: Event, data: DataTransfer | null | undefined): boolean => {
    if (!data || !editor.isEditable()) return false
    event.preventDefault()
    const pasted = pastedFrom(data)
    if (isTooLarge(pasted)) onTooLarge()
    else if (pasted.length > 0) editor.update(() => editor.dispatchCommand(PASTED_COMMAND, pasted), { tag: PASTE_TAG })
    return true
  }
  return mergeRegister(
    editor.registerCommand(
      PASTE_COMMAND,
      (event) => take(event, 'clipboardData' in event ? event.clipboardData : (event as InputEvent).dataTransfer),
      COMMAND_PRIORITY_HIGH,
    ),
    editor.registerCommand(
      CONTROLLED_TEXT_INSERTION_COMMAND,
      (given) => typeof given !== 'string' && given.inputType === 'insertFromDrop' && take(given, given.dataTransfer),
      COMMAND_PRIORITY_HIGH,
    ),
    editor.registerCommand(PASTED_COMMAND, (pasted) => $putInParts(editor, pasted), COMMAND_PRIORITY_EDITOR),
  )
}

/** The paragraphs of a clipboard or a drag; [] for pictures and files. */
export function pastedFrom(data: Pick<DataTransfer, 'getData'>): Pasted[] {
  const html = data.getData('text/html')
  const pasted = html ? pastedFromHtml(new DOMParser().parseFromString(html, 'text/html')) : []
  return pasted.length > 0 ? pasted : pastedFromPlain(data.getData('text/plain'), new Numbering())
}

function sizeOf(pasted: Pasted): number {
  const notes = [...(pasted.notes?.values() ?? [])].flat()
  return wordsOfPasted(pasted).length + notes.reduce((sum, { text }) => sum + text.length, 0)
}

function isTooLarge(pasted: readonly Pasted[]): boolean {
  const sizes = pasted.map(sizeOf)
  return sizes.some((size) => size > mostAtOnce) || sizes.reduce((sum, size) => sum + size, 0) > mostPasted
}

/** What one message could not carry is put in several updates, each behind the one before. */
function $putInParts(editor: LexicalEditor, pasted: readonly Pasted[]): boolean {
  const [first = [], ...others] = partsOf(pasted)
  let last: NodeKey | null = $putPasted(first)?.getKey() ?? null
  const putNext = () => {
    const part = others.shift()
    if (!part) return
    editor.update(
      () => {
        const block = last === null ? null : $getNodeByKey(last)
        if ($isBlock(block)) last = $putBehind(block, part).getKey()
      },
      { tag: PASTE_TAG, discrete: true },
    )
    queueMicrotask(putNext)
  }
  if (others.length > 0 && last !== null) queueMicrotask(putNext)
  return true
}

function partsOf(pasted: readonly Pasted[]): Pasted[][] {
  const parts: Pasted[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const one of pasted) {
    const more = sizeOf(one)
    const isFull = size + more > mostAtOnce || (parts.at(-1)?.length ?? 0) >= mostParagraphsAtOnce
    if (isFull) {
      parts.push([])
      size = 0
    }
    parts.at(-1)!.push(one)
    size += more
  }
  return parts
}

/** How words leave for a clipboard: a citation says what it cites, a suggested break that it is one. */
export const clipboardExport: HTMLConfig = {
  export: new Map([
    [
      TextNode,
      (editor: LexicalEditor, node: LexicalNode): DOMExportOutput => {
        const output = node.exportDOM(editor)
        const { element } = output
        if (!(node instanceof TextNode) || !element || !('setAttribute' in element)) return output
        const cites = $getState(node, refState)
        if (cites) element.setAttribute('data-cites', cites)
        if ($getState(node, breakState)) element.setAttribute('data-break', '')
        return output
      },
    ],
  ]),
}
