// The handle in the number margin by which a paragraph is dragged to another place. By keyboard it is an act of the
// desk.

import { $getNearestNodeFromDOMNode, type LexicalEditor } from 'lexical'
import { GripVertical } from 'lucide-react'
import { type PointerEvent as PressEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { moveWords } from '#app/words/desk/move.ts'
import { $unitsOfText, moveTo } from './move.ts'

interface Place {
  readonly block: HTMLElement
  readonly top: number
}

interface HandleProps {
  readonly editor: LexicalEditor
  readonly announce: (say: string) => void
}

export default function MoveHandle({ editor, announce }: HandleProps) {
  const w = useWords(moveWords)
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<Place | null>(null)
  const [drop, setDrop] = useState<Gap | null>(null)
  useHovered(editor, box, setAt)
  const drag = useRef<readonly Gap[] | null>(null)
  const end = () => {
    drag.current = null
    setDrop(null)
  }
  const press = (event: PressEvent<HTMLElement>) => {
    if (event.button !== 0 || !box.current) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = gapsOf(editor, box.current)
  }
  const move = ({ clientY }: PressEvent) => {
    if (!drag.current || !box.current) return
    scrollAtEdge(clientY)
    setDrop(nearest(drag.current, clientY - box.current.getBoundingClientRect().top))
  }
  const release = () => {
    if (drop && at) moveBlock(editor, at.block, drop.before, (what) => announce(what === 'moved' ? w.moved : w.stayed))
    end()
  }
  const number = at?.block.dataset.number ?? ''
  return (
    <div ref={box} className="move-layer">
      {at && (
        <button
          type="button"
          tabIndex={-1}
          className="move-handle"
          style={{ top: at.top }}
          aria-label={w.handle(number)}
          title={w.handleHint}
          onPointerDown={press}
          onPointerMove={move}
          onPointerUp={release}
          onPointerCancel={end}
        >
          <GripVertical size={15} aria-hidden="true" />
        </button>
      )}
      {drop && <div className="move-line" style={{ top: drop.y }} />}
    </div>
  )
}

/** The paragraph under the pointer, while the text can be changed; none as soon as the text changes. */
function useHovered(
  editor: LexicalEditor,
  box: { readonly current: HTMLElement | null },
  setAt: (place: Place | null) => void,
): void {
  useEffect(() => {
    const sheet = box.current?.parentElement
    if (!sheet) return
    const over = ({ target, pointerType }: PointerEvent) => {
      if (pointerType !== 'mouse' || !editor.isEditable() || !(target instanceof HTMLElement)) return
      const block = target.closest<HTMLElement>('.block')
      if (block) setAt({ block, top: block.getBoundingClientRect().top - sheet.getBoundingClientRect().top })
    }
    const leave = () => setAt(null)
    sheet.addEventListener('pointerover', over)
    sheet.addEventListener('pointerleave', leave)
    const stop = editor.registerUpdateListener(({ dirtyElements }) => {
      if (dirtyElements.size > 0) setAt(null)
    })
    return () => {
      stop()
      sheet.removeEventListener('pointerover', over)
      sheet.removeEventListener('pointerleave', leave)
    }
  }, [editor, box, setAt])
}

/** A place between two paragraphs: how far down it is, and the key of the one behind it. */
interface Gap {
  readonly y: number
  readonly before: string | null
}

function gapsOf(editor: LexicalEditor, box: HTMLElement): Gap[] {
  const { top } = box.getBoundingClientRect()
  const units = editor.getEditorState().read(() => $unitsOfText().map((unit) => unit.map((node) => node.getKey())))
  const edge = (key: string | undefined, side: 'top' | 'bottom') => {
    const rect = key === undefined ? undefined : editor.getElementByKey(key)?.getBoundingClientRect()
    return (rect?.[side] ?? top) - top
  }
  const gaps: Gap[] = units.map(([first]) => ({ y: edge(first, 'top') - 8, before: first ?? null }))
  return [...gaps, { y: edge(units.at(-1)?.at(-1), 'bottom'), before: null }]
}

function nearest(gaps: readonly Gap[], y: number): Gap | null {
  const far = (gap: Gap | null) => (gap ? Math.abs(gap.y - y) : Number.POSITIVE_INFINITY)
  return gaps.reduce<Gap | null>((best, gap) => (far(gap) < far(best) ? gap : best), null)
}

function scrollAtEdge(y: number): void {
  const margin = 60
  if (y < margin) window.scrollBy(0, y - margin)
  else if (y > window.innerHeight - margin) window.scrollBy(0, y - window.innerHeight + margin)
}

function moveBlock(
  editor: LexicalEditor,
  block: HTMLElement,
  before: string | null,
  tell: (what: 'moved' | 'edge') => void,
): void {
  const key = editor.read(() => $getNearestNodeFromDOMNode(block)?.getTopLevelElement()?.getKey())
  if (key !== undefined) moveTo(editor, { keys: [key], before }, tell)
}
