// The way out: a server told to stop lets nobody new in, finishes what it has begun, and closes its store, within ten
// seconds. It knows no page and no text.

import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as after } from 'node:timers/promises'
import type { World } from '../world.ts'
import { answerLate } from './unavailable.ts'

/** The longest that each step is waited for, milliseconds; together under ten seconds. */
const patience = { requests: 6_000, rooms: 2_000, sockets: 400, bus: 300, store: 800 }

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

interface Ending {
  readonly server: Server
  readonly world: Pick<World, 'bulletin' | 'rooms' | 'store' | 'log'>
  readonly closeMetrics: () => Promise<void>
}

export class Drain {
  readonly #underWay = new Set<ServerResponse>()
  #whenNone: () => void = () => {}
  #isAsked = false

  /** True once the server has been asked to stop: /readyz says so, and new requests are for the next server. */
  get isAsked(): boolean {
    return this.#isAsked
  }

  /** The same listener; what it has begun to answer is waited for. */
  watch(answer: RequestListener): RequestListener {
    return (incoming, outgoing) => {
      this.#underWay.add(outgoing)
      outgoing.once('close', () => {
        this.#underWay.delete(outgoing)
        if (this.#underWay.size === 0) this.#whenNone()
      })
      answer(incoming, outgoing)
    }
  }

  /** The same door, shut once the server has been asked to stop. */
  door(enter: Upgrade): Upgrade {
    return (request, socket, head) => {
      if (!this.#isAsked) return enter(request, socket, head)
      socket.on('error', () => socket.destroy())
      socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    }
  }

  /**
   * Answers what is under way, then closes the rooms (their sockets get 1012, their texts are flushed), the port and
   * the store. A step that takes too long is logged and left: nothing that was acknowledged depends on it. Until the
   * rooms are closed, pages and sockets work as before for those who have them.
   */
  async run({ server, world, closeMetrics }: Ending): Promise<void> {
    this.#isAsked = true
    const step = async (name: keyof typeof patience, work: Promise<unknown>) => {
      const isDone = await Promise.race([work.then(() => true), after(patience[name], false, { ref: false })])
      if (!isDone) world.log.warn({ step: name }, 'stopping goes on without waiting')
    }
    world.bulletin.close()
    await step('requests', this.#allAnswered())
    for (const outgoing of this.#underWay) answerLate(outgoing)
    await step('rooms', world.rooms.close())
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await step('sockets', closed)
    // After the last request: what it changed is announced to the others.
    await step('bus', world.bulletin.bus.close().finally(closeMetrics))
    await step('store', world.store.close())
  }

  #allAnswered(): Promise<void> {
    if (this.#underWay.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#whenNone = resolve
    })
  }
}
