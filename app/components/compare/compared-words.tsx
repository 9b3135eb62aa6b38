// The words of a comparison: what was put in and taken out, for the eye and for the ear. It knows no paragraph.

import type { ReactNode } from 'react'
import { compareWords } from '#app/words/compare.ts'
import type { Piece } from '#server/document/compare/redline.ts'
import type { Run } from '#server/document/tree/tree.ts'
import { useLanguage, useWords } from '../page/reader.tsx'

/** Which words: of both texts, of the earlier or of the later. */
export type Words = 'all' | 'before' | 'after'

interface ComparedWordsProps {
  readonly pieces: readonly Piece[]
  readonly words?: Words
}

export function ComparedWords({ pieces, words = 'all' }: ComparedWordsProps) {
  const shown = pieces.filter(
    ({ change }) => words === 'all' || change !== (words === 'before' ? 'inserted' : 'deleted'),
  )
  return inStretches(shown).map((stretch, at) => <Stretch key={at} pieces={stretch} words={words} />)
}

/** Neighbours of one fate are one change, whatever their look. */
function inStretches(pieces: readonly Piece[]): Piece[][] {
  const stretches: Piece[][] = []
  for (const piece of pieces) {
    const last = stretches.at(-1)
    if (last?.[0]?.change === piece.change) last.push(piece)
    else stretches.push([piece])
  }
  return stretches
}

function Stretch({ pieces, words }: Required<ComparedWordsProps>) {
  const w = useWords(compareWords)
  const shown = pieces.map((piece, at) => {
    if (piece.isBreak) return <Break key={at} />
    return <Looks key={at} run={words === 'before' && piece.was ? piece.was : piece.run} />
  })
  switch (pieces[0]?.change) {
    case 'inserted':
      return (
        <ins>
          <Said words={w.insertedWords} />
          {shown}
          <Said words={w.endOfWords} />
        </ins>
      )
    case 'deleted':
      return (
        <del>
          <Said words={w.deletedWords} />
          {shown}
          <Said words={w.endOfWords} />
        </del>
      )
    case 'look':
      return (
        <span className="compared-look">
          <Said words={w.lookWords} />
          {shown}
        </span>
      )
    default:
      return shown
  }
}

/** Heard and not seen: few readers of screens tell what is put in from what is taken out. */
function Said({ words }: { readonly words: string }) {
  const language = useLanguage()
  return (
    <span className="visually-hidden" lang={language}>
      {' '}
      {words}{' '}
    </span>
  )
}

function Break() {
  const w = useWords(compareWords)
  const language = useLanguage()
  return (
    <>
      <span aria-hidden="true">¶</span>
      <span className="visually-hidden" lang={language}>
        {w.paragraphEnd}
      </span>
    </>
  )
}

function Looks({ run }: { readonly run: Run }): ReactNode {
  if (run.cites?.startsWith('footnote:')) return <sup className="call">{run.text}</sup>
  let words: ReactNode = run.text
  if (run.italic) words = <em>{words}</em>
  if (run.bold) words = <strong>{words}</strong>
  return words
}

/** Letters of what did not change that are kept on either side of what did. */
const around = 60

/** The same with long stretches that did not change cut short. */
export function aroundChanges(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, at): Piece => {
    const { text } = piece.run
    const isBetween = at > 0 && at < pieces.length - 1
    if (piece.change !== 'same' || text.length <= around * (isBetween ? 2 : 1) + 20) return piece
    const before = at > 0 ? firstWords(text) : ''
    const after = at < pieces.length - 1 ? lastWords(text) : ''
    return { ...piece, run: { ...piece.run, text: `${before}…${after}` } }
  })
}

function firstWords(text: string): string {
  const cut = text.slice(0, around)
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), 0) || around)
}

function lastWords(text: string): string {
  const cut = text.slice(-around)
  return cut.slice(cut.indexOf(' ') + 1)
}
