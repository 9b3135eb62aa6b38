// The writing tools: one row for whichever text has the caret. Every tool has its key, so the row is a reminder, not
// the way.

import {
  $getSelection,
  $isRangeSelection,
  CAN_REDO_COMMAND,
  CAN_UNDO_COMMAND,
  COMMAND_PRIORITY_LOW,
  type LexicalEditor,
  mergeRegister,
  SKIP_SELECTION_FOCUS_TAG,
} from 'lexical'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { haveBlocksChanged } from '#app/editor/binding/changed.ts'
import { atLeisure } from '#app/editor/idle.ts'
import { signal, usePart } from '#app/editor/signal.ts'
import { noLink } from '#app/editor/sync/status.ts'
import { $selectedBlocks, $setKind } from '#app/editor/typing/kinds.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import { $kindOf } from '#server/document/tree/lexical-nodes.ts'
import { isCell, isParagraphKind, type ParagraphKind, paragraphKinds } from '#server/domain/text/paragraph.ts'
import { ariaChord, sayChord } from '../commands/chords.ts'
import { type Command, type CommandGroup, perform } from '../commands/commands.ts'
import { useDesk } from '../page/state.ts'

interface State {
  readonly editable: boolean
  readonly kind: ParagraphKind | null
  readonly bold: boolean
  readonly italic: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
}

const idle: State = { editable: false, kind: null, bold: false, italic: false, canUndo: false, canRedo: false }

const noSeat = signal(noLink)
const ofWriters: readonly CommandGroup[] = ['write', 'cite', 'suggest']

/** The commands that have an icon, and the kind of paragraph. */
export function Tools({ commands }: { readonly commands: readonly Command[] }) {
  const w = useWords(deskWords)
  const { live, editor, whyNotMode } = useDesk()
  const state = useToolState(editor)
  const right = usePart(live?.connection.link ?? noSeat, ({ seat }) => seat?.right)
  // A reader is shown the writing tools only when the room gives them the pen.
  const isWriter = right === 'edit' || right === 'suggest' || whyNotMode.edit === null || whyNotMode.suggest === null
  const tools = commands.filter(({ icon, group }) => icon && (isWriter || !ofWriters.includes(group)))
  return (
    <div className="tools">
      {isWriter && <KindMenu editor={editor} state={state} />}
      <Toolbar label={w.tools}>
        {tools.map((command) => (
          <Tool key={command.id} command={command} state={state} />
        ))}
      </Toolbar>
    </div>
  )
}

interface KindMenuProps {
  readonly editor: LexicalEditor | null
  readonly state: State
}

/** A table and a footnote are put in by commands of their own. */
const madeOtherwise: ReadonlySet<ParagraphKind> = new Set(['row', 'cell', 'footnote'])

function KindMenu({ editor, state }: KindMenuProps) {
  const w = useWords(deskWords)
  // By keyboard the kinds are gone through one by one: the focus stays here until the person leaves.
  const isByHand = useRef(false)
  return (
    <select
      className="kind"
      aria-label={w.kind}
      title={w.kindHint}
      value={state.kind ?? ''}
      disabled={!editor || !state.editable || state.kind === null || isCell(state.kind)}
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
      {state.kind === null && <option value="">{w.kindShort}</option>}
      {paragraphKinds
        .filter((kind) => kind === state.kind || !madeOtherwise.has(kind))
        .map((kind) => (
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

const pressedBy: Readonly<Record<string, 'bold' | 'italic'>> = { 'write.bold': 'bold', 'write.italic': 'italic' }
const neededBy: Readonly<Record<string, 'canUndo' | 'canRedo'>> = { 'write.undo': 'canUndo', 'write.redo': 'canRedo' }

function Tool({ command, state }: { readonly command: Command; readonly state: State }) {
  const language = useLanguage()
  const desk = useDesk()
  const { id, words, chord, icon: Icon } = command
  const why = command.whyNot?.(desk) ?? null
  const [needed, look] = [neededBy[id], pressedBy[id]]
  const isIdle = needed !== undefined && !state[needed]
  const name = words[language]
  return (
    <button
      type="button"
      className="tool"
      data-command={id}
      title={`${name}${chord ? ` (${sayChord(chord, language)})` : ''}${why ? `. ${why[language]}` : ''}`}
      aria-label={name}
      aria-keyshortcuts={chord && ariaChord(chord)}
      aria-pressed={look ? state[look] : command.isOn?.(desk)}
      aria-disabled={why !== null || isIdle}
      // The words stay selected and the caret stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        if (why !== null || !isIdle) perform(command, desk, language)
      }}
    >
      {Icon && <Icon size={18} aria-hidden="true" />}
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
    const look = () => show(editor.getEditorState().read($look))
    const soon = atLeisure(look)
    look()
    show({ editable: editor.isEditable() })
    const note = (change: Partial<State>) => {
      show(change)
      return false
    }
    return mergeRegister(
      editor.registerUpdateListener((update) => {
        // A letter rarely changes what is shown here. Another place or kind is shown at once: the next key may go on
        // from it.
        if (update.dirtyElements.size > 0 && !haveBlocksChanged(update)) soon.ask()
        else look()
      }),
      soon.stop,
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
