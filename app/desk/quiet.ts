// Most of what people write changes nothing but words: what is found in a text by its marks, its citations or its order stays as it is, and is not
// looked for again. Pure but for the hook.

import { useRef } from 'react'
import { type BothTrees, hasWords, type Paragraph, type Run } from '#server/document/tree.ts'
import { type Language, languages } from '#server/domain/language.ts'

/**
 * Whether what changed in a paragraph, which keeps its id, its kind and its place, is of no matter to who asks. Of two quiet changes one after
 * the other both together are quiet.
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

/** The trees as they were, for as long as only quiet things changed since. With another `isQuiet` they are looked at anew. */
export function useLoud(trees: BothTrees, isQuiet: IsQuiet): BothTrees {
  const known = useRef({ trees, isQuiet, shown: trees })
  const { current: before } = known
  if (before.trees !== trees || before.isQuiet !== isQuiet) {
    const stays = before.isQuiet === isQuiet && isQuietSince(before.trees, trees, isQuiet)
    known.current = { trees, isQuiet, shown: stays ? before.shown : trees }
  }
  return known.current.shown
}

/** Whether nothing but the wording of plain words differs: what is marked, cited or commented on says the same and is parted the same. */
export function isSameButPlain(was: Paragraph, now: Paragraph): boolean {
  return hasWords(was) === hasWords(now) && JSON.stringify(seen(was)) === JSON.stringify(seen(now))
}

function seen({ marks, runs }: Paragraph): unknown {
  const isPlain = ({ cites, breaks, threads, marks }: Run) => !(cites || breaks || threads || marks)
  return [marks, runs.map((run) => isPlain(run) || run)]
}
