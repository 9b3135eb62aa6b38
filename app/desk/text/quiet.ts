// Most of what people write changes nothing but words: what is found in a text by its marks, its citations or its order
// stays as it is, and is not looked for again. Pure.

import { without } from '#server/document/suggestions/settled.ts'
import { type BothTrees, hasWords, type Paragraph, type Run } from '#server/document/tree/tree.ts'
import { type Language, languages } from '#server/domain/language.ts'

/**
 * Whether what changed in a paragraph, which keeps its id, its kind and its place, is of no matter to who asks. What is
 * quiet is so the other way round as well, and of two quiet changes one after the other both together are.
 */
export type IsQuiet = (was: Paragraph, now: Paragraph, language: Language) => boolean

/** Whether `now` has the same paragraphs in the same order, and what changed in them is quiet. */
export function isQuietSince(before: BothTrees, now: BothTrees, isQuiet: IsQuiet): boolean {
  return languages.every((language) => {
    const [was, is] = [before[language], now[language]]
    if (was === is) return true
    if (was.kept !== is.kept || was.paragraphs.length !== is.paragraphs.length) return false
    return was.paragraphs.every((one, at) => {
      const other = is.paragraphs[at]!
      return one === other || (one.pid === other.pid && one.kind === other.kind && isQuiet(one, other, language))
    })
  })
}

/**
 * Whether nothing but the wording of plain words differs: what is marked, cited or commented on says the same and is
 * parted the same.
 */
export function isSameButPlain(was: Paragraph, now: Paragraph): boolean {
  const isWritten = (one: Paragraph) => [hasWords(one), hasWords(without(one, () => true))]
  return JSON.stringify([isWritten(was), seen(was)]) === JSON.stringify([isWritten(now), seen(now)])
}

function seen({ marks, runs }: Paragraph): unknown {
  const isPlain = ({ cites, breaks, threads, marks }: Run) => !(cites || breaks || threads || marks)
  return [marks, runs.map((run) => isPlain(run) || run)]
}
