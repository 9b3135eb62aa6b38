// The cookies of signing in: HttpOnly, SameSite=Lax, `__Host-` and Secure when the public address is https.
// One carries the session; the other only says that this browser has signed in to an account before.

import { createHmac } from 'node:crypto'
import type { World } from '../world.ts'
import { openAuth } from './lucia.ts'

type CookieWorld = Pick<World, 'store' | 'clock' | 'config'>

/** The Set-Cookie value that carries `token`, until the browser is closed: the library would keep it for 400 days. */
export function sessionCookie(world: CookieWorld, token: string): string {
  const cookie = openAuth(world).createSessionCookie(token)
  delete cookie.attributes.maxAge
  return cookie.serialize()
}

/** The Set-Cookie value that ends the session in the browser. */
export function endedCookie(world: CookieWorld): string {
  return openAuth(world).createBlankSessionCookie().serialize()
}

/**
 * The token a request carries, or null. Read here and not by the library, whose reader throws on any cookie of the
 * header that is not well encoded, and others may set cookies for this host.
 */
export function readSessionToken(world: CookieWorld, cookieHeader: string | null | undefined): string | null {
  return readCookie(cookieHeader, openAuth(world).sessionCookieName)
}

/** Days for which a browser stays known. */
const knownFor = 400

/** What a browser that has signed in to the account keeps. It opens nothing, and a new password makes it void. */
export function knownMark(account: { readonly id: string; readonly password_hash: string }): string {
  return createHmac('sha256', account.password_hash).update(`known ${account.id}`).digest('hex')
}

/** The Set-Cookie value that carries such a mark. */
export function knownCookie(world: CookieWorld, mark: string): string {
  const secure = isSecure(world)
  const age = `Max-Age=${knownFor * 24 * 60 * 60}`
  return `${knownName(world)}=${mark}; Path=/; ${age}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** The mark that a request carries, or null. */
export function readKnownMark(world: CookieWorld, cookieHeader: string | null | undefined): string | null {
  return readCookie(cookieHeader, knownName(world))
}

function knownName(world: CookieWorld): string {
  return isSecure(world) ? '__Host-recital_known' : 'recital_known'
}

function isSecure({ config }: CookieWorld): boolean {
  return config.publicUrl.startsWith('https:')
}

function readCookie(cookieHeader: string | null | undefined, name: string): string | null {
  const own = (cookieHeader ?? '').split(';').find((pair) => pair.trim().startsWith(`${name}=`))
  const value = own?.slice(own.indexOf('=') + 1).trim()
  return value !== undefined && /^[a-z0-9]{1,64}$/.test(value) ? value : null
}
