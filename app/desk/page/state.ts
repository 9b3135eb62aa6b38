// The state of an open desk, shared by its bar, its sheets and its margin.

import type { LexicalEditor } from 'lexical'
import { createContext, useCallback, useContext, useEffect, useState } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { type Signal, signal, useSignal } from '#app/editor/signal.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import { suggestionWords } from '#app/words/desk/suggestions.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { type Language, languages, type Words } from '#server/domain/language.ts'
import type { MarginView, ThreadView } from '#server/workflows/comments/margin-views.ts'
import type { DeskView } from '#server/workflows/dossiers/dossier-views.ts'
import { type Flags, noFlags } from '../citations/flags.ts'
import {
  commentAddress,
  type Forms,
  forget,
  type Typed,
  useForms,
  useWriting,
  type Writing,
} from '../comments/comment-forms.ts'
import { type Filter, noFilter } from '../comments/filter.ts'
import { useReadersOf } from '../comments/space-words.ts'
import { useHasOutlineRoom, useIsWide } from '../margin/aligned.ts'
import type { Picked } from '../mentions/mentions.ts'
import { useAnnounced } from '../requests/announced.ts'
import { type SuggestionDesk, useDecisions, useSuggestionArrivals, useSuggestions } from '../suggestions/suggestions.ts'
import { useWordingState, type Wording } from '../terms/terms.ts'
import { useNumbering } from '../text/numbering.ts'
import { useKeptView } from './kept-view.ts'
import { type Live, useArrivals, useLive, useMargin, useVoice, type Voice } from './live.ts'
import { type Moded, useMode } from './mode.ts'
import { useWayBack } from './place.ts'

/** Which texts are on the page. */
export type Shown = Language | 'both'

interface Activity {
  readonly pid: string
  readonly threadId: string | null
}

/** What can be opened over the desk, one at a time. */
export type Panel = 'palette' | 'shortcuts' | 'find' | 'bracket' | 'authors'

export interface DeskState extends Forms, Moded, Filtering, Pick<MarginView, 'spaces' | 'named' | 'due' | 'reply'> {
  readonly view: DeskView
  readonly live: Live | null
  readonly threads: readonly ThreadView[]
  /** In one of the spaces at least. */
  readonly mayComment: boolean
  /** Which version is current, and whether this reader may read and freeze versions. */
  readonly versions: Pick<MarginView, 'version' | 'mayReadVersions' | 'whyNotFreeze'>
  readonly whyNotComment: Words | null
  readonly look: () => Promise<void>
  readonly voice: Voice
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
  /** The language whose text the tools and the margin follow. */
  readonly language: Language
  readonly editor: LexicalEditor | null
  /** The editor of each text that is open, shown or not. */
  readonly editors: Partial<Record<Language, LexicalEditor>>
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
  readonly suggestions: SuggestionDesk
  readonly typed: Typed
  /** Who was named in what is being typed. */
  readonly picked: Picked
  readonly isMarginOpen: boolean
  readonly onMargin: (open: boolean) => void
  /** The outline as it is shown on a page of this width: in its column, or as a drawer. */
  readonly isOutlineOpen: boolean
  readonly outlineAs: 'column' | 'drawer'
  readonly onOutline: (open: boolean) => void
  /** Back into the text: where the caret was, else at its beginning. */
  readonly toText: () => void
  /** What is to be looked at in its citations, read a moment after the text changed. */
  readonly flags: Signal<Flags>
  readonly wording: Wording
  readonly panel: Panel | null
  readonly onPanel: (panel: Panel | null) => void
}

interface Filtering {
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
  readonly isFilterOpen: boolean
  readonly onFilterOpen: (open: boolean) => void
}

const noTrees = signal<BothTrees | null>(null)

export const DeskContext = createContext<DeskState | null>(null)

export function useDesk(): DeskState {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('outside a desk')
  return desk
}

/**
 * The live text once it has come, else the text as the server printed it. It changes while people type, when the page
 * has a moment for it: what asks for it is drawn anew each time, so only what shows it asks.
 */
export function useTrees(): BothTrees {
  const { view, live } = useDesk()
  return useSignal(live?.trees ?? noTrees) ?? view.trees
}

