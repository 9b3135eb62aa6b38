// What the left column holds: the outline of the text that is worked on, what is still open in it, and its counts. It
// knows no editor.

import { memo, useEffect, useMemo, useRef } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { deskOutlineWords } from '#app/words/desk/outline.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import { useDesk, useTrees } from '../page/state.ts'
import { useLoud } from '../text/use-loud.ts'
import { useUnhurried } from '../text/use-unhurried.ts'
import { isQuietForOutline, isSameOutline, type OutlineRow, outlineOf, rowsNear } from './outline.ts'
import { CountsFoot } from './outline-counts.tsx'
import { Jump, useSame } from './outline-jump.tsx'
import { OpenPoints } from './outline-points.tsx'
import { useCurrent } from './use-current.ts'

/** Read anew once the text stands still for a moment: nobody waits for it while they type. */
export function OutlineParts() {
  const trees = useUnhurried(useTrees())
  const loud = useLoud(trees, isQuietForOutline)
  return (
    <>
      <Contents trees={loud} />
      <OpenPoints trees={loud} />
      <CountsFoot trees={trees} />
    </>
  )
}

function Contents({ trees }: { readonly trees: BothTrees }) {
  const w = useWords(deskOutlineWords)
  const { language } = useDesk()
  const tree = trees[language]
  const rows = useSame(
    useMemo(() => outlineOf(tree), [tree]),
    isSameOutline,
  )
  const current = useCurrent(rows, tree)
  const shown = useMemo(() => rowsNear(rows, current), [rows, current])
  return (
    <section className="outline-part outline-contents">
      <h2>{w.contents}</h2>
      {rows.length === 0 ? (
        <p className="outline-none">{w.noContents}</p>
      ) : (
        <Rows rows={shown} current={current} language={language} />
      )}
    </section>
  )
}

interface RowsProps {
  readonly rows: readonly OutlineRow[]
  readonly current: string | null
  readonly language: Language
}

const Rows = memo(function Rows({ rows, current, language }: RowsProps) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const [box, row] = [list.current, list.current?.querySelector<HTMLElement>('[aria-current]')]
    if (!box || !row || current === null || box.contains(document.activeElement)) return
    const [above, below] = [row.offsetTop - box.scrollTop, row.offsetTop + row.offsetHeight - box.scrollTop]
    if (above < 0 || below > box.clientHeight) box.scrollTop = row.offsetTop - box.clientHeight / 2
  }, [current])
  const stop = rows.some(({ pid }) => pid === current) ? current : rows[0]?.pid
  return (
    <ol ref={list} className="outline-list" lang={language}>
      {rows.map((row) => (
        <Row key={row.pid} row={row} isCurrent={row.pid === current} isStop={row.pid === stop} />
      ))}
    </ol>
  )
})

interface RowProps {
  readonly row: OutlineRow
  readonly isCurrent: boolean
  /** The one that Tab comes to. */
  readonly isStop: boolean
}

const Row = memo(function Row({ row, isCurrent, isStop }: RowProps) {
  const w = useWords(deskOutlineWords)
  return (
    <li data-level={row.level}>
      <Jump pid={row.pid} isCurrent={isCurrent} tabIndex={isStop ? 0 : -1}>
        {row.number && <span className="outline-number">{row.number}</span>}
        <span className="outline-words">{row.words || w.noWords}</span>
      </Jump>
    </li>
  )
})
