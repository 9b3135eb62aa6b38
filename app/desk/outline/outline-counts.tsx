// The foot of the outline: words, paragraphs and undecided changes of each language.

import { useEffect, useState } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { deskOutlineWords } from '#app/words/desk/outline.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { type Language, languages } from '#server/domain/language.ts'
import { type Counts, countIn } from './counts.ts'

export function CountsFoot({ trees }: { readonly trees: BothTrees }) {
  const w = useWords(deskOutlineWords)
  const reader = useLanguage()
  const counts = useCounts(trees)
  const say = (count: number) => count.toLocaleString(reader)
  if (!counts) return null
  return (
    <section className="outline-part outline-foot" aria-label={w.counts}>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{w.words}</th>
            <th scope="col">{w.paragraphs}</th>
            <th scope="col">{w.changes}</th>
          </tr>
        </thead>
        <tbody>
          {languages.map((language) => (
            <tr key={language}>
              <th scope="row">{language === 'en' ? w.english : w.french}</th>
              <td>{say(counts[language].words)}</td>
              <td>{say(counts[language].paragraphs)}</td>
              <td>{say(counts[language].changes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Milliseconds at a time: a key that is pressed meanwhile waits no longer. */
const slice = 6

/** Counted in slices between other work; null until it was counted once. */
function useCounts(trees: BothTrees): Readonly<Record<Language, Counts>> | null {
  const [counts, setCounts] = useState<Readonly<Record<Language, Counts>> | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const go = () => {
      const end = performance.now() + slice
      const mayGoOn = () => performance.now() < end
      const en = countIn(trees.en, mayGoOn)
      const fr = en && countIn(trees.fr, mayGoOn)
      if (en && fr) setCounts((before) => (before && isSame(before, { en, fr }) ? before : { en, fr }))
      else timer = setTimeout(go)
    }
    timer = setTimeout(go)
    return () => clearTimeout(timer)
  }, [trees])
  return counts
}

function isSame(one: Readonly<Record<Language, Counts>>, other: Readonly<Record<Language, Counts>>): boolean {
  return languages.every(
    (language) =>
      one[language].words === other[language].words &&
      one[language].paragraphs === other[language].paragraphs &&
      one[language].changes === other[language].changes,
  )
}
