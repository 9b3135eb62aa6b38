// One act, one shape. Read it downward: the head of the record is taken, then the time; the actor is read again; the
// work asks the domain and writes; the line comes last; the commit. What follows the commit can fail and be tried
// again: the act is done all the same.

import type { Tx } from '#db/engine/transaction.ts'
import { findMember } from '#db/people/members.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { refuseUnknown } from '../dossiers/dossier-access.ts'
import { type Line, record } from '../record/record.ts'
import { transactAtHead } from '../record/transact-at-head.ts'
import { type After, follow } from './after.ts'

/** What the work of an act is given: the transaction, and the actor with the offices in force now. */
export interface Acting {
  readonly tx: Tx
  readonly by: Member
}

/** What an act leaves. */
export interface Done<Result> {
  readonly result: Result
  /** Null when it had been done before, or there was nothing to do: nothing is recorded, and nobody is told. */
  readonly line: Omit<Line, 'actor'> | null
  readonly after?: After
}

/**
 * Does one act of a person. `work` may be run again from the start, in a new transaction, when the database asks for
 * it: it writes rows and nothing else. Refused (not-found) for whoever has lost the account meanwhile, and as `work`
 * says.
 */
export async function act<Result>(
  world: World,
  by: Member,
  work: (acting: Acting) => Promise<Done<Result>>,
): Promise<Result> {
  const done = await transactAtHead(world.store, world.clock, async (tx) => {
    const actor = (await findMember(tx.q, by.id, tx.now)) ?? refuseUnknown()
    const done = await work({ tx, by: actor })
    if (done.line) await record(tx, { actor: actor.id, ...done.line })
    return done
  })
  if (done.line && done.after) await follow(world, done.after)
  return done.result
}
