// The thread that works out who wrote what, so that nobody waits for it who did not ask: it has its own way to the
// store, which only reads, goes through the log of a text once, and from then on only through what was added. It knows
// no room and stores nothing.

import { parentPort, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { openToRead, type Store, type Whereabouts } from '#db/engine/open.ts'
import { readAtOnce } from '#db/engine/transaction.ts'
import { listWritten } from '#db/texts/documents.ts'
import { comparedDeed, deedOf } from '../../../document/authorship/compared.ts'
import { Follower } from '../../../document/authorship/follow.ts'
import { History } from '../../../document/authorship/history.ts'
import { languages } from '../../../domain/language.ts'
import type { Answered, Heard } from '../house-thread.ts'
import { checkRows } from '../stored-text.ts'
import { type Pieces, Turns } from './turns.ts'
import type { Asked, HistoryDone, HistoryWork } from './work.ts'

/**
 * Texts whose history is kept at hand, with those that are being read, of which there are so many at once; rows that
 * are read at a time, and milliseconds after which somebody else has a turn.
 */
const most = { texts: 4, readAtOnce: 2, rows: 500, piece: 25 }

interface Known {
  readonly history: History
  readonly follower: Follower
  readonly boundaries: readonly number[]
  seq: number
}

class Histories {
  readonly #store: Store
  /** The one that was asked for last is the last. */
  readonly #known = new Map<string, Known>()
  /** How many are being read. */
  #reading = 0

  constructor(store: Store) {
    this.#store = store
  }

  async *answer(work: HistoryWork): Pieces<HistoryDone> {
    const { history } = yield* this.#read(work)
    if (work.want !== 'paragraph') {
      const contributions = history.between(work.after, work.upto)
      return work.want === 'deeds' ? contributions.map(deedOf) : yield* inPieces(contributions, comparedDeed)
    }
    const found = languages.flatMap((language) => history.paragraph(language, work.pid) ?? [])
    return found.map((one) => ({ ...one, contributions: one.contributions.map(comparedDeed) }))
  }

  /** Whether an answer needs no other text in memory than those that are there. */
  isAtHand({ documentId, boundaries }: Asked): boolean {
    const known = this.#known.get(documentId)
    return known !== undefined && isStill(known, boundaries)
  }

  async *#read({ documentId, upto, boundaries }: Asked): Pieces<Known> {
    const before = this.#known.get(documentId)
    this.#known.delete(documentId)
    const known = before && isStill(before, boundaries) ? { ...before, boundaries } : anew(boundaries)
    this.#reading += 1
    try {
      this.#leaveSome()
      known.history.bound(boundaries)
      yield* this.#follow(known, { documentId, upto })
    } finally {
      this.#reading -= 1
    }
    // Only what was read to its end: what failed half way is begun anew.
    this.#known.set(documentId, known)
    this.#leaveSome()
    return known
  }

  async *#follow(known: Known, { documentId, upto }: Pick<Asked, 'documentId' | 'upto'>): Pieces<void> {
    let began = performance.now()
    for (let rows = most.rows; known.seq < upto && rows === most.rows; ) {
      const list = await readAtOnce(this.#store, (db) =>
        listWritten(db, documentId, { afterSeq: known.seq, most: most.rows }),
      )
      checkRows(documentId, list, known.seq + 1)
      for (const { seq, at, member_id, bytes } of list) {
        known.history.take({ seq, at, by: member_id }, known.follower.apply(bytes))
        known.seq = seq
        if (performance.now() - began < most.piece) continue
        yield
        began = performance.now()
      }
      rows = list.length
    }
  }

  #leaveSome(): void {
    for (const oldest of this.#known.keys()) {
      if (this.#known.size + this.#reading > most.texts) this.#known.delete(oldest)
    }
  }
}

async function* inPieces<One, Other>(list: readonly One[], make: (one: One) => Other): Pieces<Other[]> {
  const made: Other[] = []
  let began = performance.now()
  for (const one of list) {
    made.push(make(one))
    if (performance.now() - began < most.piece) continue
    yield
    began = performance.now()
  }
  return made
}

function anew(boundaries: readonly number[]): Known {
  return { history: new History(), follower: new Follower(new Y.Doc()), boundaries, seq: 0 }
}

/** A version that was frozen before what was read already ends contributions that went on. */
function isStill({ boundaries, seq }: Known, now: readonly number[]): boolean {
  const had = new Set(boundaries)
  return now.every((boundary) => had.has(boundary) || boundary >= seq)
}

function serve(store: Promise<Store>, post: (answer: Answered<HistoryDone>) => void) {
  const histories = store.then((open) => new Histories(open))
  const turns = new Turns(most.readAtOnce)
  return {
    async hear({ id, ...work }: Exclude<Heard<HistoryWork>, 'end'>): Promise<void> {
      try {
        const open = await histories
        post({
          id,
          done: await turns.ask({ about: work.documentId, isAtHand: () => open.isAtHand(work) }, () =>
            open.answer(work),
          ),
        })
      } catch (error) {
        post({ id, failed: error as Error })
      }
    },
    end: async () => (await store).close(),
  }
}

if (parentPort) {
  const port = parentPort
  const serving = serve(openToRead(workerData as Whereabouts), (answer) => port.postMessage(answer))
  port.on('message', async (heard: Heard<HistoryWork>) => {
    if (heard !== 'end') return serving.hear(heard)
    await serving.end()
    port.close()
  })
}
