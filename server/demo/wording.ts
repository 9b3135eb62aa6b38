// Words with citations written in line, as `[[article:23]]`, turned into runs, and set as a printer would. For texts
// that this project itself brings.

import { labelOf } from '../document/citations/citations.ts'
import type { Run } from '../document/tree/tree.ts'
import type { Language } from '../domain/language.ts'

/** Apostrophes, and in French the spaces that may not break: before ; : ! ? » and after «. */
export function typeset(words: string, language: Language): string {
  const curled = words.replaceAll(/(?<=\p{L})'(?=\p{L})/gu, '’')
  return language === 'en' ? curled : curled.replaceAll(/ (?=[;:!?»])/g, '\u00a0').replaceAll('« ', '«\u00a0')
}

/** The runs of one paragraph; each citation reads as the language calls its target. */
export function runsOf(wording: string, language: Language): readonly Run[] {
  return typeset(wording, language)
    .split(/(\[\[[^\]]+\]\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const target = /^\[\[(.+)\]\]$/.exec(part)?.[1]
      return target === undefined ? { text: part } : { text: labelOf(target, language), cites: target }
    })
}

/** Cites the targets where the words name them already, and the others in brackets at the end. */
export function citing(words: string, language: Language, targets: readonly string[]): readonly Run[] {
  let wording = words
  const others: string[] = []
  for (const target of targets) {
    const named = new RegExp(`\\b${labelOf(target, language)}\\b(?!\\])`)
    if (named.test(wording)) wording = wording.replace(named, `[[${target}]]`)
    else others.push(`[[${target}]]`)
  }
  if (others.length > 0) wording = `${wording.replace(/\.$/, '')} (${others.join(language === 'en' ? '; ' : ' ; ')}).`
  return runsOf(wording, language)
}
