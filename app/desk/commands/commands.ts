// What can be done at the desk. One list (command-list.ts): the palette, the shortcuts sheet, the tools, the menu and
// the keys all read it.
//
// To add commands: a file of your own `app/desk/commands/SUBJECT-commands.ts` with `export const SUBJECTCommands:
// readonly Command[]`, its words in your dictionary (`both(yourWords, 'key')` makes the pair), one line in
// command-list.ts, and a walk in tests/journeys/commands, which does it by keyboard. That is all: no listener, no
// button, no entry in a menu of your own.
//   { id: 'comment.next', group: 'comments', words: both(w, 'next'), chord: 'Ctrl+Alt+G',
//     whyNot: ({ threads }) => …, run: (desk) => … }
// The list is loaded after the page, together with the editor: a command may import Lexical. What is large and seldom
// used it imports itself when run.

import type { LucideIcon } from 'lucide-react'
import type { Dictionary } from '#app/words/bilingual.ts'
import { deskCommandWords } from '#app/words/desk/commands.ts'
import type { Language, Words } from '#server/domain/language.ts'
import type { DeskState } from '../page/state.ts'
import type { Chord } from './chords.ts'

const groupKeys = {
  write: 'groupWrite',
  suggest: 'groupSuggest',
  comments: 'groupComments',
  cite: 'groupCite',
  terms: 'groupTerms',
  versions: 'groupVersions',
  go: 'groupGo',
  desk: 'groupDesk',
} as const
export type CommandGroup = keyof typeof groupKeys

/** The groups with their names, in the order in which the palette, the sheet and the menu show them. */
export function groupsOf(language: Language): readonly (readonly [CommandGroup, string])[] {
  return Object.entries(groupKeys).map(([group, key]) => [group as CommandGroup, deskCommandWords[language][key]])
}

export interface Command {
  /** `subject.verb`; no two have the same. */
  readonly id: string
  readonly group: CommandGroup
  /** What it does, as one says it to somebody: `Accept the suggestion`. */
  readonly words: Words
  /** Other words by which the palette finds it. */
  readonly also?: Words
  /**
   * No two commands have the same chord. Avoid what browsers, screen readers and AltGr of European keyboards need
   * (Ctrl+Alt+E is €, Ctrl+Alt+N starts NVDA).
   */
  readonly chord?: Chord
  /** The editor itself hears the chord (Ctrl+B); it is listed only. */
  readonly isHeardByEditor?: true
  /** Also offered in the menu `More` of the bar. */
  readonly isInMenu?: true
  /** With one it stands in the row of tools; there is room for about nine. Its words are the tool's name. */
  readonly icon?: LucideIcon
  /** Whether it is on, for commands that turn something on and off. */
  readonly isOn?: (desk: DeskState) => boolean
  /**
   * Why it cannot be done now, in both languages; null when it can. Asked whenever it is shown, and before `run`:
   * cheap, and no going through the text.
   */
  readonly whyNot?: (desk: DeskState) => Words | null
  /** Does it, and says what was done (`desk.voice.announce`). Afterwards the focus stands where the person goes on. */
  readonly run: (desk: DeskState) => unknown
}

/** Does a command, or says why not. */
export function perform(command: Command, desk: DeskState, language: Language): void {
  const why = command.whyNot?.(desk) ?? null
  if (why) desk.voice.notice(why[language])
  else command.run(desk)
}

/** An entry of a dictionary in both languages. */
export function both<T extends Dictionary>(words: Readonly<Record<Language, T>>, key: StringKey<T>): Words {
  return { en: String(words.en[key]), fr: String(words.fr[key]) }
}
type StringKey<T> = { [Key in keyof T]: T[Key] extends string ? Key : never }[keyof T]

/** For `whyNot` of what writes into the text at the caret, or suggests there. */
export function whyNotWrite({ editor, mode, whyNotMode, live }: DeskState): Words | null {
  if (!live || !editor) return both(deskCommandWords, 'notYet')
  if (mode === 'view')
    return whyNotMode.edit && whyNotMode.suggest ? whyNotMode.suggest : both(deskCommandWords, 'viewing')
  return editor.isEditable() ? null : both(deskCommandWords, 'notNow')
}
