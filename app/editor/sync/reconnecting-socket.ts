// When a lost socket comes back, and when a silent one is given up. It knows the provider, no message and no text.

import * as decoding from 'lib0/decoding'
import type { WebsocketProvider } from 'y-websocket'

/** Milliseconds. A socket that answers nothing is noticed within `beat` + `answer` + `look`: 28 s. */
export interface Patience {
  /** Between questions while nobody writes: also what keeps a proxy from taking the socket for idle. */
  readonly beat: number
  /** The longest wait before coming back. */
  readonly longest: number
  /** For a socket to open. A proxy may take the connection and never answer. */
  readonly opening: number
  /** For an answer to a question. */
  readonly answer: number
  /** The same after the machine or the page woke up: somebody is probably waiting. */
  readonly hurried: number
  readonly look: number
}

export const patience: Patience = {
  beat: 10_000,
  longest: 10_000,
  opening: 10_000,
  answer: 15_000,
  hurried: 4_000,
  look: 3_000,
}

/** A pause between two looks that only sleep (or a hidden page, where timers run once a minute) explains. */
const slept = 10

/** The server restarts or is full: as if so many attempts had failed, so that all do not come back at once. */
const busy = { codes: [1012, 1013], attempts: 4 }

export class Line {
  private readonly provider: WebsocketProvider
  private readonly ask: () => void
  private readonly patience: Patience
  private readonly timer: ReturnType<typeof setInterval>
  private isWanted = false
  private openingSince = 0
  private askedAt: number | null = null
  private isHurried = false
  private lookedAt = Date.now()

  /**
   * `ask` sends a question that the server answers at once; it may do nothing while there is nothing to ask through.
   */
  constructor(provider: WebsocketProvider, ask: () => void, given: Patience = patience) {
    this.provider = provider
    this.ask = ask
    this.patience = given
    // The provider's own watch gives up a live socket in a hidden page, whose timers run once a minute.
    clearInterval(provider._checkInterval)
    provider.on('connection-close', (event: CloseEvent | null) => this.spread(event?.code))
    provider.on('status', ({ status }) => {
      if (status === 'connecting') this.openingSince = Date.now()
      // The opening is followed by our question for the text.
      this.askedAt = status === 'connected' ? Date.now() : null
    })
    this.timer = setInterval(() => this.look(), given.look)
  }

  /** To be called whenever a question was sent. */
  asked(): void {
    if (this.askedAt === null || this.provider.wsLastMessageReceived >= this.askedAt) this.askedAt = Date.now()
  }

  open(): void {
    this.isWanted = true
    this.provider.connect()
  }

  /** Until it is opened again. */
  shut(): void {
    this.isWanted = false
    this.provider.disconnect()
  }

  /** The machine or the page may have slept: comes back now, or makes sure that the socket still lives. */
  wake(): void {
    if (!this.isWanted) return
    if (this.provider.ws === null) this.provider.connect()
    this.isHurried = true
    this.ask()
  }

  destroy(): void {
    this.isWanted = false
    clearInterval(this.timer)
  }

  private look(): void {
    const now = Date.now()
    const { provider, patience: given } = this
    const before = this.lookedAt
    this.lookedAt = now
    if (now - before > given.look * slept) this.wake()
    if (provider.wsconnecting) {
      if (now - this.openingSince > (this.isHurried ? given.hurried : given.opening)) this.startAnew()
      return
    }
    if (this.askedAt === null || !provider.wsconnected) return
    if (provider.wsLastMessageReceived >= this.askedAt) {
      this.askedAt = null
      this.isHurried = false
    } else if (now - this.askedAt > (this.isHurried ? given.hurried : given.answer)) this.startAnew()
  }

  private startAnew(): void {
    this.isHurried = false
    this.provider.disconnect()
    if (this.isWanted) this.provider.connect()
  }

  /**
   * The provider waits 200 ms, doubled with every failure, at most `maxBackoffTime`: everybody the same. Between half
   * and the whole of that is waited here. Said just before the provider counts the failure and reads its longest wait.
   */
  private spread(code: number | undefined): void {
    const { provider } = this
    const isBusy = code !== undefined && busy.codes.includes(code)
    if (isBusy) provider.wsUnsuccessfulReconnects = Math.max(provider.wsUnsuccessfulReconnects, busy.attempts)
    const whole = Math.min(2 ** (provider.wsUnsuccessfulReconnects + 1) * 100, this.patience.longest)
    provider.maxBackoffTime = whole * (0.5 + Math.random() / 2)
  }
}

/** Of a step 1, without moving the decoder. */
export function stateVectorIn(decoder: decoding.Decoder): Uint8Array {
  const ahead = decoding.clone(decoder)
  decoding.readVarUint(ahead)
  return decoding.readVarUint8Array(ahead)
}
