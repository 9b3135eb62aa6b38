// What must be known about the connection before writing on: offline, read-only, refused. A refusal leaves the words to
// copy.

import { useEffect, useRef } from 'react'
import { useIn, useWords } from '#app/components/page/reader.tsx'
import { usePart, useSignal } from '#app/editor/signal.ts'
import type { Connection } from '#app/editor/sync/connection.ts'
import { statusOf } from '#app/editor/sync/status.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import { type Tree, wordsOf } from '#server/document/tree/tree.ts'
import { type Language, languages, type Words } from '#server/domain/language.ts'
import { useDesk } from './state.ts'

/**
 * The reason this reader may neither write nor suggest, known from the page itself, so that nothing moves when the room
 * says it again.
 */
export function Banners() {
  const { view, live } = useDesk()
  if (live) return <LiveBanners connection={live.connection} />
  return view.whyNotEdit && view.whyNotSuggest ? <ReadOnly say={view.whyNotEdit.say} /> : null
}

function LiveBanners({ connection }: { readonly connection: Connection }) {
  const w = useWords(deskWords)
  const read = useIn()
  const { view, voice } = useDesk()
  const { announce } = voice
  const isOffline = usePart(connection.link, (link) => ['offline', 'offline-unsaved'].includes(statusOf(link)))
  const isKeptOut = usePart(connection.link, (link) => link.away !== null && !link.connected)
  const seat = usePart(connection.link, (link) => link.seat)
  const refused = usePart(connection.link, (link) => link.refused)
  const wasOffline = useRef(false)
  useEffect(() => {
    if (!isOffline && wasOffline.current) announce(w.backOnline)
    wasOffline.current = isOffline
  }, [isOffline, announce, w])
  const atFirst = view.whyNotSuggest && view.whyNotEdit ? view.whyNotEdit.say : null
  const whyNot = seat ? (seat.right === 'read' ? seat.say : null) : atFirst
  useTurns(whyNot && read(whyNot))
  return (
    <>
      {whyNot && <ReadOnly say={whyNot} />}
      {refused && <Refused connection={connection} say={read(refused.say)} />}
      {(isOffline || isKeptOut) && !refused && <Offline connection={connection} isReader={whyNot !== null} />}
    </>
  )
}

/** Says aloud when the text is closed to this person while they are here, and when it is open to them again. */
function useTurns(whyNot: string | null): void {
  const w = useWords(deskWords)
  const { announce } = useDesk().voice
  const before = useRef(whyNot)
  useEffect(() => {
    if (before.current === whyNot) return
    before.current = whyNot
    announce(whyNot ?? w.mayWriteAgain)
  }, [whyNot, announce, w])
}

/** Why the page is away, and what becomes of what is written meanwhile. */
function Offline({ connection, isReader }: { readonly connection: Connection; readonly isReader: boolean }) {
  const w = useWords(deskWords)
  const read = useIn()
  const { away, mustSignIn } = useSignal(connection.link)
  const fate = isReader ? w.offlineReader : connection.keepsWords() ? w.offlineKept : w.offlineSay
  return (
    <p className="banner banner-floating" role="status">
      {mustSignIn ? (
        <>
          {w.sessionEnded}{' '}
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {w.signInAgain}
          </a>
        </>
      ) : (
        `${away ? read(away) : w.offlineGone} ${fate}`
      )}
    </p>
  )
}

function ReadOnly({ say }: { readonly say: Words }) {
  const w = useWords(deskWords)
  const read = useIn()
  const { mayComment } = useDesk()
  return (
    <p className="banner banner-quiet">
      {read(say)} {mayComment && w.readerSay}
    </p>
  )
}

function Refused({ connection, say }: { readonly connection: Connection; readonly say: string }) {
  const w = useWords(deskWords)
  const trees = useSignal(connection.trees)
  // What is not saved is said by the connection and changes with its link.
  useSignal(connection.link)
  const unsent = connection.unsentWords()
  const yours: Words = { en: w.yoursEn, fr: w.yoursFr }
  const texts: Words = { en: w.textEn, fr: w.textFr }
  const loadShared = async () => {
    await connection.discard()
    window.location.reload()
  }
  return (
    <section className="banner banner-floating" role="alert">
      <h2>{connection.mayLoseWords() ? w.refusedTitle : w.endedTitle}</h2>
      <p>{say}</p>
      {connection.mayLoseWords() && <p>{w.refusedSay}</p>}
      {languages.map((language) => (
        <Copy key={language} language={language} label={yours[language]} words={unsent[language].join('\n\n')} />
      ))}
      {trees && (
        <details>
          <summary>{w.copyTitle}</summary>
          {languages.map((language) => (
            <Copy key={language} language={language} label={texts[language]} words={plain(trees[language])} />
          ))}
        </details>
      )}
      <p className="buttons">
        <button type="button" onClick={loadShared}>
          {w.reload}
        </button>
      </p>
    </section>
  )
}

/** Words to be copied out, under a line that says what they are; nothing for none. */
function Copy({
  language,
  label,
  words,
}: {
  readonly language: Language
  readonly label: string
  readonly words: string
}) {
  if (words.trim() === '') return null
  return (
    <label>
      {label}
      <textarea readOnly rows={6} lang={language} value={words} />
    </label>
  )
}

function plain({ paragraphs }: Tree): string {
  return paragraphs.map(wordsOf).join('\n\n')
}
