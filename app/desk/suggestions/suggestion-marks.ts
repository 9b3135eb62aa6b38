// Lights the words of the suggestion that is looked at. It draws nothing of its own.

import { type RefObject, useCallback } from 'react'
import { useDesk } from '../page/state.ts'
import { useAfterWords } from '../text/use-after-words.ts'

export function SuggestionMarks({ text }: { readonly text: RefObject<HTMLElement> }): null {
  const { suggestions } = useDesk()
  const lit = suggestions.hovered ?? suggestions.active
  const light = useCallback(() => {
    const sheets = text.current
    if (!sheets) return
    for (const words of sheets.querySelectorAll('[data-suggestions].is-active')) words.classList.remove('is-active')
    if (lit === null) return
    const selector = `[data-suggestions~="${CSS.escape(lit)}"]`
    for (const words of sheets.querySelectorAll(selector)) words.classList.add('is-active')
  }, [text, lit])
  useAfterWords(light)
  return null
}
