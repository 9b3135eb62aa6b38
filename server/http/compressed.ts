// Pages are compressed for a request that began on this site or in the address bar. What a page elsewhere asked for is
// sent as it is: where words from an address stand beside words of a draft, the length of what is compressed tells
// something of the draft (breachattack.com, 2013). Not thought of here: a member who writes into a page by hand, again
// and again, and watches the network of another who reads it.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import compression from 'compression'

const beganHere: readonly unknown[] = ['same-origin', 'none']

const compress = compression({
  filter: (incoming, outgoing) =>
    beganHere.includes(incoming.headers['sec-fetch-site']) && compression.filter(incoming, outgoing),
})

/**
 * From here on `outgoing` compresses what is written to it, if it is of a kind that gains and the reader takes it. Not
 * for streams of events.
 */
export function compressPage(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const begin = compress as unknown as (...exchange: [...Parameters<RequestListener>, () => void]) => void
  begin(incoming, outgoing, () => {})
  // Whoever writes a page would call it after each piece of two kilobytes; a page is there as a whole, and compresses
  // better so.
  Reflect.deleteProperty(outgoing, 'flush')
}
