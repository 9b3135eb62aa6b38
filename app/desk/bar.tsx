// The bar above the text: is it saved, who else is here, which languages are shown. The tools are put into it when live.

import { useEffect, useState } from 'react'
import { languages } from '#server/domain/language.ts'
import { useLanguage, useWords } from '../components/reader.tsx'
import type { Connection } from '../editor/connection.ts'
import { usePart, useSignal } from '../editor/signal.ts'
import { type Status, statusOf } from '../editor/status.ts'
import { deskWords } from '../words/desk.ts'
import { countOpen } from './notes.ts'
import { type Shown, useDesk } from './state.ts'

export function Bar() {
  const w = useWords(deskWords)
  const { view, live, threads, mayComment, editor, writing, isMarginOpen, onMargin } = useDesk()
  return (
    <div className="desk-bar">
      {live && (
        <live.Tools
          editor={editor}
          connection={live.connection}
          mayWrite={view.whyNotEdit === null}
          onComment={mayComment ? writing.begin : null}
        />
      )}
      <LanguageSwitch />
      <button
        type="button"
        className="margin-toggle"
        aria-expanded={isMarginOpen}
        aria-controls="desk-margin"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onMargin(!isMarginOpen)}
      >
        {w.showMargin(countOpen(threads))}
      </button>
      <StatusMark connection={live?.connection ?? null} />
      {live && <PresentList connection={live.connection} me={view.me.id} />}
    </div>
  )
}

function StatusMark({ connection }: { readonly connection: Connection | null }) {
  const w = useWords(deskWords)
  if (!connection) return <Mark status="connecting" say={w.connecting} />
  return <LiveStatus connection={connection} />
}

function LiveStatus({ connection }: { readonly connection: Connection }) {
  const w = useWords(deskWords)
  const language = useLanguage()
  const status = useCalm(usePart(connection.link, statusOf))
  const reason = usePart(connection.link, ({ refused, seat }) =>
    refused ? refused.say[language] : status === 'frozen' ? seat?.say[language] : undefined,
  )
  const says: Readonly<Record<Status, string>> = { ...w, 'offline-unsaved': w.offlineUnsaved }
  return <Mark status={status} say={says[status]} title={reason} />
}

/** Milliseconds that `saved` must have lasted before it is shown: between two letters it would only flicker. */
const calm = 300

/** Everything at once but `saved` after `saving`: that words are not saved yet is never held back, that they are a moment. */
function useCalm(status: Status): Status {
  const [isHeld, setHeld] = useState(false)
  const isSaving = status === 'saving'
  useEffect(() => {
    if (isSaving) setHeld(true)
    else {
      const released = setTimeout(() => setHeld(false), calm)
      return () => clearTimeout(released)
    }
  }, [isSaving])
  return isHeld && status === 'saved' ? 'saving' : status
}

function Mark({ status, say, title }: { readonly status: Status; readonly say: string; readonly title?: string }) {
  return (
    <span className="status" data-status={status} title={title}>
      {say}
    </span>
  )
}

/** Everybody else in the room, once each. */
function PresentList({ connection, me }: { readonly connection: Connection; readonly me: string }) {
  const w = useWords(deskWords)
  const language = useLanguage()
  const present = useSignal(connection.present)
  const others = [...new Map(present.map((person) => [person.memberId, person])).values()].filter(
    ({ memberId }) => memberId !== me,
  )
  if (others.length === 0) return null
  return (
    <ul className="present" aria-label={w.present}>
      {others.map(({ memberId, name, delegation, color }) => (
        <li key={memberId}>
          <Dot color={color} />
          {name}
          {delegation[language] && <span className="present-for"> · {delegation[language]}</span>}
        </li>
      ))}
    </ul>
  )
}

/** A colour that the server chose; set from script because the page's policy lets no style attribute through in HTML. */
function Dot({ color }: { readonly color: string }) {
  return (
    <span
      className="present-dot"
      aria-hidden="true"
      ref={(dot) => {
        if (dot) dot.style.backgroundColor = color
      }}
    />
  )
}

function LanguageSwitch() {
  const w = useWords(deskWords)
  const { shown, onShow } = useDesk()
  const names: Readonly<Record<Shown, string>> = { en: 'EN', fr: 'FR', both: w.both }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form, these are view switches
    <div className="switch" role="group" aria-label={w.languages}>
      {([...languages, 'both'] as const).map((choice) => (
        <button
          key={choice}
          type="button"
          className={`switch-${choice}`}
          aria-pressed={shown === choice}
          onClick={() => onShow(choice)}
        >
          {names[choice]}
        </button>
      ))}
    </div>
  )
}
