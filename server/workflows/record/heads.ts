// Where the record stood when something was done: the hash of the line of it. Kept where nobody who can write to the
// store can (on paper, in a mail, on a mirror of the public pages), it shows later whether the record still goes
// through it (`npm run verify -- --head HASH`).

import { findLastRecordOf, listRecordOf, type RecordRow } from '#db/acts/record.ts'
import type { Db } from '#db/engine/open.ts'
import { whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'

export interface RecordHead {
  /** The number of the line. */
  readonly seq: number
  readonly hash: string
  /** UTC milliseconds. */
  readonly at: number
}

/** As it stood when a text was published. Public. */
export async function headAtPublication(
  db: Db,
  { id, dossier_id }: { readonly id: string; readonly dossier_id: string | null },
): Promise<RecordHead | null> {
  const subject = dossier_id === null ? `publication:${id}` : `dossier:${dossier_id}`
  return headOf((await listRecordOf(db, { subject, act: 'published a text' })).at(-1))
}

/** As it stood when a vote was opened or, later, closed: null for whoever may not read the record. */
export async function headOfBallot(
  db: Db,
  by: Member,
  { id, dossier_id }: { readonly id: string; readonly dossier_id: string },
): Promise<RecordHead | null> {
  if (!mayReadRecord(by)) return null
  const subject = `dossier:${dossier_id}`
  const lines = [
    ...(await listRecordOf(db, { subject, act: 'opened a vote' })),
    ...(await listRecordOf(db, { subject, act: 'closed a vote' })),
  ]
  return headOf(lines.findLast(({ detail }) => JSON.parse(detail).ballot === id))
}

/** As it stood after the last line about a dossier: null for whoever may not read the record. */
export async function headOfDossier(db: Db, by: Member, dossierId: string): Promise<RecordHead | null> {
  return mayReadRecord(by) ? headOf(await findLastRecordOf(db, `dossier:${dossierId}`)) : null
}

function mayReadRecord(by: Member): boolean {
  return whyNot('record.read', by, null) === null
}

function headOf(row: RecordRow | undefined): RecordHead | null {
  return row ? { seq: row.seq, hash: row.hash, at: row.at } : null
}
