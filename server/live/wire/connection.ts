// One socket: what waits to be read from it, what it may be sent, and how it ends. It knows no text.

import type { Writable } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { limits, type Pace } from '../limits.ts'
import type { Meter } from '../meter.ts'
import { type RefusalReason, refusals } from '../refusals.ts'
import type { Seat } from '../seats/seat.ts'
import { Bucket } from './bucket.ts'
import { frameOf, sayRefused, saySaved } from './messages.ts'

interface Needs {
  readonly socket: WebSocket
  readonly seat: Seat
  readonly clock: () => number
  readonly pace: Pick<Pace, 'messages' | 'bytes'>
  readonly meter?: Meter
}

/** A message on its way out; `gone` is called when the system has taken all of it. */
interface Outgoing {
  readonly message: Uint8Array
  readonly frame?: Uint8Array | undefined
  readonly gone?: () => void
}

/** Bytes of a message that cost less to copy behind their header than to write apart from it. */
const copied = 4_096

export class Connection {
  readonly #socket: WebSocket
  /** What the library writes to; null where it does not show it. */
  readonly #stream: Writable | null
  readonly #clock: () => number
  readonly #meter: Meter | undefined
  readonly #messages: Bucket
  readonly #bytes: Bucket
  #inbox: Uint8Array[] = []
  #inboxBytes = 0
  #receive: ((message: Uint8Array) => void) | null = null
  /**
   * What was sent before the answer to our step 1, and so without the words that the answer brings. Counted in the
   * inbox.
   */
  #early: Uint8Array[] = []
  #holds = 0
  #atRelease: (() => void)[] = []
  #held: Outgoing[] = []
  #heldBytes = 0
  /** Bytes of the answer to a step 1 that is on its way; see `answer`. */
  #answerBytes = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #missedPings = 0
  #isEnded = false
  /** The latest right; changed only by the room. */
  seat: Seat
  /** How often its seat was asked for; counted by the room. */
  seatQuestions = 0
  /** After a refusal nothing is ever confirmed here. */
  isPoisoned = false
  /** Position of the log from which updates are sent; before the first step 1 none are. */
  hearsAfter = Number.POSITIVE_INFINITY
  /** Whether it was asked what it has. */
  isGreeted = false
  /** Whether the answer to our step 1 has come: an honest first one may be long. */
  hasAnswered = false
  newClients = 0
  /** When its person was last said to be typing. */
  typedAt = Number.NEGATIVE_INFINITY

