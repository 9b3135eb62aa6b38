// Commands on the words at the caret, and the three modes.

import { FORMAT_TEXT_COMMAND, REDO_COMMAND, UNDO_COMMAND } from 'lexical'
import { Bold, Italic, Redo2, Section, Undo2 } from 'lucide-react'
import { askToCite } from '#app/editor/citing/cite.ts'
import { type Mode, modes } from '#app/editor/mode.ts'
import { deskCommandWords as w } from '#app/words/desk/commands.ts'
import type { Chord } from './chords.ts'
import { both, type Command, whyNotWrite } from './commands.ts'

const modeChords: Readonly<Record<Mode, Chord>> = {
  edit: 'Ctrl+Alt+Shift+E',
  suggest: 'Ctrl+Alt+Shift+S',
  view: 'Ctrl+Alt+Shift+V',
}
const modeWords: Readonly<Record<Mode, 'modeEdit' | 'modeSuggest' | 'modeView'>> = {
  edit: 'modeEdit',
  suggest: 'modeSuggest',
  view: 'modeView',
}

export const writeCommands: readonly Command[] = [
  ...modes.map(
    (mode): Command => ({
      id: `mode.${mode}`,
      group: 'write',
      words: both(w, modeWords[mode]),
      chord: modeChords[mode],
      isOn: (desk) => desk.mode === mode,
      whyNot: ({ whyNotMode }) => whyNotMode[mode],
      run: ({ onMode }) => onMode(mode),
    }),
  ),
  {
    id: 'write.bold',
    group: 'write',
    words: both(w, 'bold'),
    chord: 'Ctrl+B',
    isHeardByEditor: true,
    icon: Bold,
    whyNot: whyNotWrite,
    run: ({ editor }) => editor?.dispatchCommand(FORMAT_TEXT_COMMAND, 'bold'),
  },
  {
    id: 'write.italic',
    group: 'write',
    words: both(w, 'italic'),
    chord: 'Ctrl+I',
    isHeardByEditor: true,
    icon: Italic,
    whyNot: whyNotWrite,
    run: ({ editor }) => editor?.dispatchCommand(FORMAT_TEXT_COMMAND, 'italic'),
  },
  {
    id: 'write.undo',
    group: 'write',
    words: both(w, 'undo'),
    chord: 'Ctrl+Z',
    isHeardByEditor: true,
    icon: Undo2,
    whyNot: whyNotWrite,
    run: ({ editor }) => editor?.dispatchCommand(UNDO_COMMAND, undefined),
  },
  {
    id: 'write.redo',
    group: 'write',
    words: both(w, 'redo'),
    chord: 'Ctrl+Shift+Z',
    isHeardByEditor: true,
    icon: Redo2,
    whyNot: whyNotWrite,
    run: ({ editor }) => editor?.dispatchCommand(REDO_COMMAND, undefined),
  },
  {
    id: 'cite.ask',
    group: 'cite',
    words: both(w, 'cite'),
    also: both(w, 'citeAlso'),
    icon: Section,
    whyNot: whyNotWrite,
    run: ({ editor }) => editor && askToCite(editor),
  },
]
