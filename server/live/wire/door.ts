// The upgrade to a socket, checked in one order: path, method and headers, origin, rate, session, seat. Only then is
// there a socket, and only then a text. Refusals are plain HTTP; a text that you may not know and one that is not there
// answer alike.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { isUnreachable } from '#db/engine/unreachable.ts'
import { originsOf } from '../../config.ts'
import type { Log } from '../../log.ts'
import { networkOf } from '../../network.ts'
import { limits } from '../limits.ts'
import type { Rooms } from '../rooms.ts'
import type { Seat, SeatOf } from '../seats/seat.ts'
import { Buckets } from './buckets.ts'
import { comesFrom } from './peer.ts'

interface DoorNeeds {
  readonly rooms: Rooms
  readonly config: { readonly publicUrl: string }
  readonly log: Log
  readonly seatOf: SeatOf
  /** Who a Cookie header belongs to; null for nobody, an ended session, a disabled member. */
  readonly whoIs: (cookieHeader: string | undefined) => Promise<{ readonly sessionHash: string } | null>
}

type Refusal = 400 | 401 | 403 | 404 | 405 | 429 | 500 | 503

const pathForm = /^\/collab\/([A-Za-z0-9_-]{1,64})$/

/** An `upgrade` listener of a Node server. */
export function openDoor(needs: DoorNeeds): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const origins = originsOf(needs.config.publicUrl)
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frame,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const rates = new Rates()
  const sockets = new Sockets()
  const isFromHere = (request: IncomingMessage) =>
    origins.includes(request.headers.origin ?? '') &&
    (request.headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin'

  async function admit(request: IncomingMessage): Promise<{ collab: string; seat: Seat } | Refusal> {
    const collab = pathForm.exec((request.url ?? '').split('?', 1)[0] ?? '')?.[1]
    if (collab === undefined) return 404
    if (request.method !== 'GET') return 405
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return 400
    if (!isFromHere(request)) return 403
    if (!rates.mayCome(networkOf(comesFrom(request)), performance.now())) return 429
    const who = await needs.whoIs(request.headers.cookie)
    if (!who) return 401
    const seat = await needs.seatOf(collab, who.sessionHash)
    if (!seat?.mayRead) return 404
    // A page left open may come back under somebody else's session; it must not send one person's words as another's.
    const page = new URLSearchParams((request.url ?? '').split('?')[1]).get('member')
    return page === null || page === seat.memberId ? { collab, seat } : 403
  }

  return (request, socket, head) => {
    // The peer may vanish while it is being asked who it is.
    socket.on('error', () => socket.destroy())
    admit(request)
      .catch((error: unknown): Refusal => {
        if (isUnreachable(error)) return 503
        needs.log.error({ err: error }, 'nobody could be let in')
        return 500
      })
      .then((admitted) => {
        if (socket.destroyed) return
        // Counted here, where nothing more is waited for.
        const isFull = typeof admitted !== 'number' && sockets.count(admitted.seat.memberId) >= limits.socketsPerMember
        if (typeof admitted === 'number' || isFull) {
          const status = typeof admitted === 'number' ? admitted : 429
          needs.rooms.meter?.turnedAway(status)
          refuse(socket, status)
          return
        }
        server.handleUpgrade(request, socket, head, (opened) => {
          sockets.add(admitted.seat.memberId, opened)
          void needs.rooms.enter(opened, admitted.collab, admitted.seat)
        })
      })
  }
}

const statusWords: Readonly<Record<Refusal, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** The HTTP statuses with which somebody is not let in. */
export const turnedAwayWith: readonly string[] = Object.keys(statusWords)

function refuse(socket: Duplex, status: Refusal): void {
  const retry = status === 429 || status === 503 ? 'Retry-After: 5\r\n' : ''
  socket.end(`HTTP/1.1 ${status} ${statusWords[status]}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** How fast one network may come; generous, because a whole delegation may sit behind one. */
class Rates {
  readonly #buckets = new Buckets(limits.upgrades, limits.addresses)

  mayCome(network: string, now: number): boolean {
    if (!this.#buckets.has(network, now)) return false
    this.#buckets.take(network, 1, now)
    return true
  }
}

class Sockets {
  readonly #open = new Map<string, number>()

  count(memberId: string): number {
    return this.#open.get(memberId) ?? 0
  }

  add(memberId: string, socket: WebSocket): void {
    this.#open.set(memberId, this.count(memberId) + 1)
    socket.once('close', () => {
      const left = this.count(memberId) - 1
      if (left > 0) this.#open.set(memberId, left)
      else this.#open.delete(memberId)
    })
  }
}
