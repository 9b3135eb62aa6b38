// What must be known about the connection before writing on: offline, read-only, refused. A refusal leaves the words to copy.

import { useEffect, useRef } from 'react'
import { type Tree, wordsOf } from '#server/document/tree.ts'
import { languages } from '#server/domain/language.ts'
import { useIn, useWords } from '../components/reader.tsx'
import type { Connection } from '../editor/connection.ts'
import { useSignal } from '../editor/signal.ts'
import { statusOf } from '../editor/status.ts'
import { deskWords } from '../words/desk.ts'

interface BannersProps {
  readonly connection: Connection
  readonly announce: (say: string) => void
}

export function Banners({ connection, announce }: BannersProps) {
  const w = useWords(deskWords)
  const read = useIn()
  const link = useSignal(connection.link)
  const status = statusOf(link)
  const isOffline = status === 'offline' || status === 'offline-unsaved'
  const wasOffline = useRef(false)
  useEffect(() => {
    if (!isOffline && wasOffline.current) announce(w.backOnline)
    wasOffline.current = isOffline
  }, [isOffline, announce, w])

  if (link.refused) return <Refused connection={connection} say={read(link.refused.say)} />
  if (isOffline) {
    return (
      <p className="banner" role="status">
        {w.offlineSay}
      </p>
    )
  }
  if (link.seat && !link.seat.mayEdit) {
    return (
      <p className="banner banner-quiet" role="status">
        {read(link.seat.say)}
      </p>
    )
  }
  return null
}

function Refused({ connection, say }: { readonly connection: Connection; readonly say: string }) {
  const w = useWords(deskWords)
  const trees = useSignal(connection.trees)
  return (
    <section className="banner banner-refused" role="alert">
      <h2>{w.refusedTitle}</h2>
      <p>{say}</p>
      <p>{w.refusedSay}</p>
      {trees && (
        <details>
          <summary>{w.copyTitle}</summary>
          {languages.map((language) => (
            <textarea
              key={language}
              readOnly
              rows={8}
              lang={language}
              aria-label={language === 'en' ? w.textEn : w.textFr}
              value={plain(trees[language])}
            />
          ))}
        </details>
      )}
      <p className="buttons">
        <button type="button" onClick={() => window.location.reload()}>
          {w.reload}
        </button>
      </p>
    </section>
  )
}

function plain({ paragraphs }: Tree): string {
  return paragraphs.map(wordsOf).join('\n\n')
}
