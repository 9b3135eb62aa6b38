// Plain words become a citation, and a citation states another relation: the words stay as they are. Runs inside an
// editor; knows no page.

import {
  $getRoot,
  $getState,
  $isTextNode,
  $setState,
  type LexicalEditor,
  SKIP_SELECTION_FOCUS_TAG,
  type TextNode,
} from 'lexical'
import { $isBlock, $pidOf, refState } from '#server/document/tree/lexical-nodes.ts'

/** Words of a paragraph, as offsets in all of its words, and what they point at (stored form). */
export interface Linked {
  readonly pid: string
  readonly start: number
  readonly end: number
  /** What stands there; when something else does by now, nothing is done. */
  readonly words: string
  readonly target: string
}

/** Makes citations of plain words, in one step that can be undone. Returns how many still stood there. */
export function linkWords(editor: LexicalEditor, links: readonly Linked[]): number {
  let count = 0
  const link = () => {
    // From the end, so that offsets before it stay true.
    for (const one of [...links].sort((a, b) => b.start - a.start)) if ($linkWords(one)) count += 1
  }
  editor.update(link, { discrete: true, tag: SKIP_SELECTION_FOCUS_TAG })
  return count
}

/** Call inside an update. */
function $linkWords({ pid, start, end, words, target }: Linked): boolean {
  const [first, ...rest] = $piecesOf(pid, start, end)
  if (!first) return false
  const pieces = [first, ...rest]
  if (pieces.map(({ node, from, to }) => node.getTextContent().slice(from, to)).join('') !== words) return false
  if (pieces.some(({ node }) => $getState(node, refState) !== '')) return false
  const [kept, ...others] = pieces.map(({ node, from, to }) => $cutOut(node, from, to))
  for (const other of others) other.remove()
  kept!.setTextContent(words)
  $setState(kept!, refState, target).setMode('token')
  return true
}

interface Piece {
  readonly node: TextNode
  readonly from: number
  readonly to: number
}

function $piecesOf(pid: string, start: number, end: number): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const node of $textsOf(pid)) {
    const size = node.getTextContentSize()
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, size)]
    if (from < to) pieces.push({ node, from, to })
    at += size
  }
  return pieces
}

function $textsOf(pid: string): TextNode[] {
  const block = $getRoot()
    .getChildren()
    .find((node) => $isBlock(node) && $pidOf(node) === pid)
  return $isBlock(block) ? block.getChildren().filter($isTextNode) : []
}

function $cutOut(node: TextNode, from: number, to: number): TextNode {
  const parts = node.splitText(from, to)
  return parts[from === 0 ? 0 : 1] ?? node
}

/** Lets every citation of `before` in a paragraph state what `after` says. Returns how many did. */
export function restate(
  editor: LexicalEditor,
  { pid, before, after }: { readonly pid: string; readonly before: string; readonly after: string },
): number {
  let count = 0
  const change = () => {
    for (const node of $textsOf(pid)) {
      if ($getState(node, refState) !== before) continue
      $setState(node, refState, after)
      count += 1
    }
  }
  editor.update(change, { discrete: true, tag: SKIP_SELECTION_FOCUS_TAG })
  return count
}
