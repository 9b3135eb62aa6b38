// The text of a room in memory and its way to disk. Edits are applied here in the order in which they pass the gate,
// and are told to others only when they are on disk. It knows no socket; a sender is a member and what they may do.

import * as Y from 'yjs'
import type { LogRow } from '#db/texts/documents.ts'
import { examine, marksIn, type Verdict, writtenIn } from '../../document/gate/gate.ts'
import type { BothKept } from '../../document/numbering/kept.ts'
import { keepNumbersIn } from '../../document/numbering/kept-in.ts'
import { keepingMarks } from '../../document/suggestions/keep-marks.ts'
import { mending } from '../../document/suggestions/mend.ts'
import { TakenOut } from '../../document/suggestions/taken-out.ts'
import { treesNow } from '../../document/tree/live-trees.ts'
import { type Standing, standingOf, tend } from '../../document/writing/janitor.ts'
import { type Language, languages } from '../../domain/language.ts'
import { limits } from '../limits.ts'
import { judgeWithin } from './allowance.ts'
import type { Brought, NotTaken, Sender, TextEntry } from './entries.ts'
import { Journal, NotStored } from './journal.ts'
import { Quota, TextSize, whyFull } from './quota.ts'
import { isPending, type LoadedText } from './stored-text.ts'
import { judge, ownOf } from './suggesting-check.ts'
import { TakenTeller } from './taken-words.ts'
import type { Author, TextNeeds } from './text-needs.ts'
import { touchedBy } from './touched-by.ts'

export class LiveText {
  readonly journal: Journal<TextEntry>
  /** Let go once it is awake: it holds all that was read. */
  #loaded: LoadedText | null
  readonly #needs: TextNeeds
  readonly #leases: Map<number, string>
  readonly #threads: Set<string>
  readonly #suggestions: Set<string>
  readonly #takenOut = new TakenOut()
  readonly #takenTeller: TakenTeller
  #doc: Y.Doc | null = null
  #whole: { readonly changes: number; readonly update: Uint8Array } | null
  #changes = 0
  #standing: Standing = { known: new Set(), order: null }
  readonly size: TextSize
  readonly #quota: Quota
  #isUntidy = false
  #kept: BothKept
  #lead: Language = 'en'
  #changed = new Set<Language>()
  /** What the next updates of Yjs are written down as. */
  #author: Author | null = null

  constructor(loaded: LoadedText, needs: TextNeeds) {
    const { ledger, tenure, documentId, kept = null, written = [], clock = Date.now, onTaken, log, ...told } = needs
    this.#needs = needs
    this.#loaded = loaded
    this.#kept = kept
    this.#leases = loaded.leases
    this.#threads = new Set(loaded.threads)
    this.#suggestions = new Set(loaded.suggestions)
    this.size = new TextSize({ measured: loaded.size, whole: () => this.whole().length })
    const ownerOf = (client: number) => this.#leases.get(client)
    this.#quota = new Quota({ clock, written, ownerOf, trees: () => treesNow(this.doc) })
    this.#whole = loaded.whole && { changes: 0, update: loaded.whole }
    this.journal = new Journal({
      ...{ ledger, documentId, seq: loaded.seq, head: loaded.head, ...told },
      fence: () => tenure.fence,
      onRefused: (entries) => tenure.mayTryAgain(entries),
    })
    this.#takenTeller = new TakenTeller({ collab: documentId, journal: this.journal, onTaken, log })
    // What is not whole in the store has been read already.
    if (!loaded.whole) this.#wake()
    needs.meter?.roomOpened(this.journal)
  }

  get doc(): Y.Doc {
    return this.#doc ?? this.#wake()
  }

  /** False while nobody has needed more than the bytes of the text. */
  get isAwake(): boolean {
    return this.#doc !== null
  }

  /** How often the text in memory has changed since it was loaded. */
  get changes(): number {
    return this.#changes
  }

