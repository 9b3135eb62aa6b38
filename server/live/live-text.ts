// The text of a room in memory and its way to disk. Edits are applied here in the order in which they pass the gate, and are
// told to others only when they are on disk. It knows no socket; a sender is a member and what they may do.

import * as Y from 'yjs'
import { rootOf } from '../document/blocks.ts'
import { examine, type GateReason, threadsIn, type Verdict } from '../document/gate.ts'
import { pidsOf, tend } from '../document/janitor.ts'
import { type Language, languages } from '../domain/language.ts'
import { type Entry, Journal, NotStored } from './journal.ts'
import type { Ledger } from './ledger.ts'
import { limits } from './limits.ts'
import type { Meter } from './meter.ts'
import { isPending, type LoadedText } from './text.ts'

/** Who sends an update. `newClients` counts the Yjs client ids that this sender used for the first time. */
export interface Sender {
  readonly seat: { readonly memberId: string }
  newClients: number
  /** Takes so many messages from what this sender may send in a while. */
  charge(messages: number): void
}

/** An update on its way to disk; `by` is null for the server's own, and for what Yjs tidied up by itself. */
export interface TextEntry extends Entry {
  readonly by: Sender | null
}

interface Needs {
  readonly ledger: Ledger
  readonly documentId: string
  readonly mint: () => string
  readonly meter?: Meter
  readonly onStored: (entries: readonly TextEntry[], seq: number) => void
  readonly onFailed: (error: Error) => void
}

export class LiveText {
  readonly journal: Journal<TextEntry>
  /** Let go once it is awake: it holds all that was read. */
  #loaded: LoadedText | null
  readonly #mint: () => string
  readonly #meter: Meter | undefined
  readonly #leases: Map<number, string>
  readonly #threads: Set<string>
  #doc: Y.Doc | null = null
  #whole: { readonly position: number; readonly update: Uint8Array } | null
  #pids: ReadonlySet<string> = new Set()
  /** Bytes of the state when it was last measured, and of the log since. */
  #measured: number
  #grown = 0
  #isUntidy = false
  #lead: Language = 'en'
  #changed = new Set<Language>()
  /** What the next updates of Yjs are written down as. */
  #author: { readonly by: Sender; readonly leases: readonly number[]; readonly clientId: number } | null = null

  constructor(loaded: LoadedText, { ledger, documentId, mint, meter, onStored, onFailed }: Needs) {
    this.#loaded = loaded
    this.#mint = mint
    this.#meter = meter
    this.#leases = loaded.leases
    this.#threads = new Set(loaded.threads)
    this.#measured = loaded.size
    this.#whole = loaded.whole && { position: loaded.seq, update: loaded.whole }
    this.journal = new Journal({ ledger, documentId, seq: loaded.seq, onStored, onFailed })
    // What is not whole in the store has been read already.
    if (!loaded.whole) this.#wake()
    meter?.roomOpened(this.journal)
  }

  get doc(): Y.Doc {
    return this.#doc ?? this.#wake()
  }

  /** False while nobody has needed more than the bytes of the text. */
  get isAwake(): boolean {
    return this.#doc !== null
  }

