// What the person is told about their words: a pure reading of the link to the server. It knows no socket.

import type { Words } from '#server/domain/language.ts'

/** `saved` only when the server said so for the latest local edit: it is on disk. */
export type Status = 'connecting' | 'saving' | 'saved' | 'offline' | 'offline-unsaved' | 'refused' | 'frozen'

/** What the server lets this person do to the text now. */
export type Right = 'edit' | 'suggest' | 'read'

/**
 * The facts. `local` counts edits made here; `saved` is the latest count that the server has on disk, -1 before any.
 */
export interface Link {
  readonly connected: boolean
  /** Whether the whole text has come since the connection opened. */
  readonly synced: boolean
  readonly everSynced: boolean
  readonly local: number
  readonly saved: number
  readonly seat: { readonly right: Right; readonly say: Words } | null
  /** The session has ended: the connection comes back once the person has signed in again. */
  readonly mustSignIn: boolean
  /** Why the connection is away, when the server or the door said so; it comes back by itself. */
  readonly away: Words | null
  readonly refused: { readonly code: string; readonly say: Words } | null
}

export const noLink: Link = {
  connected: false,
  synced: false,
  everSynced: false,
  local: 0,
  saved: -1,
  seat: null,
  mustSignIn: false,
  away: null,
  refused: null,
}

export function statusOf(link: Link): Status {
  if (link.refused) return 'refused'
  // Words from an earlier page are there before the text has come.
  if (!link.everSynced && link.local === 0) return 'connecting'
  if (!link.connected) return mayLoseWords(link) ? 'offline-unsaved' : 'offline'
  if (!link.synced) return 'connecting'
  if (link.saved !== link.local) return link.local === 0 ? 'connecting' : 'saving'
  return link.seat?.right === 'read' ? 'frozen' : 'saved'
}

/** Whether leaving the page now could lose words. Before anything was written there is nothing to lose. */
export function mayLoseWords(link: Link): boolean {
  return link.local > 0 && link.saved !== link.local
}

/** What this person may do now: the server gave a seat, and refused nothing since. */
export function rightOf(link: Link): Right {
  return link.refused === null && link.seat ? link.seat.right : 'read'
}
