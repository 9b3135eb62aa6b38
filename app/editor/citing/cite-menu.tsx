// The list that opens at the caret after § or @. The keyboard stays in the text; the list is told what is chosen.

import {
  COMMAND_PRIORITY_CRITICAL,
  KEY_ARROW_DOWN_COMMAND,
  KEY_ARROW_UP_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_ESCAPE_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalCommand,
  type LexicalEditor,
  mergeRegister,
} from 'lexical'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { citationWords } from '#app/words/desk/citations.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import type { Signal } from '../signal.ts'
import { findCitable } from './citable.ts'
import type { Found } from './citable-here.ts'
import { $askingAtCaret, type Asking, putCitation } from './cite.ts'

interface CiteMenuProps {
  readonly editor: LexicalEditor
  readonly language: Language
  readonly citable: Citable
  /** The text itself: its paragraphs can be cited too. Asked when the list opens, not watched. */
  readonly trees: Signal<BothTrees | null>
  readonly announce: (say: string) => void
}

export default function CiteMenu({ editor, language, citable, trees, announce }: CiteMenuProps) {
  const w = useWords(deskWords)
  const kinds = useWords(citationWords)
  const { asking, dismiss } = useAsking(editor)
  const found = useMemo(
    () => (asking ? findCitable(citable, asking.query, language, trees.get()?.[language]) : []),
    [asking, citable, language, trees],
  )
  const [at, setAt] = useState({ query: '', index: 0 })
  const chosen = asking && at.query === asking.query ? Math.min(at.index, Math.max(found.length - 1, 0)) : 0
  const isOpen = asking !== null && (found.length > 0 || !asking.query.includes(' '))
  const id = `cite-${language}`

  useEffect(() => {
    if (!isOpen) return
    const option = found[chosen]
    const count = found.length === 0 ? w.noResults : w.results(found.length)
    announce(
      option ? [`${count}. ${option.label}`, kinds[option.kind], option.detail].filter(Boolean).join(', ') : count,
    )
  }, [isOpen, found, chosen, announce, w, kinds])

  const choose = useCallback(
    (option: Found | undefined) => {
      if (asking && option) putCitation(editor, asking, option)
    },
    [editor, asking],
  )
  useListKeys(editor, isOpen && found.length > 0, {
    move: (step) => setAt({ query: asking?.query ?? '', index: (chosen + step + found.length) % found.length }),
    choose: () => choose(found[chosen]),
  })
  useEscape(editor, isOpen, dismiss)
  useComboboxNames(editor, isOpen, { list: id, option: found.length > 0 ? `${id}-${chosen}` : null })

  if (!isOpen) return null
  return (
    <Popup id={id} label={w.citeMenu}>
      {found.length === 0 && <p className="cite-none">{w.noResults}</p>}
      {found.map((option, index) => (
        <div
          key={option.target}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className="cite-option"
          tabIndex={-1}
          onMouseDown={(event) => {
            event.preventDefault()
            choose(option)
          }}
        >
          <span className="cite-label">{option.label}</span>
          <span className="cite-kind">{kinds[option.kind]}</span>
          <span className="cite-detail">{option.detail}</span>
          {option.figure && <span className="cite-figure">{option.figure}</span>}
        </div>
      ))}
    </Popup>
  )
}

/** What the caret asks for now; null after Escape until the sign is typed anew. */
function useAsking(editor: LexicalEditor) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const dismissed = useRef<string | null>(null)
  useEffect(() => {
    const look = () => {
      const root = editor.getRootElement()
      const isHere = root !== null && root === document.activeElement && editor.isEditable()
      const now = isHere ? editor.getEditorState().read($askingAtCaret) : null
      const sign = now && `${now.key}:${now.from}`
      if (dismissed.current !== null && dismissed.current !== sign) dismissed.current = null
      const next = dismissed.current === null ? now : null
      setAsking((before) => (isSame(before, next) ? before : next))
    }
    const close = () => setAsking(null)
    const stop = mergeRegister(
      editor.registerUpdateListener(look),
      editor.registerRootListener((root, previous) => {
        previous?.removeEventListener('blur', close)
        root?.addEventListener('blur', close)
      }),
    )
    return stop
  }, [editor])
  const dismiss = useCallback(() => {
    setAsking((now) => {
      if (now) dismissed.current = `${now.key}:${now.from}`
      return null
    })
  }, [])
  return { asking, dismiss }
}

function isSame(one: Asking | null, other: Asking | null): boolean {
  return one?.key === other?.key && one?.from === other?.from && one?.to === other?.to && one?.query === other?.query
}

interface ListKeys {
  readonly move: (step: 1 | -1) => void
  readonly choose: () => void
}

function useListKeys(editor: LexicalEditor, isOpen: boolean, keys: ListKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!isOpen) return
    const on = <E extends KeyboardEvent | null>(command: LexicalCommand<E>, act: () => void) =>
      editor.registerCommand(
        command,
        (event) => {
          event?.preventDefault()
          event?.stopImmediatePropagation()
          act()
          return true
        },
        COMMAND_PRIORITY_CRITICAL,
      )
    return mergeRegister(
      on(KEY_ARROW_DOWN_COMMAND, () => latest.current.move(1)),
      on(KEY_ARROW_UP_COMMAND, () => latest.current.move(-1)),
      on(KEY_ENTER_COMMAND, () => latest.current.choose()),
      on(KEY_TAB_COMMAND, () => latest.current.choose()),
    )
  }, [editor, isOpen])
}

function useEscape(editor: LexicalEditor, isOpen: boolean, dismiss: () => void): void {
  useEffect(() => {
    if (!isOpen) return
    return editor.registerCommand(
      KEY_ESCAPE_COMMAND,
      (event) => {
        event.preventDefault()
        event.stopImmediatePropagation()
        dismiss()
        return true
      },
      COMMAND_PRIORITY_CRITICAL,
    )
  }, [editor, isOpen, dismiss])
}

/** Tells assistive technology, on the text itself, that a list is open and which option is chosen. */
function useComboboxNames(
  editor: LexicalEditor,
  isOpen: boolean,
  names: { list: string; option: string | null },
): void {
  const { list, option } = names
  useEffect(() => {
    const root = editor.getRootElement()
    if (!root || !isOpen) return
    root.setAttribute('aria-controls', list)
    root.setAttribute('aria-haspopup', 'listbox')
    if (option) root.setAttribute('aria-activedescendant', option)
    return () => {
      for (const name of ['aria-controls', 'aria-haspopup', 'aria-activedescendant']) root.removeAttribute(name)
    }
  }, [editor, isOpen, list, option])
}

/** Stands under the caret, inside the sheet, and never beyond its edges. */
function Popup({ id, label, children }: { readonly id: string; readonly label: string; readonly children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = list.current
    const around = element?.offsetParent
    const range = window.getSelection()?.rangeCount ? window.getSelection()!.getRangeAt(0) : null
    if (!element || !around || !range) return
    const frame = around.getBoundingClientRect()
    const caret = range.getBoundingClientRect()
    const left = Math.max(0, Math.min(caret.left - frame.left, frame.width - element.offsetWidth))
    const below = caret.bottom + element.offsetHeight + 8 < window.innerHeight || caret.top < element.offsetHeight + 80
    const top = below ? caret.bottom - frame.top + 4 : caret.top - frame.top - element.offsetHeight - 4
    element.style.left = `${left}px`
    element.style.top = `${top}px`
    element.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className="cite-menu">
      {children}
    </div>
  )
}
