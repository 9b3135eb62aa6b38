// What a request asks for, as an address of this site. The target is the peer's own bytes: anything may stand in it.

/**
 * The address, or null when the target is no path of this site: an address elsewhere (`http://…`, `//host`, `/\host`),
 * `*`, percent signs that encode nothing, or what no address can be made of. A path that begins with two slashes is an
 * address elsewhere to a browser that follows a link. None of ours holds a NUL, and PostgreSQL refuses to compare with
 * one.
 */
export function addressOf(target: string | undefined, publicUrl: string): URL | null {
  if (target === undefined || !/^\/(?![/\\])/.test(target) || target.includes('%00')) return null
  const address = URL.parse(target, publicUrl)
  return address && !address.pathname.startsWith('//') && isEncoded(address.pathname) ? address : null
}

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
