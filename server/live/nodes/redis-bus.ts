// The bus over Redis or Valkey pub/sub. It hears itself once a second, and is up only then: a connection that has died
// without a word is noticed too. Frames of a node are numbered, so that one missed is known and everything is looked at
// again. Redis may be slow, stopped or lossy: nothing waits for it. It knows no room.

import type { Log } from '../../log.ts'
import type { Bus, BusSaid } from './bus.ts'
import { type Frame, frameLimits, partsOf, readFrame, writeFrame } from './redis-bus/frame.ts'
import { type Line, openLine } from './redis-bus/line.ts'

/** Milliseconds. */
const busPace = {
  beatEvery: 1_000,
  /** Not having heard itself for so long, the bus is down and another line is tried. */
  silence: 3_000,
  /** Before another line: doubled each time, up to `retryAtMost`. */
  retryFirst: 100,
  retryAtMost: 2_000,
  /** At the least between two times that everything is looked at again because something was missed. */
  lookEvery: 2_000,
  /** A node that was not heard for so long is forgotten. */
  forgetAfter: 60_000,
  /** Between two log lines about what is not ours. */
  complainEvery: 60_000,
} as const

/** Nodes remembered; beyond, the one first heard is forgotten. */
const nodes = 1_000

interface RedisBusNeeds {
  /** `redis://` or `rediss://`. */
  readonly url: string
  /** Names the installation: nodes of two that share one Redis do not hear each other. */
  readonly channel: string
  readonly node: string
  readonly log: Log
}

export function openRedisBus(needs: RedisBusNeeds): Bus {
  return new RedisBus(needs)
}

class RedisBus implements Bus {
  readonly node: string
  readonly #needs: RedisBusNeeds
  readonly #hearers = new Set<(said: BusSaid, from: string) => void>()
  readonly #turners = new Set<(isUp: boolean) => void>()
  /** Node → number of its last frame that was heard, and when it was last heard. */
  readonly #heard = new Map<string, { readonly number: number; readonly at: number }>()
  readonly #beat: ReturnType<typeof setInterval>
  #line: Line | null = null
  #isUp = false
  #isClosed = false
  /** When this node last heard itself or opened a line. */
  #heardItself = 0
  #attempts = 0
  #retry: ReturnType<typeof setTimeout> | null = null
  #number = 0
  #parts: string[] = []
  #flush: ReturnType<typeof setImmediate> | null = null
  #lookedAt = Number.NEGATIVE_INFINITY
  #look: ReturnType<typeof setTimeout> | null = null
  #dropped = 0
  #complainedAt = Number.NEGATIVE_INFINITY
  #isDownSaid = false

  constructor(needs: RedisBusNeeds) {
    this.#needs = needs
    this.node = needs.node
    this.#open()
    // Judged after what lies in the sockets was read: this process may have been held up itself.
    this.#beat = setInterval(() => setImmediate(() => this.#beatOnce()), busPace.beatEvery)
  }

  get isUp(): boolean {
    return this.#isUp
  }

