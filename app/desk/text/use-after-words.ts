// What is shown on the words of the page is shown anew whenever other words stand there: the text changed, or other
// elements show it, as when an editor opened over the printed one.

import type { LexicalEditor } from 'lexical'
import { type EffectCallback, useEffect } from 'react'
import type { BothTrees } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import { useDesk, useTrees } from '../page/state.ts'

/** The text that stands on the page, and the editors that show it. */
export interface Standing {
  readonly trees: BothTrees
  readonly editors: Partial<Record<Language, LexicalEditor>>
}

/**
 * Does `mark` after each such change, and when it is another function; so it is to be made with `useCallback`. What it
 * returns is done before the next.
 */
export function useAfterWords(mark: (standing: Standing) => ReturnType<EffectCallback>): void {
  const trees = useTrees()
  const { editors } = useDesk()
  useEffect(() => mark({ trees, editors }), [mark, trees, editors])
}

/** Does `mark` whenever other elements show a text, and when it is another function; as above. */
export function useWithEditors(mark: (editors: Standing['editors']) => ReturnType<EffectCallback>): void {
  const { editors } = useDesk()
  useEffect(() => mark(editors), [mark, editors])
}
