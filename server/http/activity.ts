// Which requests a person made. Only those keep a session from ending (OWASP ASVS 5.0, 7.3.1): a tab that is left open
// asks by itself.

import type { IncomingMessage } from 'node:http'

/** The header with which our pages mark what they ask by themselves (app/http/background.ts). */
export const inBackground = 'x-recital-background'

/**
 * True for a page that is opened and a form that is posted. Links here are plain links, so the router of a page asks
 * for `.data` only to run loaders again.
 */
export function isActOfPerson({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>, path: string): boolean {
  if (headers[inBackground] !== undefined || path === '/bulletin') return false
  if (method === 'POST') return true
  return !path.endsWith('.data') && !String(headers['sec-purpose'] ?? '').includes('prefetch')
}
