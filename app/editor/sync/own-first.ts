// One's own letter goes first: it is painted, then written into the shared text, and what others wrote is shown after
// that, and not just when the next key comes, which would have to wait for it. It knows no text. What others write
// keeps its order and comes one by one, as from the network: between two changes the editor must have time to end the
// first. Whatever looks into the shared text, or changes it, while one's own letter waits for its frame, has it written
// before (`settle`).

import * as decoding from 'lib0/decoding'
import { messageYjsUpdate } from 'y-protocols/sync'
import { messageAwareness, messageSync, type WebsocketProvider } from 'y-websocket'

/** Milliseconds: who wrote less than this ago is about to write on, */
const writing = 200
/** but not at once: what comes so soon after a letter is shown before the next. */
const calm = 30
/** Between two times that others' letters are shown while one writes: several of them cost one frame. */
const apart = 200
/** What others write waits no longer than this, */
const longest = 300
/** but for an input method: what it composes is in no text yet, and others' letters beside it would take it away. */
const longestComposing = 5_000

/** One's own letter waits no longer for its frame: a page that nobody looks at draws none. */
const undrawn = 100

/** What a page does later. */
export interface Later {
  /** Calls `then` in the next frame, before it is drawn. */
  inFrame(then: () => void): void
  /** Calls `then` in a task of its own, at once. A timer would be held back after its fifth. */
  soon(then: () => void): void
}

/** One channel for all: to open one for each letter costs in the frame of it. */
function inTasks(): Later['soon'] {
  const asked: (() => void)[] = []
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => asked.shift()?.()
  return (then) => {
    asked.push(then)
    port2.postMessage(null)
  }
}

/** Null where nothing is drawn: there nothing waits. */
export const inBrowser: Later | null =
  typeof requestAnimationFrame === 'undefined'
    ? null
    : {
        inFrame: (then) => void requestAnimationFrame(then),
        soon: inTasks(),
      }

export class OwnFirst {
  private readonly later: Later | null
  private readonly onTyped: () => void
  private readonly waiting: (() => void)[] = []
  private readonly before = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | null = null
  private isGoing = false
  private editedAt = Number.NEGATIVE_INFINITY
  private shownAt = Number.NEGATIVE_INFINITY
  private isDrawn = true
  private composingSince: number | null = null
  private own: { readonly write: () => void; readonly timer: ReturnType<typeof setTimeout> } | null = null
  private isSettling = false

  /** `onTyped` is told, before the frame, of each thing that waits for it. */
  constructor(later: Later | null = inBrowser, onTyped: () => void = () => {}) {
    this.later = later
    this.onTyped = onTyped
  }

  /** Has what was typed written by `step`, once the frame that shows it is drawn; what was typed before it, at once. */
  write(step: () => void): void {
    try {
      this.settle()
    } finally {
      if (this.later) {
        this.own = { write: step, timer: setTimeout(() => this.settle(), undrawn) }
        this.edited()
        this.onTyped()
      } else step()
    }
  }

  /** Has what waits for its frame written now: to be called before anything reads the shared text, or changes it. */
  settle(): void {
    if (!this.own) return
    const { write, timer } = this.own
    clearTimeout(timer)
    this.own = null
    this.isSettling = true
    try {
      write()
    } finally {
      this.isSettling = false
    }
  }

  /** To be called for each edit of one's own. */
  edited(): void {
    if (!this.later || this.isSettling) return
    const at = performance.now()
    this.editedAt = at
    this.isDrawn = false
    this.later.inFrame(() => {
      if (this.editedAt !== at) return
      this.isDrawn = true
      const { own } = this
      // A letter that was typed since has a frame of its own.
      if (own) this.later?.soon(() => this.own === own && this.settle())
      if (performance.now() - this.shownAt >= apart) this.go()
    })
  }

  /** To be called when an input method begins to compose words, and when it has ended. */
  composing(isOn: boolean): void {
    if (!this.later) return
    this.composingSince = isOn ? performance.now() : null
    // The editor takes what was composed first.
    if (!isOn) this.later.inFrame(() => this.go())
  }

  /** Does `step` now or a little later, after those given before it. */
  take(step: () => void): void {
    if (this.waiting.length > 0 || this.mustWait()) {
      this.waiting.push(step)
      this.wait()
    } else {
      this.shownAt = performance.now()
      step()
    }
  }

  /** Does `step` as soon as all that waits is done, and lets that wait no longer. */
  after(step: () => void): void {
    if (this.waiting.length === 0) step()
    else {
      this.waiting.push(step)
      this.composingSince = null
      this.go()
    }
  }

  /** Has `step` done each time before letters of others are shown. Returns the way to stop. */
  beforeOthers(step: () => void): () => void {
    this.before.add(step)
    return () => this.before.delete(step)
  }

  /** To be called before letters of others are shown. */
  othersCome(): void {
    for (const step of this.before) step()
  }

  /** What others wrote and waits is not shown any more. */
  forget(): void {
    this.waiting.length = 0
  }

  private wait(): void {
    this.timer ??= setTimeout(() => this.go(), longest)
  }

  /** Does all that waits, and what comes meanwhile. */
  private go(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    if (this.isGoing || this.waiting.length === 0) return
    if (this.isComposing()) {
      this.wait()
      return
    }
    this.isGoing = true
    this.later?.soon(() => {
      this.isGoing = false
      const step = this.waiting.shift()
      if (this.waiting.length > 0) this.go()
      this.shownAt = performance.now()
      step?.()
    })
  }

  private isComposing(): boolean {
    return this.composingSince !== null && performance.now() - this.composingSince < longestComposing
  }

  private mustWait(): boolean {
    if (this.isComposing()) return true
    const now = performance.now()
    const since = now - this.editedAt
    return since < writing && (!this.isDrawn || since > calm || now - this.shownAt < apart)
  }
}

/**
 * What comes through `provider` goes by this from now on, and finds one's own letter written. Letters and carets of
 * others may wait; messages of the types `inTurn` do not come before what the server sent ahead of them; all else is
 * heard at once. What waits when the connection is lost is forgotten: whoever comes back asks for every letter they do
 * not have, and the carets are gone.
 */
export function goOwnFirst(provider: WebsocketProvider, inTurn: readonly number[], ownFirst: OwnFirst): void {
  const handlers = provider.messageHandlers
  handlers.forEach((handle, type) => {
    // A letter that came before one's own is written would be taken out again: the editor, when it writes, does not
    // show it.
    handlers[type] = (...message) => {
      try {
        ownFirst.settle()
      } finally {
        handle(...message)
      }
    }
  })
  const isOfOthers = (type: number, decoder: decoding.Decoder) =>
    type === messageAwareness || (type === messageSync && decoding.peekVarUint(decoder) === messageYjsUpdate)
  for (const type of [messageSync, messageAwareness, ...inTurn]) {
    const handle = handlers[type]!
    handlers[type] = (encoder, decoder, ...rest) => {
      // Nothing is answered to what may wait: it is of no matter that the encoder is looked at before.
      const hear = () => {
        if (type === messageSync) ownFirst.othersCome()
        handle(encoder, decoder, ...rest)
      }
      if (isOfOthers(type, decoder)) ownFirst.take(hear)
      else if (inTurn.includes(type)) ownFirst.after(hear)
      else hear()
    }
  }
  provider.on('connection-close', () => ownFirst.forget())
  provider.doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider) ownFirst.edited()
  })
  provider.doc.on('destroy', () => ownFirst.forget())
}