  constructor({ socket, seat, clock, pace, meter }: Needs) {
    this.#socket = socket
    this.#stream = (socket as { _socket?: Writable })._socket ?? null
    this.#clock = clock
    this.#meter = meter
    meter?.socketOpened()
    this.seat = seat
    this.#messages = new Bucket(pace.messages, clock())
    this.#bytes = new Bucket(pace.bytes, clock())
    // Without a listener a single damaged frame would end the process. The close event follows.
    socket.on('error', () => {})
    socket.on('message', (data, isBinary) => this.#arrive(data, isBinary))
    socket.on('pong', () => {
      this.#missedPings = 0
    })
    socket.once('close', (code) => {
      if (!this.#isEnded) meter?.socketClosed(code)
      this.#isEnded = true
      this.#drop()
    })
  }

  get isOpen(): boolean {
    return !this.#isEnded && this.#socket.readyState === this.#socket.OPEN
  }

  /** Hands over what has come and what will come, one message at a time. */
  listen(receive: (message: Uint8Array) => void): void {
    this.#receive = receive
    this.#pump()
  }

  onClosed(closed: () => void): void {
    if (this.#socket.readyState === this.#socket.CLOSED) closed()
    else this.#socket.once('close', closed)
  }

  /** From now on nothing is read or sent until as many releases: the seat is being asked for, or the log looked at. */
  hold(): void {
    this.#holds += 1
  }

  /** `first` is done once nothing holds it any more, before what waits is sent and read. */
  release(first?: () => void): void {
    this.#holds -= 1
    if (first) this.#atRelease.push(first)
    while (this.#holds === 0 && this.#atRelease.length > 0) this.#atRelease.shift()?.()
    if (this.#holds > 0) return
    const held = this.#held
    this.#held = []
    this.#heldBytes = 0
    for (const outgoing of held) this.#give(outgoing)
    this.#pump()
  }

  /** `frame` is the same message, framed (wire.ts): worth it for what many are sent. */
  send(message: Uint8Array, frame?: Uint8Array): void {
    this.#give({ message, frame })
  }

  /**
   * The answer to a step 1. A whole text may be more than may wait unread, and a slow line needs its time for it: one
   * answer at a time does not count.
   */
  answer(message: Uint8Array): void {
    const isOnly = this.#answerBytes === 0
    if (isOnly) this.#answerBytes = message.length
    const gone = () => {
      if (isOnly) this.#answerBytes = 0
    }
    this.#give({ message, gone })
  }

  #give(outgoing: Outgoing): void {
    if (!this.isOpen) return
    const { message, frame, gone } = outgoing
    if (this.#heldBytes + this.#socket.bufferedAmount - this.#answerBytes > limits.unread) {
      this.close(1013, 'too slow')
      return
    }
    if (this.#holds > 0) {
      this.#held.push(outgoing)
      this.#heldBytes += message.length
      return
    }
    // The library writes the header apart from the message. Without compression it keeps nothing back, so frames stay
    // in order.
    if (this.#stream && (frame || message.length <= copied)) this.#stream.write(frame ?? frameOf(message), gone)
    else this.#socket.send(message, gone)
  }

  charge(messages: number): void {
    this.#messages.take(messages)
  }

  /** Says that what it asked about, when it was `askedAt`, is on disk. */
  confirm(question: number, askedAt: number): void {
    if (this.isPoisoned || !this.isOpen) return
    this.send(saySaved(question))
    this.#meter?.saved(askedAt)
  }

  /** Says why in words, confirms nothing any more, closes. */
  refuse(reason: RefusalReason): void {
    const { close, say } = refusals[reason]
    this.isPoisoned = true
    this.#meter?.refused(reason)
    if (this.isOpen) this.#socket.send(sayRefused(reason, say))
    this.close(close, reason)
  }

  close(code: number, reason: string): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.isPoisoned = true
    this.#meter?.socketClosed(code)
    this.#drop()
    this.#socket.resume()
    this.#socket.close(code, reason)
    // A peer that does not read never answers the close.
    const timer = setTimeout(() => this.#socket.terminate(), limits.closingFor)
    timer.unref()
    this.#socket.once('close', () => clearTimeout(timer))
  }

  ping(): void {
    if (!this.isOpen) return
    if (this.#missedPings >= limits.missedPings) {
      this.#socket.terminate()
      return
    }
    this.#missedPings += 1
    this.#socket.ping()
  }

  #arrive(data: RawData, isBinary: boolean): void {
    if (this.#isEnded) return
    const reason = this.#whyNotTake(data, isBinary)
    if (reason) this.refuse(reason)
    else if (data instanceof Uint8Array) {
      this.#inbox.push(data)
      this.#inboxBytes += data.length
      this.#pump()
      // Nobody hears it now: more of it may wait with the sender.
      if (this.#inbox.length > 0) this.#socket.pause()
    }
  }

  #whyNotTake(data: RawData, isBinary: boolean): RefusalReason | null {
    if (!isBinary || !(data instanceof Uint8Array)) return 'bad-message'
    if (data.length > limits.message) return 'too-large'
    const waiting = this.#inbox.length + this.#early.length
    const isFull = waiting >= limits.waitingMessages || this.#inboxBytes + data.length > limits.waitingBytes
    return isFull ? 'too-fast' : null
  }

  #pump(): void {
    while (this.#receive && this.#holds === 0 && !this.#timer && !this.#isEnded) {
      const message = this.#inbox[0]
      if (!message) {
        if (this.#socket.isPaused) this.#socket.resume()
        return
      }
      if (this.#mustWait(message)) return
      this.#inbox.shift()
      if (!this.hasAnswered && isOfOrder(message)) {
        this.#early.push(message)
        continue
      }
      this.#inboxBytes -= message.length
      this.#receive(message)
      // Now they follow what they build on; the answer may have to be looked into first (hold).
      if (this.hasAnswered && this.#early.length > 0) this.#inbox.unshift(...this.#early.splice(0))
    }
  }

  /** Over the rate: nothing is refused, the socket is read more slowly. */
  #mustWait(message: Uint8Array): boolean {
    const now = this.#clock()
    const isSync = message[0] === 0
    const cost = isSync && message[1] === 0 ? limits.step1Costs : 1
    const isFirstAnswer = isSync && message[1] === 1 && !this.hasAnswered
    const length = isFirstAnswer ? 0 : message.length
    const wait = Math.max(this.#messages.waitFor(cost, now), this.#bytes.waitFor(length, now))
    if (wait === 0) {
      this.#messages.take(cost)
      this.#bytes.take(length)
      return false
    }
    this.#socket.pause()
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#pump()
    }, wait)
    this.#timer.unref()
    return true
  }

  #drop(): void {
    this.#inbox = []
    this.#early = []
    this.#inboxBytes = 0
    this.#held = []
    this.#heldBytes = 0
    this.#atRelease = []
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}

/** A change or a question about changes: these mean something only after those before them. */
function isOfOrder(message: Uint8Array): boolean {
  return (message[0] === 0 && message[1] === 2) || message[0] === 101
}