  tell(said: BusSaid): void {
    if (this.#isClosed) return
    for (const part of partsOf(said)) {
      this.#parts.push(part)
      if (this.#parts.length >= frameLimits.said) this.#sayParts()
    }
    this.#flush ??= setImmediate(() => this.#sayParts())
  }

  listen(hear: (said: BusSaid, from: string) => void): () => void {
    this.#hearers.add(hear)
    return () => this.#hearers.delete(hear)
  }

  onTurn(turned: (isUp: boolean) => void): () => void {
    this.#turners.add(turned)
    return () => this.#turners.delete(turned)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#sayParts()
    this.#isClosed = true
    clearInterval(this.#beat)
    if (this.#retry) clearTimeout(this.#retry)
    if (this.#look) clearTimeout(this.#look)
    await this.#line?.end()
    this.#line = null
    this.#isUp = false
  }

  #open(): void {
    this.#retry = null
    this.#heardItself = performance.now()
    const line = openLine({
      url: this.#needs.url,
      channel: this.#needs.channel,
      hear: (text) => this.#hear(text),
      onOpen: () => line.say(this.#beatFrame()),
      onFault: (reason) => this.#lose(reason),
    })
    this.#line = line
  }

  #lose(reason: string): void {
    if (this.#isClosed || !this.#line) return
    this.#line.close()
    this.#line = null
    if (!this.#isDownSaid) this.#needs.log.warn({ reason }, 'the bus is down; other nodes are found on disk meanwhile')
    this.#isDownSaid = true
    this.#retry = setTimeout(
      () => this.#open(),
      Math.min(busPace.retryFirst * 2 ** this.#attempts, busPace.retryAtMost),
    )
    this.#attempts += 1
    if (!this.#isUp) return
    this.#isUp = false
    this.#turn(false)
  }

  #beatOnce(): void {
    if (this.#isClosed) return
    const now = performance.now()
    for (const [node, { at }] of this.#heard) if (now - at > busPace.forgetAfter) this.#heard.delete(node)
    if (now - this.#heardItself > busPace.silence) this.#lose('nothing was heard')
    else this.#line?.say(this.#beatFrame())
  }

  /** A beat says nothing, and which number was the last that said anything. */
  #beatFrame(): string {
    return writeFrame(this.node, this.#number, [])
  }

  /**
   * As few frames as hold it all. One that cannot be said has its number all the same: the others see that they missed
   * it.
   */
  #sayParts(): void {
    if (this.#flush) clearImmediate(this.#flush)
    this.#flush = null
    const parts = this.#parts
    this.#parts = []
    let from = 0
    let size = 0
    for (let at = 0; at < parts.length; at++) {
      size += parts[at]!.length + 1
      const isLast = at + 1 === parts.length
      if (!isLast && size + parts[at + 1]!.length < frameLimits.size - 1024) continue
      this.#number += 1
      this.#line?.say(writeFrame(this.node, this.#number, parts.slice(from, at + 1)))
      from = at + 1
      size = 0
    }
  }

  #hear(text: string): void {
    const frame = readFrame(text)
    if (frame?.node === this.node) this.#hearItself()
    else if (frame) this.#hearAnother(frame)
    if (!frame || frame.unknown > 0) this.#complain(frame?.unknown ?? 1)
  }

  #hearItself(): void {
    this.#heardItself = performance.now()
    this.#attempts = 0
    if (this.#isUp) return
    this.#isUp = true
    if (this.#isDownSaid) this.#needs.log.info('the bus is up')
    this.#isDownSaid = false
    this.#lookAgain()
  }

  /** In the order said, each once or never. What comes late or twice was counted as missed or is known. */
  #hearAnother({ node, number, said, unknown }: Frame): void {
    const last = this.#heard.get(node)?.number ?? 0
    const isBeat = said.length === 0 && unknown === 0
    const hasMissed = number > (isBeat ? last : last + 1)
    this.#heard.set(node, { number: Math.max(number, last), at: performance.now() })
    if (this.#heard.size > nodes) this.#heard.delete(this.#heard.keys().next().value as string)
    if (number > last) for (const one of said) this.#tellAll(this.#hearers, (hear) => hear(one, node))
    if (hasMissed && this.#isUp) this.#lookSoon()
  }

  #lookSoon(): void {
    const wait = this.#lookedAt + busPace.lookEvery - performance.now()
    if (wait <= 0) this.#lookAgain()
    else this.#look ??= setTimeout(() => this.#lookAgain(), wait)
  }

  #lookAgain(): void {
    if (this.#look) clearTimeout(this.#look)
    this.#look = null
    this.#lookedAt = performance.now()
    if (this.#isUp) this.#turn(true)
  }

  #turn(isUp: boolean): void {
    this.#tellAll(this.#turners, (turned) => turned(isUp))
  }

  /** A listener's fault is its own. */
  #tellAll<Listener>(listeners: ReadonlySet<Listener>, tell: (listener: Listener) => void): void {
    for (const listener of [...listeners]) {
      try {
        tell(listener)
      } catch (err) {
        this.#needs.log.error({ err }, 'what came over the bus could not be heard')
      }
    }
  }

  #complain(dropped: number): void {
    this.#dropped += dropped
    const now = performance.now()
    if (now - this.#complainedAt < busPace.complainEvery) return
    this.#needs.log.warn({ dropped: this.#dropped }, 'messages on the bus that this version does not know were dropped')
    this.#complainedAt = now
    this.#dropped = 0
  }
}
