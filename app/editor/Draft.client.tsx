// The live half of the desk, loaded only in the browser: one connection, one sheet a language.

import type { LexicalEditor } from 'lexical'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Language } from '#server/domain/language.ts'
import type { Citable } from '#server/workflows/views.ts'
import { useWords } from '../components/reader.tsx'
import { deskWords } from '../words/desk.ts'
import type { Health } from './binding.ts'
import { CiteMenu } from './cite-menu.tsx'
import { Connection, type Entry } from './connection.ts'
import { openEditor } from './open.ts'
import { browserShelf } from './shelf.ts'

interface Text {
  readonly collab: string
  readonly memberId: string
  readonly mayKeepCopy: boolean
  readonly mayEnter: () => Promise<Entry>
}

/**
 * Opens the connection of a desk to the server that sent the page. Where no copy may be kept, what an earlier class of the
 * text let this browser keep is removed.
 */
export function connect({ collab, memberId, mayKeepCopy, mayEnter }: Text): Connection {
  const { protocol, host } = window.location
  const shelf = browserShelf(memberId, collab)
  if (!mayKeepCopy) shelf.remove().catch(() => {})
  const server = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/collab`
  return new Connection({ server, collab, memberId, mayEnter, ...(mayKeepCopy && { shelf }) })
}

interface SheetProps {
  readonly connection: Connection
  readonly language: Language
  readonly citable: Citable
  /** Told when the editor opens (and null when it closes), and when it gets the caret. */
  readonly onOpen: (language: Language, editor: LexicalEditor | null) => void
  readonly onCaret: (language: Language) => void
  readonly announce: (say: string) => void
  readonly notice: (say: string) => void
  /** The text as the server printed it, shown until the editor shows it. */
  readonly children: ReactNode
}

export function LiveSheet({ connection, language, citable, onOpen, onCaret, announce, notice, children }: SheetProps) {
  const w = useWords(deskWords)
  const root = useRef<HTMLDivElement>(null)
  const carets = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<LexicalEditor | null>(null)
  const [health, setHealth] = useState<Health>('loading')

  useEffect(() => {
    if (!root.current || !carets.current) return
    const opened = openEditor({
      root: root.current,
      carets: carets.current,
      connection,
      language,
      onHealth: setHealth,
      onTooLarge: () => notice(w.tooLarge),
    })
    setEditor(opened.editor)
    onOpen(language, opened.editor)
    return () => {
      onOpen(language, null)
      setEditor(null)
      opened.close()
    }
  }, [connection, language, onOpen, notice, w])

  const isReady = health === 'healthy'
  return (
    <>
      {health === 'broken' && (
        <p className="banner banner-refused" role="alert">
          {w.brokenSay}
        </p>
      )}
      {!isReady && children}
      {/* biome-ignore lint/a11y/useSemanticElements: no form control holds paragraphs with marks in them */}
      <div
        ref={root}
        className="draft"
        hidden={!isReady}
        contentEditable
        suppressContentEditableWarning
        spellCheck
        role="textbox"
        aria-multiline="true"
        aria-label={language === 'en' ? w.textEn : w.textFr}
        lang={language}
        data-language={language}
        tabIndex={0}
        onFocus={() => onCaret(language)}
      />
      <div ref={carets} className="carets" aria-hidden="true" />
      {editor && <CiteMenu editor={editor} language={language} citable={citable} announce={announce} />}
    </>
  )
}
