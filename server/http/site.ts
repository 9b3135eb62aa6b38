// The order in which a request is answered: health, files, provenance, size, who, language, bulletin, then Remix.

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { readSessionToken } from '../auth/cookie.ts'
import { isLanguage } from '../domain/language.ts'
import { whoIs } from '../workflows/sessions.ts'
import type { World } from '../world.ts'
import { answerBulletin } from './bulletin.ts'
import { isTooLarge, sendResponse, toRequest } from './exchange.ts'
import { securityHeaders } from './headers.ts'
import { answerHealth } from './healthz.ts'
import { chooseLanguage, languageCookie } from './language.ts'
import { isFromHere } from './origin.ts'

/** Serves one of the built files, or calls next. */
export type Files = (incoming: IncomingMessage, outgoing: ServerResponse, next: () => void) => void

export interface Site {
  readonly world: World
  readonly version: string
  readonly build: ServerBuild | (() => Promise<ServerBuild>)
  readonly files: Files
  readonly development: boolean
}

/** The listener for node:http. A fault is logged with an id and shown as that id only. */
export function openSite(site: Site): RequestListener {
  const handle = createRequestHandler(site.build, site.development ? 'development' : 'production')
  return (incoming, outgoing) => {
    const fail = (error: unknown) => answerFault(site.world, error, outgoing)
    if (new URL(incoming.url ?? '/', 'http://local').pathname === '/healthz') {
      answerHealth(site.world, site.version, outgoing).catch(fail)
      return
    }
    site.files(incoming, outgoing, () => {
      answer(site, handle, { incoming, outgoing }).catch(fail)
    })
  }
}

type Handle = ReturnType<typeof createRequestHandler>
type Exchange = { incoming: IncomingMessage; outgoing: ServerResponse }

async function answer(site: Site, handle: Handle, { incoming, outgoing }: Exchange): Promise<void> {
  const { world, development } = site
  const { publicUrl } = world.config
  const nonce = randomBytes(16).toString('base64')
  for (const [name, value] of Object.entries(securityHeaders({ nonce, publicUrl, development }))) {
    outgoing.setHeader(name, value)
  }
  const provenance = {
    method: incoming.method ?? 'GET',
    origin: incoming.headers.origin,
    fetchSite: incoming.headers['sec-fetch-site'] as string | undefined,
  }
  if (!isFromHere(provenance, publicUrl)) return refuse(outgoing, 403, 'This request did not come from this site.')
  if (isTooLarge(incoming)) return refuse(outgoing, 413, 'This form is too large.')
  const viewer = await whoIs(world, readSessionToken(world, incoming.headers.cookie))
  const url = new URL(incoming.url ?? '/', publicUrl)
  if (url.pathname === '/bulletin') return answerBulletin(world, viewer?.member ?? null, { incoming, outgoing })
  const asked = url.searchParams.get('lang')
  const language = chooseLanguage({
    asked,
    cookieHeader: incoming.headers.cookie,
    member: viewer?.member ?? null,
    acceptLanguage: incoming.headers['accept-language'],
  })
  if (isLanguage(asked)) outgoing.setHeader('Set-Cookie', languageCookie(asked, publicUrl.startsWith('https:')))
  outgoing.setHeader('Cache-Control', viewer ? 'no-store' : 'private, no-cache')
  outgoing.setHeader('Content-Language', language)
  const response = await handle(toRequest(incoming, outgoing, publicUrl), { world, nonce, viewer, language })
  await sendResponse(response, outgoing)
}

function refuse(outgoing: ServerResponse, status: number, sentence: string): void {
  outgoing.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  outgoing.end(`${sentence}\n`)
}

function answerFault(world: World, error: unknown, outgoing: ServerResponse): void {
  const id = world.mint()
  world.log.error({ id, error: error instanceof Error ? error.stack : String(error) }, 'a request failed')
  if (outgoing.headersSent) outgoing.destroy()
  else refuse(outgoing, 500, `Something went wrong here. / Une erreur s’est produite. (${id})`)
}
