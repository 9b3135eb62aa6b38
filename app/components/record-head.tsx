// Where the record stood, as a term and its description in a list of facts.

import type { RecordHead } from '#server/workflows/record/heads.ts'
import { recordWords } from '../words/record.ts'
import { sayInstant } from './dates.ts'
import { useLanguage, useWords } from './reader.tsx'

export function RecordHeadFact({ head }: { readonly head: RecordHead | null }) {
  const w = useWords(recordWords)
  const language = useLanguage()
  if (!head) return null
  return (
    <div>
      <dt>{w.head}</dt>
      <dd>
        <span className="mono">{head.hash}</span>
        <p className="soft small">{w.headSay(head.seq, sayInstant(language, head.at))}</p>
      </dd>
    </div>
  )
}
