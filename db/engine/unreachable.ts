// That the store cannot be reached just now: nobody's fault, and over without a restart. It knows neither engine nor
// page.

/** The store did not answer. What was in flight may have been written or not; what was acknowledged is. */
export class StoreUnreachable extends Error {
  constructor(cause?: unknown) {
    const why = cause instanceof Error ? `: ${cause.message}` : ''
    super(`the store cannot be reached just now${why}`, { cause })
    this.name = 'StoreUnreachable'
  }
}

/**
 * True when `error`, or what caused it, is that. Of either copy of this module (the server process and the pages hold
 * one each).
 */
export function isUnreachable(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) if (one.name === 'StoreUnreachable') return true
  return false
}
