// The cards of one paragraph's terms: what to write instead and why, or a reason to let a term stand. Also the note of
// a missing verb.

import { useState } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { signal, usePart } from '#app/editor/signal.ts'
import { noLink } from '#app/editor/sync/status.ts'
import { replaceWords } from '#app/editor/typing/places.ts'
import { termWords } from '#app/words/desk/terms.ts'
import type { Flag, Mismatch } from '#server/document/terms.ts'
import { languages, type Words } from '#server/domain/language.ts'
import { asWritten, type Term } from '#server/domain/terminology/terminology.ts'
import { Quote } from '../comments/thread.tsx'
import { useDesk } from '../page/state.ts'
import { BracketCards } from './brackets-card.tsx'
import { WaiveForm, Waivers } from './terms-waiver.tsx'
import { useAtParagraph } from './use-terms.ts'

/** Everything that the wording of a paragraph asks for. */
export function WordingCards({ pid }: { readonly pid: string }) {
  const at = useAtParagraph(pid)
  if (!at) return null
  const cards = Map.groupBy(at.flags, ({ language, term }) => `${language} ${term.id}`)
  return (
    <>
      <BracketCards brackets={at.brackets} />
      {[...cards].map(([key, flags]) => (
        <TermCard key={key} flags={flags} mismatches={at.mismatches} />
      ))}
      <Waivers waivers={at.waivers} />
      <Unopened languages={at.unopened} />
    </>
  )
}

interface CardProps {
  /** Places of one term in one language. */
  readonly flags: readonly Flag[]
  readonly mismatches: readonly Mismatch[]
}

function TermCard({ flags, mismatches }: CardProps) {
  const w = useWords(termWords)
  const { view } = useDesk().wording
  const [isWaiving, setWaiving] = useState(false)
  const [first] = flags
  if (!first) return null
  const { term, language, pid, words, stands } = first
  const mismatch = mismatches.find((one) => one.pair === term.pair && one.language === language)
  return (
    <article className="card term" data-severity={term.severity}>
      <p className="term-head">
        <span className="tag">{language.toUpperCase()}</span>{' '}
        <span className="term-kind">{term.severity === 'avoid' ? w.avoid : w.caution}</span>{' '}
        <span className="term-places">{w.places(flags.length)}</span>
      </p>
      <p className="thread-quote">
        <Quote language={language} words={words} />
      </p>
      {stands !== 'both' && <p className="term-side">{stands === 'now' ? w.goes : w.comes}</p>}
      <Advice term={term} />
      {mismatch && <p className="term-side">{sayMismatch(w, mismatch)}</p>}
      {isWaiving ? (
        <WaiveForm term={term} language={language} pid={pid} onEnd={() => setWaiving(false)} />
      ) : (
        <p className="thread-acts">
          <Replace flags={flags} />
          {view?.whyNotWaive[language] === null && (
            <button type="button" className="link" onClick={() => setWaiving(true)}>
              {w.waive}
            </button>
          )}
        </p>
      )}
    </article>
  )
}

/** Why stands open for what must be settled; for the rest it is folded away. */
function Advice({ term }: { readonly term: Term }) {
  const w = useWords(termWords)
  const isToAvoid = term.severity === 'avoid'
  const note = (
    <p className="term-note" lang={term.lang}>
      {term.note}
    </p>
  )
  return (
    <>
      <p className="term-prefer">
        {w.instead} <strong lang={term.lang}>{term.prefer}</strong>
      </p>
      {isToAvoid && note}
      <details className="term-when">
        <summary>{isToAvoid ? w.allowedWhen : w.whyAndWhen}</summary>
        {!isToAvoid && note}
        <p lang={term.lang}>{term.allowedWhen}</p>
      </details>
    </>
  )
}

const noSeat = signal(noLink)

/** Puts the preferred words in, in every place of the card that a suggestion does not take out already. */
function Replace({ flags }: { readonly flags: readonly Flag[] }) {
  const w = useWords(termWords)
  const { live, editors, mode, voice } = useDesk()
  const right = usePart(live?.connection.link ?? noSeat, ({ seat }) => seat?.right)
  const places = flags.filter(({ stands }) => stands !== 'now')
  const [first] = places
  const editor = first && editors[first.language]
  if (!first || !editor || mode === 'view' || right === 'read') return null
  const prefer = asWritten(first.term, '')
  const replace = () => {
    const shown = editor.getRootElement()
    const isDone = replaceWords(
      editor,
      places.map(({ pid, start, end }) => ({ pid, start, end, words: shownWords(shown, pid).slice(start, end) })),
      (place) => asWritten(first.term, place.words),
    )
    if (!isDone) voice.notice(w.notReplaced)
    else {
      voice.announce(mode === 'suggest' ? w.suggested(prefer) : w.replaced(prefer))
      editor.focus()
    }
  }
  return (
    <button type="button" className="link" onClick={replace}>
      {w.replace}
    </button>
  )
}

/** The words of the paragraph on the page, suggestions and all. */
function shownWords(root: HTMLElement | null, pid: string): string {
  return root?.querySelector(`[data-pid="${CSS.escape(pid)}"]`)?.textContent ?? ''
}

type TermWordsIn = (typeof termWords)['en']

function sayMismatch(w: TermWordsIn, { language, other }: Mismatch): string {
  const says: Readonly<Record<Mismatch['other'], Words>> = {
    absent: { en: w.absentFr, fr: w.absentEn },
    legitimate: { en: w.legitimateFr, fr: w.legitimateEn },
  }
  return says[other][language]
}

/** Quiet: most drafts begin without, and nothing is refused for it. */
function Unopened({ languages: where }: { readonly languages: readonly ('en' | 'fr')[] }) {
  const w = useWords(termWords)
  if (where.length === 0) return null
  const say = where.length === languages.length ? w.noVerb : where[0] === 'en' ? w.noVerbEn : w.noVerbFr
  return <p className="unopened">{say}</p>
}
