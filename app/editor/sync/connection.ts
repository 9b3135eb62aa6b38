// The one connection of a desk: both languages, everybody's presence, and what the server says of our words.
// It knows no editor. The messages beyond the y-websocket protocol are described in server/live/README.md.

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness } from 'y-protocols/awareness'
import { messageYjsSyncStep1 } from 'y-protocols/sync'
import { messageSync, WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { BothKept } from '#server/document/numbering/kept.ts'
import { keepNumbersIn } from '#server/document/numbering/kept-in.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import type { Language, Words } from '#server/domain/language.ts'
import { leaveFormats } from '../binding/leave-formats.ts'
import { Kept, type Shelf } from '../offline/unsaved-updates.ts'
import { Unsent } from '../offline/unsent.ts'
import { type Signal, signal } from '../signal.ts'
import { authorOf } from '../suggesting/author.ts'
import { type Final, finalClosing, noEntry, notThrough, passingClosing } from './close-codes.ts'
import { LiveTrees } from './live-trees.ts'
import { messageConfirm, messageRefused, messageSaved, messageSeat, readRefused, readSeat } from './messages.ts'
import { goOwnFirst, inBrowser, OwnFirst } from './own-first.ts'
import { arePresentSame, listPresent, type Present } from './presence.ts'
import { Line, type Patience, patience, stateVectorIn } from './reconnecting-socket.ts'
import { Questions } from './save-acks.ts'
import { type Link, mayLoseWords, noLink, type Right, rightOf } from './status.ts'

/** `signed-out` also when somebody else is signed in now; `unknown` when nobody answers. */
export type Entry = 'yes' | 'signed-out' | 'no' | 'unknown'

/** Attempts in a row that never opened, before somebody is asked why. */
const knocksAfter = 2

/** Answers in a row that the way is free, while it does not open: a server that has just come back gives one. */
const notThroughAfter = 2

export interface Address {
  /** `ws://host/collab` or `wss://host/collab`. */
  readonly server: string
  readonly collab: string
  /** Whose page this is: the door lets nobody else's session in for it. */
  readonly memberId?: string
  /** Where unsaved words are kept; without it they are on the page only. */
  readonly shelf?: Shelf
  readonly patience?: Patience
  /** Asked when the door stays shut, which a browser does not explain. */
  readonly mayEnter?: () => Promise<Entry>
  /** Only where there is no browser. */
  readonly WebSocketPolyfill?: typeof WebSocket
}

export class Connection {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  /** Whose suggestions this page makes. */
  readonly author = authorOf(this.doc)
  readonly link: Signal<Link> = signal(noLink)
  readonly present: Signal<readonly Present[]> = signal<readonly Present[]>([], arePresentSame)
  private readonly liveTrees = new LiveTrees(this.doc)
  /** The live text, shortly after every change; null until it has come. */
  readonly trees = this.liveTrees.trees
  /** The numbers that the text keeps from one of its versions. */
  readonly numbering: Signal<BothKept> = signal<BothKept>(null)
  readonly ownFirst = new OwnFirst(inBrowser, () => this.typed())
  private readonly provider: WebsocketProvider
  private readonly line: Line
  private readonly unsent = new Unsent(this.doc)
  private readonly kept: Kept | null
  private readonly beat: ReturnType<typeof setInterval>
  private readonly mayEnter: () => Promise<Entry>
  private unopened = 0
  private isKnocking = false
  private answeredYes = 0
  private greeted = false
  private isGivenUp = false
  private isDestroyed = false
  private readonly questions = new Questions(() => this.ask())

  constructor({ server, collab, memberId, shelf, mayEnter, WebSocketPolyfill, ...given }: Address) {
    const waits = given.patience ?? patience
    this.mayEnter = mayEnter ?? (async () => 'unknown')
    this.awareness.setLocalState({ focusing: false })
    this.provider = new WebsocketProvider(server, collab, this.doc, {
      awareness: this.awareness,
      connect: false,
      disableBc: true,
      ...(memberId !== undefined && { params: { member: memberId } }),
      shouldReconnect: ({ code }) => finalClosing(code) === null,
      ...(WebSocketPolyfill && { WebSocketPolyfill }),
    })
    this.line = new Line(this.provider, () => this.questions.now(), waits)
    this.kept = shelf ? new Kept(shelf, this.doc) : null
    this.hearServer()
    goOwnFirst(this.provider, [messageSeat], this.ownFirst)
    leaveFormats(this.doc)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => this.changed(update, origin))
    this.awareness.on('change', () => this.present.set(listPresent(this.awareness)))
    this.beat = setInterval(() => (this.link.get().mustSignIn ? this.open() : this.askSoon()), waits.beat)
    if (this.kept) void this.kept.restore().then(() => this.open())
    else this.open()
  }

  /** The live text with all that has been typed by now, also what waits for its frame; null until it has come. */
  treesNow(): BothTrees | null {
    this.ownFirst.settle()
    return this.liveTrees.now()
  }

  keepNumbers(kept: BothKept): void {
    keepNumbersIn(this.doc, kept)
    this.numbering.set(kept)
    if (this.trees.get()) this.liveTrees.read()
  }

  right(): Right {
    return rightOf(this.link.get())
  }

  mayLoseWords(): boolean {
    this.ownFirst.settle()
    return !this.isGivenUp && mayLoseWords(this.link.get())
  }

  /** Whether unsaved words outlive this page. */
  keepsWords(): boolean {
    return this.kept?.works === true
  }

  /** The paragraphs that hold words the server does not have. */
  unsentWords(): Record<Language, string[]> {
    this.ownFirst.settle()
    return this.unsent.paragraphs()
  }

  /** To be called when the machine has lost or found its network: the browser may not notice a dead socket for long. */
  setOnline(online: boolean): void {
    if (online) this.open()
    else this.line.shut()
  }

  /** To be called when the page is looked at again or the machine woke up. */
  wake(): void {
    this.open()
    this.line.wake()
  }

  /** Gives up what was not saved: the person has their copy and asks for the shared text. */
  async discard(): Promise<void> {
    this.isGivenUp = true
    await this.kept?.discard()
  }

  /** To be called when the page is left; it may come back. */
  leave(): void {
    this.ownFirst.settle()
    this.kept?.leave()
  }

  destroy(): void {
    this.isDestroyed = true
    this.leave()
    this.line.destroy()
    clearInterval(this.beat)
    this.questions.stop()
    this.liveTrees.stop()
    this.provider.destroy()
    this.awareness.destroy()
    this.doc.destroy()
  }

  private open(): void {
    if (this.isDestroyed || this.link.get().refused) return
    if (this.link.get().mustSignIn) void this.knock(null)
    else this.line.open()
  }

  private say(change: Partial<Link>): void {
    this.link.set({ ...this.link.get(), ...change })
  }

  private hearServer(): void {
    const { provider } = this
    const handlers = provider.messageHandlers
    const sync = handlers[messageSync]!
    handlers[messageSync] = (encoder, decoder, ...rest) => {
      const asksForOurs = decoding.peekVarUint(decoder) === messageYjsSyncStep1
      if (asksForOurs) this.unsent.compare(stateVectorIn(decoder))
      sync(encoder, decoder, ...rest)
      if (!asksForOurs) return
      // Our answer leaves when this handler returns; only after it does a question cover what was written offline.
      this.greeted = true
      this.askSoon()
    }
    handlers[messageSaved] = (_encoder, decoder) => {
      this.say({ saved: Math.max(this.link.get().saved, decoding.readVarUint(decoder)) })
      if (mayLoseWords(this.link.get())) return
      this.kept?.settle()
      this.unsent.settle()
    }
    handlers[messageRefused] = (_encoder, decoder) => {
      const { code, say } = readRefused(decoder)
      this.refuse(code, say)
    }
    handlers[messageSeat] = (_encoder, decoder) => {
      this.say({ seat: readSeat(decoder) })
    }
    provider.on('status', ({ status }) => {
      if (status !== 'connected') this.greeted = false
      this.say({ connected: status === 'connected', ...(status !== 'connected' && { synced: false }) })
    })
    provider.on('sync', (synced: boolean) => {
      this.say({ synced, ...(synced && { everSynced: true, away: null }) })
      if (synced) this.askSoon()
    })
    provider.on('connection-close', (event: CloseEvent | null) => {
      this.unopened = provider.wsconnected ? 0 : this.unopened + 1
      if (this.unopened === 0) this.answeredYes = 0
      // An attempt that never opened says nothing new.
      if (provider.wsconnected) this.say({ away: passingClosing(event?.code) })
      if (this.unopened >= knocksAfter) void this.knock(null)
    })
    provider.on('closed', ({ code }) => {
      const final = finalClosing(code)
      if (final?.isBarred) void this.knock(final)
      else if (final) this.refuse(final.code, final.say)
    })
  }

  /**
   * Why it does not open: an ended session can be helped, a right that has ended cannot; `closing` is final unless so.
   * Until this very person is signed in again nothing is sent: it would be under the name of whoever is.
   */
  private async knock(closing: Final | null): Promise<void> {
    if (this.isKnocking) return
    this.isKnocking = true
    const entry = await this.mayEnter()
    this.isKnocking = false
    const { refused, connected, mustSignIn } = this.link.get()
    if (this.isDestroyed || refused || connected || (mustSignIn && entry === 'unknown')) return
    this.answeredYes = entry === 'yes' ? this.answeredYes + 1 : 0
    this.say({ mustSignIn: entry === 'signed-out', ...(this.answeredYes >= notThroughAfter && { away: notThrough }) })
    const final = entry === 'no' ? noEntry : closing
    if (entry === 'signed-out') this.line.shut()
    else if (final) {
      void this.kept?.discard()
      this.refuse(final.code, final.say)
    } else if (mustSignIn) this.line.open()
  }

  private refuse(code: string, say: Words): void {
    this.say({ refused: { code, say } })
    this.line.shut()
  }

  /** What waits for its frame is not saved: that is said at once, and asked about, as writing it may change nothing. */
  private typed(): void {
    if (mayLoseWords(this.link.get())) return
    this.say({ local: this.link.get().local + 1 })
    this.askSoon()
  }

  /** Words that were kept count as ours: they are not saved until the server says so. */
  private changed(update: Uint8Array, origin: unknown): void {
    const isOurs = origin !== this.provider
    if (origin !== this.kept) this.kept?.hear(update, isOurs, this.link.get().synced ? 'online' : 'offline')
    if (isOurs) {
      this.say({ local: this.link.get().local + 1 })
      // The provider heard of it before, and has sent it if it can.
      this.questions.behind()
    }
    this.liveTrees.readSoon()
  }

  private askSoon(): void {
    const { connected, synced } = this.link.get()
    if (!connected || !synced || !this.greeted) return
    this.questions.soon()
  }

  private ask(): void {
    // The answer covers what is in the text by then, and must cover all that is counted.
    this.ownFirst.settle()
    const { ws } = this.provider
    // Asked before our answer left on this very socket, the question would not cover what was written offline.
    if (!ws || ws.readyState !== ws.OPEN || !this.greeted || !this.link.get().synced) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messageConfirm)
    encoding.writeVarUint(encoder, this.link.get().local)
    ws.send(encoding.toUint8Array(encoder))
    this.line.asked()
  }
}
