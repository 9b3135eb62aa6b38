// The places where words were found, kept up to date while others write: which one is looked at, and the commands on
// it.

import { useCallback, useEffect, useRef, useState } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { deskPanelWords } from '#app/words/desk/panels.ts'
import type { Language } from '#server/domain/language.ts'
import { useDesk } from '../page/state.ts'
import { useAfterWords } from '../text/use-after-words.ts'
import type { Asked } from './find.ts'
import { light, type Place, placesOf, rangeOf, type Searched } from './find-places.ts'

interface Found {
  readonly count: number
  /** From 1; 0 while none is looked at. */
  readonly at: number
  /** To the next place, or the one before, around the ends. */
  readonly go: (step: 1 | -1) => void
  readonly replace: (by: string) => void
  readonly replaceAll: (by: string) => void
  /** Puts the caret at the place that is looked at, or back into the text. */
  readonly settle: () => void
}

export function useFound(asked: Asked, inLanguages: readonly Language[]): Found {
  const w = useWords(deskPanelWords)
  const { editors, mode, voice, shown, onShow, toText } = useDesk()
  const [places, setPlaces] = useState<readonly Place[]>([])
  const searched = useRef<{ readonly asked: Asked; readonly in: Searched }>({ asked, in: new WeakMap() })
  if (searched.current.asked !== asked) searched.current = { asked, in: new WeakMap() }
  const where = inLanguages.join()
  const search = useCallback(() => placesOf(asked, where.split(',') as Language[], searched.current.in), [asked, where])
  useAfterWords(useCallback(() => setPlaces(search()), [search]))
  // Other words are looked for from the beginning.
  const [looked, setLooked] = useState({ search, at: 0 })
  const at = looked.search === search ? looked.at : 0
  const setAt = (now: number) => setLooked({ search, at: now })
  const now = places[at - 1] ?? null
  useEffect(() => {
    light(places, now)
    return () => light([], null)
  }, [places, now])

  const show = (index: number, all: readonly Place[]) => {
    const place = all[index]
    setAt(place ? index + 1 : 0)
    if (!place) return
    if (shown !== 'both' && shown !== place.language) onShow(place.language)
    const behavior = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
    requestAnimationFrame(() => place.block.scrollIntoView({ block: 'center', behavior }))
    voice.announce(w.foundSay(index + 1, all.length, wordsAround(place)))
  }
  const go = (step: 1 | -1) => {
    if (places.length === 0) return
    const from = at === 0 ? (step === 1 ? -1 : 0) : at - 1
    show((from + step + places.length) % places.length, places)
  }
  const put = async (by: string, chosen: readonly Place[]) => {
    const { replaceIn } = await import('./find-replace.ts')
    const done = (Object.entries(editors) as [Language, (typeof editors)['en']][]).reduce((sum, [language, editor]) => {
      const mine = chosen.filter((place) => place.language === language)
      return editor && mine.length > 0 ? sum + replaceIn(editor, mine, by) : sum
    }, 0)
    const left = chosen.length - done
    const say = mode === 'suggest' ? w.suggested(done) : w.replaced(done)
    voice.notice(`${say}${left > 0 ? ` ${w.leftOut(left)}` : ''}`)
    return done
  }
  return {
    count: places.length,
    at,
    go,
    async replace(by) {
      if (!now) return go(1)
      await put(by, [now])
      const all = search()
      setPlaces(all)
      show(Math.min(at - 1, all.length - 1), all)
    },
    async replaceAll(by) {
      if (places.length === 0) return
      await put(by, search())
      setPlaces(search())
      setAt(0)
    },
    settle() {
      const range = now && rangeOf(now)
      if (!now || !range) return toText()
      now.block.closest<HTMLElement>('[contenteditable]')?.focus({ preventScroll: true })
      document
        .getSelection()
        ?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)
    },
  }
}

/** Characters to either side that are said with a place. */
const around = 30

function wordsAround({ block, start, end }: Place): string {
  const words = block.textContent ?? ''
  return words.slice(Math.max(0, start - around), end + around)
}
