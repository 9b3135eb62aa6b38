// A button that opens a list of commands: arrows go through it, Enter does one, Escape or a press elsewhere closes it.
// It knows no command.

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { keepPlace } from '../page/place.ts'

export interface Choice {
  readonly id: string
  readonly name: string
  /** One line under the name. */
  readonly detail?: string
  /** The keys for it, as they are read. */
  readonly keys?: string
  /** Given for what is one of several, or on or off. */
  readonly isOn?: boolean
  /** Why it cannot be chosen now; shown instead of the detail. */
  readonly why?: string | null
  readonly group?: string
  readonly run: () => void
}

interface MenuProps {
  /** What the button shows, and what it is called where that is not enough. */
  readonly face: ReactNode
  readonly label: string
  readonly className?: string
  readonly choices: readonly Choice[]
  /** One of them is on at a time. */
  readonly isRadio?: boolean
}

export function Menu({ face, label, className, choices, isRadio = false }: MenuProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [back, setBack] = useState<(() => void) | null>(null)
  const isOpen = back !== null
  const open = () => {
    const way = keepPlace()
    setBack(() => way)
  }
  const close = (isBack: boolean) => {
    setBack(null)
    if (isBack) back?.()
  }
  useEffect(() => {
    if (!isOpen) return
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    ;(items.find((item) => item.getAttribute('aria-checked') === 'true') ?? items[0])?.focus()
    const press = ({ target }: PointerEvent) => {
      if (!(target instanceof Node) || !box.current?.contains(target)) setBack(null)
    }
    document.addEventListener('pointerdown', press)
    return () => document.removeEventListener('pointerdown', press)
  }, [isOpen])
  return (
    <div ref={box} className={`menu ${className ?? ''}`}>
      <button
        type="button"
        className="menu-button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        title={label}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => (isOpen ? close(true) : open())}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return
          event.preventDefault()
          open()
        }}
      >
        {face}
      </button>
      {isOpen && <Choices id={id} label={label} choices={choices} isRadio={isRadio} onClose={close} />}
    </div>
  )
}

interface ChoicesProps extends Required<Pick<MenuProps, 'label' | 'choices' | 'isRadio'>> {
  readonly id: string
  readonly onClose: (isBack: boolean) => void
}

function Choices({ id, label, choices, isRadio, onClose }: ChoicesProps) {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose(true)
      return
    }
    if (event.key === 'Tab') {
      onClose(true)
      return
    }
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key] ?? byLetter(items, at, event.key)
    if (next === null) return
    event.preventDefault()
    items[(next + items.length) % items.length]?.focus()
  }
  return (
    <div ref={list} id={id} role="menu" aria-label={label} className="menu-list" tabIndex={-1} onKeyDown={move}>
      {choices.map((choice, at) => (
        <Item
          key={choice.id}
          choice={choice}
          role={choice.isOn === undefined ? 'menuitem' : isRadio ? 'menuitemradio' : 'menuitemcheckbox'}
          isFirstOfGroup={choice.group !== undefined && choice.group !== choices[at - 1]?.group}
          onClose={onClose}
        />
      ))}
    </div>
  )
}

interface ItemProps {
  readonly choice: Choice
  readonly role: 'menuitem' | 'menuitemradio' | 'menuitemcheckbox'
  readonly isFirstOfGroup: boolean
  readonly onClose: (isBack: boolean) => void
}

function Item({ choice, role, isFirstOfGroup, onClose }: ItemProps) {
  const { name, detail, keys, isOn, why, group, run } = choice
  return (
    <>
      {isFirstOfGroup && (
        <p className="menu-group" role="presentation">
          {group}
        </p>
      )}
      <button
        type="button"
        role={role}
        tabIndex={-1}
        className="menu-item"
        {...(role !== 'menuitem' && { 'aria-checked': isOn })}
        aria-disabled={Boolean(why)}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          if (why) return
          onClose(true)
          run()
        }}
      >
        <span className="menu-name">{name}</span>
        {keys && <kbd className="menu-keys">{keys}</kbd>}
        {(why || detail) && <span className="menu-detail">{why || detail}</span>}
      </button>
    </>
  )
}

/** The next item that begins with what was typed. */
function byLetter(items: readonly HTMLElement[], at: number, key: string): number | null {
  if (key.length !== 1) return null
  const begins = (item: HTMLElement) => item.textContent?.toLowerCase().startsWith(key.toLowerCase())
  const after = items.findIndex((item, index) => index > at && begins(item))
  const found = after === -1 ? items.findIndex(begins) : after
  return found === -1 ? null : found
}
