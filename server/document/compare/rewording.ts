// From the words of a paragraph to other words, changing as few as possible. Suggestions that stand in it stay in it.
// Pure.

import { diffArrays } from 'diff'
import { isOneThing, joinRuns, type Paragraph, type Run, sameLook } from '../tree/tree.ts'

/**
 * In order: words that stay, perhaps with another look, words that go, words that come. `at` counts UTF-16 units from
 * the first word.
 */
export type WordStep =
  | { readonly is: 'stay'; readonly at: number; readonly was: Run; readonly run: Run }
  | { readonly is: 'go'; readonly at: number; readonly was: Run }
  | { readonly is: 'come'; readonly run: Run }

/** A word, a space, a sign, a whole citation, or a suggestion to put words in, which is no part of the words. */
interface Atom {
  readonly at: number
  readonly run: Run
  readonly isAside: boolean
}

/** Empty when the paragraph has those words and looks already, suggestions left aside. */
export function stepsToWords(now: Paragraph['runs'], wanted: Paragraph['runs']): WordStep[] {
  if (
    areSame(
      now.filter((run) => !isAside(run)),
      wanted,
    )
  )
    return []
  const atoms = atomsOf(now)
  const target = atomsOf(wanted)
  const steps: WordStep[] = []
  let [from, to] = [0, 0]
  const asides = () => {
    for (let atom = atoms[from]; atom?.isAside; atom = atoms[++from]) {
      steps.push({ is: 'stay', at: atom.at, was: atom.run, run: atom.run })
    }
  }
  const standing = atoms.filter((atom) => !atom.isAside)
  for (const { added, removed, count } of diffArrays(standing.map(keyOf), target.map(keyOf))) {
    for (let n = 0; n < count; n++) {
      if (added) steps.push({ is: 'come', run: target[to++]!.run })
      else {
        asides()
        const { at, run: was } = atoms[from++]!
        if (removed) steps.push({ is: 'go', at, was })
        else steps.push({ is: 'stay', at, was, run: { ...target[to++]!.run, text: was.text, ...kept(was) } })
      }
    }
  }
  asides()
  return steps
}

/** The words that are there after the steps. */
export function wordsAfter(steps: readonly WordStep[]): Run[] {
  return joinRuns(steps.flatMap((step) => (step.is === 'go' ? [] : step.run)))
}

/** Comment threads and suggestions stay on the words that stay. */
function kept({ threads, marks }: Run): Pick<Run, 'threads' | 'marks'> {
  return { ...(threads && { threads }), ...(marks && { marks }) }
}

function isAside({ marks, breaks }: Run): boolean {
  return breaks !== undefined || marks?.some((mark) => mark.startsWith('i_')) === true
}

const parts = /\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu

function atomsOf(runs: readonly Run[]): Atom[] {
  let at = 0
  return runs.flatMap((run) => {
    const aside = isAside(run)
    const own = aside || isOneThing(run) ? [run.text] : (run.text.match(parts) ?? [])
    return own.map((text) => {
      const atom = { at, run: { ...run, text }, isAside: aside }
      at += text.length
      return atom
    })
  })
}

/** What is compared: the words, and what they cite. Another look is no other word. */
function keyOf({ run: { text, cites = '' } }: Atom): string {
  return `${cites}\u0001${text.normalize('NFC')}`
}

function areSame(now: readonly Run[], wanted: readonly Run[]): boolean {
  const [one, other] = [now, wanted].map((runs) =>
    joinRuns(runs.map(({ threads: _, marks: __, ...run }) => run)).map((run) => ({
      ...run,
      text: run.text.normalize('NFC'),
    })),
  ) as [Run[], Run[]]
  return (
    one.length === other.length && one.every((run, at) => run.text === other[at]!.text && sameLook(run, other[at]!))
  )
}
