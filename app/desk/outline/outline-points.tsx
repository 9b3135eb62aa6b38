// The open points of the text, grouped, each a link to its paragraph.

import { memo, useMemo, useState } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { deskOutlineWords } from '#app/words/desk/outline.ts'
import { numbersOf } from '#server/document/numbering/number.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { useDesk } from '../page/state.ts'
import { useOpenTerms } from '../terms/use-terms.ts'
import { useFaultPoints } from './fault-points.ts'
import { Jump, useSame } from './outline-jump.tsx'
import { isSamePoints, openPoints, type Point, type PointKind, pointKinds } from './points.ts'

export function OpenPoints({ trees }: { readonly trees: BothTrees }) {
  const w = useWords(deskOutlineWords)
  const { threads } = useDesk()
  const faults = useFaultPoints()
  const terms = useOpenTerms()
  const points = useSame(
    useMemo(() => openPoints(trees, threads, [...faults, ...terms]), [trees, threads, faults, terms]),
    isSamePoints,
  )
  return (
    <section className="outline-part outline-points">
      <h2>
        {w.points} <span className="count">{points.length}</span>
      </h2>
      {points.length === 0 && <p className="outline-none">{w.noPoints}</p>}
      {pointKinds.map((kind) => (
        <Group key={kind} kind={kind} points={points} trees={trees} />
      ))}
    </section>
  )
}

interface GroupProps {
  readonly kind: PointKind
  readonly points: readonly Point[]
  readonly trees: BothTrees
}

/** Points that are in the page before somebody asks for them: a long list would cost with every frame of it. */
const few = 20

const Group = memo(
  function Group({ kind, points, trees }: GroupProps) {
    const w = useWords(deskOutlineWords)
    const [isOpen, setOpen] = useState(false)
    const mine = points.filter((point) => point.kind === kind)
    if (mine.length === 0) return null
    const numbers = { en: numbersOf(trees.en), fr: numbersOf(trees.fr) }
    return (
      <details className="points-group" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          {w[kind]} <span className="count">{mine.length}</span>
        </summary>
        <ol>
          {(isOpen || mine.length <= few ? mine : []).map((point) => (
            <li key={point.key}>
              <Jump pid={point.pid} language={point.language} {...(kind === 'comment' && { threadId: point.key })}>
                <span className="outline-number">{numbers[point.language].get(point.pid) ?? '–'}</span>
                <span className="outline-words">{point.words || w.noWords}</span>
                <span className="tag">{point.language.toUpperCase()}</span>
              </Jump>
            </li>
          ))}
        </ol>
      </details>
    )
  },
  // The trees give the numbers only; when those change, so does the outline above, and the next change here shows them.
  (one, other) => one.points === other.points,
)