  #wake(): Y.Doc {
    const doc = this.#loaded?.doc
    if (!doc) throw new Error('a text that was read has no document')
    this.#learnMarks(doc)
    keepNumbersIn(doc, this.#kept)
    this.#standing = standingOf(doc)
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
    const changes = this.#changes
    if (this.#whole?.changes !== changes) this.#whole = { changes, update: Y.encodeStateAsUpdate(this.doc) }
    return this.#whole.update
  }

  end(): void {
    this.#needs.meter?.roomEnded(this.journal)
    this.#doc?.destroy()
  }

  // Remembered from then on: marks may be deleted, forgotten by Yjs, and brought back by an undo.
  #learnMarks(doc: Y.Doc): void {
    const { threads, suggestions } = marksIn(doc)
    for (const thread of threads) this.#threads.add(thread)
    for (const suggestion of suggestions) this.#suggestions.add(suggestion)
  }

  /** True for a client id that is not the sender's and cannot become so. */
  isForeign(client: number, sender: Sender): boolean {
    return this.#ownerOf(client, sender) === 'other'
  }

  /** Whose a client id is, as the gate asks. */
  #ownerOf(client: number, sender: Sender): 'sender' | 'other' | null {
    if (client === this.#doc?.clientID) return 'other'
    const { memberId } = sender.seat
    const member = this.#leases.get(client)
    if (member !== undefined) return member === memberId ? 'sender' : 'other'
    // Not used yet: only who is shown under it may be the first.
    return (this.#needs.shownUnder?.(client) ?? memberId) === memberId ? null : 'other'
  }

  #examine(update: Uint8Array, sender: Sender, mayArrange: boolean): Verdict {
    return examine(this.doc, update, {
      ownerOf: (client) => this.#ownerOf(client, sender),
      knowsThread: (id) => this.#threads.has(id),
      knowsSuggestion: (id) => this.#suggestions.has(id),
      mayArrange,
      mayRehearse: () => {
        sender.charge(limits.rehearsalCosts)
        return this.#needs.allowance?.mayRehearse(sender.seat.memberId) ?? true
      },
    })
  }

