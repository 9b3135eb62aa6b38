// Work that an act leaves to be done after its commit: written with the act, worked off until it is done, by one node
// at a time, also after a restart. What is meant for people is not here: that is shown in the application.

import {
  deleteOutbox,
  findOutbox,
  insertOutbox,
  leaseOutbox,
  type OutboxRow,
  postponeOutbox,
  renewOutbox,
} from '#db/acts/outbox.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { canonicalJson } from '../../domain/chain.ts'
import type { World } from '../../world.ts'

/** The kinds of work; who does each is said in outbox-workers.ts. */
export const restoreText = 'restore-text'
export const sealFound = 'seal-found'

export interface Job {
  readonly id: string
  readonly payload: unknown
  /** This one counted. */
  readonly tries: number
  /**
   * Throws when this worker has been away so long that another may be at it: ask right before what cannot be undone.
   */
  heedLease(): void
  /** Ends the work, with what it wrote: call it in the transaction that does. Throws when the lease was lost. */
  finish(tx: Tx): Promise<void>
}

/** Does the work of one kind. What it throws has it tried again later. */
type Worker = (world: World, job: Job) => Promise<void>
export type Workers = Readonly<Record<string, Worker>>

/**
 * Milliseconds for which a worker has a row to itself, again and again while it is at it: whoever waits for a dead one
 * waits so long.
 */
const length = 8_000
const renewEvery = 2_000

interface Left {
  readonly id: string
  readonly kind: string
  /** As of the record. */
  readonly subject: string
  /** Ids and numbers, never words of a draft. */
  readonly payload: object
  /** UTC milliseconds; at once when left out. */
  readonly dueAt?: number
}

/** Leaves work within an act. */
export async function leaveJob(tx: Tx, { id, kind, subject, payload, dueAt = tx.now }: Left): Promise<void> {
  await insertOutbox(tx, { id, kind, subject, payload: canonicalJson(payload), due_at: dueAt })
}

/** Whether such work is still owed. */
export async function hasJob(tx: Tx, kind: string, subject: string): Promise<boolean> {
  return (await findOutbox(tx.q, { kind, subject })) !== undefined
}

/** Works off one row: that of `id`, or what is due longest. False when there was none, or somebody else is at it. */
export async function workOne(world: World, workers: Workers, id?: string): Promise<boolean> {
  const { store, clock } = world
  const lease = world.mint()
  const row = await leaseOutbox(store, { lease, now: clock(), length, ...(id !== undefined && { id }) })
  if (!row) return false
  const held = { until: performance.now() + length }
  const renew = async () => {
    const until = performance.now() + length
    await renewOutbox(store, { id: row.id, lease, now: clock(), length })
    held.until = until
  }
  // One that fails is made good by the next; when the row has gone to somebody else meanwhile, the work cannot be ended
  // here.
  const renewing = setInterval(() => void renew().catch(() => {}), renewEvery)
  try {
    const work = workers[row.kind]
    if (!work) throw new Error(`nobody does work of the kind ${row.kind}`)
    await work(world, jobOf(row, held))
  } catch (error) {
    const dueAt = world.clock() + pauseAfter(row.tries)
    const { kind, subject, tries } = row
    world.log.error({ err: error, kind, subject, tries, dueAt }, 'work left by an act failed; it is tried again')
    // A row that cannot be given back is taken by somebody when its lease ends.
    await postponeOutbox(world.store.db, { ...row, dueAt }).catch(() => {})
  } finally {
    clearInterval(renewing)
  }
  return true
}

function jobOf(row: OutboxRow, held: { readonly until: number }): Job {
  return {
    id: row.id,
    payload: JSON.parse(row.payload),
    tries: row.tries,
    heedLease() {
      if (performance.now() > held.until) throw new Error(`the work ${row.id} may be somebody else's by now`)
    },
    async finish(tx) {
      if (!(await deleteOutbox(tx, row))) throw new Error(`the work ${row.id} is somebody else's now`)
    },
  }
}

/** Milliseconds: one second after the first failure, twice as many after each other, an hour at most. */
function pauseAfter(tries: number): number {
  return Math.min(1_000 * 2 ** (tries - 1), 3_600_000)
}
