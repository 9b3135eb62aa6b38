// One shared text and those who are at it: hears messages in order, says what is on disk, freezes. It knows no SQL and no role;
// a right is a flag of a seat.

import * as Y from 'yjs'
import { readTrees } from '../document/read.ts'
import type { BothTrees } from '../document/tree.ts'
import { Refused, refusal } from '../domain/refusal.ts'
import { Announcer } from './announcer.ts'
import { Company } from './company.ts'
import type { Connection } from './connection.ts'
import { NotStored } from './journal.ts'
import type { Ledger } from './ledger.ts'
import { limits } from './limits.ts'
import { LiveText, type TextEntry } from './live-text.ts'
import { type RefusalReason, seatWords } from './refusals.ts'
import type { RoomNeeds } from './room-needs.ts'
import { Snapshots } from './snapshots.ts'
import { type LoadedText, loadText } from './text.ts'
import { joinTurn, type Stretch, Turn } from './turn.ts'
import {
  emptyUpdate,
  frameOf,
  isSame,
  isStateVector,
  noState,
  readSaid,
  type Said,
  sayStep1,
  sayStep2,
  sayUpdate,
} from './wire.ts'

interface Opening {
  readonly collab: string
  readonly loaded: LoadedText
  readonly isFrozen: boolean
  readonly needs: RoomNeeds
  readonly ledger: Ledger
  /** Called once, when the room may no longer be used. */
  readonly onGone: () => void
}

export class Room {
  readonly collab: string
  readonly #needs: RoomNeeds
  readonly #onGone: () => void
  readonly #text: LiveText
  readonly #company: Company
  readonly #snapshots: Snapshots
  readonly #announcer: Announcer
  readonly #turn: Turn<Connection>
  #isGone = false
  #emptyTimer: ReturnType<typeof setTimeout> | null = null

