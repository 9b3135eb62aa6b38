// Keys of rows that not everybody who reads the record may know of: enciphered, each time another way, so that two
// lines about one thread of a delegation cannot be told from lines about two.

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const sizes = { iv: 12, tag: 16 }

function secretOf(sealKey: string): Buffer {
  return createHash('sha256').update(`recital-hidden-key-v1\n${sealKey}`).digest()
}

/** `~` and base64url of nonce, tag and ciphertext (AES-256-GCM). */
export function hideKey(sealKey: string, key: string): string {
  const iv = randomBytes(sizes.iv)
  const work = createCipheriv(cipher, secretOf(sealKey), iv)
  const hidden = Buffer.concat([work.update(key, 'utf8'), work.final()])
  return `~${Buffer.concat([iv, work.getAuthTag(), hidden]).toString('base64url')}`
}

/** Throws for what was not hidden with this key of seals. */
export function readHiddenKey(sealKey: string, hidden: string): string {
  const bytes = Buffer.from(hidden.slice(1), 'base64url')
  const work = createDecipheriv(cipher, secretOf(sealKey), bytes.subarray(0, sizes.iv))
  work.setAuthTag(bytes.subarray(sizes.iv, sizes.iv + sizes.tag))
  return Buffer.concat([work.update(bytes.subarray(sizes.iv + sizes.tag)), work.final()]).toString('utf8')
}
