// One check before Remix for every request that may change something (reliability.md 2.4, threat 13; OWASP CSRF
// guidance).

import { originsOf } from '../config.ts'

/** What the check reads of a request. */
export interface Provenance {
  readonly method: string
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * True when the request may go on. Every other method than GET, HEAD and OPTIONS needs an Origin equal to the public
 * address (scheme, host and port); Sec-Fetch-Site, when present, must say same-origin. A request with neither is
 * refused.
 */
export function isFromHere({ method, origin, fetchSite }: Provenance, publicUrl: string): boolean {
  if (safeMethods.has(method)) return true
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false
  if (origin === undefined) return fetchSite === 'same-origin'
  return originsOf(publicUrl).includes(origin)
}
