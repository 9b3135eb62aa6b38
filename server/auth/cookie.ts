// The session cookie: HttpOnly, SameSite=Lax, `__Host-` and Secure when the public address is https.

import type { World } from '../world.ts'
import { openAuth } from './lucia.ts'

type CookieWorld = Pick<World, 'store' | 'clock' | 'config'>

/** The Set-Cookie value that carries `token`. */
export function sessionCookie(world: CookieWorld, token: string): string {
  return openAuth(world).createSessionCookie(token).serialize()
}

/** The Set-Cookie value that ends the session in the browser. */
export function endedCookie(world: CookieWorld): string {
  return openAuth(world).createBlankSessionCookie().serialize()
}

/**
 * The token a request carries, or null. Read here and not by the library, whose reader throws on any cookie of the header
 * that is not well encoded, and others may set cookies for this host.
 */
export function readSessionToken(world: CookieWorld, cookieHeader: string | null | undefined): string | null {
  const name = openAuth(world).sessionCookieName
  const own = (cookieHeader ?? '').split(';').find((pair) => pair.trim().startsWith(`${name}=`))
  const token = own?.slice(own.indexOf('=') + 1).trim()
  return token !== undefined && /^[a-z0-9]{1,64}$/.test(token) ? token : null
}
