// Loaded before a server: counts the closings it asks of its sockets, by code. A peer that does not read is never told
// its own.

import WebSocket from 'ws'

/** Code → how often. */
export type Closings = Readonly<Record<number, number>>

const counted: Record<number, number> = {}
const { close } = WebSocket.prototype
WebSocket.prototype.close = function (code, reason) {
  if (code !== undefined && this.readyState === this.OPEN) counted[code] = (counted[code] ?? 0) + 1
  close.call(this, code, reason)
}

process.on('message', (message: { ask?: string }) => {
  if (message.ask === 'closings') process.send?.({ closings: counted })
})
