// Paths of this site that a person may be sent to. It knows no request.

/** Bound on what a `next` may carry. */
const longest = 300

/**
 * The path when it leads inside this site, else the fallback: one leading slash, no backslash, no control character. What
 * is not ASCII comes back encoded: it goes into a header.
 */
export function safePath(asked: unknown, fallback: string): string {
  if (typeof asked !== 'string' || asked.length > longest) return fallback
  if (!asked.startsWith('/') || asked.startsWith('//')) return fallback
  const inside = [...asked].every((letter) => letter !== '\\' && letter.charCodeAt(0) > 0x20)
  return inside ? asked.replace(/[^\x21-\x7e]+/gu, (letters) => encodeURIComponent(letters.toWellFormed())) : fallback
}
