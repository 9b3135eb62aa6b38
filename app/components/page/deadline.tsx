// An instant in the time of Paris, and in the reader's own where that is another. The second comes in the browser only.

import { useEffect, useState } from 'react'
import { alsoHere, machineInstant, sayInstant, sayInstantHere } from './dates.ts'
import { useLanguage } from './reader.tsx'

export function Deadline({ at }: { readonly at: number }) {
  const language = useLanguage()
  const [here, setHere] = useState<string | null>(null)
  useEffect(() => setHere(sayInstantHere(language, at)), [language, at])
  return (
    <time dateTime={machineInstant(at)}>
      {sayInstant(language, at)}
      {here && alsoHere[language] + here}
    </time>
  )
}
