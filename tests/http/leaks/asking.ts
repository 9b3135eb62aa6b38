// How an address is asked, in every way that it may be, and what an answer tells.

import { request } from 'node:http'
import type { Visitor } from '#tests/support/people/visitor.ts'
import type { Address } from './addresses.ts'

/** What stands in an address and in its form for the parameters. */
export interface Fill {
  readonly id: string
  readonly pid: string
  readonly memberId: string
}

function filled(pattern: string, { id, pid, memberId }: Fill): string {
  return pattern
    .replace(':body', 'itu')
    .replace(':symbol', encodeURIComponent(id))
    .replace(':reference', encodeURIComponent(id))
    .replace(':number', '23')
    .replace(':member', memberId)
    .replace(':pid', pid)
    .replace(':id', id)
    .replace('*', 'nowhere')
}

type Asking = (visitor: Visitor) => Promise<Response>

const json = { accept: 'application/json' }

/** The ways an address may be read: its page, and the same as data for a page that is open. */
export function readings(pattern: string, fill: Fill): Readonly<Record<'page' | 'data', Asking>> {
  const path = filled(pattern, fill)
  const data = path.includes('?') ? path : `${path === '/' ? '/_root' : path}.data`
  return { page: (visitor) => visitor.get(path), data: (visitor) => visitor.get(data) }
}

/** The ways its form may be posted; none where nothing is posted. */
export function postings({ form }: Address, pattern: string, fill: Fill): Readonly<Record<string, Asking>> {
  if (!form) return {}
  const path = filled(pattern, fill)
  const fields = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, filled(value, fill)]))
  return {
    post: (visitor) => visitor.post(path, fields),
    'post of a program': (visitor) => visitor.post(path, fields, json),
    'post of data': (visitor) => visitor.post(`${path}.data`, fields),
  }
}

/** All of them. */
export function ways(address: Address, pattern: string, fill: Fill): Readonly<Record<string, Asking>> {
  const path = filled(pattern, fill)
  return {
    ...readings(pattern, fill),
    json: (visitor) => visitor.get(path, json),
    ...postings(address, pattern, fill),
  }
}

/** Everything that an answer says but the hour, the nonce, and what was asked for. */
export async function told(response: Response, asked: string): Promise<string> {
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? 'no nonce'
  const headers = [...response.headers].filter(([name]) => name !== 'date' && name !== 'keep-alive')
  const isStream = response.headers.get('content-type') === 'text/event-stream'
  const body = isStream ? await response.body?.cancel().then(() => 'a stream') : await response.text()
  return JSON.stringify([response.status, headers, body])
    .replaceAll(nonce, '<nonce>')
    .replaceAll(asked, '<asked>')
    .replaceAll(encodeURIComponent(asked), '<asked>')
    .replaceAll(encodeURIComponent(encodeURIComponent(asked)), '<asked>')
}

/** What the door of a room answers: `let in`, or the refusal with its headers. */
export function knock(visitor: Visitor, collab: string): Promise<string> {
  const { port, origin } = new URL(visitor.url)
  return new Promise((resolve, reject) => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket', origin, cookie: visitor.cookie() }
    const wanted = { 'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==', 'sec-websocket-version': '13' }
    request({ port, host: '127.0.0.1', path: `/collab/${collab}`, headers: { ...headers, ...wanted } })
      .on('response', (response) => resolve(`${response.statusCode} ${response.rawHeaders}`))
      .on('upgrade', (_response, socket) => resolve(socket.destroy() && 'let in'))
      .on('error', reject)
      .end()
  })
}
