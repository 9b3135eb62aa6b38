// What stands around the text and is not needed to write: the margin, what the outline holds, what acts on suggestions,
// and what marks words. It is one file of code, loaded after the text.

import type { RefObject } from 'react'
import { FaultMarks } from '../citations/flag-marks.ts'
import { FlagReader } from '../citations/use-flags.ts'
import { Marks } from '../comments/comment-marks.ts'
import { MarginNotes } from '../margin/margin.tsx'
import { OutlineParts } from '../outline/outline-parts.tsx'
import { SuggestionLine } from '../suggestions/suggestion-line.tsx'
import { SuggestionMarks } from '../suggestions/suggestion-marks.ts'
import { DecidedText } from '../suggestions/suggestion-preview.tsx'
import { BracketPanel } from '../terms/brackets-dialog.tsx'
import { TermMarks } from '../terms/terms-marks.ts'
import { WordingReader } from '../terms/use-terms.ts'
import { useDesk } from './state.ts'

/** Reads the text and marks its words; draws nothing of its own but what asks for brackets. */
function Markers({ text }: { readonly text: RefObject<HTMLElement> }) {
  const { threads, hoveredThread, activeThread, writing } = useDesk()
  return (
    <>
      <FlagReader />
      <FaultMarks text={text} />
      <SuggestionMarks text={text} />
      <WordingReader />
      <TermMarks text={text} />
      <BracketPanel />
      <Marks text={text} threads={threads} activeThread={hoveredThread ?? activeThread} passage={writing.passage} />
    </>
  )
}

export const beside = { MarginNotes, OutlineParts, SuggestionLine, DecidedText, Markers }
