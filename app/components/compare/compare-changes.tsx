// How much changed, the list of what did, and the way from change to change by keyboard.

import { useEffect, useRef, useState } from 'react'
import { ariaChord, chordOf, sayChord } from '#app/desk/commands/chords.ts'
import { compareWords } from '#app/words/compare.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import type { ComparedLanguage } from '#server/workflows/versions/compare-views.ts'
import { useLanguage, useWords } from '../page/reader.tsx'
import { addressIn, changesIn, fatesOf, numberOf } from './paragraph-changes.ts'

/** In one line: paragraphs and words. */
export function ChangeFigures({ text, hidesMinor }: { readonly text: ComparedLanguage; readonly hidesMinor: boolean }) {
  const w = useWords(compareWords)
  const { counts, put, taken } = text
  if (changesIn(text).length === 0) return <p>{hidesMinor ? w.identicalCalm : w.identical}</p>
  const parts = [
    counts.changed > 0 && w.changed(counts.changed) + (counts.minor > 0 ? `, ${w.minor(counts.minor)}` : ''),
    ...(['inserted', 'deleted', 'moved', 'split', 'joined'] as const).map((is) => counts[is] > 0 && w[is](counts[is])),
  ].filter(Boolean)
  return (
    <p className="compare-figures">
      {parts.join(' · ')}
      <br />
      {w.words(put, taken)}
    </p>
  )
}

export function ChangeList({ text }: { readonly text: ComparedLanguage }) {
  const w = useWords(compareWords)
  const kinds = useWords(deskWords)
  const changes = changesIn(text)
  if (changes.length === 0) return null
  return (
    <details className="compare-list no-print">
      <summary>
        {w.changes} ({changes.length})
      </summary>
      <ol>
        {changes.map((paragraph) => (
          <li key={addressIn(text.language, paragraph)}>
            <a href={`#${addressIn(text.language, paragraph)}`}>
              {w.named(w.paragraph(numberOf(paragraph)), fatesOf(paragraph, text, { w, kinds }).join(', '))}
            </a>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** As at the desk from suggestion to suggestion. */
const chords = { next: 'Ctrl+Alt+J', previous: 'Ctrl+Alt+Shift+J' } as const

/** From change to change, once there is script: the focus goes there, and what it is is read out. */
export function ChangeSteps({ count }: { readonly count: number }) {
  const w = useWords(compareWords)
  const language = useLanguage()
  const [isReady, setReady] = useState(false)
  const [at, setAt] = useState(0)
  const now = useRef(0)
  useEffect(() => {
    setReady(true)
    const hear = (event: KeyboardEvent) => {
      const chord = chordOf(event)
      if (chord !== chords.next && chord !== chords.previous) return
      event.preventDefault()
      setAt(go(now, chord === chords.next ? 1 : -1))
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
  if (!isReady || count === 0) return null
  const step = (way: 1 | -1) => (
    <button
      type="button"
      className="quiet"
      title={sayChord(chords[way === 1 ? 'next' : 'previous'], language)}
      aria-keyshortcuts={ariaChord(chords[way === 1 ? 'next' : 'previous'])}
      onClick={() => setAt(go(now, way))}
    >
      {way === 1 ? w.next : w.previous}
    </button>
  )
  return (
    <div className="compare-steps no-print" role="toolbar" aria-label={w.changes}>
      {step(-1)}
      {step(1)}
      <span role="status">{at > 0 ? w.at(at, count) : w.count(count)}</span>
    </div>
  )
}

/**
 * To the next change of the page from where the focus is, else from the last one gone to; around at the ends. Returns
 * its place, from 1.
 */
function go(now: { current: number }, way: 1 | -1): number {
  const changes = [...document.querySelectorAll<HTMLElement>('[data-change]')]
  const here = document.activeElement?.closest<HTMLElement>('[data-change]')
  const from = here ? changes.indexOf(here) : now.current - 1
  const start = from < 0 && way === -1 ? 0 : from
  const to = (start + way + changes.length) % changes.length
  const target = changes[to]
  target?.focus({ preventScroll: true })
  target?.scrollIntoView({ block: 'center' })
  now.current = to + 1
  return now.current
}
