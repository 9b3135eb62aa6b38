// The drafting desk: the text in one or both languages, the tools, and the margin. It knows the server only by addresses.

import { type RefObject, useEffect, useRef } from 'react'
import { type Language, languages } from '#server/domain/language.ts'
import type { DeskView, ThreadView } from '#server/workflows/views.ts'
import { useIn, useLanguage, useWords } from '../components/reader.tsx'
import { deskWords } from '../words/desk.ts'
import { useAligned } from './aligned.ts'
import { Banners } from './banners.tsx'
import { Bar } from './bar.tsx'
import { useDrawer } from './drawer.ts'
import { MarginNotes } from './margin.tsx'
import { Marks } from './marks.ts'
import { usePairs } from './pairs.ts'
import { Printed } from './printed.tsx'
import { DeskContext, type DeskState, useDesk, useDeskState, useTrees } from './state.ts'

export function Desk({ view }: { readonly view: DeskView }) {
  const read = useIn()
  const reader = useLanguage()
  const state = useDeskState(view)
  const { dossier } = view
  useHash()
  return (
    <DeskContext.Provider value={state}>
      <div className="desk" data-shown={state.shown} data-reader={reader} data-live={state.live !== null}>
        <header className="desk-head">
          <p className="eyebrow">
            <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a>
          </p>
          <h1>{read(dossier.title)}</h1>
        </header>
        <Bar />
        <Banners />
        <p className="visually-hidden" role="status">
          {state.voice.said}
        </p>
        {state.voice.noticed && (
          <p className="toast" aria-hidden="true">
            {state.voice.noticed}
          </p>
        )}
        <Body />
      </div>
    </DeskContext.Provider>
  )
}

/** The text, and beside it the margin. */
function Body() {
  const w = useWords(deskWords)
  const text = useRef<HTMLDivElement>(null)
  const margin = useRef<HTMLElement>(null)
  const { threads, shown, writing, language, isMarginOpen, onMargin, ...desk } = useDesk()
  const { activeThread, onActivate, hoveredThread } = desk
  const { passage } = writing
  const activePid = passage?.pid ?? desk.activePid
  usePairs(text, shown === 'both')
  useCaret(text, threads, onActivate)
  useAligned({ text, margin, language, shown, activePid })
  useDrawer({ text, margin, isOpen: isMarginOpen, onOpen: onMargin, activeThread })
  const isOpen = isMarginOpen || passage !== null
  return (
    <div className="desk-body">
      <div ref={text} className="sheets">
        {languages.map((each) => (
          <Sheet key={each} language={each} />
        ))}
      </div>
      <aside ref={margin} id="desk-margin" className="margin" aria-label={w.margin} data-open={isOpen}>
        <p className="margin-close">
          <button
            type="button"
            className="link"
            onClick={() => {
              onMargin(false)
              writing.end({ wasSent: false, isHere: true })
            }}
          >
            {w.close}
          </button>
        </p>
        <MarginNotes />
      </aside>
      <Marks text={text} threads={threads} activeThread={hoveredThread ?? activeThread} passage={passage} />
    </div>
  )
}

function Sheet({ language }: { readonly language: Language }) {
  const reader = useLanguage()
  const { view, live, onOpen, onCaret, voice } = useDesk()
  const printed = <PrintedText language={language} hasAnchors={language === reader} />
  return (
    <section className="sheet" data-sheet={language}>
      <h2 className="sheet-title" lang={language}>
        {language === 'en' ? 'English' : 'Français'}
      </h2>
      <div className="sheet-text">
        {live ? (
          <live.LiveSheet
            connection={live.connection}
            language={language}
            citable={view.citable}
            onOpen={onOpen}
            onCaret={onCaret}
            announce={voice.announce}
            notice={voice.notice}
          >
            {printed}
          </live.LiveSheet>
        ) : (
          printed
        )}
      </div>
    </section>
  )
}

function PrintedText({ language, hasAnchors }: { readonly language: Language; readonly hasAnchors: boolean }) {
  return <Printed tree={useTrees()[language]} hasAnchors={hasAnchors} />
}

/** The caret, by mouse or keyboard, brings the note of its paragraph beside it, and lights the thread of its words. */
function useCaret(
  text: RefObject<HTMLElement>,
  threads: readonly ThreadView[],
  onActivate: DeskState['onActivate'],
): void {
  useEffect(() => {
    const look = () => {
      const at = document.getSelection()?.anchorNode
      if (!at || !text.current?.contains(at)) return
      const element = at instanceof Element ? at : at.parentElement
      const pid = element?.closest<HTMLElement>('[data-pid]')?.dataset.pid
      if (!pid) return
      const words = element?.closest<HTMLElement>('[data-threads]')
      const ids = words?.dataset.threads?.split(' ') ?? []
      const open = ids.find((id) => threads.some((thread) => thread.id === id && !thread.resolved))
      onActivate({ pid, threadId: open ?? null })
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [text, threads, onActivate])
}

/** `#p-<pid>` leads to the paragraph also after the editor has replaced the printed text, which has the anchors. */
function useHash(): void {
  useEffect(() => {
    const pid = /^#p-(.+)$/.exec(window.location.hash)?.[1]
    if (pid) document.querySelector(`[data-pid="${CSS.escape(pid)}"]`)?.scrollIntoView({ block: 'center' })
  }, [])
}
