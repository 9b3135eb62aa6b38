// An act on a dossier: the dossier read anew at the head of the record, the matrix asked, its row and the head of its
// text in the line.

import { findDossier } from '#db/dossiers/dossiers.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { findTextHead } from '#db/texts/documents.ts'
import { type Action, whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { type Readable, readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'
import type { RowName } from '../record/seals.ts'
import { type Acting, act } from './act.ts'
import type { After } from './after.ts'

export interface OnDossier extends Acting, Readable {}

/** What an act on a dossier leaves; `null` when there was nothing to do. */
export interface DossierDone<Result> {
  readonly act: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly sealed?: readonly RowName[]
  readonly result: Result
  /** Beyond what every act on a dossier does: its pages look again. */
  readonly after?: After
}

/** That nothing was left to be done, and what is answered all the same. */
export class NothingNew<Result> {
  readonly result: Result
  constructor(result: Result) {
    this.result = result
  }
}

interface On {
  /** Or how it is found, by something of it. */
  readonly dossierId: string | ((tx: Tx) => Promise<string>)
  /** The act of the matrix; left out where the work asks more than one. */
  readonly asks?: Action
}

export function onDossier<Result>(
  world: World,
  by: Member,
  { dossierId: wanted, asks }: On,
  work: (held: OnDossier) => Promise<DossierDone<Result> | NothingNew<Result>>,
): Promise<Result> {
  return act(world, by, async (acting) => {
    const { tx } = acting
    const dossierId = typeof wanted === 'string' ? wanted : await wanted(tx)
    const row = (await findDossier(tx.q, dossierId)) ?? refuseUnknown()
    const readable = await readableOf(tx.q, row, tx.now)
    if (asks) heed(whyNot(asks, acting.by, readable.item))
    const done = await work({ ...acting, ...readable })
    if (done instanceof NothingNew) return { result: done.result, line: null }
    const line = {
      act: done.act,
      subject: `dossier:${dossierId}`,
      detail: { ...done.detail, text: await textHead(acting, row.document_id) },
      sealed: [['dossier', dossierId] as const, ...(done.sealed ?? [])],
    }
    const announce = [`dossier:${dossierId}` as const, ...(done.after?.announce ?? [])]
    return { result: done.result, line, after: { ...done.after, announce } }
  })
}

/**
 * `[position, head]` of the log of a text, as the lines of its dossier hold it: what stands in the log by then cannot
 * be taken out later.
 */
async function textHead({ tx }: Acting, documentId: string): Promise<readonly [number, string]> {
  const { next_seq: next, head } = await findTextHead(tx.q, documentId)
  return [next - 1, head]
}
