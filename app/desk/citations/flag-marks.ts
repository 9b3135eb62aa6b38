// Shows on the words which citations have a fault, and says it where a pointer rests.

import { type RefObject, useCallback, useRef } from 'react'
import { useLanguage } from '#app/components/page/reader.tsx'
import { useDesk } from '../page/state.ts'
import { useAfterWords } from '../text/use-after-words.ts'
import { sayFault } from './flag-words.ts'
import { useFaults } from './use-flags.ts'

/** Draws nothing of its own. */
export function FaultMarks({ text }: { readonly text: RefObject<HTMLElement> }): null {
  const { view } = useDesk()
  const faults = useFaults()
  const language = useLanguage()
  const areMarked = useRef(false)
  const mark = useCallback(() => {
    if (faults.length === 0 && !areMarked.current) return
    areMarked.current = faults.length > 0
    // A target that only one language lacks is a fault of that language; of all others both have it.
    const sentences = new Map<string, string>(
      faults.flatMap((fault) =>
        fault.words === ''
          ? []
          : [
              [
                `${/^(paragraph|footnote)/.test(fault.target) ? fault.language : ''} ${fault.target}`,
                sayFault(fault, view.citable, language),
              ] as const,
            ],
      ),
    )
    for (const words of text.current?.querySelectorAll<HTMLElement>('[data-cites]') ?? []) {
      const { cites = '' } = words.dataset
      const within = words.closest<HTMLElement>('[data-language]')?.dataset.language ?? ''
      const sentence = sentences.get(` ${cites}`) ?? sentences.get(`${within} ${cites}`)
      words.classList.toggle('is-faulty', sentence !== undefined)
      if (sentence) words.title = sentence
      else words.removeAttribute('title')
    }
  }, [text, faults, view, language])
  useAfterWords(mark)
  return null
}
