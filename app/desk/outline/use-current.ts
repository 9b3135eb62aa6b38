// Where the person is in the outline: at the caret, or, when that is out of view, at the first paragraph that is in
// view.

import { useEffect, useMemo, useState } from 'react'
import type { Tree } from '#server/document/tree/tree.ts'
import { blockOf } from '../page/place.ts'
import { useDesk } from '../page/state.ts'
import type { OutlineRow } from './outline.ts'

/** The pid of a row, or null. */
export function useCurrent(rows: readonly OutlineRow[], tree: Tree): string | null {
  const { activePid, language } = useDesk()
  const [pid, setPid] = useState<string | null>(null)
  useEffect(() => {
    if (activePid !== null) setPid(activePid)
    let frame = 0
    const look = () => {
      frame = 0
      const block = activePid === null ? null : blockOf(activePid, [language])
      const { top, bottom } = block?.getBoundingClientRect() ?? { top: 0, bottom: 0 }
      if (block && bottom > barBottom() && top < window.innerHeight) setPid(activePid)
      else setPid((before) => firstInView(language) ?? before)
    }
    const scrolled = () => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    document.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('scroll', scrolled)
    }
  }, [activePid, language])
  return useMemo(() => rowAt(rows, tree, pid), [rows, tree, pid])
}

/** The row of a paragraph, or of the last one before it that has a row. */
function rowAt(rows: readonly OutlineRow[], { paragraphs }: Tree, pid: string | null): string | null {
  if (pid === null) return rows[0]?.pid ?? null
  const listed = new Set(rows.map((row) => row.pid))
  const at = paragraphs.findIndex((paragraph) => paragraph.pid === pid)
  return paragraphs.slice(0, at + 1).findLast((paragraph) => listed.has(paragraph.pid))?.pid ?? null
}

function barBottom(): number {
  return document.querySelector('.desk-bar')?.getBoundingClientRect().bottom ?? 0
}

/**
 * Asked of the page at one point below the bar: going through all paragraphs would cost with every step of a scroll.
 */
function firstInView(language: string): string | null {
  const sheet = document.querySelector(`.sheet[data-sheet="${language}"] .sheet-text`)?.getBoundingClientRect()
  if (!sheet) return null
  for (const below of [12, 40, 80]) {
    const found = document.elementFromPoint(sheet.left + sheet.width / 2, barBottom() + below)
    const pid = found?.closest<HTMLElement>('[data-pid]')?.dataset.pid
    if (pid) return pid
  }
  return null
}
