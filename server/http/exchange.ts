// Node's request and response as the web's, and back. It knows no routes.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createReadableStreamFromReadable, writeReadableStreamToWritable } from '@remix-run/node'

/** The largest form accepted, in bytes: the longest comment, every letter of it encoded, needs 45,000. */
const largestBody = 64 * 1024

/** The request as Remix reads it. `address` is one of the configured public site: no forwarded header is believed. */
export function toRequest(incoming: IncomingMessage, outgoing: ServerResponse, address: URL): Request {
  const abort = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) abort.abort()
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || name.startsWith('x-forwarded-')) continue
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one)
  }
  headers.set('host', address.host)
  // The Origin was found to be this site's (origin.ts), under whichever of its names; Remix compares it with the host.
  if (headers.has('origin')) headers.set('origin', address.origin)
  const method = incoming.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(address, {
    method,
    headers,
    signal: abort.signal,
    ...(hasBody && { body: createReadableStreamFromReadable(incoming), duplex: 'half' }),
  })
}

/**
 * True when the announced body is larger than a form may be. Unannounced (chunked) bodies are refused as well: no form
 * of ours sends one.
 */
export function isTooLarge(incoming: IncomingMessage): boolean {
  if (incoming.headers['transfer-encoding'] !== undefined) return true
  return Number(incoming.headers['content-length'] ?? 0) > largestBody
}

/** Sends a web response. Ends quietly when the reader has gone. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', [...asList(outgoing.getHeader('set-cookie')), ...cookies])
  if (response.body) await writeReadableStreamToWritable(response.body, outgoing)
  else outgoing.end()
}

function asList(value: number | string | string[] | undefined): string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [String(value)]
}
