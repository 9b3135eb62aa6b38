// A footnote: its call at the caret and its paragraph behind the one that calls it. Runs inside an editor; knows no
// page.

import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $getState,
  $isRangeSelection,
  $isTextNode,
  $setState,
  type LexicalEditor,
} from 'lexical'
import {
  $createBlock,
  $isBlock,
  $kindOf,
  type BlockNode,
  pidState,
  refState,
} from '#server/document/tree/lexical-nodes.ts'
import { formatTarget } from '#server/domain/convention/citation.ts'
import { chanceBytes, mintFrom } from '#server/domain/ids.ts'
import { isCell } from '#server/domain/text/paragraph.ts'

/** `nowhere`: no caret in a text; `nested`: the caret is in a footnote. */
export type FootnotePut = 'put' | 'nowhere' | 'nested'

/**
 * Puts a call at the caret (behind what is selected) and an empty footnote, with the caret in it.
 *
 * The footnote's pid is made here, against the rule that the server mints: call and footnote have to come in one
 * change, for a call that names nothing would be a citation of nothing to everybody who reads meanwhile, and undo must
 * take both back. It has the form of every id (domain/ids.ts); should two ever be the same, the janitor gives the later
 * paragraph another. The twin in the other language, and the right number of the call, come from the janitor.
 */
export function insertFootnote(editor: LexicalEditor): FootnotePut {
  let done: FootnotePut = 'nowhere'
  const pid = mintFrom(Date.now(), crypto.getRandomValues(new Uint8Array(chanceBytes)))
  editor.update(
    () => {
      done = $insertFootnote(pid)
    },
    { discrete: true },
  )
  return done
}

/** Call inside an update. */
export function $insertFootnote(pid: string): FootnotePut {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return 'nowhere'
  const end = selection.isBackward() ? selection.anchor : selection.focus
  const block = end.getNode().getTopLevelElement()
  if (!$isBlock(block)) return 'nowhere'
  if ($kindOf(block) === 'footnote') return 'nested'
  selection.anchor.set(end.key, end.offset, end.type)
  selection.focus.set(end.key, end.offset, end.type)
  const call = $createTextNode('0').setMode('token')
  $setState(call, refState, formatTarget({ kind: 'footnote', pid }))
  selection.insertNodes([call])
  const note = $setState($createBlock('footnote'), pidState, pid)
  $lastBefore(call.getTopLevelElement() as BlockNode, call.getKey()).insertAfter(note)
  const number = $getRoot()
    .getChildren()
    .filter((node) => $isBlock(node) && $kindOf(node) === 'footnote')
    .findIndex((node) => node.is(note))
  call.setTextContent(String(number + 1))
  note.select()
  return 'put'
}

/**
 * What the new footnote stands behind: the paragraph (a table as a whole), or the last of its footnotes that is called
 * before `callKey`: then the footnotes stand in the order of their calls.
 */
function $lastBefore(block: BlockNode, callKey: string): BlockNode {
  const callers = [block]
  let last = block
  if ($isCell(block)) {
    for (let cell = $previous(block); cell && $isCell(cell); cell = $previous(cell)) callers.unshift(cell)
    for (let next = $next(last); next && $isCell(next); next = $next(next)) last = next
  }
  const earlier = new Set<string>()
  for (const words of callers.flatMap((caller) => caller.getChildren())) {
    if (words.getKey() === callKey) break
    if ($isTextNode(words)) earlier.add($getState(words, refState))
  }
  for (let note = $next(last); note && $kindOf(note) === 'footnote'; note = $next(note)) {
    if (earlier.has(`footnote:${$getState(note, pidState)}`)) last = note
  }
  return last
}

function $isCell(block: BlockNode): boolean {
  return isCell($kindOf(block))
}

function $next(block: BlockNode): BlockNode | null {
  const next = block.getNextSibling()
  return $isBlock(next) ? next : null
}

function $previous(block: BlockNode): BlockNode | null {
  const before = block.getPreviousSibling()
  return $isBlock(before) ? before : null
}
