// The state of an open desk, shared by its bar, its sheets and its margin.

import type { LexicalEditor } from 'lexical'
import { createContext, useCallback, useContext, useEffect, useState } from 'react'
import type { BothTrees } from '#server/document/tree.ts'
import type { Language } from '#server/domain/language.ts'
import type { DeskView, ThreadView } from '#server/workflows/views.ts'
import { useLanguage, useWords } from '../components/reader.tsx'
import { signal, useSignal } from '../editor/signal.ts'
import { deskWords } from '../words/desk.ts'
import { useIsWide } from './aligned.ts'
import { type Live, useArrivals, useLive, useMargin, useVoice, type Voice } from './live.ts'
import { commentAddress, type Replying, useReplying, useWriting, type Writing } from './writing.ts'

/** Which texts are on the page. */
export type Shown = Language | 'both'

interface Activity {
  readonly pid: string
  readonly threadId: string | null
}

export interface DeskState extends Replying {
  readonly view: DeskView
  readonly live: Live | null
  readonly threads: readonly ThreadView[]
  readonly mayComment: boolean
  readonly look: () => Promise<void>
  readonly voice: Voice
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
  /** The language whose text the tools and the margin follow. */
  readonly language: Language
  readonly editor: LexicalEditor | null
  readonly onOpen: (language: Language, editor: LexicalEditor | null) => void
  readonly onCaret: (language: Language) => void
  /** The thread whose words the caret is on, or that the person is in. */
  readonly activeThread: string | null
  /** The paragraph the person is at, in the text or in the margin: its note stands exactly beside it. */
  readonly activePid: string | null
  readonly onActivate: (at: Activity) => void
  /** Its words are lit while the pointer is on it; nothing moves for that. */
  readonly hoveredThread: string | null
  readonly onHover: (threadId: string | null) => void
  readonly writing: Writing
  /** What is being typed into the margin, by the address it will be sent to. */
  readonly typed: Map<string, string>
  readonly isMarginOpen: boolean
  readonly onMargin: (open: boolean) => void
}

const noTrees = signal<BothTrees | null>(null)

export const DeskContext = createContext<DeskState | null>(null)

export function useDesk(): DeskState {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('outside a desk')
  return desk
}

/**
 * The live text once it has come, else the text as the server printed it. It changes while people type: what asks for it
 * is drawn anew each time, so only what shows it asks.
 */
export function useTrees(): BothTrees {
  const { view, live } = useDesk()
  return useSignal(live?.connection.trees ?? noTrees) ?? view.trees
}

export function useDeskState(view: DeskView): DeskState {
  const w = useWords(deskWords)
  const live = useLive(view)
  const { threads, whyNotComment, look } = useMargin(view.dossier.id, view)
  const mayComment = whyNotComment === null
  const voice = useVoice()
  const { announce, notice } = voice
  const [isMarginOpen, onMargin] = useState(false)
  useEffect(() => {
    if (!isMarginOpen) return
    const close = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onMargin(false)
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [isMarginOpen])
  const [typed] = useState(() => new Map<string, string>())
  const writing = useWriting({
    mayComment,
    onEnd: useCallback(() => typed.delete(commentAddress(view.dossier.id)), [typed, view.dossier.id]),
    onNothingSelected: useCallback(() => notice(w.selectFirst), [notice, w]),
    onSent: useCallback(() => {
      announce(w.commented)
      void look()
    }, [announce, look, w]),
  })
  useArrivals(threads, { me: view.me.id, say: useCallback((name) => announce(w.arrived(name)), [announce, w]) })
  return {
    ...{ view, live, threads, mayComment, look, voice },
    ...useSheets(),
    ...useActivity(),
    ...useReplying(typed),
    ...{ writing, typed, isMarginOpen, onMargin },
  }
}

function useActivity() {
  const [activePid, setPid] = useState<string | null>(null)
  const [activeThread, setThread] = useState<string | null>(null)
  const [hoveredThread, onHover] = useState<string | null>(null)
  const onActivate = useCallback(({ pid, threadId }: Activity) => {
    setPid(pid)
    setThread(threadId)
  }, [])
  return { activePid, activeThread, onActivate, hoveredThread, onHover }
}

function useSheets() {
  const reader = useLanguage()
  const isWide = useIsWide()
  const [asked, onShow] = useState<Shown>('both')
  const shown = asked === 'both' && !isWide ? reader : asked
  const [caret, onCaret] = useState<Language>(reader)
  const [editors, setEditors] = useState<Partial<Record<Language, LexicalEditor>>>({})
  const onOpen = useCallback((opened: Language, editor: LexicalEditor | null) => {
    setEditors((before) => ({ ...before, [opened]: editor ?? undefined }))
  }, [])
  const language = shown === 'both' ? caret : shown
  return { shown, onShow, language, editor: editors[language] ?? null, onOpen, onCaret }
}
