// What the server hands to every loader and action. It is filled before Remix is asked; nothing here is read from a
// form.

import type { Language } from '#server/domain/language.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import type { World } from '#server/world.ts'
import type { RefusedForm } from './refusal.ts'

/** The person signed in. `sessionHash` names the session, never its secret. */
interface Viewer {
  readonly member: Member
  readonly sessionHash: string
}

/** Why, what was typed, and the address of the form. */
export interface RefusedAt extends RefusedForm {
  readonly action: string
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    world: World
    /** Of this one response: every script and style element carries it. */
    nonce: string
    viewer: Viewer | null
    language: Language
    /** The address of the network that the request comes from. */
    from: string
    /** The form that this request posted in vain. */
    refused?: RefusedAt
    /**
     * Told what a page failed with. True when the server answers in its place and the log needs no line: the store is
     * out of reach.
     */
    failed: (error: unknown) => boolean
  }
  interface Future {
    v3_singleFetch: true
  }
}