  #wake(): Y.Doc {
    const doc = this.#loaded?.doc
    if (!doc) throw new Error('a text that was read has no document')
    for (const thread of threadsIn(doc)) this.#threads.add(thread)
    this.#pids = pidsOf(doc)
    // An id of its own for the life of the room, not one that somebody has used.
    while (this.#leases.has(doc.clientID) || Y.getState(doc.store, doc.clientID) > 0) {
      doc.clientID = new Y.Doc().clientID
    }
    doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) =>
      this.#note(update, transaction),
    )
    this.#doc = doc
    this.#loaded = null
    return doc
  }

  /** The whole text as one update, made once for all who ask before it changes. */
  whole(): Uint8Array {
    const { position } = this.journal
    if (this.#whole?.position !== position) this.#whole = { position, update: Y.encodeStateAsUpdate(this.doc) }
    return this.#whole.update
  }

  end(): void {
    this.#meter?.roomEnded(this.journal)
    this.#doc?.destroy()
  }

  /** True for a client id that is not the sender's and cannot become so. */
  isForeign(client: number, sender: Sender): boolean {
    return this.#ownerOf(client, sender) === 'other'
  }

  /** Whose a client id is, as the gate asks. */
  #ownerOf(client: number, sender: Sender): 'sender' | 'other' | null {
    if (client === this.#doc?.clientID) return 'other'
    const member = this.#leases.get(client)
    if (member === undefined) return null
    return member === sender.seat.memberId ? 'sender' : 'other'
  }

  examine(update: Uint8Array, sender: Sender): Verdict {
    return examine(this.doc, update, {
      ownerOf: (client) => this.#ownerOf(client, sender),
      knowsThread: (id) => this.#threads.has(id),
    })
  }

  /**
   * Takes an update of a person: null when it was taken (or held nothing new), else why not, with the text unchanged.
   * Throws when Yjs fails on what passed the gate; the room must then be given up.
   */
  receive(update: Uint8Array, sender: Sender): { reason: GateReason | 'full' | 'too-fast'; detail: string } | null {
    const verdict = this.examine(update, sender)
    if (!verdict.passed) return verdict
    if (verdict.isDoubtful) sender.charge(limits.rehearsalCosts)
    if (!verdict.update) return null
    const size = this.#measured + this.#grown + verdict.update.length
    if (size > limits.text) return { reason: 'full', detail: `${size} bytes` }
    if (sender.newClients + verdict.firstUsed.length > limits.newClients) {
      return { reason: 'too-fast', detail: 'too many new client ids' }
    }
    for (const client of verdict.firstUsed) this.#leases.set(client, sender.seat.memberId)
    sender.newClients += verdict.firstUsed.length
    const clientId = verdict.clients[0] ?? 0
    this.#author = { by: sender, leases: verdict.firstUsed, clientId }
    try {
      Y.applyUpdate(this.doc, verdict.update, sender)
    } finally {
      this.#author = null
    }
    if (isPending(this.doc)) throw new Error('an update that passed the gate left something pending')
    return null
  }

  /** The server's own edit. What `edit` throws is thrown on; if it had already written, the text is given up first. */
  edit(edit: (doc: Y.Doc) => void): void {
    const before = this.journal.position
    try {
      this.doc.transact(() => edit(this.doc), 'server')
    } catch (error) {
      if (this.journal.position !== before)
        this.journal.abandon(new NotStored('an edit of the server broke off', error))
      throw error
    }
    // Remembered from now on: the marks may be deleted, forgotten by Yjs, and brought back by an undo.
    for (const thread of threadsIn(this.doc)) this.#threads.add(thread)
    this.tidy()
  }

  /** Lets the janitor repair pairs and pids if people have changed the structure since it last did. */
  tidy(): void {
    if (!this.#isUntidy) return
    const { known } = tend(this.doc, this.#mint, { known: this.#pids, lead: this.#lead })
    this.#pids = known
    this.#isUntidy = false
  }

  /** Bytes of log since the state was last measured. */
  get grown(): number {
    return this.#grown
  }

  /** The whole state was written down in so many bytes. */
  measure(bytes: number): void {
    this.#measured = bytes
    this.#grown = 0
  }

  /** The languages that changed since the last call. */
  takeChanged(): Language[] {
    const changed = languages.filter((language) => this.#changed.has(language))
    this.#changed.clear()
    return changed
  }

  #note(update: Uint8Array, transaction: Y.Transaction): void {
    const author = transaction.origin === null ? null : this.#author
    this.#grown += update.length
    this.journal.append({
      update,
      by: author?.by ?? null,
      memberId: author?.by.seat.memberId ?? null,
      clientId: author?.clientId ?? this.doc.clientID,
      leases: author?.leases ?? [],
      at: performance.now(),
    })
    const touched = new Set<unknown>(transaction.changedParentTypes.keys())
    const changed = languages.filter((language) => touched.has(rootOf(this.doc, language)))
    for (const language of changed) this.#changed.add(language)
    if (transaction.origin === 'janitor') return
    const isStructure = [...transaction.changed.keys()].some((type) => type instanceof Y.XmlElement)
    if (!isStructure) return
    this.#isUntidy = true
    if (changed[0]) this.#lead = changed[0]
  }
}
