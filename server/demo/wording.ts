// Words with citations written in line, as `[[article:23]]`, turned into runs. For texts that this project itself brings.

import { labelOf } from '../document/citations.ts'
import type { Run } from '../document/tree.ts'
import type { Language } from '../domain/language.ts'

/** The runs of one paragraph; each citation reads as the language calls its target. */
export function runsOf(wording: string, language: Language): readonly Run[] {
  return wording
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
  if (others.length > 0) wording = `${wording.replace(/\.$/, '')} (${others.join('; ')}).`
  return runsOf(wording, language)
}
