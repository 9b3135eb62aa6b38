// A text with its suggestions left out: as it stands, and as it would stand without those of one person. Pure.

import { type Mark, readMark } from '../../domain/text/suggestion.ts'
import { type BothTrees, joinRuns, type Paragraph, type Run, type Tree } from '../tree/tree.ts'

const known = new WeakMap<Paragraph, Paragraph>()
const knownTrees = new WeakMap<Tree, Tree>()

/**
 * The text as it stands: what is suggested to be put in is left out, what is suggested to be taken out is there, and no
 * mark of a suggestion is left. This is what is counted, hashed, voted on and published.
 */
export function settled(tree: Tree): Tree {
  const stood = knownTrees.get(tree)
  if (stood) return stood
  const paragraphs = tree.paragraphs.map((paragraph) => {
    const before = known.get(paragraph)
    if (before) return before
    const now = without(paragraph, () => true)
    known.set(paragraph, now)
    return now
  })
  const stands = { ...tree, paragraphs }
  knownTrees.set(tree, stands)
  return stands
}

/** Both languages, settled. */
export function settledTrees(trees: BothTrees): BothTrees {
  return { en: settled(trees.en), fr: settled(trees.fr) }
}

/**
 * A paragraph without the suggestions that `leaves` names: their words go, their marks go. The same object when it has
 * none.
 */
export function without(paragraph: Paragraph, leaves: (suggestion: string) => boolean): Paragraph {
  const isLeft = (mark: Mark) => leaves(readMark(mark).id)
  const isUntouched =
    !paragraph.marks?.some(isLeft) && !paragraph.runs.some((run) => run.breaks || run.marks?.some(isLeft))
  if (isUntouched) return paragraph
  const { marks, ...rest } = paragraph
  const runs = paragraph.runs.flatMap((run) => withoutIn(run, isLeft))
  return { ...rest, ...markedAs(marks?.filter((mark) => !isLeft(mark))), runs: joinRuns(runs) }
}

function withoutIn(run: Run, isLeft: (mark: Mark) => boolean): Run[] {
  const { marks, ...rest } = run
  if (marks?.some((mark) => mark.startsWith('i_') && isLeft(mark))) return []
  const left = marks?.filter((mark) => !isLeft(mark))
  // The sign of a break is never part of a text, whatever became of the suggestion that put it there.
  if (run.breaks && !left?.some((mark) => mark.startsWith('i_'))) return []
  return [{ ...rest, ...markedAs(left) }]
}

function markedAs(marks: readonly Mark[] | undefined): { marks?: readonly Mark[] } {
  return marks && marks.length > 0 ? { marks } : {}
}
