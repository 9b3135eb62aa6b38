// The drafting desk: the text in one or both languages, the tools, and the margin. It knows the server only by
// addresses.

import { type RefObject, useEffect, useRef } from 'react'
import { useIn, useLanguage, useWords } from '#app/components/page/reader.tsx'
import { deskWords } from '#app/words/desk/desk.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import type { DeskView } from '#server/workflows/dossiers/dossier-views.ts'
import { CommandsContext, useCommandsOf } from '../commands/use-commands.ts'
import { Asleep, MarginNotes, Markers, SuggestionLine } from '../loading/asleep.tsx'
import { useLeisure } from '../loading/leisure.ts'
import { useAligned } from '../margin/aligned.ts'
import { Outline } from '../outline/outline-column.tsx'
import { LinkedParagraph } from '../text/gone-link.tsx'
import { usePairs } from '../text/pairs.ts'
import { Sheets } from '../text/sheet.tsx'
import { VersionMark } from '../versions/version-mark.tsx'
import { Banners } from './banners.tsx'
import { Bar } from './bar.tsx'
import { useDrawer } from './drawer.ts'
import { DeskContext, type DeskState, useDesk, useDeskState } from './state.ts'

export function Desk({ view }: { readonly view: DeskView }) {
  const read = useIn()
  const reader = useLanguage()
  const state = useDeskState(view)
  const { dossier } = view
  const commands = useCommandsOf(state)
  useLeisure()
  return (
    <DeskContext.Provider value={state}>
      <CommandsContext.Provider value={commands}>
        <div
          className="desk"
          data-shown={state.shown}
          data-reader={reader}
          data-live={state.live !== null}
          data-collab={view.collab}
          data-dossier={dossier.id}
          data-member={view.me.id}
          data-keeps={view.mayKeepCopy}
          data-outline={state.isOutlineOpen}
          data-outline-as={state.outlineAs}
        >
          <header className="desk-head">
            <p className="eyebrow">
              <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a> <VersionMark />
            </p>
            <h1>{read(dossier.title)}</h1>
          </header>
          <Bar />
          <Banners />
          <LinkedParagraph />
          <Asleep part={<SuggestionLine />} />
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
      </CommandsContext.Provider>
    </DeskContext.Provider>
  )
}

/** The text, and beside it the margin. */
function Body() {
  const w = useWords(deskWords)
  const text = useRef<HTMLDivElement>(null)
  const margin = useRef<HTMLElement>(null)
  const { threads, shown, writing, language, isMarginOpen, onMargin, ...desk } = useDesk()
  const { activeThread } = desk
  const { passage } = writing
  const activePid = passage?.pid ?? desk.activePid
  usePairs(text, shown === 'both')
  useCaret(text, threads, desk)
  useAligned({ text, margin, language, shown, activePid })
  useDrawer({ text, margin, isOpen: isMarginOpen, onOpen: onMargin, activeThread })
  const isOpen = isMarginOpen || passage !== null
  return (
    <div className="desk-body">
      <Outline />
      <div ref={text} className="sheets">
        <Sheets />
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
        <Asleep part={<MarginNotes />} />
      </aside>
      <Asleep part={<Markers text={text} />} />
    </div>
  )
}

/** The caret, by mouse or keyboard, brings the note of its paragraph beside it, and lights the thread of its words. */
function useCaret(
  text: RefObject<HTMLElement>,
  threads: readonly ThreadView[],
  { activePid, activeThread, onActivate }: Pick<DeskState, 'activePid' | 'activeThread' | 'onActivate'>,
): void {
  const now = useRef({ activePid, activeThread })
  now.current = { activePid, activeThread }
  useEffect(() => {
    const look = () => {
      const at = document.getSelection()?.anchorNode
      if (!at || !text.current?.contains(at)) return
      const element = at instanceof Element ? at : at.parentElement
      const pid = element?.closest<HTMLElement>('[data-pid]')?.dataset.pid
      if (!pid) return
      const words = element?.closest<HTMLElement>('[data-threads]')
      const ids = words?.dataset.threads?.split(' ') ?? []
      const threadId = ids.find((id) => threads.some((thread) => thread.id === id && !thread.resolved)) ?? null
      // So it is with almost every letter.
      if (pid === now.current.activePid && threadId === now.current.activeThread) return
      onActivate({ pid, threadId })
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [text, threads, onActivate])
}
