// What sockets say in a room, in the order in which they say it: questions answered, changes taken to the text,
// refusals said. It knows seats and bytes, no SQL and no role.

import * as Y from 'yjs'
import { isNews } from '../document/gate/gate.ts'
import type { Log } from '../log.ts'
import type { Follower } from './nodes/follower.ts'
import type { Tenure } from './nodes/tenure.ts'
import type { RefusalReason } from './refusals.ts'
import type { Company } from './seats/company.ts'
import type { Allowance } from './text/allowance.ts'
import type { NotTaken } from './text/entries.ts'
import { NotStored } from './text/journal.ts'
import type { Ledger } from './text/ledger.ts'
import type { LiveText } from './text/live-text.ts'
import type { Connection } from './wire/connection.ts'
import {
  emptyUpdate,
  isSame,
  isStateVector,
  noState,
  readSaid,
  type Said,
  sayStep1,
  sayStep2,
} from './wire/messages.ts'
import { joinTurn, type Stretch, Turn } from './wire/turn.ts'

interface Needs {
  readonly collab: string
  readonly log: Log
  readonly ledger: Ledger
  readonly text: LiveText
  readonly allowance: Allowance
  readonly company: Company
  readonly tenure: Tenure
  readonly follower: Follower
}

/** What a change that builds on rows of another node is refused for as long as they have not been read here. */
const ofAnotherNode: ReadonlySet<RefusalReason> = new Set([
  'foreign-client',
  'gap',
  'missing-dependency',
  'delete-beyond',
  'unknown-thread',
  'unknown-suggestion',
  'not-a-suggestion',
])

/** What is still to be taken of one socket, in order; and for what the log was looked at again, for the first of it. */
interface Rest {
  readonly updates: readonly Uint8Array[]
  readonly stretches: readonly Stretch[]
  readonly lookedFor: ReadonlySet<NotTaken['is']>
}

/** Why a socket is closed under whose client id another node takes changes now. */
const elsewhere = 'it writes elsewhere'

const nothingYet: Rest = { updates: [], stretches: [], lookedFor: new Set() }

export class Floor {
  readonly #needs: Needs
  readonly #turn: Turn<Connection>
  /** Which sockets brought a client id home. */
  readonly #writers = new Map<number, Set<Connection>>()
  #isEnded = false

  constructor(needs: Needs) {
    this.#needs = needs
    this.#turn = new Turn(() => needs.ledger.atEndOfTurn(() => this.takeTurn()))
  }

  end(): void {
    this.#isEnded = true
  }

  /** Order of the checks: form, seat, right, gate. Size and rate were checked on the way here. */
  hear(connection: Connection, message: Uint8Array): void {
    const said = readSaid(message)
    if (!said) {
      this.#refuse(connection, 'bad-message', 'not of the wire')
      return
    }
    this.#orAbandon(() => this.#answer(connection, said))
  }

  /** Asks what the page has. One that comes with nothing need not wait until we know what we have. */
  greet(connection: Connection, known?: Uint8Array): void {
    if (connection.isGreeted) return
    connection.isGreeted = true
    connection.send(sayStep1(known ?? Y.encodeStateVector(this.#needs.text.doc)))
  }

  /** What was heard in this turn so far goes to the text now. */
  takeTurn(): void {
    if (this.#isEnded) return
    this.#orAbandon(() => {
      for (const [connection, stretches] of this.#turn.take()) this.#takeRest(connection, { ...nothingYet, stretches })
    })
  }

  /**
   * A client id writes at another node from now on: the sockets that it wrote through are closed. Resolves when all of
   * it is on disk.
   */
  async yield(client: number): Promise<void> {
    const { tenure, text } = this.#needs
    this.takeTurn()
    for (const connection of this.#writers.get(client) ?? []) connection.close(1012, elsewhere)
    await tenure.yield(
      client,
      text.journal.flush().catch(() => {}),
    )
  }

  #orAbandon(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#needs.text.journal.abandon(new NotStored('an update broke the text', error))
    }
  }

  #answer(connection: Connection, said: Said): void {
    const { company, text } = this.#needs
    switch (said.is) {
      case 'step1':
        this.takeTurn()
        this.#answerStep1(connection, said.stateVector)
        break
      case 'step2':
        this.takeTurn()
        connection.hasAnswered = true
        this.#takeRest(connection, { ...nothingYet, updates: [said.update] })
        break
      case 'update':
        company.hearTyping(connection)
        this.#turn.change(connection, said.update)
        break
      case 'confirm':
        this.#turn.ask(connection, said.number)
        break
      case 'presence':
        if (!company.hearPresence(connection, said.states, (id) => text.isForeign(id, connection))) {
          this.#refuse(connection, 'bad-message', 'presence')
        }
        break
      case 'who':
        company.sayWho(connection)
    }
  }

  #answerStep1(connection: Connection, stateVector: Uint8Array): void {
    const { text, allowance } = this.#needs
    if (!isStateVector(stateVector)) {
      this.#refuse(connection, 'bad-message', 'state vector')
      return
    }
    const { memberId } = connection.seat
    if (!allowance.mayTell(memberId)) {
      connection.close(1013, 'the text was asked for too often')
      return
    }
    const isNew = isSame(stateVector, noState)
    // A page must have been asked before it is given the text: what it then asks about covers what it wrote offline.
    this.greet(connection, isNew && !text.isAwake ? noState : undefined)
    // Nobody is given what is not on disk: after a crash it would be held by a reader and by nobody else.
    const answer = sayStep2(isNew ? text.whole() : Y.encodeStateAsUpdate(text.doc, stateVector))
    allowance.tell(memberId, Math.max(text.size.bytes, answer.length))
    // What is stored from here on is told as it comes, even if it is stored together with what the answer waits for.
    connection.hearsAfter = Math.min(connection.hearsAfter, text.changes)
    text.journal.whenStored(() => connection.answer(answer))
  }

