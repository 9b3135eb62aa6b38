// Who is where in the text. One connection carries both languages; each editor is shown only those who stand in its own.

import type { ProviderAwareness, UserState } from '@lexical/yjs'
import type { Awareness } from 'y-protocols/awareness'
import { isLanguage, type Language } from '#server/domain/language.ts'

/** What each person sends; the server writes `user` from the session and drops everything it does not know. */
interface Place {
  readonly user?: { readonly name?: unknown; readonly delegation?: unknown }
  readonly language?: unknown
  readonly anchorPos?: UserState['anchorPos']
  readonly focusPos?: UserState['focusPos']
  readonly focusing?: unknown
}

/** Somebody else in the room. `hue` (0-359) is steady for one connection. */
export interface Present {
  readonly id: number
  readonly name: string
  readonly delegation: string
  readonly language: Language | null
  readonly hue: number
}

const nobody = { name: '', color: '', awarenessData: {} }

/** The others in the room, by name. */
export function listPresent(awareness: Awareness): Present[] {
  return [...(awareness.getStates() as Map<number, Place>)]
    .filter(([id, place]) => id !== awareness.clientID && typeof place.user?.name === 'string')
    .map(([id, place]) => ({
      id,
      name: String(place.user?.name),
      delegation: typeof place.user?.delegation === 'string' ? place.user.delegation : '',
      language: isLanguage(place.language) ? place.language : null,
      hue: hueOf(id),
    }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

function hueOf(id: number): number {
  return (id * 137) % 360
}

/** The awareness as one editor sees it: its own place is sent only while it has the focus. */
export interface Presence extends ProviderAwareness {
  setFocus(focusing: boolean): void
}

export function presenceIn(awareness: Awareness, language: Language): Presence {
  let mine: UserState = { ...nobody, anchorPos: null, focusPos: null, focusing: false }
  const send = () => {
    const { anchorPos, focusPos, focusing } = mine
    awareness.setLocalState({ language, anchorPos, focusPos, focusing })
  }
  return {
    getLocalState: () => mine,
    setLocalState(state) {
      if (state) mine = state
      if (mine.focusing) send()
    },
    setLocalStateField(field, value) {
      mine = { ...mine, [field]: value }
      if (mine.focusing) send()
    },
    setFocus(focusing) {
      mine = { ...mine, focusing }
      send()
    },
    getStates: () => othersIn(awareness, language),
    on: (type, call) => awareness.on(type, call),
    off: (type, call) => awareness.off(type, call),
  }
}

function othersIn(awareness: Awareness, language: Language): Map<number, UserState> {
  const states = awareness.getStates() as Map<number, Place>
  const others = listPresent(awareness).filter((person) => person.language === language)
  return new Map(
    others.map(({ id, name, hue }) => {
      const { anchorPos = null, focusPos = null, focusing } = states.get(id) ?? {}
      const color = `hsl(${hue} 55% 38%)`
      return [id, { ...nobody, name, color, anchorPos, focusPos, focusing: focusing === true }]
    }),
  )
}
