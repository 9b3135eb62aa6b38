// The words of a paragraph one by one, as they are compared. Pure; it knows no order of paragraphs.

import type { Language } from '../../../domain/language.ts'
import { isOneThing, joinRuns, type Paragraph, type Run, sameLook } from '../../tree/tree.ts'

/**
 * A word, a sign, a whole citation, or the end of a paragraph that is compared together with the next; with the space
 * behind it.
 */
export interface Token {
  /** Equal for what reads the same, whatever its look and the space behind it. */
  readonly key: string
  readonly text: string
  /** The run it stands in, for its look. */
  readonly look: Run
  readonly isWord: boolean
  readonly gap: string
  /** The run that the space stands in. */
  readonly gapLook: Run
}

const sign: Run = { text: '¶' }
/** Between two paragraphs that are compared as one. */
export const paragraphBreak: Token = {
  ...{ key: '\u0001¶', text: '¶', look: sign },
  ...{ isWord: false, gap: '', gapLook: sign },
}

const segmenters: Readonly<Record<Language, Intl.Segmenter>> = {
  en: new Intl.Segmenter('en', { granularity: 'word' }),
  fr: new Intl.Segmenter('fr', { granularity: 'word' }),
}

/**
 * A paragraph as it is compared: in NFC, without comment marks. It must be settled (document/suggestions/settled.ts).
 */
export function bare(paragraph: Paragraph): Paragraph {
  const runs = paragraph.runs.map(({ threads: _, ...run }) => ({ ...run, text: run.text.normalize('NFC') }))
  return { ...paragraph, runs: joinRuns(runs) }
}

/** Whether two bare paragraphs are of one kind and have the same words with the same look. */
export function readsSame(one: Paragraph, other: Paragraph): boolean {
  return (
    one.kind === other.kind &&
    one.runs.length === other.runs.length &&
    one.runs.every((run, at) => run.text === other.runs[at]!.text && sameLook(run, other.runs[at]!))
  )
}

const onlyLetters = /^[\p{L}\p{M}\p{N}]+$/u

type Draft = { -readonly [Key in keyof Token]: Token[Key] }

/**
 * What stands between spaces, each with its look: enough to find the places that changed. A space before the first is a
 * token of its own.
 */
export function tokensOf({ runs }: Paragraph): Token[] {
  const tokens: Draft[] = []
  for (const look of runs) {
    if (isOneThing(look)) {
      tokens.push(tokenOf(look.text, look, { key: `\u0001${look.cites}\u0001${look.text}`, isWord: true }))
      continue
    }
    for (const part of look.text.split(/(\s+)/)) {
      const last = tokens.at(-1)
      if (part === '') continue
      if (last && /^\s/.test(part)) {
        if (last.gap === '') last.gapLook = look
        last.gap += part
      } else tokens.push(tokenOf(part, look, { key: part, isWord: /[\p{L}\p{N}]/u.test(part) }))
    }
  }
  return tokens
}

/** The same in words and signs, as the language divides them (Unicode TR29). */
export function fine(tokens: readonly Token[], language: Language): Token[] {
  return tokens.flatMap((token) => {
    // Letters alone are one word in either language; asking for the rest costs twenty times as much as comparing it.
    if (token === paragraphBreak || isOneThing(token.look) || onlyLetters.test(token.text)) return [token]
    const words = [...segmenters[language].segment(token.text)].map(({ segment, isWordLike = false }) =>
      tokenOf(segment, token.look, { key: segment, isWord: isWordLike }),
    )
    const last = words.at(-1)
    if (last) Object.assign(last, { gap: token.gap, gapLook: token.gapLook })
    return words
  })
}

function tokenOf(text: string, look: Run, of: Pick<Token, 'key' | 'isWord'>): Draft {
  return { ...of, text, look, gap: '', gapLook: look }
}

/** Only letters and figures: what is left when punctuation, signs and spaces do not count. */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
}
