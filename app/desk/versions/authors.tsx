// Who wrote the paragraph at hand, and when: asked of the server when it is first opened.

import { useEffect, useState } from 'react'
import { How, Who } from '#app/components/compare/hands.tsx'
import { sayInstant } from '#app/components/page/dates.ts'
import { useIn, useLanguage, useWords } from '#app/components/page/reader.tsx'
import { changesPath } from '#app/http/path.ts'
import type { AuthorsAnswer } from '#app/routes/dossiers.$id.authors.ts'
import type { ParagraphAuthors } from '#server/workflows/versions/authorship-views.ts'
import '#app/styles/desk/authors.css'
import { compareWords } from '#app/words/compare.ts'
import { deskPanelWords } from '#app/words/desk/panels.ts'
import { useDesk } from '../page/state.ts'
import { useDialog } from '../page/use-dialog.ts'

export default function Authors() {
  const w = useWords(compareWords)
  const p = useWords(deskPanelWords)
  const { onPanel, activePid, view, language } = useDesk()
  const { dialog, leave } = useDialog(() => onPanel(null))
  // Of the paragraph for which it was opened, wherever the caret goes meanwhile.
  const [pid] = useState(activePid ?? '')
  const { authors, hasFailed } = useAuthors(view.dossier.id, pid)
  const shown = authors && [...authors].sort((one) => (one.language === language ? -1 : 1))
  return (
    <dialog ref={dialog} className="panel authors" aria-labelledby="authors">
      <header>
        <h2 id="authors">{w.whoWrote}</h2>
        <button type="button" className="link" onClick={leave}>
          {p.close}
        </button>
      </header>
      <div aria-live="polite">
        {!authors && <p className="hint">{hasFailed ? w.authorsFailed : w.authorsComing}</p>}
        {shown?.length === 0 && <p>{w.nobodyYet}</p>}
        {shown?.map((one) => (
          <InLanguage key={one.language} authors={one} />
        ))}
      </div>
      <p className="hint">
        <a href={changesPath(view.dossier.id)}>{w.toLog}</a>
      </p>
    </dialog>
  )
}

function useAuthors(dossierId: string, pid: string) {
  const [authors, setAuthors] = useState<readonly ParagraphAuthors[] | null>(null)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    const asking = new AbortController()
    const ask = async () => {
      try {
        const address = `/dossiers/${dossierId}/authors?pid=${encodeURIComponent(pid)}`
        const answer = await fetch(address, { signal: asking.signal })
        if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
        setAuthors(((await answer.json()) as AuthorsAnswer).authors)
      } catch {
        if (!asking.signal.aborted) setFailed(true)
      }
    }
    void ask()
    return () => asking.abort()
  }, [dossierId, pid])
  return { authors, hasFailed }
}

function InLanguage({ authors }: { readonly authors: ParagraphAuthors }) {
  const w = useWords(compareWords)
  const read = useIn()
  const language = useLanguage()
  return (
    <section className="authors-of" aria-labelledby={`authors-${authors.language}`}>
      <h3 id={`authors-${authors.language}`} lang={authors.language}>
        {authors.language === 'en' ? 'English' : 'Français'}
      </h3>
      {authors.isGone && <p>{w.isGoneNow}</p>}
      <ul>
        {authors.writers.map(({ writer, words, firstAt, lastAt }) => (
          <li key={writer ? `${writer.id} ${writer.place}` : ''}>
            <strong>{writer ? read(writer.delegation) || writer.name : w.notOfAPerson}</strong>{' '}
            {writer && read(writer.delegation) && <span>{writer.name}</span>}
            <span className="authors-words"> {w.wordsStand(words)}</span>
            <span className="authors-when">
              {sayInstant(language, firstAt)}
              {lastAt - firstAt >= 60_000 && ` – ${sayInstant(language, lastAt)}`}
            </span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{w.eachChange(authors.contributions.length)}</summary>
        <ol>
          {authors.contributions.map(({ hand, firstAt, put, taken, isMove }, at) => (
            <li key={at}>
              {sayInstant(language, firstAt)} <Who hand={hand} />{' '}
              <span className="authors-words">
                {isMove && put + taken === 0 ? w.onlyMoved : w.words(put, taken)} <How hand={hand} />
              </span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
