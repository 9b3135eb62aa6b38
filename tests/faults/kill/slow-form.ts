// A form that takes its time: the head and half of the body are sent, the rest later. What an upload over a bad line
// looks like.

import { request } from 'node:http'
import type { Visitor } from '#tests/support/people/visitor.ts'

export interface SlowForm {
  /** Sends the rest. */
  finish(): void
  /** Status and where it leads; 0 when the line was cut before an answer. */
  readonly answer: Promise<{ readonly status: number; readonly location: string; readonly retryAfter: number }>
}

/** Resolves once the server has taken the head, and the first half of the body is on its way. */
export async function beginForm(visitor: Visitor, path: string, fields: Record<string, string>): Promise<SlowForm> {
  const body = new URLSearchParams(fields).toString()
  const half = Math.floor(body.length / 2)
  const sending = request(new URL(path, visitor.url), {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': body.length,
      origin: new URL(visitor.url).origin,
      cookie: visitor.cookie(),
      // Answered when the server begins with the form.
      expect: '100-continue',
    },
  })
  const begun = new Promise<void>((resolve) => sending.once('continue', resolve).once('close', resolve))
  sending.flushHeaders()
  const answer = new Promise<Awaited<SlowForm['answer']>>((resolve) => {
    sending.on('error', () => resolve({ status: 0, location: '', retryAfter: 0 }))
    sending.on('response', (response) => {
      response.resume()
      const { location = '', 'retry-after': retryAfter } = response.headers
      resolve({ status: response.statusCode ?? 0, location, retryAfter: Number(retryAfter ?? 0) })
    })
  })
  await begun
  await new Promise<void>((resolve) => sending.write(body.slice(0, half), () => resolve()))
  return { answer, finish: () => sending.end(body.slice(half)) }
}