  constructor({ collab, loaded, isFrozen, needs, ledger, onGone }: Opening) {
    this.collab = collab
    this.#needs = needs
    this.#turn = new Turn(() => ledger.atEndOfTurn(() => this.#takeTurn()))
    this.#onGone = onGone
    this.#company = new Company({ ...needs, collab, now: needs.clock(), onLeft: () => this.#emptySoon() }, isFrozen)
    this.#text = new LiveText(loaded, {
      ledger,
      mint: needs.mint,
      meter: needs.meter,
      documentId: collab,
      onStored: (entries, seq) => this.#tellStored(entries, seq),
      onFailed: (error) => this.#fail(error),
    })
    this.#snapshots = new Snapshots({
      ...needs,
      ledger,
      collab,
      text: this.#text,
      seq: loaded.snapshotSeq,
      onDiffering: () => this.#text.journal.abandon(new NotStored('the text loaded anew differs from the live one')),
    })
    this.#announcer = new Announcer({ ...needs, collab, text: this.#text })
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
    if (this.#text.isAwake) this.#greet(connection)
    this.#company.admit(connection)
    connection.listen((message) => this.#hear(connection, message))
  }

  /** The text as it stands, once all of it is on disk. */
  async read(): Promise<{ seq: number; trees: BothTrees }> {
    this.#takeTurn()
    this.#emptySoon()
    const trees = readTrees(this.#text.doc)
    const seq = this.#text.journal.position
    await this.#text.journal.flush()
    return { seq, trees }
  }

  /** Refused (not-now) while frozen. */
  async write(edit: (doc: Y.Doc) => void): Promise<{ seq: number }> {
    this.#takeTurn()
    this.#emptySoon()
    if (this.#company.isFrozen) throw new Refused(refusal('not-now', seatWords.frozen))
    this.#text.edit(edit)
    const seq = this.#text.journal.position
    await this.#text.journal.flush()
    return { seq }
  }

  /** Accepts nothing more, flushes, loads the text anew and compares. Throws, and gives the room up, when it differs. */
  async freeze(): Promise<{ uptoSeq: number; trees: BothTrees }> {
    this.#takeTurn()
    this.#text.tidy()
    this.#company.setFrozen(true)
    await this.#text.journal.flush()
    const stored = await loadText(this.#needs.store.db, this.collab)
    if (!stored || stored.seq !== this.#text.journal.stored || !this.#snapshots.agreesWith(stored.doc)) {
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
    this.#takeTurn()
    return this.#company.reseat(matches)
  }

  async close(): Promise<void> {
    this.#takeTurn()
    this.#company.closeAll(1012, 'the server restarts')
    await this.#text.journal.flush().catch(() => {})
    await this.#announcer.finish()
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
        this.#takeTurn()
        this.#answerStep1(connection, said.stateVector)
        break
      case 'step2':
        this.#takeTurn()
        connection.hasAnswered = true
        this.#take(connection, said.update)
        break
      case 'update':
        this.#turn.change(connection, said.update)
        break
      case 'confirm':
        this.#turn.ask(connection, said.number)
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

  #takeTurn(): void {
    if (this.#isGone) return
    try {
      for (const [connection, stretches] of this.#turn.take()) {
        for (const stretch of stretches) this.#takeStretch(connection, stretch)
      }
    } catch (error) {
      this.#text.journal.abandon(new NotStored('an update broke the text', error))
    }
  }

  #takeStretch(connection: Connection, { updates, asked, askedAt }: Stretch): void {
    for (const update of joinTurn(updates)) if (!connection.isPoisoned) this.#take(connection, update)
    if (asked === null) return
    this.#text.journal.whenStored(() => connection.confirm(asked, askedAt))
  }

  #answerStep1(connection: Connection, stateVector: Uint8Array): void {
    if (!isStateVector(stateVector)) {
      this.#refuse(connection, 'bad-message', 'state vector')
      return
    }
    const isNew = isSame(stateVector, noState)
    // A page must have been asked before it is given the text: what it then asks about covers what it wrote offline.
    this.#greet(connection, isNew && !this.#text.isAwake ? noState : undefined)
    // Nobody is given what is not on disk: after a crash it would be held by a reader and by nobody else.
    const answer = sayStep2(isNew ? this.#text.whole() : Y.encodeStateAsUpdate(this.#text.doc, stateVector))
    // What is stored from here on is told as it comes, even if it is stored together with what the answer waits for.
    connection.hearsAfter = Math.min(connection.hearsAfter, this.#text.journal.position)
    this.#text.journal.whenStored(() => connection.send(answer))
  }

  /** Asks what the page has. One that comes with nothing need not wait until we know what we have. */
  #greet(connection: Connection, known?: Uint8Array): void {
    if (connection.isGreeted) return
    connection.isGreeted = true
    connection.send(sayStep1(known ?? Y.encodeStateVector(this.#text.doc)))
  }

  #take(connection: Connection, update: Uint8Array): void {
    if (isSame(update, emptyUpdate)) return
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
    const [first] = entries
    const message = sayUpdate(entries.length > 1 ? Y.mergeUpdates(entries.map(({ update }) => update)) : first!.update)
    // One message for all, made once. Who is among several authors gets their own words back, which Yjs knows already.
    const only = entries.every(({ by }) => by === first?.by) ? first?.by : null
    const frame = frameOf(message)
    for (const connection of this.#company) {
      if (connection !== only && connection.hearsAfter < seq) connection.send(message, frame)
    }
    this.#text.tidy()
    this.#announcer.soon()
    this.#snapshots.consider()
  }

  /** Gives the memory back a while after the last use. */
  #emptySoon(): void {
    if (this.#emptyTimer) clearTimeout(this.#emptyTimer)
    this.#emptyTimer = null
    if (this.#company.size > 0 || this.#isGone) return
    this.#emptyTimer = setTimeout(
      () => {
        if (this.#company.size === 0 && this.#text.journal.isIdle) {
          this.#end()
          this.#snapshots.leave()
        } else this.#emptySoon()
      },
      (this.#needs.pace ?? limits).emptyFor,
    )
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
    this.#announcer.end()
    if (this.#emptyTimer) clearTimeout(this.#emptyTimer)
    this.#onGone()
    this.#text.end()
  }
}
