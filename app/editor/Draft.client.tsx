// The live half of the desk, loaded only in the browser: one connection, one sheet a language.

import type { LexicalEditor } from 'lexical'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { Language } from '#server/domain/language.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import { useWords } from '../components/page/reader.tsx'
import { deskWords } from '../words/desk/desk.ts'
import { suggestingWords } from '../words/desk/suggesting.ts'
import type { Health } from './draft.ts'
import { later } from './later.ts'
import type { Mode } from './mode.ts'
import { browserShelf } from './offline/indexeddb-store.ts'
import { openEditor } from './open.ts'
import type { Signal } from './signal.ts'
import { Connection, type Entry } from './sync/connection.ts'
import { keepLetters } from './view/unheard.ts'

// Not needed to write.
const CiteMenu = lazy(() => later(() => import('./citing/cite-menu.tsx')))
const MoveHandle = lazy(() => later(() => import('./typing/move-handle.tsx')))
const HeldText = lazy(() => later(() => import('./view/held-text.tsx')))
const StillText = lazy(() => later(() => import('./view/still-text.tsx')))

interface Text {
  readonly collab: string
  readonly memberId: string
  readonly mayKeepCopy: boolean
  readonly mayEnter: () => Promise<Entry>
}

/**
 * Opens the connection of a desk to the server that sent the page. Where no copy may be kept, what an earlier class of
 * the text let this browser keep is removed.
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
  readonly mode: Signal<Mode>
  readonly citable: Citable
  /** Whether the text can be written in here, as `onHealth` was told. */
  readonly health: Health
  /** Nobody reads it otherwise than by coming to it: it may stand still meanwhile. */
  readonly mayRest: boolean
  readonly onHealth: (language: Language, health: Health) => void
  /**
   * Told when the editor opens (and null when it closes) and whenever other elements show its text, and when it gets
   * the caret.
   */
  readonly onOpen: (language: Language, editor: LexicalEditor | null) => void
  readonly onCaret: (language: Language) => void
  readonly announce: (say: string) => void
  readonly notice: (say: string) => void
}

export function LiveSheet({ connection, language, mode, citable, health, mayRest, ...told }: SheetProps) {
  const { onHealth, onOpen, onCaret, announce, notice } = told
  const w = useWords(deskWords)
  const stopped = useWords(suggestingWords)
  const holder = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const carets = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<LexicalEditor | null>(null)
  // The one that is open, also while another is still drawn.
  const now = useRef<LexicalEditor | null>(null)

  useEffect(() => {
    if (!root.current || !carets.current) return
    const opened = openEditor({
      root: root.current,
      carets: carets.current,
      connection,
      language,
      mode,
      onHealth: (now) => onHealth(language, now),
      onTooLarge: () => notice(w.tooLarge),
      onStopped: (what) => notice(stopped[what]),
    })
    now.current = opened.editor
    setEditor(opened.editor)
    onOpen(language, opened.editor)
    return () => {
      now.current = null
      onOpen(language, null)
      onHealth(language, 'loading')
      setEditor(null)
      opened.close()
    }
  }, [connection, language, mode, onHealth, onOpen, notice, w, stopped])

  useEffect(
    () => (holder.current ? keepLetters(holder.current, () => onCaret(language)) : undefined),
    [language, onCaret],
  )

  const isReady = health === 'healthy'
  const onOther = useCallback(() => {
    if (editor !== null && now.current === editor) onOpen(language, editor)
  }, [onOpen, language, editor])
  return (
    <>
      <div ref={holder}>
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
        />
      </div>
      <div ref={carets} className="carets" aria-hidden="true" />
      {editor && (
        <Suspense fallback={null}>
          {isReady && <MoveHandle editor={editor} announce={announce} />}
          {isReady && <HeldText {...{ editor, root }} />}
          {isReady && mayRest && <StillText {...{ editor, holder, root, language, connection, onOther }} />}
          <CiteMenu
            editor={editor}
            language={language}
            citable={citable}
            trees={connection.trees}
            announce={announce}
          />
        </Suspense>
      )}
    </>
  )
}
