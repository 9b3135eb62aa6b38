// The order in which a request is answered: address, method, health, files, within reach, provenance, size, who,
// language, bulletin, then Remix.

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { isUnreachable } from '#db/engine/unreachable.ts'
import { readSessionToken } from '../auth/cookie.ts'
import { isLanguage, type Language } from '../domain/language.ts'
import type { Member } from '../domain/people/appointment.ts'
import { comesFrom } from '../live/wire/peer.ts'
import { noteActivity, whoIs } from '../workflows/people/sessions.ts'
import type { World } from '../world.ts'
import { isActOfPerson } from './activity.ts'
import { addressOf } from './address.ts'
import { answerBulletin } from './bulletin.ts'
import { compressPage } from './compressed.ts'
import { isTooLarge, sendResponse, toRequest } from './exchange.ts'
import { securityHeaders } from './headers.ts'
import { answerHealth, isHealthQuestion } from './healthz.ts'
import { chooseLanguage, languageCookie } from './language.ts'
import { isFromHere } from './origin.ts'
import { answerUnavailable, type Why } from './unavailable.ts'

/** Serves one of the built files, or calls next. */
export type Files = (incoming: IncomingMessage, outgoing: ServerResponse, next: () => void) => void

export interface Site {
  readonly world: World
  readonly version: string
  readonly build: ServerBuild | (() => Promise<ServerBuild>)
  readonly files: Files
  readonly development: boolean
  /** True once the server has been asked to stop: what comes now is for the next one. */
  readonly isLeaving?: () => boolean
}

/**
 * The listener for node:http. A fault is logged with an id and shown as that id only; whatever it is, it never leaves
 * here.
 */
export function openSite(site: Site): RequestListener {
  const handle = createRequestHandler(site.build, site.development ? 'development' : 'production')
  return (incoming, outgoing) => {
    // Writing to a peer that has gone is nobody's fault; without a listener it would end the process.
    outgoing.on('error', () => outgoing.destroy())
    answer(site, handle, { incoming, outgoing }).catch((error: unknown) => answerFault(site.world, error, outgoing))
  }
}

type Handle = ReturnType<typeof createRequestHandler>
type Exchange = { incoming: IncomingMessage; outgoing: ServerResponse }

/** Every other method is refused before anything is read. */
const methods = ['GET', 'HEAD', 'POST']

async function answer(site: Site, handle: Handle, { incoming, outgoing }: Exchange): Promise<void> {
  const { world, development } = site
  const { publicUrl } = world.config
  const nonce = randomBytes(16).toString('base64')
  for (const [name, value] of Object.entries(securityHeaders({ nonce, publicUrl, development }))) {
    outgoing.setHeader(name, value)
  }
  const address = addressOf(incoming.url, publicUrl)
  if (!address) return refuse(outgoing, 400, 'This is not an address of this site.')
  if (!methods.includes(incoming.method ?? '')) {
    outgoing.setHeader('Allow', methods.join(', '))
    return refuse(outgoing, 405, 'This method is not used here.')
  }
  const isLeaving = () => site.isLeaving?.() ?? false
  if (isHealthQuestion(address.pathname)) {
    return answerHealth(address.pathname, { world, version: site.version, isLeaving: isLeaving() }, outgoing)
  }
  await new Promise<void>((next) => {
    outgoing.once('close', next)
    site.files(incoming, outgoing, next)
  })
  if (outgoing.headersSent || outgoing.destroyed) return
  const sayUnavailable = (why: Why) => {
    const language = languageOf(incoming, address, null)
    answerUnavailable({ incoming, outgoing }, { why, language, nonce, address })
  }
  if (isLeaving()) return sayUnavailable('leaving')
  if (!world.store.isReachable()) return sayUnavailable('records')
  try {
    await answerPage({ site, handle, nonce, address }, { incoming, outgoing })
  } catch (error) {
    if (outgoing.headersSent || !isUnreachable(error)) throw error
    sayUnavailable('records')
  }
}

function languageOf(incoming: IncomingMessage, address: URL, member: Member | null): Language {
  return chooseLanguage({
    asked: address.searchParams.get('lang'),
    cookieHeader: incoming.headers.cookie,
    member,
    acceptLanguage: incoming.headers['accept-language'],
  })
}

interface Asked {
  readonly site: Site
  readonly handle: Handle
  readonly nonce: string
  readonly address: URL
}

async function answerPage({ site, handle, nonce, address }: Asked, { incoming, outgoing }: Exchange): Promise<void> {
  const { world } = site
  const { publicUrl } = world.config
  const provenance = {
    method: incoming.method ?? 'GET',
    origin: incoming.headers.origin,
    fetchSite: incoming.headers['sec-fetch-site'] as string | undefined,
  }
  if (!isFromHere(provenance, publicUrl)) return refuse(outgoing, 403, 'This request did not come from this site.')
  if (isTooLarge(incoming)) return refuse(outgoing, 413, 'This form is too large.')
  // Remix still answers how loaders were called before `.data`, names of routes included, and logs each such call as a
  // fault.
  if (address.searchParams.has('_data')) return refuse(outgoing, 404, 'There is nothing at this address.')
  const viewer = await whoIs(world, readSessionToken(world, incoming.headers.cookie))
  if (viewer && isActOfPerson(incoming, address.pathname)) await noteActivity(world, viewer.sessionHash)
  if (address.pathname === '/bulletin') return answerBulletin(world, viewer, { incoming, outgoing, address })
  const asked = address.searchParams.get('lang')
  const language = languageOf(incoming, address, viewer?.member ?? null)
  if (isLanguage(asked)) outgoing.setHeader('Set-Cookie', languageCookie(asked, publicUrl.startsWith('https:')))
  outgoing.setHeader('Cache-Control', viewer ? 'no-store' : 'private, no-cache')
  outgoing.setHeader('Vary', 'Cookie, Accept-Language')
  outgoing.setHeader('Content-Language', language)
  let unreachable: unknown = null
  const failed = (error: unknown) => {
    if (isUnreachable(error)) unreachable = error
    return isUnreachable(error)
  }
  const context = { world, nonce, viewer, language, from: comesFrom(incoming), failed }
  compressPage(incoming, outgoing)
  const response = await handle(toRequest(incoming, outgoing, address), context)
  if (unreachable) {
    await response.body?.cancel()
    throw unreachable
  }
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
