// Who is where in the text. One connection carries both languages; each editor is shown only those who stand in its
// own.

import {
  type BindingV2,
  type Provider,
  type ProviderAwareness,
  syncCursorPositions,
  type UserState,
} from '@lexical/yjs'
import { BLUR_COMMAND, COMMAND_PRIORITY_EDITOR, FOCUS_COMMAND, type LexicalEditor, mergeRegister } from 'lexical'
import type { Awareness } from 'y-protocols/awareness'
import { isLanguage, type Language, type Words } from '#server/domain/language.ts'
import type { CaretHolder } from './caret.ts'

/** A place as the server relays it: `user` is written from the session, the rest by the client. */
interface Place {
  readonly user?: { readonly memberId: string; readonly name: string; readonly delegation: Words }
  readonly color?: unknown
  readonly language?: unknown
  readonly anchorPos?: UserState['anchorPos']
  readonly focusPos?: UserState['focusPos']
  readonly focusing?: unknown
}

/** Somebody else in the room, once for each connection. */
export interface Present {
  readonly client: number
  readonly memberId: string
  readonly name: string
  readonly delegation: Words
  readonly language: Language | null
  readonly color: string
}

const nobody = { name: '', color: '', awarenessData: {} }

/** The other connections in the room, by name. */
export function listPresent(awareness: Awareness): Present[] {
  return [...(awareness.getStates() as Map<number, Place>)]
    .flatMap(([client, { user, color, language }]) => {
      if (client === awareness.clientID || !user) return []
      const { memberId, name, delegation } = user
      const side = isLanguage(language) ? language : null
      return [{ client, memberId, name, delegation, language: side, color: String(color) }]
    })
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Whether two lists name the same people: a caret that moves is nobody new. */
export function arePresentSame(one: readonly Present[], other: readonly Present[]): boolean {
  const same = (a: Present, b: Present | undefined) =>
    a.client === b?.client &&
    a.memberId === b.memberId &&
    a.name === b.name &&
    a.language === b.language &&
    a.color === b.color &&
    a.delegation.en === b.delegation.en &&
    a.delegation.fr === b.delegation.fr
  return one.length === other.length && one.every((present, at) => same(present, other[at]))
}

/** The awareness as one editor sees it: its own place is sent only while it has the focus. */
export interface Presence extends ProviderAwareness, CaretHolder {
  setFocus(focusing: boolean): void
}

export function presenceIn(awareness: Awareness, language: Language): Presence {
  let mine: UserState = { ...nobody, anchorPos: null, focusPos: null, focusing: false }
  let held: Partial<UserState> | null = null
  const send = () => {
    const { anchorPos, focusPos, focusing } = mine
    awareness.setLocalState({ language, anchorPos, focusPos, focusing })
  }
  return {
    getLocalState: () => (held ? { ...mine, ...held } : mine),
    place: () => mine,
    put(place) {
      mine = { ...mine, ...place }
      if (mine.focusing) send()
    },
    hold(place) {
      held = place
    },
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

/** Tells where this person writes. */
export function registerFocus(editor: LexicalEditor, presence: Presence): () => void {
  const tell = (focusing: boolean) => () => {
    presence.setFocus(focusing)
    return false
  }
  return mergeRegister(
    editor.registerCommand(FOCUS_COMMAND, tell(true), COMMAND_PRIORITY_EDITOR),
    editor.registerCommand(BLUR_COMMAND, tell(false), COMMAND_PRIORITY_EDITOR),
  )
}

/** The carets of others, as one editor draws them. */
export interface Carets {
  /**
   * Once a frame, not within a change: measuring them would lay the page out once more. Not at all for whoever is
   * alone.
   */
  drawSoon(): void
  stop(): void
}

export function caretsOf(binding: BindingV2, provider: Provider): Carets {
  let frame = 0
  const drawSoon = () => {
    if (!binding.cursorsContainer || frame !== 0) return
    if (binding.cursors.size === 0 && provider.awareness.getStates().size === 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      draw(binding, provider)
    })
  }
  // Words move also when nobody writes in this text: with the width of the page, and when a paragraph of the other text
  // gets a line more. Where carets are drawn there is a page; without one, an editor must not even be asked for its
  // root.
  const root = binding.cursorsContainer && binding.editor.getRootElement()
  const moving = root ? new ResizeObserver(drawSoon) : null
  if (root) moving?.observe(root)
  return {
    drawSoon,
    stop() {
      moving?.disconnect()
      if (frame !== 0) cancelAnimationFrame(frame)
    },
  }
}

/** One that stands in words which are just going cannot be placed: all are drawn again when the next moves. */
function draw(binding: BindingV2, provider: Provider): void {
  try {
    syncCursorPositions(binding, provider)
  } catch {
    // A caret is no part of the text: nothing of it is at stake.
  }
}

function othersIn(awareness: Awareness, language: Language): Map<number, UserState> {
  const states = awareness.getStates() as Map<number, Place>
  const others = listPresent(awareness).filter((person) => person.language === language)
  return new Map(
    others.map(({ client, name, color }) => {
      const { anchorPos = null, focusPos = null, focusing } = states.get(client) ?? {}
      return [client, { ...nobody, name, color, anchorPos, focusPos, focusing: focusing === true }]
    }),
  )
}
