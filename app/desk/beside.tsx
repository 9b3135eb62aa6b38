// What stands around the text and is not needed to write: the margin, what the outline holds, what acts on suggestions,
// and what marks words. It is one file of code, loaded after the text.

import type { RefObject } from 'react'
import { BracketPanel } from './brackets-dialog.tsx'
import { FaultMarks } from './flag-marks.ts'
import { MarginNotes } from './margin.tsx'
import { Marks } from './marks.ts'
import { OutlineParts } from './outline-parts.tsx'
import { useDesk } from './state.ts'
import { SuggestionLine } from './suggestion-line.tsx'
import { SuggestionMarks } from './suggestion-marks.ts'
import { DecidedText } from './suggestion-preview.tsx'
import { TermMarks } from './terms-marks.ts'
import { FlagReader } from './use-flags.ts'
import { WordingReader } from './use-terms.ts'

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
