// The writing tools: one bar for whichever text has the caret. Every tool has its key, so the bar is a reminder, not the way.

import {
  $getSelection,
  $isRangeSelection,
  CAN_REDO_COMMAND,
  CAN_UNDO_COMMAND,
  COMMAND_PRIORITY_LOW,
  FORMAT_TEXT_COMMAND,
  type LexicalCommand,
  type LexicalEditor,
  mergeRegister,
  REDO_COMMAND,
  SKIP_SELECTION_FOCUS_TAG,
  UNDO_COMMAND,
} from 'lexical'
import { Bold, Italic, type LucideIcon, MessageSquarePlus, Redo2, Section, Undo2 } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { $kindOf } from '#server/document/nodes.ts'
import { isParagraphKind, type ParagraphKind, paragraphKinds } from '#server/domain/paragraph.ts'
import { useWords } from '../components/reader.tsx'
import { deskWords } from '../words/desk.ts'
import { askToCite } from './cite.ts'
import type { Connection } from './connection.ts'
import { $selectedBlocks, $setKind } from './rules.ts'
import { usePart } from './signal.ts'

interface State {
  readonly editable: boolean
  readonly kind: ParagraphKind | null
  readonly bold: boolean
  readonly italic: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
}

const idle: State = { editable: false, kind: null, bold: false, italic: false, canUndo: false, canRedo: false }

interface ToolsProps {
  readonly editor: LexicalEditor | null
  readonly connection: Connection
  /** Whether this person came to write; a reader is shown the tools only when the room gives them the pen. */
  readonly mayWrite: boolean
  readonly onComment: (() => void) | null
}

export function Tools({ editor, connection, mayWrite, onComment }: ToolsProps) {
  const w = useWords(deskWords)
  const state = useToolState(editor)
  const hasPen = usePart(connection.link, ({ seat }) => seat?.mayEdit === true)
  const isWriter = hasPen || mayWrite
  return (
    <div className="tools">
      {isWriter && <KindMenu editor={editor} state={state} />}
      <Toolbar label={w.tools}>
        {isWriter && <WritingTools editor={editor} state={state} />}
        <Tool
          icon={MessageSquarePlus}
          label={w.comment}
          hint={w.commentHint}
          keys="Control+Alt+M"
          off={!onComment}
          act={() => onComment?.()}
        />
      </Toolbar>
    </div>
  )
}

interface StateProps {
  readonly editor: LexicalEditor | null
  readonly state: State
}

function WritingTools({ editor, state }: StateProps) {
  const w = useWords(deskWords)
  const off = !editor || !state.editable
  const format = (name: 'bold' | 'italic') => editor?.dispatchCommand(FORMAT_TEXT_COMMAND, name)
  const turn = (command: LexicalCommand<void>) => editor?.dispatchCommand(command, undefined)
  const { bold, italic, canUndo, canRedo } = state
  return (
    <>
      <Tool icon={Bold} label={w.bold} keys="Control+B" off={off} pressed={bold} act={() => format('bold')} />
      <Tool icon={Italic} label={w.italic} keys="Control+I" off={off} pressed={italic} act={() => format('italic')} />
      <Tool icon={Undo2} label={w.undo} keys="Control+Z" off={off || !canUndo} act={() => turn(UNDO_COMMAND)} />
      <Tool icon={Redo2} label={w.redo} keys="Control+Shift+Z" off={off || !canRedo} act={() => turn(REDO_COMMAND)} />
      <Tool icon={Section} label={w.cite} hint={w.citeHint} off={off} act={() => editor && askToCite(editor)} />
    </>
  )
}

function KindMenu({ editor, state }: StateProps) {
  const w = useWords(deskWords)
  // By keyboard the kinds are gone through one by one: the focus stays here until the person leaves.
  const isByHand = useRef(false)
  return (
    <select
      className="kind"
      aria-label={w.kind}
      title={w.kindHint}
      value={state.kind ?? ''}
      disabled={!editor || !state.editable || state.kind === null}
      onPointerDown={() => {
        isByHand.current = true
      }}
      onKeyDown={({ key }) => {
        isByHand.current = false
        if (key === 'Escape') editor?.focus()
      }}
      onChange={({ target }) => {
        const kind = target.value
        if (!isParagraphKind(kind)) return
        editor?.update(() => $setKind(kind), { tag: SKIP_SELECTION_FOCUS_TAG })
        if (isByHand.current) editor?.focus()
      }}
    >
      {state.kind === null && <option value="">{w.kind}</option>}
      {paragraphKinds.map((kind) => (
        <option key={kind} value={kind}>
          {w[kind]}
        </option>
      ))}
    </select>
  )
}

/** One Tab stop; the arrows go from tool to tool. */
function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const tools = [...(bar.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
    const at = tools.indexOf(document.activeElement as HTMLButtonElement)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 }[event.key]
    if (at < 0 || next === undefined) return
    event.preventDefault()
    tools[(next + tools.length) % tools.length]?.focus()
  }
  return (
    <div ref={bar} role="toolbar" aria-label={label} className="toolbar" onKeyDown={move}>
      {children}
    </div>
  )
}

interface ToolProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly hint?: string
  readonly keys?: string
  readonly off: boolean
  readonly pressed?: boolean
  readonly act: () => void
}

function Tool({ icon: Icon, label, hint, keys, off, pressed, act }: ToolProps) {
  const shown = hint ?? (keys ? `${label} (${keys.replace('Control', 'Ctrl')})` : label)
  return (
    <button
      type="button"
      className="tool"
      title={shown}
      aria-label={label}
      aria-keyshortcuts={keys}
      aria-pressed={pressed}
      aria-disabled={off}
      // The words stay selected and the caret stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        if (!off) act()
      }}
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  )
}

function useToolState(editor: LexicalEditor | null): State {
  const [state, setState] = useState<State>(idle)
  useEffect(() => {
    if (!editor) return
    const show = (change: Partial<State>) =>
      setState((before) => {
        const next = { ...before, ...change }
        return (Object.keys(next) as (keyof State)[]).every((key) => next[key] === before[key]) ? before : next
      })
    show({ editable: editor.isEditable(), ...editor.getEditorState().read($look) })
    const note = (change: Partial<State>) => {
      show(change)
      return false
    }
    return mergeRegister(
      editor.registerUpdateListener(({ editorState }) => show(editorState.read($look))),
      editor.registerEditableListener((editable) => show({ editable })),
      editor.registerCommand(CAN_UNDO_COMMAND, (canUndo) => note({ canUndo }), COMMAND_PRIORITY_LOW),
      editor.registerCommand(CAN_REDO_COMMAND, (canRedo) => note({ canRedo }), COMMAND_PRIORITY_LOW),
    )
  }, [editor])
  return state
}

function $look(): Pick<State, 'kind' | 'bold' | 'italic'> {
  const selection = $getSelection()
  const kinds = new Set($selectedBlocks().map($kindOf))
  const isText = $isRangeSelection(selection)
  return {
    kind: [...kinds][0] ?? null,
    bold: isText && selection.hasFormat('bold'),
    italic: isText && selection.hasFormat('italic'),
  }
}
