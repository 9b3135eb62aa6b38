// One text of the desk: as the server printed it, until the live text takes its place.

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import type { Health } from '#app/editor/draft.ts'
import { whenIdle } from '#app/editor/idle.ts'
import { beginTheRest } from '#app/editor/later.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import { type Language, languages } from '#server/domain/language.ts'
import { Asleep, DecidedText } from '../loading/asleep.tsx'
import { useComeBack } from '../page/kept-view.ts'
import { useDesk, useTrees } from '../page/state.ts'
import { Printed } from './printed.tsx'

/** The texts that may be on the page. */
export function Sheets() {
  const { language: worked } = useDesk()
  const [healths, setHealths] = useState<Readonly<Record<Language, Health>>>({ en: 'loading', fr: 'loading' })
  const onHealth = useCallback((language: Language, health: Health) => {
    setHealths((before) => ({ ...before, [language]: health }))
  }, [])
  useComeBack(healths)
  const isSettled = healths[worked] !== 'loading'
  useEffect(() => {
    if (isSettled) beginTheRest()
  }, [isSettled])
  return languages.map((each) => (
    <Sheet
      key={each}
      language={each}
      health={healths[each]}
      onHealth={onHealth}
      isNext={each === worked || isSettled}
    />
  ))
}

interface SheetProps {
  readonly language: Language
  readonly health: Health
  readonly onHealth: (language: Language, health: Health) => void
  /** The text that is worked on has come, or this is it. */
  readonly isNext: boolean
}

function Sheet({ language, health, onHealth, isNext }: SheetProps) {
  const w = useWords(deskWords)
  const { view, live, modeNow, onOpen, onCaret, voice, suggestions, shown, panel, ...desk } = useDesk()
  const isTurn = useTurn(language, isNext)
  const isAsked = panel !== null || desk.writing.passage?.language === language
  const mayRest = shown === 'both' && desk.language !== language && !isAsked && suggestions.preview === 'marked'
  return (
    <section className="sheet" data-sheet={language}>
      <h2 className="sheet-title" lang={language}>
        {language === 'en' ? 'English' : 'Français'}
      </h2>
      <Asleep part={<DecidedText language={language} />} />
      {/* The live text stays behind it: it need not be loaded again. */}
      <div className="sheet-text" hidden={suggestions.preview !== 'marked'}>
        {health === 'broken' && (
          <p className="banner banner-refused" role="alert">
            {w.brokenSay}
          </p>
        )}
        {health !== 'healthy' && <PrintedText key={health} language={language} />}
        {live && isTurn && (
          <live.LiveSheet
            connection={live.connection}
            language={language}
            mode={modeNow}
            citable={view.citable}
            health={health}
            mayRest={mayRest}
            onHealth={onHealth}
            onOpen={onOpen}
            onCaret={onCaret}
            announce={voice.announce}
            notice={voice.notice}
          />
        )}
      </div>
    </section>
  )
}

/** Milliseconds that the text beside the one that is worked on waits at most. */
const second = 500

/**
 * Whether the editor of a text may open: first that of the text that is worked on, then, when the page has a moment,
 * the other.
 */
function useTurn(language: Language, isNext: boolean): boolean {
  const { live, language: worked } = useDesk()
  const [isTurn, setTurn] = useState(false)
  const isFirst = language === worked
  useEffect(() => {
    if (!live || isTurn) return
    if (isFirst) setTurn(true)
    else if (isNext) return whenIdle(() => setTurn(true), second)
  }, [live, isFirst, isNext, isTurn])
  return isTurn || (live !== null && isFirst)
}

/**
 * The text to be read until it can be written in. What the server sent is left alone when the page wakes: nothing of it
 * is looked at again. Drawn here, where the live text is broken, it follows the shared text.
 */
function PrintedText({ language }: { readonly language: Language }) {
  const [wasSent] = useState(useIsWaking())
  const reader = useLanguage()
  const tree = useTrees()[language]
  if (!wasSent || typeof document === 'undefined') return <Printed tree={tree} hasAnchors={language === reader} />
  return (
    <div
      className="draft"
      lang={language}
      data-language={language}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set, what is there stays
      dangerouslySetInnerHTML={asSent}
    />
  )
}

const asSent = { __html: '' }

/** Whether what is drawn now stands in the page already, as the server sent it. */
function useIsWaking(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  )
}