export function useDeskState(view: DeskView): DeskState {
  const w = useWords(deskWords)
  const live = useLive(view)
  const announced = useAnnounced(view.dossier.id)
  const margin = useMargin(view.dossier.id, view, announced.anything)
  const { threads, spaces, named, due, reply, look } = margin
  const suggestions = useSuggestions(view, live, margin)
  useNumbering(view, live, margin.keptBy)
  const mayComment = spaces.some(({ whyNot }) => whyNot === null)
  const whyNotComment = mayComment ? null : (margin.whyNotComment?.say ?? null)
  const voice = useVoice()
  const { announce, notice, tell } = voice
  const moded = useMode(view, live?.connection.link ?? null, announce)
  const [panel, onPanel] = useState<Panel | null>(null)
  const [isMarginOpen, onMargin] = useState(false)
  useEffect(() => {
    if (!isMarginOpen) return
    const close = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onMargin(false)
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [isMarginOpen])
  const sheets = useSheets()
  const areBothOpen = languages.every((language) => sheets.editors[language] !== undefined)
  const [typed] = useState(() => new Map<string, string>())
  const [picked] = useState(() => new Map<string, string>())
  const filtering = useFiltering()
  const { onFilter } = filtering
  const [flags] = useState(() => signal<Flags>(noFlags))
  const writing = useWriting({
    mayComment,
    language: sheets.language,
    onEnd: useCallback(() => forget(typed, commentAddress(view.dossier.id)), [typed, view.dossier.id]),
    onNothingSelected: useCallback(() => notice(w.selectFirst), [notice, w]),
    onSent: useCallback(() => {
      announce(w.commented)
      // What was just said is seen.
      onFilter(noFilter)
      void look()
    }, [announce, look, onFilter, w]),
  })
  const sayReaders = useReadersOf()
  const sayArrival = useCallback(
    (name: string, thread: ThreadView) => tell(w.arrived(name, sayReaders(thread))),
    [tell, sayReaders, w],
  )
  useArrivals(threads, { me: view.me.id, say: sayArrival })
  const s = useWords(suggestionWords)
  useSuggestionArrivals(margin.suggestions, {
    me: view.me.id,
    say: useCallback((name) => tell(s.arrived(name)), [tell, s]),
  })
  useDecisions(margin.decided, useLanguage(), notice)
  return {
    suggestions,
    ...{ view, live, threads, spaces, named, due, reply, mayComment, whyNotComment, look, voice, versions: margin },
    ...moded,
    ...sheets,
    ...useActivity(),
    ...useForms(typed),
    ...filtering,
    ...{ writing, typed, picked, flags, isMarginOpen, onMargin, panel, onPanel },
    ...useOutline(sheets.shown),
    toText: useWayBack(),
    wording: useWordingState(view.dossier.id, areBothOpen, announced.dossier),
  }
}

/** On a wide page the outline stands beside the text until it is folded; on others it is opened over it. */
function useOutline(shown: Shown) {
  const hasRoom = useHasOutlineRoom(shown === 'both')
  const [isFolded, setFolded] = useState(false)
  const [isDrawn, setDrawn] = useState(false)
  const onOutline = useCallback(
    (open: boolean) => {
      setDrawn(open && !hasRoom)
      if (hasRoom) setFolded(!open)
    },
    [hasRoom],
  )
  const outlineAs: 'column' | 'drawer' = hasRoom ? 'column' : 'drawer'
  return { isOutlineOpen: hasRoom ? !isFolded : isDrawn, outlineAs, onOutline }
}

function useFiltering(): Filtering {
  const [filter, onFilter] = useState(noFilter)
  const [isFilterOpen, onFilterOpen] = useState(false)
  return { filter, onFilter, isFilterOpen, onFilterOpen }
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
  const [asked, setAsked] = useState<Shown>('both')
  const shown = asked === 'both' && !isWide ? reader : asked
  const onShow = useKeptView(shown, setAsked)
  const [caret, onCaret] = useState<Language>(reader)
  const [editors, setEditors] = useState<Partial<Record<Language, LexicalEditor>>>({})
  const onOpen = useCallback((opened: Language, editor: LexicalEditor | null) => {
    setEditors((before) => ({ ...before, [opened]: editor ?? undefined }))
  }, [])
  const language = shown === 'both' ? caret : shown
  return { shown, onShow, language, editor: editors[language] ?? null, editors, onOpen, onCaret }
}
