// The margin: a note beside each paragraph that has something to say. It knows nothing of the editor.

import { memo, useRef } from 'react'
import { labelOf } from '#server/document/citations.ts'
import { parseTarget, type Relation } from '#server/domain/citation.ts'
import type { Citable } from '#server/workflows/views.ts'
import { useIn, useLanguage, useWords } from '../components/reader.tsx'
import { figureOf } from '../editor/citable.ts'
import { addressOf } from '../reading/opinion.tsx'
import { deskWords } from '../words/desk.ts'
import { isSameNote, marginOf, type Note, type PlacedThread, type Pointing } from './notes.ts'
import type { Passage } from './passage.ts'
import { useDesk, useTrees } from './state.ts'
import { Composer, Quote, Thread } from './thread.tsx'
import { commentAddress } from './writing.ts'

export function MarginNotes() {
  const w = useWords(deskWords)
  const { threads, writing } = useDesk()
  const trees = useTrees()
  const { notes, loose } = marginOf(trees, threads, writing.passage ? [writing.passage.pid] : [])
  return (
    <>
      {notes.length + loose.length === 0 && <p className="margin-nothing">{w.nothing}</p>}
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

/** The same list for as long as nothing in it changed: most of what people type changes no note. */
function useSameNotes(notes: readonly Note[]): readonly Note[] {
  const before = useRef(notes)
  const isSame =
    before.current.length === notes.length && notes.every((note, at) => isSameNote(note, before.current[at]!))
  if (!isSame) before.current = notes
  return before.current
}

const NoteList = memo(function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  return notes.map((note) => <MarginNote key={note.pid} note={note} />)
})

/** Drawn anew only when something in it changed. */
const MarginNote = memo(function MarginNote({ note }: { readonly note: Note }) {
  const w = useWords(deskWords)
  const { view, writing } = useDesk()
  const { passage, end } = writing
  return (
    <section className="note" data-note={note.pid}>
      <h3 className="note-title">
        {note.isGone ? w.goneParagraph : note.number ? w.paragraph(note.number) : w.unnumbered}
      </h3>
      <Points points={note.points} citable={view.citable} />
      {passage?.pid === note.pid && (
        <div className="card">
          <Composer
            label={w.yourComment}
            address={commentAddress(view.dossier.id)}
            fields={fieldsOf(passage)}
            onCancel={() => end({ wasSent: false, isHere: true })}
            onDone={(isHere) => end({ wasSent: true, isHere })}
          >
            <p className="thread-quote">
              <span className="tag">{passage.language.toUpperCase()}</span>{' '}
              {passage.quote ? <Quote language={passage.language} words={passage.quote} /> : w.wholeParagraph}
            </p>
          </Composer>
        </div>
      )}
      <Threads placed={note.threads} />
    </section>
  )
}, sameProps)

function sameProps({ note: one }: { readonly note: Note }, { note: other }: { readonly note: Note }): boolean {
  return isSameNote(one, other)
}

function fieldsOf({ language, pid, start, end }: Passage): Record<string, string> {
  return { language, pid, start: String(start), end: String(end) }
}

function Threads({ placed }: { readonly placed: readonly PlacedThread[] }) {
  const w = useWords(deskWords)
  const { activeThread, onActivate, hoveredThread, onHover, look, voice, replying, onReplying } = useDesk()
  const onWritten = (say: string) => {
    voice.announce(say)
    return look()
  }
  // A thread that is being answered stays where it is when somebody else resolves it.
  const isOpen = ({ thread }: PlacedThread) => !thread.resolved || replying.has(thread.id)
  const open = placed.filter(isOpen)
  const resolved = placed.filter((one) => !isOpen(one))
  const show = ({ thread, isGone, pid }: PlacedThread) => (
    <Thread
      key={thread.id}
      thread={thread}
      isGone={isGone}
      isActive={thread.id === (hoveredThread ?? activeThread)}
      isReplying={replying.has(thread.id)}
      onReplying={(isReplying) => onReplying(thread.id, isReplying)}
      onActivate={() => onActivate({ pid, threadId: thread.id })}
      onHover={onHover}
      onWritten={onWritten}
    />
  )
  return (
    <>
      {open.map(show)}
      {resolved.length > 0 && (
        <details className="resolved">
          <summary>{w.showResolved(resolved.length)}</summary>
          {resolved.map(show)}
        </details>
      )}
    </>
  )
}

const order: readonly Relation[] = ['interprets', 'recalls', 'rests-on']

function Points({ points, citable }: { readonly points: readonly Pointing[]; readonly citable: Citable }) {
  const w = useWords(deskWords)
  const says: Readonly<Record<Relation, string>> = {
    interprets: w.interprets,
    recalls: w.recalls,
    'rests-on': w.restsOn,
  }
  if (points.length === 0) return null
  return (
    <dl className="points">
      {order.map((relation) => {
        const related = points.filter((point) => point.relation === relation)
        return (
          related.length > 0 && (
            <div key={relation} className="point-group">
              <dt>{says[relation]}</dt>
              {related.map((point) => (
                <Point key={point.target} point={point} citable={citable} />
              ))}
            </div>
          )
        )
      })}
    </dl>
  )
}

function Point({ point, citable }: { readonly point: Pointing; readonly citable: Citable }) {
  const w = useWords(deskWords)
  const { detail, figure } = useDetail(point.target, citable)
  const language = useLanguage()
  return (
    <dd>
      <a href={addressOf(point.target) ?? undefined}>{labelOf(point.target, language)}</a>
      {detail && <span className="point-detail">{detail}</span>}
      {figure && <span className="point-figure">{figure}</span>}
      {point.only && <span className="point-only">{point.only === 'en' ? w.onlyEn : w.onlyFr}</span>}
    </dd>
  )
}

/** What a target is called, in the reader's language; nothing for a target that is not on offer any more. */
function useDetail(target: string, citable: Citable): { readonly detail: string; readonly figure: string } {
  const read = useIn()
  const language = useLanguage()
  const parsed = parseTarget(target)
  const nothing = { detail: '', figure: '' }
  if (parsed?.kind === 'article') {
    const article = citable.articles.find(({ number }) => number === parsed.number)
    return article ? { detail: read(article.heading), figure: '' } : nothing
  }
  if (parsed?.kind === 'text') {
    const text = citable.texts.find(({ symbol }) => symbol === parsed.symbol)
    return text ? { detail: read(text.title), figure: '' } : nothing
  }
  const finding = parsed && citable.findings.find(({ id }) => id === parsed.id)
  return finding ? { detail: read(finding.statement), figure: figureOf(finding, language) } : nothing
}
