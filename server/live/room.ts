// One shared text and those who are at it: hears messages in order, says what is on disk, freezes. It knows no SQL and no role;
// a right is a flag of a seat.

import * as Y from 'yjs'
import type { Store } from '#db/open.ts'
import { canonicalBytes } from '../document/canonical.ts'
import { readTrees } from '../document/read.ts'
import type { BothTrees } from '../document/tree.ts'
import { languages } from '../domain/language.ts'
import { Refused, refusal } from '../domain/refusal.ts'
import type { Log } from '../log.ts'
import { Company } from './company.ts'
import type { Connection } from './connection.ts'
import { NotStored } from './journal.ts'
import { limits } from './limits.ts'
import { LiveText, type TextEntry } from './live-text.ts'
import { type RefusalReason, seatWords } from './refusals.ts'
import type { SeatOf, TextChanged } from './seat.ts'
import { type LoadedText, loadText, storeSnapshot } from './text.ts'
import { isStateVector, readSaid, type Said, saySaved, sayStep1, sayStep2, sayUpdate } from './wire.ts'

export interface RoomNeeds {
  readonly store: Store
  readonly clock: () => number
  readonly mint: () => string
  readonly log: Log
  readonly seatOf: SeatOf
  /** Told a little after the text has changed on disk, never twice at a time for one burst. */
  readonly onChanged: (changed: TextChanged) => Promise<void> | void
}

interface Opening {
  readonly collab: string
  readonly loaded: LoadedText
  readonly isFrozen: boolean
  readonly needs: RoomNeeds
  /** Called once, when the room may no longer be used. */
  readonly onGone: () => void
}

export class Room {
  readonly collab: string
  readonly #needs: RoomNeeds
  readonly #onGone: () => void
  readonly #text: LiveText
  readonly #company: Company
  #isGone = false
  #snapshotSeq: number
  #isStoringSnapshot = false
  #changedTimer: ReturnType<typeof setTimeout> | null = null
  #emptyTimer: ReturnType<typeof setTimeout> | null = null

