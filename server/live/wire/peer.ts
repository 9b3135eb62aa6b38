// Who is at the other end of a request, for limits that count by address. It knows no person.

import type { IncomingMessage } from 'node:http'

/**
 * The address of the network that a request comes from. Only a proxy on this machine is believed, and of what it
 * forwards only what it added itself, the last: a peer may write anything before it.
 */
export function comesFrom(incoming: IncomingMessage): string {
  const peer = incoming.socket.remoteAddress ?? ''
  if (!/^(?:::ffff:)?127\.|^::1$/.test(peer)) return peer
  const forwarded = [incoming.headers['x-forwarded-for'] ?? []].flat().join(',')
  return forwarded.split(',').at(-1)?.trim() || peer
}