  /**
   * Takes one after the other. Where other nodes write too it may have to look at the log first; then the rest waits,
   * and the socket.
   */
  #takeRest(connection: Connection, rest: Rest): void {
    let { updates, stretches, lookedFor } = rest
    while (!connection.isPoisoned) {
      const [update] = updates
      if (update) {
        const notTaken = this.#take(connection, update)
        if (notTaken && this.#mayLook(notTaken, lookedFor)) {
          void this.#lookFirst(connection, notTaken, { updates, stretches, lookedFor })
          return
        }
        if (notTaken) this.#refuseTaking(connection, notTaken)
        updates = updates.slice(1)
        lookedFor = nothingYet.lookedFor
        continue
      }
      const [stretch] = stretches
      if (!stretch) return
      if (stretch.updates.length > 0) {
        // The question comes after the changes that it is about.
        updates = joinTurn(stretch.updates)
        stretches = [{ ...stretch, updates: [] }, ...stretches.slice(1)]
        continue
      }
      stretches = stretches.slice(1)
      const { asked, askedAt } = stretch
      if (asked !== null) this.#needs.text.journal.whenStored(() => connection.confirm(asked, askedAt))
    }
  }

  /** A page may know from another node what this one has not read yet, and nobody is refused for that. */
  #mayLook(notTaken: NotTaken, lookedFor: Rest['lookedFor']): boolean {
    if (this.#needs.tenure.fence === null || lookedFor.has(notTaken.is)) return false
    return notTaken.is !== 'refused' || ofAnotherNode.has(notTaken.reason)
  }

  async #lookFirst(connection: Connection, notTaken: NotTaken, rest: Rest): Promise<void> {
    const { tenure, follower, text, log, collab } = this.#needs
    connection.hold()
    try {
      if (notTaken.is === 'away') {
        const { memberId } = connection.seat
        if (tenure.isLeaving(notTaken.clients)) return connection.close(1012, elsewhere)
        const homes = await tenure.bringHome(memberId, notTaken.clients)
        const ours = homes.filter((home) => home.memberId === memberId)
        for (const { clientId } of ours) this.#note(clientId, connection)
        connection.newClients += ours.filter(({ isNew }) => isNew).length
        for (const { clientId, memberId: owner } of homes) text.learn(owner, { clients: [clientId] })
      }
      await follower.catchUp()
    } catch (error) {
      log.error({ err: error, collab }, 'the log could not be looked at')
      connection.close(1011, 'try again')
      return
    }
    if (this.#isEnded) return
    const lookedFor = new Set([...rest.lookedFor, notTaken.is])
    // Its seat may be asked for meanwhile: the right that is answered counts.
    connection.release(() => this.#orAbandon(() => this.#takeRest(connection, { ...rest, lookedFor })))
  }

  #note(client: number, writer: Connection): void {
    const writers = this.#writers.get(client) ?? new Set()
    this.#writers.set(client, writers.add(writer))
    writer.onClosed(() => {
      writers.delete(writer)
      if (writers.size === 0) this.#writers.delete(client)
    })
  }

  #take(connection: Connection, update: Uint8Array): NotTaken | null {
    const { company, text } = this.#needs
    if (isSame(update, emptyUpdate)) return null
    const right = company.rightOf(connection)
    if (right !== 'read') return text.receive(update, connection, right)
    // A reader's answer to our step 1 repeats what we have: that is silence, not a change.
    return isNews(text.doc, update) ? { is: 'unseated' } : null
  }

  #refuseTaking(connection: Connection, notTaken: NotTaken): void {
    if (notTaken.is === 'refused') this.#refuse(connection, notTaken.reason, notTaken.detail)
    else if (notTaken.is === 'unseated') {
      this.#refuse(connection, this.#needs.company.isFrozen ? 'frozen' : 'read-only', 'a change without the right')
    } else connection.close(1012, elsewhere)
  }

  #refuse(connection: Connection, reason: RefusalReason, detail: string): void {
    const { log, collab } = this.#needs
    log.warn({ collab, member: connection.seat.memberId, reason, detail }, 'refused at the gate')
    connection.refuse(reason)
  }
}