  /**
   * Takes an update of a person: null when it was taken (or held nothing new), else why not, with the text unchanged.
   * Throws when Yjs fails on what passed the gate; the room must then be given up.
   */
  receive(update: Uint8Array, sender: Sender, right: 'edit' | 'suggest'): NotTaken | null {
    const verdict = this.#examine(update, sender, right === 'edit')
    if (!verdict.passed) return { is: 'refused', reason: verdict.reason, detail: verdict.detail }
    const fresh = verdict.update
    if (!fresh) return null
    const full = whyFull({ size: this.size, quota: this.#quota, news: verdict, seat: sender.seat, right })
    if (full) return { is: 'refused', ...full }
    if (sender.newClients + verdict.firstUsed.length > limits.newClients) {
      return { is: 'refused', reason: 'too-fast', detail: 'too many new client ids' }
    }
    const isOwn = (client: number) => verdict.firstUsed.includes(client) || this.#ownerOf(client, sender) === 'sender'
    const look = () => judge(this.doc, fresh, isOwn)
    const judged = right === 'suggest' ? judgeWithin(this.#needs.allowance, sender.seat.memberId, look) : null
    if (typeof judged === 'object' && judged) return judged
    // Bringing a client id home gives it to the sender for good: only for an update that can be taken.
    const away = this.#needs.tenure.away(verdict.clients)
    if (away.length > 0) return { is: 'away', clients: away }
    const own = ownOf(isOwn)
    const mend = judged === 'needs-mending' ? mending(this.doc, own) : null
    const keep =
      right === 'edit'
        ? keepingMarks(this.doc, { isOwn: own.isSuggestion, by: sender.seat.memberId, takenOut: this.#takenOut })
        : null
    this.learn(sender.seat.memberId, { clients: verdict.firstUsed, suggestions: verdict.suggestions })
    sender.newClients += verdict.firstUsed.length
    this.#author = { by: sender, leases: verdict.firstUsed, clients: verdict.clients, news: verdict }
    const before = this.journal.given
    try {
      Y.applyUpdate(this.doc, fresh, sender)
    } finally {
      this.#author = null
    }
    const made = mend?.()
    if (made === null) throw new Error('what could be mended in a copy could not in the text')
    for (const suggestion of made ?? []) this.#suggestions.add(suggestion)
    const kept = keep?.()
    if (made || kept?.hasPutRight) {
      sender.charge(limits.mendingCosts)
      // The log never ends between what was not meant and what puts it right.
      this.journal.join(before)
    }
    if (kept) this.#takenTeller.tell(sender.seat.memberId, kept.taken)
    if (isPending(this.doc)) throw new Error('an update that passed the gate left something pending')
    return null
  }

  /**
   * The server's own edit, under the unused client id `as` if given. Throws what `edit` throws; if that had written
   * already, the text is given up first.
   */
  edit(edit: (doc: Y.Doc) => void, as?: number): void {
    const before = this.journal.given
    const { doc } = this
    const own = doc.clientID
    if (as !== undefined && (this.#leases.has(as) || Y.getState(doc.store, as) > 0)) {
      throw new Error(`the client id ${as} is taken`)
    }
    try {
      doc.clientID = as ?? own
      doc.transact(() => edit(doc), 'server')
    } catch (error) {
      if (this.journal.given !== before) this.journal.abandon(new NotStored('an edit of the server broke off', error))
      throw error
    } finally {
      doc.clientID = own
    }
    this.#learnMarks(doc)
    this.size.shrink()
    this.tidy()
  }

  /** Brings in what other nodes wrote, in order of the log. Throws when it does not fit: then it is loaded anew. */
  follow(rows: readonly LogRow[]): void {
    for (const { member_id: memberId, bytes } of rows)
      if (memberId !== null) this.#quota.wrote({ memberId, bytes: bytes.length, letters: bytes.length, marks: 0 })
    this.doc.transact(() => {
      for (const { bytes } of rows) Y.applyUpdate(this.doc, bytes)
      // In the log already.
    }, 'followed')
    if (isPending(this.doc)) throw new Error('a row of another node left something pending')
    for (const { bytes, member_id } of rows) if (member_id !== null) this.learn(member_id, writtenIn(bytes))
    if (rows.every(({ member_id }) => member_id !== null)) return
    this.#learnMarks(this.doc)
    this.#standing = standingOf(this.doc)
  }

  /** What a member has brought: client ids, all of them that member's, and suggestions. */
  learn(memberId: string, { clients, suggestions = [] }: Brought): void {
    for (const client of clients) this.#leases.set(client, memberId)
    for (const suggestion of suggestions) this.#suggestions.add(suggestion)
  }

  /** This node keeps the text from now on: whatever came before may have been left undone. */
  takeOver(): void {
    if (!this.#doc) return
    this.#isUntidy = true
    for (const language of languages) this.#changed.add(language)
    this.tidy()
  }

  /** It keeps other numbers from now on: what names its paragraphs follows. */
  keepNumbers(kept: BothKept): void {
    if (JSON.stringify(kept) === JSON.stringify(this.#kept)) return
    this.#kept = kept
    if (!this.#doc) return
    keepNumbersIn(this.#doc, kept)
    this.takeOver()
  }

  /** Where this node keeps the text, lets the janitor repair pairs and pids if people changed the structure since. */
  tidy(): void {
    if (!this.#isUntidy || !this.#needs.tenure.isKeeper) return
    tend(this.doc, this.#needs.mint, { ...this.#standing, lead: this.#lead })
    this.#standing = standingOf(this.doc)
    this.#isUntidy = false
  }

  /** The languages that changed since the last call. */
  takeChanged(): Language[] {
    const changed = languages.filter((language) => this.#changed.has(language))
    this.#changed.clear()
    return changed
  }

  #note(update: Uint8Array, transaction: Y.Transaction): void {
    const author = transaction.origin === null ? null : this.#author
    this.size.grow(update.length)
    if (author) this.#quota.wrote({ ...author.news, memberId: author.by.seat.memberId, bytes: update.length })
    this.#changes += 1
    if (transaction.origin !== 'followed') {
      this.journal.append({
        ...{ at: performance.now(), update, change: this.#changes, by: author?.by ?? null },
        memberId: author?.by.seat.memberId ?? null,
        clientId: author ? (author.clients[0] ?? 0) : this.doc.clientID,
        leases: author?.leases ?? [],
        clients: author?.clients ?? [],
        isTending: transaction.origin === 'janitor',
      })
    }
    const { changed, isStructure, isUntidy } = touchedBy(transaction)
    for (const language of changed) this.#changed.add(language)
    if (transaction.origin === 'janitor') return
    this.#isUntidy ||= isUntidy
    if (isStructure && changed[0]) this.#lead = changed[0]
  }
}
