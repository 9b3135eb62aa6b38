// The server's side of a trial: one text behind the real gate, the check of seats that may only suggest, the janitor
// and the log. Its lines to the people are queues, so that the trial says what arrives when.

import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { transact } from '#db/engine/transaction.ts'
import { decide } from '#server/document/suggestions/decide.ts'
import { keepsWords } from '#server/document/suggestions/rewriting.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { treesOf } from '#server/document/tree/live-trees.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { languages } from '#server/domain/language.ts'
import { soleTenure } from '#server/live/nodes/tenure.ts'
import { Ledger } from '#server/live/text/ledger.ts'
import { LiveText } from '#server/live/text/live-text.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { emptyDocument } from '#tests/support/documents/text-rows.ts'
import { freshStore, type TestStore } from '#tests/support/store.ts'
import { copyOf } from '../desks.ts'
import { contentOf } from './checks.ts'
import { markedLetters } from './letters.ts'
import type { Person, ServerSide } from './person.ts'

export const members = ['ada', 'ben', 'cleo'] as const

/** A store with its people, for any number of trials. */
export interface House {
  readonly own: TestStore
  readonly ledger: Ledger
  close(): Promise<void>
}

export async function openHouse(): Promise<House> {
  const own = await freshStore('sqlite')
  await transact(own.store, 1, async ({ q }) => {
    for (const id of members) {
      const person = { id, email: `${id}@example.org`, name: id, language: 'en' as const, password_hash: 'x' }
      await q
        .insertInto('member')
        .values({ ...person, disabled_at: null, created_at: 1 })
        .execute()
    }
  })
  const ledger = new Ledger({ store: own.store, clock: () => 1 })
  return {
    own,
    ledger,
    async close() {
      await ledger.endQuiet()
      await own.close()
    },
  }
}

export class TextServer implements ServerSide {
  readonly text: LiveText
  /** What went wrong at the server, in words. */
  readonly faults: string[] = []
  readonly people: Person[] = []
  readonly read: () => BothTrees
  readonly #house: House
  readonly #id: string

  static async open(house: House, id: string): Promise<TextServer> {
    const { store } = house.own
    await transact(store, 1, async ({ q }) => {
      await q.insertInto('document').values(emptyDocument(id)).execute()
    })
    return new TextServer(house, id, (await loadText(store.db, id))!)
  }

  private constructor(house: House, id: string, loaded: NonNullable<Awaited<ReturnType<typeof loadText>>>) {
    this.#house = house
    this.#id = id
    let minted = 0
    this.text = new LiveText(loaded, {
      ...{ ledger: house.ledger, tenure: soleTenure, documentId: id },
      mint() {
        minted += 1
        return `m${minted}`
      },
      ...{ onStored: () => {}, onBehind: () => {} },
      onFailed: (error) => this.faults.push(`the log failed: ${error.message}`),
    })
    // The same in each repetition of a trial.
    this.text.doc.clientID = 900_000
    this.read = treesOf(this.text.doc)
    this.text.doc.on('update', (update: Uint8Array) => {
      for (const person of this.people) person.inbox.push(update)
    })
  }

  /** Takes what a person sends, as the room does. Our own editors send nothing that is refused. */
  receive(update: Uint8Array, person: Person): void {
    const before = person.right === 'suggest' ? settledTrees(this.read()) : null
    const lettersOf = () => markedLetters(this.text.doc, (client) => person.clients.has(client))
    const marked = lettersOf()
    const notTaken = this.text.receive(update, person.sender, person.right)
    if (notTaken) {
      const why = notTaken.is === 'refused' ? `${notTaken.reason}: ${notTaken.detail}` : notTaken.is
      this.faults.push(`refused an update of ${person.name} (${person.right}): ${why}\n${this.#explain(update)}`)
    } else if (before && !isDeepStrictEqual(settledTrees(this.read()), before)) {
      this.faults.push(`${person.name}, who may only suggest, changed what stands`)
    } else if (person.right === 'edit') {
      for (const [letter, marks] of lettersOf()) {
        const were = marked.get(letter) ?? marks
        if (were !== marks)
          this.faults.push(`${person.name} changed suggestions of others, or comments: ${letter} ${were} ${marks}`)
      }
    }
  }

  /** The paragraphs that it would have changed. */
  #explain(update: Uint8Array): string {
    const copy = copyOf(this.text.doc)
    const before = readTrees(copy)
    let keeps: boolean | null = null
    copy.on('afterTransaction', (transaction: Y.Transaction) => {
      keeps ??= keepsWords(transaction, () => true)
    })
    Y.applyUpdate(copy, update)
    const after = readTrees(copy)
    const lines = languages.flatMap((language) =>
      after[language].paragraphs.flatMap((paragraph, at) => {
        const was = before[language].paragraphs[at]
        return isDeepStrictEqual(was, paragraph) ? [] : [JSON.stringify(was), JSON.stringify(paragraph)]
      }),
    )
    return [`keeps words: ${keeps}`, ...lines].join('\n')
  }

  /** In one edit, as the workflow does it; `look` is shown what it made of the text, before the janitor comes. */
  decide(ids: readonly string[], decision: 'accept' | 'reject', look: (trees: BothTrees) => void): void {
    this.text.edit((doc) => {
      decide(doc, ids, decision)
      look(readTrees(doc))
    })
  }

  /** What the store has, read anew, must be what was in memory. */
  async end(): Promise<void> {
    await this.text.journal.flush()
    const loaded = await loadText(this.#house.own.store.db, this.#id)
    if (loaded && contentOf(loaded.doc) !== contentOf(this.text.doc)) this.faults.push('the store has another text')
    this.text.end()
  }

  stateFor(vector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.text.doc, vector)
  }
}
