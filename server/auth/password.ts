// Passwords: Argon2id, and the same work for an address that does not exist. It knows no accounts.

import { hash, verify } from '@node-rs/argon2'

/** Memory in KiB, passes and lanes as OWASP's password storage guidance gives them for Argon2id (19 MiB, 2, 1). */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 } as const

/** Returns the encoded hash, with its salt and cost inside. About 12 ms, off the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

let decoy: Promise<string> | undefined

/**
 * True when the password fits. A null hash costs the same time and answers false, so that an unknown address cannot be
 * told apart.
 */
export async function fitsPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const fits = await verify(passwordHash ?? (await decoy), password)
  return fits && passwordHash !== null
}
