// Paths of this site that a person may be sent to, and the addresses of versions. It knows no request.

/** Bound on what a `next` may carry. */
const longest = 300

/**
 * The path when it leads inside this site, else the fallback: one leading slash, no backslash, no control character.
 * What is not ASCII comes back encoded: it goes into a header.
 */
export function safePath(asked: unknown, fallback: string): string {
  if (typeof asked !== 'string' || asked.length > longest) return fallback
  if (!asked.startsWith('/') || asked.startsWith('//')) return fallback
  const inside = [...asked].every((letter) => letter !== '\\' && letter.charCodeAt(0) > 0x20)
  return inside ? asked.replace(/[^\x21-\x7e]+/gu, (letters) => encodeURIComponent(letters.toWellFormed())) : fallback
}

/** The page of a frozen version; with a paragraph's pid, of that paragraph in it. */
export function versionPath(versionId: string, pid?: string): string {
  return `/versions/${versionId}${pid === undefined ? '' : `#p-${pid}`}`
}

/** The versions of a dossier. */
export function versionsPath(dossierId: string): string {
  return `/dossiers/${dossierId}/versions`
}

/** What stands for the text as it is now where a version's id is asked for. */
export const nowInPath = 'now'

/** Two texts of a dossier compared, each a version's id or `now`. */
export function comparePath(dossierId: string, from: string, to: string): string {
  return `/dossiers/${dossierId}/compare?from=${from}&to=${to}`
}

/** What was done between two texts; without them, the page on which they are chosen. */
export function changesPath(dossierId: string, from?: string, to?: string): string {
  const sides = from && to ? `?from=${from}&to=${to}` : ''
  return `/dossiers/${dossierId}/changes${sides}`
}
