// A form that arrived after its person's session had ended. What was typed goes back to the browser, sealed: until the
// person has signed in again nobody can read it, and nobody but that person afterwards. Nothing of it is kept here.

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as v from 'valibot'
import { findSealKey } from '#db/acts/sealed-rows.ts'
import { longestSession } from '../../auth/lucia.ts'
import type { World } from '../../world.ts'

type SealWorld = Pick<World, 'store' | 'clock'>

/** Whose form it was, where it was posted to, and what was typed. */
export interface UnsentForm {
  readonly memberId: string
  readonly address: string
  readonly typed: Readonly<Record<string, string | readonly string[]>>
}

const cipher = 'aes-256-gcm'
const sizes = { iv: 12, tag: 16 }
/** Letters of a sealed form: with address and password it is posted again, within the bound of a form. */
export const longestUnsent = 56_000
/** What is unsealed is no longer than a form was. */
const longestTyped = 256 * 1024

const sealed = v.object({
  memberId: v.string(),
  address: v.string(),
  typed: v.record(v.string(), v.union([v.string(), v.array(v.string())])),
  until: v.number(),
})

/** Null when it is too long to be carried. */
export async function sealUnsent(world: SealWorld, form: UnsentForm): Promise<string | null> {
  const words = deflateRawSync(JSON.stringify({ ...form, until: world.clock() + longestSession }))
  const iv = randomBytes(sizes.iv)
  const work = createCipheriv(cipher, await keyOf(world), iv)
  const hidden = Buffer.concat([work.update(words), work.final()])
  const out = Buffer.concat([iv, work.getAuthTag(), hidden]).toString('base64url')
  return out.length > longestUnsent ? null : out
}

/** Null for what was not sealed here, or too long ago. */
export async function readUnsent(world: SealWorld, unsent: string): Promise<UnsentForm | null> {
  const key = await keyOf(world)
  try {
    const bytes = Buffer.from(unsent, 'base64url')
    const work = createDecipheriv(cipher, key, bytes.subarray(0, sizes.iv), { authTagLength: sizes.tag })
    work.setAuthTag(bytes.subarray(sizes.iv, sizes.iv + sizes.tag))
    const words = Buffer.concat([work.update(bytes.subarray(sizes.iv + sizes.tag)), work.final()])
    const said = inflateRawSync(words, { maxOutputLength: longestTyped }).toString('utf8')
    const { until, ...form } = v.parse(sealed, JSON.parse(said))
    return until > world.clock() ? form : null
  } catch {
    return null
  }
}

async function keyOf({ store }: SealWorld): Promise<Buffer> {
  return createHash('sha256')
    .update(`recital-unsent-form-v1\n${await findSealKey(store.db)}`)
    .digest()
}
