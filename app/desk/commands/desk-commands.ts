// Commands on the desk itself: what is shown of it, what can be opened, and the ways between its parts.

import { flushSync } from 'react-dom'
import { deskCommandWords as w } from '#app/words/desk/commands.ts'
import { nextPart } from '../page/parts.ts'
import { goTo } from '../page/place.ts'
import type { DeskState, Panel, Shown } from '../page/state.ts'
import { paletteChord } from './chords.ts'
import { both, type Command } from './commands.ts'

const shownWords = { en: 'showEnglish', fr: 'showFrench', both: 'showBoth' } as const

const open = (panel: Panel) => (desk: DeskState) => desk.onPanel(panel)

/** To the same paragraph in the other language, with the caret. */
function toOtherLanguage(desk: DeskState): void {
  const { language, shown, onShow, activePid, onCaret } = desk
  const other = language === 'en' ? 'fr' : 'en'
  if (shown !== 'both') onShow(other)
  onCaret(other)
  requestAnimationFrame(() => {
    if (activePid === null || !goTo(activePid, [other])) {
      document.querySelector<HTMLElement>(`.draft[role=textbox][data-language="${other}"]`)?.focus()
    }
  })
}

/**
 * Ctrl+F stays the browser's: it also finds in the margin, and everyone knows it. Ctrl+Alt+F is a footnote, as in Word.
 */
const find = 'Ctrl+Shift+F'

export const deskCommands: readonly Command[] = [
  {
    id: 'go.find',
    group: 'go',
    words: both(w, 'find'),
    also: both(w, 'findAlso'),
    chord: find,
    isInMenu: true,
    run: open('find'),
  },
  { id: 'go.next-part', group: 'go', words: both(w, 'nextPart'), chord: 'F6', run: () => nextPart(1) },
  { id: 'go.previous-part', group: 'go', words: both(w, 'previousPart'), chord: 'Shift+F6', run: () => nextPart(-1) },
  {
    id: 'go.outline',
    group: 'go',
    words: both(w, 'toOutline'),
    chord: 'Ctrl+Alt+O',
    run: ({ onOutline }) => {
      // At once: the next key is meant for the outline.
      flushSync(() => onOutline(true))
      document.querySelector<HTMLElement>('#desk-outline .outline-list a[tabindex="0"]')?.focus()
    },
  },
  {
    id: 'go.other-language',
    group: 'go',
    words: both(w, 'toOther'),
    chord: 'Ctrl+Alt+Shift+L',
    run: toOtherLanguage,
  },
  {
    id: 'desk.palette',
    group: 'desk',
    words: both(w, 'palette'),
    chord: paletteChord,
    isInMenu: true,
    run: open('palette'),
  },
  {
    id: 'desk.shortcuts',
    group: 'desk',
    words: both(w, 'shortcuts'),
    chord: '?',
    isInMenu: true,
    run: open('shortcuts'),
  },
  ...(['en', 'fr', 'both'] as const satisfies readonly Shown[]).map(
    (shown): Command => ({
      id: `desk.show-${shown}`,
      group: 'desk',
      words: both(w, shownWords[shown]),
      isOn: (desk) => desk.shown === shown,
      run: ({ onShow }) => onShow(shown),
    }),
  ),
  {
    id: 'desk.outline',
    group: 'desk',
    words: both(w, 'outline'),
    isOn: ({ isOutlineOpen }) => isOutlineOpen,
    run: ({ isOutlineOpen, onOutline }) => onOutline(!isOutlineOpen),
  },
]
