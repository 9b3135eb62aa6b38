// The answer of /api/texts/:symbol: a published text for machines, in both languages. It knows no HTTP.

import type { FrozenText } from '../document/canonical/parse-frozen.ts'
import { citationsOf } from '../document/citations/citations.ts'
import { wordsOf } from '../document/tree/tree.ts'
import type { Language, Words } from '../domain/language.ts'
import type { ParagraphKind } from '../domain/text/paragraph.ts'

/** What a published text is called and under which hash it was voted. */
export interface Published {
  readonly symbol: string
  readonly title: Words
  /** SHA-256 over both languages, lower-case hex (document/canonical/canonical.ts). */
  readonly hash: string
}

/**
 * One paragraph: its address is `/texts/:symbol#p-<pid>`; `number` is as printed; `text` and `cites` are '' and []
 * where a language lacks it.
 */
interface JsonParagraph {
  readonly pid: string
  readonly number: string | null
  readonly kind: ParagraphKind
  readonly text: Words
  /** Targets of either language, in their stored form, for example `article:23:1`. */
  readonly cites: readonly string[]
}

export interface JsonText extends Published {
  readonly paragraphs: readonly JsonParagraph[]
}

/** The published shape, in English order; paragraphs that only French has come last. */
export function jsonText({ symbol, title, hash }: Published, { trees, numbers }: FrozenText): JsonText {
  const { en, fr } = trees
  const cited = Map.groupBy(citationsOf(trees), (citation) => citation.pid)
  const english = new Set(en.paragraphs.map((paragraph) => paragraph.pid))
  const all = [...en.paragraphs, ...fr.paragraphs.filter((paragraph) => !english.has(paragraph.pid))]
  const words = (language: Language, pid: string) => {
    const paragraph = trees[language].paragraphs.find((candidate) => candidate.pid === pid)
    return paragraph ? wordsOf(paragraph) : ''
  }
  const paragraphs = all.map(({ pid, kind }) => ({
    pid,
    number: numbers.en.get(pid) ?? numbers.fr.get(pid) ?? null,
    kind,
    text: { en: words('en', pid), fr: words('fr', pid) },
    cites: [...new Set(cited.get(pid)?.map((citation) => citation.target))],
  }))
  return { symbol, title, hash, paragraphs }
}
