// One shared text and those who are at it: opened, read, written to, frozen, left. It knows no SQL and no role; a right
// is a flag of a seat. What sockets say is heard by the floor; what other nodes write comes by the follower.

import type * as Y from 'yjs'
import type { LogRow } from '#db/texts/documents.ts'
import type { Standing } from '#db/texts/node-leases.ts'
import type { BothKept } from '../document/numbering/kept.ts'
import { treesNow } from '../document/tree/live-trees.ts'
import type { BothTrees } from '../document/tree/tree.ts'
import { Refused, refusal } from '../domain/refusal.ts'
import { Announcer } from './announcer.ts'
import { Floor } from './floor.ts'
import { limits } from './limits.ts'
import { Follower } from './nodes/follower.ts'
import type { Tenure } from './nodes/tenure.ts'
import { seatWords } from './refusals.ts'
import type { Opening, RoomNeeds } from './room-needs.ts'
import { Company } from './seats/company.ts'
import type { Told } from './seats/presence.ts'
import type { TextEntry } from './text/entries.ts'
import { freshText } from './text/fresh.ts'
import { NotStored } from './text/journal.ts'
import { LiveText } from './text/live-text.ts'
import { Snapshots } from './text/snapshots.ts'
import type { Connection } from './wire/connection.ts'

export class Room {
  readonly collab: string
  readonly #needs: RoomNeeds
  readonly #onGone: () => void
  readonly #text: LiveText
  readonly company: Company
  readonly #snapshots: Snapshots
  readonly #announcer: Announcer
  readonly #tenure: Tenure
  readonly #follower: Follower
  readonly #floor: Floor
  readonly #fresh: (isStopped: boolean) => ReturnType<typeof freshText>
  #isGone = false
  #usedAt: number
  #emptyTimer: ReturnType<typeof setTimeout> | null = null

