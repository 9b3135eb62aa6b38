// What the bar says of the words and of the company: whether they are saved, and who else is at the text.

import { useEffect, useState } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { type Signal, usePart, useSignal } from '#app/editor/signal.ts'
import type { Connection } from '#app/editor/sync/connection.ts'
import { type Link, type Status, statusOf } from '#app/editor/sync/status.ts'
import { deskWords } from '#app/words/desk/desk.ts'

export function StatusMark({ connection }: { readonly connection: Connection | null }) {
  const w = useWords(deskWords)
  if (!connection) return <Mark status="connecting" say={w.connecting} />
  return <LiveStatus connection={connection} />
}

function LiveStatus({ connection }: { readonly connection: Connection }) {
  const w = useWords(deskWords)
  const language = useLanguage()
  const status = useCalmStatus(connection.link)
  const reason = usePart(connection.link, ({ refused, seat }) =>
    refused ? refused.say[language] : status === 'frozen' ? seat?.say[language] : undefined,
  )
  const says: Readonly<Record<Status, string>> = { ...w, 'offline-unsaved': w.offlineUnsaved }
  return <Mark status={status} say={says[status]} title={reason} />
}

/** Milliseconds that `saved` must have lasted before it is shown: between two letters it would only flicker. */
const calm = 300

/**
 * Everything at once but `saved` after `saving`: that words are not saved yet is never held back, that they are a
 * moment. Between two letters nothing is drawn.
 */
function useCalmStatus(link: Signal<Link>): Status {
  const [status, setStatus] = useState(() => statusOf(link.get()))
  useEffect(() => {
    let shown: Status | null = null
    let rest: ReturnType<typeof setTimeout> | undefined
    const show = (next: Status) => {
      clearTimeout(rest)
      rest = undefined
      if (next !== shown) setStatus(next)
      shown = next
    }
    const look = () => {
      const now = statusOf(link.get())
      if (now !== 'saved' || shown !== 'saving') show(now)
      else rest ??= setTimeout(() => show('saved'), calm)
    }
    look()
    const stop = link.watch(look)
    return () => {
      stop()
      clearTimeout(rest)
    }
  }, [link])
  return status
}

function Mark({ status, say, title }: { readonly status: Status; readonly say: string; readonly title?: string }) {
  return (
    <span className="status" data-status={status} title={title}>
      {say}
    </span>
  )
}

/** Everybody else in the room, once each. */
export function PresentList({ connection, me }: { readonly connection: Connection; readonly me: string }) {
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

/**
 * A colour that the server chose; set from script because the page's policy lets no style attribute through in HTML.
 */
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
