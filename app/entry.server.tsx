// Renders a page to one string, with the reader and the nonce of this response. A program gets an action's answer as
// JSON.

import { Transform } from 'node:stream'
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/server-runtime'
import { renderToPipeableStream } from 'react-dom/server'
import { Nonce, ReaderFallback } from './components/page/reader.tsx'
import { wantsJson } from './http/refusal.ts'

/** Milliseconds after which a page that cannot be rendered is given up. */
const patience = 10_000

/**
 * What React wrote, without zero bytes. React 18 fills a buffer and, where a letter of two bytes does not fit at its
 * end, leaves a zero there; the next letter is whole. No page contains a zero of its own: rendering escapes or refuses
 * it.
 */
function withoutGaps(): Transform {
  return new Transform({
    transform(bytes: Uint8Array, _encoding, done) {
      done(null, bytes.includes(0) ? bytes.filter((byte) => byte !== 0) : bytes)
    },
  })
}

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> | Response {
  if (request.method === 'POST' && wantsJson(request)) return answerProgram(remix, status, headers)
  return render(request, remix, context).then(({ body, failed }) => {
    headers.set('Content-Type', 'text/html; charset=utf-8')
    return new Response(body, { status: failed ? 500 : status, headers })
  })
}

/** What was thrown and is not a refusal: noted by the server's log, with the address only. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || isRouteErrorResponse(error) || context.failed(error)) return
  context.world.log.error({ err: error, path: new URL(request.url).pathname }, 'a page failed')
}

function answerProgram(remix: EntryContext, status: number, headers: Headers): Response {
  const { actionData, errors } = remix.staticHandlerContext
  const error = Object.values(errors ?? {})[0]
  const answer = isRouteErrorResponse(error) ? error.data : Object.values(actionData ?? {})[0]
  headers.set('Cache-Control', 'no-store')
  return Response.json(answer ?? null, { status, headers })
}

function render(request: Request, remix: EntryContext, context: AppLoadContext) {
  const { nonce, language, viewer } = context
  const reader = { language, name: viewer?.member.name ?? null, memberId: viewer?.member.id ?? null }
  return new Promise<{ body: ReadableStream; failed: boolean }>((resolve, reject) => {
    let failed = false
    const { pipe, abort } = renderToPipeableStream(
      <Nonce.Provider value={nonce}>
        <ReaderFallback.Provider value={{ ...reader, refused: null, votes: [] }}>
          <RemixServer context={remix} url={request.url} nonce={nonce} abortDelay={patience} />
        </ReaderFallback.Provider>
      </Nonce.Provider>,
      {
        nonce,
        // All in its place, also without script: no part of a page is sent behind it for being long.
        progressiveChunkSize: Number.POSITIVE_INFINITY,
        onAllReady() {
          clearTimeout(givingUp)
          const through = withoutGaps()
          resolve({ body: createReadableStreamFromReadable(through), failed })
          pipe(through)
        },
        onShellError: reject,
        onError(error) {
          failed = true
          context.world.log.error({ err: error }, 'a page could not be rendered')
        },
      },
    )
    const givingUp = setTimeout(abort, patience)
  })
}
