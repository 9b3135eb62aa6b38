// The margin: a note beside each paragraph that has something to say. It knows nothing of the editor.

import { memo, useDeferredValue, useMemo, useRef } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { deskWords } from '#app/words/desk/desk.ts'
import { threadWords } from '#app/words/desk/threads.ts'
import { Cited } from '../citations/cited.tsx'
import { CitationFlags } from '../citations/flag-cards.tsx'
import { useFlaggedPids } from '../citations/use-flags.ts'
import { CommentForm } from '../comments/comment-form.tsx'
import { hasForm } from '../comments/comment-forms.ts'
import { isFiltering, matches } from '../comments/filter.ts'
import { Thread } from '../comments/thread.tsx'
import { useDesk, useTrees } from '../page/state.ts'
import { SuggestionCards } from '../suggestions/suggestion.tsx'
import { WordingCards } from '../terms/terms-card.tsx'
import { useWordingPids } from '../terms/use-terms.ts'
import { useLoud } from '../text/use-loud.ts'
import { MarginHead } from './margin-head.tsx'
import { isQuietForMargin, isSameNote, type Margin, marginOf, type Note, type PlacedThread } from './notes.ts'

export function MarginNotes() {
  const w = useWords(deskWords)
  const t = useWords(threadWords)
  const { threads, writing } = useDesk()
  // What others' words change here makes way for a key.
  const isQuiet = useMemo(() => isQuietForMargin(threads), [threads])
  const trees = useLoud(useDeferredValue(useTrees()), isQuiet)
  const asked = [...(writing.passage ? [writing.passage.pid] : []), ...useFlaggedPids(), ...useWordingPids()].join(' ')
  const margin = useMemo(() => marginOf(trees, threads, asked.split(' ').filter(Boolean)), [trees, threads, asked])
  const { general, notes, loose } = useFiltered(margin)
  const isOnText = writing.passage?.pid === ''
  const shown = [general, ...notes.map((note) => note.threads), loose].reduce((sum, { length }) => sum + length, 0)
  return (
    <>
      <MarginHead shown={shown} />
      {notes.length + loose.length + general.length === 0 && threads.length === 0 && (
        <p className="margin-nothing">{w.nothing}</p>
      )}
      {(general.length > 0 || isOnText) && (
        <section className="note">
          <h3 className="note-title">{t.general}</h3>
          {isOnText && writing.passage && <CommentForm passage={writing.passage} />}
          <Threads placed={general} />
        </section>
      )}
      <NoteList notes={useSameNotes(notes)} />
      {loose.length > 0 && (
        <section className="note note-loose">
          <h3>{w.looseTitle}</h3>
          <Threads placed={loose} />
        </section>
      )}
    </>
  )
}

/** What is asked for: while it is comments, nothing else stands beside them. A thread with an open form always does. */
function useFiltered(margin: Margin): Margin {
  const { filter, forms, view, writing } = useDesk()
  if (!isFiltering(filter)) return margin
  const isAsked = (placed: PlacedThread) => hasForm(forms, placed.thread) || matches(placed, filter, view.me.id)
  return {
    general: margin.general.filter(isAsked),
    loose: margin.loose.filter(isAsked),
    notes: margin.notes
      .map((note) => ({ ...note, points: [], suggestions: [], threads: note.threads.filter(isAsked) }))
      .filter(({ pid, threads }) => threads.length > 0 || pid === writing.passage?.pid),
  }
}

/** The same list for as long as nothing in it changed: most of what people type changes no note. */
function useSameNotes(notes: readonly Note[]): readonly Note[] {
  const before = useRef(notes)
  const was = before.current
  const isSame = was === notes || (was.length === notes.length && notes.every((note, at) => isSameNote(note, was[at]!)))
  if (!isSame) before.current = notes
  return before.current
}

const NoteList = memo(function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  return notes.map((note) => <MarginNote key={note.pid} note={note} />)
})

/** Drawn anew only when something in it changed. */
const MarginNote = memo(function MarginNote({ note }: { readonly note: Note }) {
  const w = useWords(deskWords)
  const { activePid, view, writing, filter } = useDesk()
  const { passage } = writing
  const isAll = !isFiltering(filter)
  return (
    <section className="note" data-note={note.pid}>
      <h3 className="note-title">
        {note.isGone ? w.goneParagraph : note.number ? w.paragraph(note.number) : w.unnumbered}
      </h3>
      <Cited pid={note.pid} points={note.points} citable={view.citable} isHere={note.pid === activePid} />
      {isAll && <CitationFlags pid={note.pid} />}
      {isAll && <WordingCards pid={note.pid} />}
      {passage?.pid === note.pid && <CommentForm passage={passage} />}
      {note.suggestions.length > 0 && <SuggestionCards placed={note.suggestions} />}
      {note.threads.length > 0 && <Threads placed={note.threads} />}
    </section>
  )
}, sameProps)

function sameProps({ note: one }: { readonly note: Note }, { note: other }: { readonly note: Note }): boolean {
  return isSameNote(one, other)
}

function Threads({ placed }: { readonly placed: readonly PlacedThread[] }) {
  const w = useWords(deskWords)
  const { forms, filter } = useDesk()
  // A thread that is being answered stays where it is when somebody else resolves it.
  const isOpen = ({ thread }: PlacedThread) => !thread.resolved || hasForm(forms, thread)
  const open = placed.filter(isOpen)
  const resolved = placed.filter((one) => !isOpen(one))
  const show = (one: PlacedThread) => <Thread key={one.thread.id} placed={one} />
  return (
    <>
      {open.map(show)}
      {resolved.length > 0 && (
        <details className="resolved" open={isFiltering(filter) || undefined}>
          <summary>{w.showResolved(resolved.length)}</summary>
          {resolved.map(show)}
        </details>
      )}
    </>
  )
}