  constructor({ collab, loaded, isFrozen, needs, onGone }: Opening) {
    this.collab = collab
    this.#needs = needs
    this.#onGone = onGone
    this.#snapshotSeq = loaded.snapshotSeq
    this.#company = new Company({ ...needs, collab, now: needs.clock(), onLeft: () => this.#emptySoon() }, isFrozen)
    this.#text = new LiveText(loaded, {
      ...needs,
      documentId: collab,
      onStored: (entries, seq) => this.#tellStored(entries, seq),
      onFailed: (error) => this.#fail(error),
    })
    this.#emptySoon()
  }

  get isGone(): boolean {
    return this.#isGone
  }

  enter(connection: Connection): void {
    if (this.#company.size >= limits.socketsPerRoom) {
      connection.close(1013, 'the room is full')
      return
    }
    connection.send(sayStep1(Y.encodeStateVector(this.#text.doc)))
    this.#company.admit(connection)
    connection.listen((message) => this.#hear(connection, message))
  }

  /** The text as it stands, once all of it is on disk. */
  async read(): Promise<{ seq: number; trees: BothTrees }> {
    this.#emptySoon()
    const trees = readTrees(this.#text.doc)
    const seq = this.#text.journal.position
    await this.#text.journal.flush()
    return { seq, trees }
  }

  /** Refused (not-now) while frozen. */
  async write(edit: (doc: Y.Doc) => void): Promise<{ seq: number }> {
    this.#emptySoon()
    if (this.#company.isFrozen) throw new Refused(refusal('not-now', seatWords.frozen))
    this.#text.edit(edit)
    const seq = this.#text.journal.position
    await this.#text.journal.flush()
    return { seq }
  }

  /** Accepts nothing more, flushes, loads the text anew and compares. Throws, and gives the room up, when it differs. */
  async freeze(): Promise<{ uptoSeq: number; trees: BothTrees }> {
    this.#text.tidy()
    this.#company.setFrozen(true)
    await this.#text.journal.flush()
    const stored = await loadText(this.#needs.store.db, this.collab)
    if (!stored || stored.seq !== this.#text.journal.stored || !this.#isSame(stored.doc)) {
      const error = new NotStored('the text loaded anew differs from the live one')
      this.#text.journal.abandon(error)
      throw error
    }
    return { uptoSeq: stored.seq, trees: readTrees(stored.doc) }
  }

  thaw(): void {
    this.#company.setFrozen(false)
  }

  reseat(matches: (connection: Connection) => boolean): Promise<void> {
    return this.#company.reseat(matches)
  }

  async close(): Promise<void> {
    this.#company.closeAll(1012, 'the server restarts')
    await this.#text.journal.flush().catch(() => {})
    if (this.#changedTimer) await this.#announce()
    this.#end()
  }

  /** Order of the checks: form, seat, right, gate. Size and rate were checked on the way here. */
  #hear(connection: Connection, message: Uint8Array): void {
    const said = readSaid(message)
    if (!said) {
      this.#refuse(connection, 'bad-message', 'not of the wire')
      return
    }
    try {
      this.#answer(connection, said)
    } catch (error) {
      this.#text.journal.abandon(new NotStored('an update broke the text', error))
    }
  }

  #answer(connection: Connection, said: Said): void {
    switch (said.is) {
      case 'step1':
        this.#answerStep1(connection, said.stateVector)
        break
      case 'step2':
        connection.hasAnswered = true
        this.#take(connection, said.update)
        break
      case 'update':
        this.#take(connection, said.update)
        break
      case 'confirm':
        this.#text.journal.whenStored(() => {
          if (!connection.isPoisoned) connection.send(saySaved(said.number))
        })
        break
      case 'presence':
        if (!this.#company.hearPresence(connection, said.states, (id) => this.#text.isForeign(id, connection))) {
          this.#refuse(connection, 'bad-message', 'presence')
        }
        break
      case 'who':
        this.#company.sayWho(connection)
    }
  }

  #answerStep1(connection: Connection, stateVector: Uint8Array): void {
    if (!isStateVector(stateVector)) {
      this.#refuse(connection, 'bad-message', 'state vector')
      return
    }
    // Nobody is given what is not on disk: after a crash it would be held by a reader and by nobody else.
    const answer = sayStep2(Y.encodeStateAsUpdate(this.#text.doc, stateVector))
    // What is stored from here on is told as it comes, even if it is stored together with what the answer waits for.
    connection.hearsAfter = Math.min(connection.hearsAfter, this.#text.journal.position)
    this.#text.journal.whenStored(() => connection.send(answer))
  }

  #take(connection: Connection, update: Uint8Array): void {
    if (this.#company.mayEdit(connection)) {
      const refused = this.#text.receive(update, connection)
      if (refused) this.#refuse(connection, refused.reason, refused.detail)
      return
    }
    // A reader's answer to our step 1 repeats what we have: that is silence, not a change.
    const verdict = this.#text.examine(update, connection)
    if (verdict.passed && verdict.update === null) return
    this.#refuse(connection, this.#company.isFrozen ? 'frozen' : 'read-only', 'a change without the right')
  }

  #refuse(connection: Connection, reason: RefusalReason, detail: string): void {
    const member = connection.seat.memberId
    this.#needs.log.warn({ collab: this.collab, member, reason, detail }, 'refused at the gate')
    connection.refuse(reason)
  }

  #tellStored(entries: readonly TextEntry[], seq: number): void {
    for (const [at, { update, by }] of entries.entries()) {
      const position = seq - entries.length + 1 + at
      const message = sayUpdate(update)
      for (const connection of this.#company) {
        if (connection !== by && connection.hearsAfter < position) connection.send(message)
      }
    }
    this.#text.tidy()
    this.#changedTimer ??= setTimeout(() => void this.#announce(), limits.changedAfter)
    const isDue = seq - this.#snapshotSeq >= limits.snapshotEvery || this.#text.grown >= limits.snapshotGrowth
    if (isDue) void this.#storeSnapshot()
  }

  async #announce(): Promise<void> {
    if (this.#changedTimer) clearTimeout(this.#changedTimer)
    this.#changedTimer = null
    const { collab } = this
    const { onChanged, log } = this.#needs
    try {
      await onChanged({ collab, seq: this.#text.journal.stored, languages: this.#text.takeChanged() })
    } catch (error) {
      log.error({ err: error, collab }, 'what follows the text did not')
    }
  }

  async #storeSnapshot(): Promise<void> {
    if (this.#isStoringSnapshot) return
    this.#isStoringSnapshot = true
    const { store, clock, log } = this.#needs
    try {
      const stored = await storeSnapshot(store, this.collab, clock())
      if (!stored) return
      this.#snapshotSeq = stored.seq
      this.#text.measure(stored.size)
      if (stored.seq === this.#text.journal.position && !this.#isSame(stored.doc)) {
        this.#text.journal.abandon(new NotStored('the text loaded anew differs from the live one'))
      }
    } catch (error) {
      log.error({ err: error, collab: this.collab }, 'no snapshot was stored')
    } finally {
      this.#isStoringSnapshot = false
    }
  }

  #isSame(doc: Y.Doc): boolean {
    const [stored, live] = [readTrees(doc), readTrees(this.#text.doc)]
    return languages.every((one) => Buffer.compare(canonicalBytes(stored[one]), canonicalBytes(live[one])) === 0)
  }

  /** Gives the memory back a while after the last use. */
  #emptySoon(): void {
    if (this.#emptyTimer) clearTimeout(this.#emptyTimer)
    this.#emptyTimer = null
    if (this.#company.size > 0 || this.#isGone) return
    this.#emptyTimer = setTimeout(() => {
      if (this.#company.size === 0 && this.#text.journal.isIdle) this.#end()
      else this.#emptySoon()
    }, limits.emptyFor)
    this.#emptyTimer.unref()
  }

  /** The store is the truth: everybody comes back to what it holds. */
  #fail(error: Error): void {
    this.#needs.log.error({ err: error, collab: this.collab }, 'the room is given up and will be loaded anew')
    this.#company.closeAll(1011, 'try again')
    this.#end()
  }

  #end(): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#company.end()
    for (const timer of [this.#changedTimer, this.#emptyTimer]) if (timer) clearTimeout(timer)
    this.#onGone()
    this.#text.doc.destroy()
  }
}
