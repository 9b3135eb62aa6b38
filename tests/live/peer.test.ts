import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { comesFrom } from '#server/live/wire/peer.ts'

function from(remoteAddress: string | undefined, forwarded?: string | string[]): string {
  return comesFrom({
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage)
}

test.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
  'a proxy at %s is believed, in what it added itself',
  (proxy) => {
    expect(from(proxy, '192.0.2.9')).toBe('192.0.2.9')
    expect(from(proxy, 'forged, 203.0.113.1, 192.0.2.9')).toBe('192.0.2.9')
    expect(from(proxy, ['forged', '192.0.2.9'])).toBe('192.0.2.9')
    expect(from(proxy)).toBe(proxy)
    expect(from(proxy, 'a, ')).toBe(proxy)
  },
)

test.each(['192.0.2.1', '::ffff:10.0.0.1', '2001:db8::1', '1270.0.0.1'])('%s speaks for itself only', (peer) => {
  expect(from(peer, '198.51.100.7')).toBe(peer)
})

test('a peer that has gone is nobody', () => {
  expect(from(undefined)).toBe('')
})
