// Where the record stood, as a term and its description in a list of facts.

import { recordWords } from '#app/words/record.ts'
import type { RecordHead } from '#server/workflows/record/heads.ts'
import { sayInstant } from '../page/dates.ts'
import { useLanguage, useWords } from '../page/reader.tsx'

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