  constructor(opening: Opening) {
    const { collab, loaded, isFrozen, kept = null, written = [], needs, ledger, tenure, allowance, onGone } = opening
    this.collab = collab
    this.#needs = needs
    this.#usedAt = needs.clock()
    this.#onGone = onGone
    this.#tenure = tenure
    const tell = (states: readonly Told[]) => needs.bus.tell({ is: 'presence', collab, states })
    this.company = new Company({ ...needs, collab, tell, onLeft: () => this.#emptySoon() }, isFrozen)
    this.#text = new LiveText(loaded, {
      ...{ ledger, tenure, mint: needs.mint, meter: needs.meter, documentId: collab, kept, allowance },
      ...{ written, clock: needs.clock, onTaken: needs.onTaken, log: needs.log },
      shownUnder: (client) => this.company.shownUnder(client),
      onStored: (entries) => this.#tellStored(entries),
      onBehind: () => this.#follower.follow(),
      onFailed: (error) => this.#fail(error),
    })
    const text = this.#text
    this.#follower = new Follower({
      ...{ store: needs.store, collab, text },
      onFollowed: (rows) => this.#tellFollowed(rows),
      onFailed: (error) => text.journal.abandon(error),
    })
    const { company } = this
    this.#floor = new Floor({
      ...needs,
      ...{ collab, ledger, text, tenure, company, allowance, follower: this.#follower },
    })
    this.#snapshots = new Snapshots({
      ...{ ...needs, ledger, collab, text, seq: loaded.snapshotSeq },
      onDiffering: () => text.journal.abandon(new NotStored('the text loaded anew differs from the live one')),
    })
    this.#fresh = (isStopped) => freshText({ db: needs.store.db, collab, text, snapshots: this.#snapshots, isStopped })
    this.#announcer = new Announcer({ ...needs, collab, text })
    this.#emptySoon()
  }

  get isGone(): boolean {
    return this.#isGone
  }

  /** When it was last used, if nobody is there and all of it is on disk; else null. */
  get emptySince(): number | null {
    const isEmpty = this.company.size === 0 && this.#text.journal.isIdle && !this.#isGone
    return isEmpty ? this.#usedAt : null
  }

  /** Gives the memory back, of a room that is empty. */
  leave(): void {
    if (this.#tenure.isKeeper) this.#snapshots.leave()
    void this.#end()
  }

  enter(connection: Connection): void {
    if (this.company.size >= limits.socketsPerRoom) {
      connection.close(1013, 'the room is full')
      return
    }
    if (this.#text.isAwake) this.#floor.greet(connection)
    if (this.company.size === 0) this.#needs.bus.tell({ is: 'who', collab: this.collab })
    this.company.admit(connection)
    connection.listen((message) => this.#floor.hear(connection, message))
  }

  /** The text as it stands, once all of it is on disk; with what was saved at other nodes. */
  async read(): Promise<{ seq: number; trees: BothTrees }> {
    this.#floor.takeTurn()
    this.#emptySoon()
    if (this.#tenure.fence) await this.#follower.catchUp()
    const trees = treesNow(this.#text.doc)
    await this.#text.journal.flush()
    return { seq: this.#text.journal.stored, trees }
  }

  /** Refused (not-now) while frozen. */
  async write(edit: (doc: Y.Doc) => void, as?: number): Promise<{ seq: number }> {
    this.#floor.takeTurn()
    this.#emptySoon()
    if (this.#tenure.fence) await this.#follower.catchUp()
    if (this.company.isFrozen) throw new Refused(refusal('not-now', seatWords.frozen))
    this.#text.edit(edit, as)
    await this.#text.journal.flush()
    return { seq: this.#text.journal.stored }
  }

  /**
   * Accepts nothing more, on any node; flushes, loads the text anew and compares. Throws, and gives the room up, when
   * it differs. Refused (not-now) when the text is frozen, or being frozen at another node.
   */
  async freeze(): Promise<{ uptoSeq: number; trees: BothTrees }> {
    this.#floor.takeTurn()
    this.#text.tidy()
    this.company.setFrozen(true)
    const since = await this.#tenure.hold().catch((error: unknown) => {
      // Refused: it is frozen, or being frozen, elsewhere, and stays so until its row says otherwise.
      if (!(error instanceof Refused)) this.company.setFrozen(false)
      throw error
    })
    // Nobody else writes now: what they had written comes first, then what that left untidy.
    if (this.#tenure.fence) {
      await this.#follower.catchUp()
      this.#tenure.keep(since)
      this.#text.takeOver()
    }
    return this.#fresh(true)
  }

  /** The text as the log has it, loaded anew and compared; nobody is held up. */
  async take(): Promise<{ uptoSeq: number; trees: BothTrees }> {
    this.#floor.takeTurn()
    this.#emptySoon()
    if (this.#tenure.fence) await this.#follower.catchUp()
    this.#text.tidy()
    return this.#fresh(false)
  }

  async thaw(): Promise<void> {
    await this.#tenure.letGo()
    this.company.setFrozen(false)
  }

  reseat(matches: (connection: Connection) => boolean): Promise<void> {
    this.#floor.takeTurn()
    return this.company.reseat(matches)
  }

  keepNumbers(kept: BothKept): void {
    this.#text.keepNumbers(kept)
  }

  /**
   * What its row says, looked at just now: rows of other nodes, a hold, a freezing. `isFrozen` also covers what is held
   * here.
   */
  look({ nextSeq }: Standing, isFrozen: boolean): void {
    if (nextSeq - 1 > this.#text.journal.stored) this.#follower.follow()
    if (isFrozen !== this.company.isFrozen) this.company.setFrozen(isFrozen)
  }

  /** Told of rows up to `seq` on another node. */
  lookFor(seq: number): void {
    if (seq > this.#text.journal.stored) this.#follower.follow()
  }

  /**
   * Told at each beat of the node: it keeps the text, and the term in which it took or found that; null: another does.
   */
  async keep(since: number | null): Promise<void> {
    if (since === null) return this.#tenure.keep(null)
    if (this.#tenure.isKeeper) return
    // What the last keeper did comes first, or one paragraph is named by both.
    await this.#follower.catchUp()
    if (this.#isGone) return
    this.#tenure.keep(since)
    this.#text.takeOver()
    this.#announcer.soon()
    this.#snapshots.consider()
  }

  /** Another node takes a client id over. */
  async yield(client: number): Promise<void> {
    await this.#floor.yield(client)
    this.#needs.bus.tell({ is: 'yielded', collab: this.collab, client })
  }

  yielded(client: number, from: string): void {
    this.#tenure.yielded(client, from)
  }

  async close(): Promise<void> {
    this.#floor.takeTurn()
    this.company.closeAll(1012, 'the server restarts')
    // What the last of it left untidy is tidied once it is stored.
    while (this.#text.journal.rows > 0) await this.#text.journal.flush().catch(() => {})
    await this.#announcer.finish()
    await this.#end()
  }

  #tellStored(entries: readonly TextEntry[]): void {
    const [first] = entries
    // One message for all, made once. Who is among several authors gets their own words back, which Yjs knows already.
    const only = entries.every(({ by }) => by === first?.by) ? first?.by : null
    this.company.tell(
      entries.map(({ update }) => update),
      (connection) => connection !== only && connection.hearsAfter < (entries.at(-1)?.change ?? 0),
    )
    this.#needs.bus.tell({ is: 'log', collab: this.collab, seq: this.#text.journal.last })
    this.#text.tidy()
    this.#follow()
  }

  #tellFollowed(rows: readonly LogRow[]): void {
    const { changes, journal } = this.#text
    // Behind the answers that wait for our own rows: a page is told in the order in which the text came about.
    journal.whenStored(() =>
      this.company.tell(
        rows.map(({ bytes }) => bytes),
        (connection) => connection.hearsAfter < changes,
      ),
    )
    this.#text.tidy()
    this.#follow()
  }

  /** Who keeps the text sees to what follows from a change of it. */
  #follow(): void {
    if (!this.#tenure.isKeeper) return
    this.#announcer.soon()
    this.#snapshots.consider()
  }

  /** Gives the memory back a while after the last use. */
  #emptySoon(): void {
    if (this.#emptyTimer) clearTimeout(this.#emptyTimer)
    this.#emptyTimer = null
    this.#usedAt = this.#needs.clock()
    if (this.company.size > 0 || this.#isGone) return
    this.#emptyTimer = setTimeout(
      () => {
        if (this.emptySince !== null) this.leave()
        else this.#emptySoon()
      },
      (this.#needs.pace ?? limits).emptyFor,
    )
    this.#emptyTimer.unref()
  }

  /** The store is the truth: everybody comes back to what it holds. */
  #fail(error: Error): void {
    this.#needs.log.error({ err: error, collab: this.collab }, 'the room is given up and will be loaded anew')
    this.company.closeAll(1011, 'try again')
    void this.#end()
  }

  async #end(): Promise<void> {
    if (this.#isGone) return
    this.#isGone = true
    this.company.end()
    this.#announcer.end()
    this.#follower.end()
    this.#floor.end()
    if (this.#emptyTimer) clearTimeout(this.#emptyTimer)
    this.#onGone()
    this.#text.end()
    await this.#tenure.end().catch((error: unknown) => {
      this.#needs.log.warn({ err: error, collab: this.collab }, 'a text is kept for a while by a room that is over')
    })
  }
}
