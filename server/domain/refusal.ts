// A refusal: the answer of a rule that says no. It knows no HTTP; app/http/refusal.ts maps the five codes once.

import type { Words } from './language.ts'

/** The five codes, for ever: 404, 403, 409, 409, 422. */
export type RefusalCode = 'not-found' | 'not-allowed' | 'not-now' | 'not-again' | 'not-valid'

/**
 * Why an act is refused. `say` is shown to the person as it stands; `field` names the form field at fault, if one is.
 */
export interface Refusal {
  readonly code: RefusalCode
  readonly say: Words
  readonly field?: string
}

/** Builds a refusal. Both languages are required by the type. */
export function refusal(code: RefusalCode, say: Words, field?: string): Refusal {
  return field === undefined ? { code, say } : { code, say, field }
}

/** What a workflow throws when a rule answered with a refusal. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(reason: Refusal) {
    super(reason.say.en)
    this.name = 'Refused'
    this.refusal = reason
  }
}

/** Throws when a rule said no; passes when it said null. */
export function heed(reason: Refusal | null): void {
  if (reason) throw new Refused(reason)
}

/** True for a Refused of either copy of this module (the server process and the Remix bundle hold one each). */
export function isRefused(error: unknown): error is Refused {
  return error instanceof Error && error.name === 'Refused' && 'refusal' in error
}
