// The left column: where it stands, how it opens and closes, and the keys in it. It knows no editor.

import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { deskOutlineWords } from '#app/words/desk/outline.ts'
import { Asleep, OutlineParts } from '../loading/asleep.tsx'
import { isNowhere } from '../page/focus.ts'
import { keepPlace } from '../page/place.ts'
import { useDesk } from '../page/state.ts'
import { follow } from './outline-jump.tsx'

export function Outline() {
  const w = useWords(deskOutlineWords)
  const desk = useDesk()
  const { isOutlineOpen, outlineAs, onOutline, toText } = desk
  const column = useRef<HTMLElement>(null)
  useDrawnOutline(column)
  return (
    <nav
      ref={column}
      id="desk-outline"
      className="outline"
      aria-label={w.outline}
      data-open={isOutlineOpen}
      onClick={(event) => follow(event, desk)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') moveIn(event)
        else if (outlineAs === 'drawer') onOutline(false)
        else toText()
      }}
    >
      <p className="drawer-close">
        <button type="button" className="link" onClick={() => onOutline(false)}>
          {w.close}
        </button>
      </p>
      <Asleep part={<OutlineParts />} />
    </nav>
  )
}

/** As a drawer it takes the focus when it opens and gives it back when it closes; a press beside it closes it. */
function useDrawnOutline(column: RefObject<HTMLElement>): void {
  const { isOutlineOpen, outlineAs, onOutline } = useDesk()
  const isDrawn = isOutlineOpen && outlineAs === 'drawer'
  useEffect(() => {
    if (!isDrawn) return
    const back = keepPlace()
    column.current?.querySelector<HTMLElement>('a[tabindex="0"], button')?.focus()
    const press = ({ target }: PointerEvent) => {
      const toggle = target instanceof Element ? target.closest('[aria-controls="desk-outline"]') : null
      if (!toggle && target instanceof Node && !column.current?.contains(target)) onOutline(false)
    }
    document.addEventListener('pointerdown', press)
    return () => {
      document.removeEventListener('pointerdown', press)
      if (isNowhere() || column.current?.contains(document.activeElement)) back()
    }
  }, [column, isDrawn, onOutline])
}

/** Up and down, first and last, among the links of the list that has the focus. */
function moveIn(event: KeyboardEvent): void {
  const at = document.activeElement
  const list = at?.closest('ol')
  if (!list || !(at instanceof HTMLAnchorElement)) return
  const links = [...list.querySelectorAll<HTMLAnchorElement>('a')]
  const index = links.indexOf(at)
  const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: links.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  links[Math.max(0, Math.min(next, links.length - 1))]?.focus()
}
