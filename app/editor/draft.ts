// What an editor tied to a text is given, and what it is asked.

import type * as Y from 'yjs'
import type { BlockNode } from '#server/document/tree/lexical-nodes.ts'
import type { Paragraph } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import type { Stopped } from './suggesting/register.ts'
import type { Mine } from './suggesting/runs.ts'
import type { OwnFirst } from './sync/own-first.ts'
import type { Presence } from './sync/presence.ts'

/** When what was typed is written into the shared text. */
export type OwnWords = Pick<OwnFirst, 'write' | 'settle'>

export const writeAtOnce: OwnWords = { write: (step) => step(), settle() {} }

/**
 * loading: nothing has come yet. healthy: shows the shared text and may write it. broken: cannot show it; read-only.
 */
export type Health = 'loading' | 'healthy' | 'broken'

export interface DraftOptions {
  readonly doc: Y.Doc
  readonly language: Language
  readonly presence: Presence
  /** Whether this person may write now; asked anew at every step. */
  readonly mayEdit: () => boolean
  readonly onHealth: (health: Health) => void
  /** Where the carets of others are drawn; null without a page. */
  readonly carets?: HTMLElement | null
  /** When what was typed is written into the shared text; at once without a page. */
  readonly own?: OwnWords
  /** When it is on, nothing but suggestions reaches the shared text. */
  readonly suggesting?: {
    readonly isOn: () => boolean
    readonly mine: Mine
    readonly onStopped: (what: Stopped) => void
  }
}

export interface Draft {
  health(): Health
  /** To be called with every error of the editor: it reloads from the shared text, or becomes read-only. */
  fail(error: unknown): void
  /** To be called when `mayEdit` may have changed. */
  reseat(): void
  /** A paragraph as the shared text holds it; null for one that it does not hold. */
  stored(block: BlockNode): Paragraph | null
  dispose(): void
}
