// Suggesting what is pasted: paragraphs as breaks and words, rows of a table as well. Call inside an update.

import { $getState, $isElementNode, $isTextNode, type LexicalNode } from 'lexical'
import { $isBlock, $kindOf, breakState } from '#server/document/tree/lexical-nodes.ts'
import { joinRuns, type Run } from '#server/document/tree/tree.ts'
import { isCell } from '#server/domain/text/paragraph.ts'
import type { Pasted } from '../paste/pasted.ts'
import { $runOf, $span } from './blocks.ts'
import { $suggestPieces, type Pen, type Piece } from './words.ts'

/** False when footnotes were left out: a suggestion has none. Within a cell of a table everything becomes its words. */
export function $suggestPasted(pen: Pen, pasted: readonly Pasted[]): boolean {
  const span = $span()
  const pieces = pasted.map(pieceOf)
  const isInCell = span !== null && isCell($kindOf(span.first.block))
  $suggestPieces(pen, isInCell ? [inOne(pieces)] : asTables(pieces))
  return pasted.every(({ notes }) => !notes || notes.size === 0)
}

/** Each line is a paragraph; lines without words are none. */
export function $suggestPlain(pen: Pen, words: string): void {
  const lines = words.replace(/\t/g, ' ').split(/\r?\n/)
  const pieces = lines
    .filter((line, index) => line.trim() !== '' || lines.length === 1 || index === 0)
    .map((text): Piece => ({ kind: null, runs: [{ text }] }))
  $suggestPieces(pen, pieces)
}

/** Pasted nodes, paragraph by paragraph: words beside each other are of one. */
export function $piecesOf(nodes: readonly LexicalNode[]): Piece[] {
  const pieces: { kind: Piece['kind']; runs: Run[]; isOpen: boolean }[] = []
  for (const node of nodes) {
    if ($isElementNode(node)) {
      const texts = node.getAllTextNodes().filter((text) => $getState(text, breakState) === '')
      pieces.push({ kind: $isBlock(node) ? $kindOf(node) : null, runs: texts.map($runOf), isOpen: false })
    } else {
      const text = node.getTextContent()
      const run = $isTextNode(node) ? $runOf(node) : { text: text === '\n' ? ' ' : text }
      const last = pieces.at(-1)
      if (last?.isOpen) last.runs.push(run)
      else pieces.push({ kind: null, runs: [run], isOpen: true })
    }
  }
  return pieces.map(({ kind, runs }) => ({ kind, runs: joinRuns(runs) }))
}

function pieceOf({ kind, runs }: Pasted): Piece {
  return { kind, runs: runs.filter(({ note }) => note === undefined) }
}

function inOne(pieces: readonly Piece[]): Piece {
  return { kind: null, runs: pieces.flatMap(({ runs }, at) => (at === 0 ? runs : [{ text: ' ' }, ...runs])) }
}

/** A table begins with a row, wherever the selection of the page began. */
function asTables(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, at) => {
    const before = pieces[at - 1]?.kind
    return piece.kind === 'cell' && !(before && isCell(before)) ? { ...piece, kind: 'row' } : piece
  })
}
