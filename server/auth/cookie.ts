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

/** The token a request carries, or null. */
export function readSessionToken(world: CookieWorld, cookieHeader: string | null | undefined): string | null {
  return cookieHeader ? openAuth(world).readSessionCookie(cookieHeader) : null
}
