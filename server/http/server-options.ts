// How long and how large a request may be before any of it is understood: the options of node:http. It knows no
// address.

import type { ServerOptions } from 'node:http'

/** Milliseconds from the first byte of a request. */
interface Patience {
  readonly headers: number
  /** Headers and body together; also what is sent a byte at a time ends then. */
  readonly request: number
}

const patience: Patience = { headers: 10_000, request: 30_000 }

/**
 * Node looks for requests that are over their time this often (milliseconds); by itself every 30 seconds, so that 10
 * were 40.
 */
const lookEvery = 500

export function serverOptions({ headers, request }: Patience = patience): ServerOptions {
  return {
    maxHeaderSize: 16 * 1024,
    headersTimeout: headers,
    requestTimeout: request,
    connectionsCheckingInterval: lookEvery,

    // Anything else that asks to be upgraded (a client that would like h2c) is an ordinary request.
    shouldUpgradeCallback: (incoming) => incoming.headers.upgrade?.toLowerCase() === 'websocket',
  }
}
