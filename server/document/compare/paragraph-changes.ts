// What became of the paragraphs of a frozen text: still the same, changed, or gone. Pure; the words are compared
// elsewhere.

import { joinRuns, type Paragraph, sameLook, type Tree } from '../tree/tree.ts'

export type Fate = 'same' | 'changed' | 'gone'

/** By pid, for every paragraph of `then`. Both texts settled; a paragraph that only stands elsewhere is the same. */
export function fatesOf(then: Tree, now: Tree): Readonly<Record<string, Fate>> {
  const standing = new Map(now.paragraphs.map((paragraph) => [paragraph.pid, paragraph]))
  return Object.fromEntries(
    then.paragraphs.map((paragraph) => {
      const stands = standing.get(paragraph.pid)
      return [paragraph.pid, stands ? (isSame(paragraph, stands) ? 'same' : 'changed') : 'gone']
    }),
  )
}

function isSame(then: Paragraph, now: Paragraph): boolean {
  const [was, is] = [bareRuns(then), bareRuns(now)]
  return (
    then.kind === now.kind &&
    was.length === is.length &&
    was.every((run, at) => run.text === is[at]!.text && sameLook(run, is[at]!))
  )
}

function bareRuns({ runs }: Paragraph) {
  return joinRuns(runs.map(({ threads: _, marks: __, ...run }) => ({ ...run, text: run.text.normalize('NFC') })))
}
