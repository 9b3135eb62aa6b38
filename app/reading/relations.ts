// How the relation of a paragraph to what it points at is called.

import type { Relation } from '#server/domain/convention/citation.ts'
import { useWords } from '../components/page/reader.tsx'
import { citationWords } from '../words/desk/citations.ts'

export function useRelationWords(): Readonly<Record<Relation, string>> {
  const w = useWords(citationWords)
  return {
    interprets: w.interprets,
    applies: w.applies,
    recalls: w.recalls,
    'rests-on': w.restsOn,
    concerns: w.concerns,
    'refers-to': w.refersTo,
  }
}
