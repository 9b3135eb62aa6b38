// Which network an address belongs to, for limits that count by network. It knows no person.

import { isIPv6 } from 'node:net'

/**
 * Of IPv4 the address: a whole delegation may share one, and its neighbours are others. Of IPv6 the /64, whose
 * addresses one subscriber may use one after the other (RFC 4291 2.5.1, RFC 7707 4.1). Anything else stands for itself.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const between = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0')
  const prefix = [...first, ...between, ...last].slice(0, 4)
  return `${prefix.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
