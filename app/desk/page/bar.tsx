// The bar above the text: how one works on it, the tools, what is shown, whether it is saved, who else is here.

import {
  ChevronDown,
  Ellipsis,
  Eye,
  ListTree,
  type LucideIcon,
  MessageSquareDiff,
  MessageSquareText,
  PenLine,
} from 'lucide-react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { type Mode, modes } from '#app/editor/mode.ts'
import { deskCommandWords } from '#app/words/desk/commands.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import { languages } from '#server/domain/language.ts'
import { sayChord } from '../commands/chords.ts'
import { groupsOf, perform } from '../commands/commands.ts'
import { useCommands } from '../commands/use-commands.ts'
import { countOpen } from '../comments/waiting.ts'
import { type Choice, Menu } from '../tools/menu.tsx'
import { VersionMark } from '../versions/version-mark.tsx'
import { Panels } from './panels.tsx'
import { type Shown, useDesk } from './state.ts'
import { PresentList, StatusMark } from './status.tsx'
import { Switch } from './switch.tsx'

export function Bar() {
  const { view, live } = useDesk()
  const { commands, Tools } = useCommands()
  return (
    <div className="desk-bar">
      <OutlineToggle />
      <ModeMenu />
      {live && Tools && <Tools commands={commands} />}
      <MoreMenu />
      {live && <PresentList connection={live.connection} me={view.me.id} />}
      <LanguageSwitch />
      <VersionMark />
      <MarginToggle />
      <StatusMark connection={live?.connection ?? null} />
      <Panels />
    </div>
  )
}

function OutlineToggle() {
  const w = useWords(deskWords)
  const { isOutlineOpen, onOutline } = useDesk()
  return (
    <button
      type="button"
      className="tool outline-toggle"
      aria-expanded={isOutlineOpen}
      aria-controls="desk-outline"
      aria-label={w.outline}
      title={w.outline}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onOutline(!isOutlineOpen)}
    >
      <ListTree size={18} aria-hidden="true" />
    </button>
  )
}

function MarginToggle() {
  const w = useWords(deskWords)
  const { threads, isMarginOpen, onMargin } = useDesk()
  const open = countOpen(threads)
  return (
    <button
      type="button"
      className="margin-toggle"
      aria-expanded={isMarginOpen}
      aria-controls="desk-margin"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onMargin(!isMarginOpen)}
    >
      <MessageSquareText size={18} aria-hidden="true" />
      <span className="visually-hidden">{w.showMargin(open)}</span>
      {open > 0 && <span aria-hidden="true">{open}</span>}
    </button>
  )
}

const modeIcons: Readonly<Record<Mode, LucideIcon>> = { edit: PenLine, suggest: MessageSquareDiff, view: Eye }

function ModeMenu() {
  const w = useWords(deskCommandWords)
  const language = useLanguage()
  const { mode, onMode, whyNotMode } = useDesk()
  const { commands } = useCommands()
  const Icon = modeIcons[mode]
  const names = { edit: w.editing, suggest: w.suggesting, view: w.reading }
  const details = { edit: w.editingSay, suggest: w.suggestingSay, view: w.readingSay }
  const choices = modes.map((each): Choice => {
    const chord = commands.find(({ id }) => id === `mode.${each}`)?.chord
    return {
      id: each,
      name: names[each],
      detail: details[each],
      isOn: mode === each,
      why: whyNotMode[each]?.[language],
      run: () => onMode(each),
      ...(chord && { keys: sayChord(chord, language) }),
    }
  })
  return (
    <Menu
      className={`mode mode-${mode}`}
      face={
        <>
          <Icon size={16} aria-hidden="true" />
          {names[mode]}
          <ChevronDown size={14} aria-hidden="true" />
        </>
      }
      label={`${w.mode}: ${names[mode]}`}
      choices={choices}
      isRadio
    />
  )
}

/** Commands that are done now and then, by what they are about. */
function MoreMenu() {
  const w = useWords(deskCommandWords)
  const language = useLanguage()
  const desk = useDesk()
  const { commands } = useCommands()
  if (commands.length === 0) return null
  const choices = groupsOf(language).flatMap(([group, name]) =>
    commands
      .filter((command) => command.group === group && command.isInMenu)
      .map((command): Choice => {
        const isOn = command.isOn?.(desk)
        return {
          id: command.id,
          name: command.words[language],
          group: name,
          why: command.whyNot?.(desk)?.[language] ?? null,
          run: () => perform(command, desk, language),
          ...(isOn !== undefined && { isOn }),
          ...(command.chord && { keys: sayChord(command.chord, language) }),
        }
      }),
  )
  return <Menu className="more" face={<Ellipsis size={18} aria-hidden="true" />} label={w.more} choices={choices} />
}

function LanguageSwitch() {
  const w = useWords(deskWords)
  const { shown, onShow } = useDesk()
  const names: Readonly<Record<Shown, string>> = { en: 'EN', fr: 'FR', both: w.both }
  return <Switch label={w.languages} names={names} choices={[...languages, 'both']} chosen={shown} onChoose={onShow} />
}
