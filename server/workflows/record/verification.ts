// Checks what is kept against itself: the record's chain, what its lines sealed, each ballot's log, roll and count, each text's hash.
// It trusts no stored result; everything is computed again from what lies beneath it.

import { findRecordHead, listRecordAfter } from '#db/acts/record.ts'
import { listWaiversAsGiven } from '#db/convention/waivers.ts'
import { listAttendance } from '#db/decisions/meetings.ts'
import { listRules } from '#db/decisions/rules.ts'
import { listDocuments } from '#db/dossiers/dossiers.ts'
import type { Db, Store } from '#db/engine/open.ts'
import { readAtOnce } from '#db/engine/transaction.ts'
import { listParticipations } from '#db/people/parties.ts'
import { findPublicationById, listCitationsOfPublication, listPublications } from '#db/publications.ts'
import { listUpdates } from '#db/texts/documents.ts'
import { listVersionWords } from '#db/versions/version-names.ts'
import { findVersion, listVersionIds } from '#db/versions/versions.ts'
import { hashOfBoth, textHash } from '../../document/canonical/canonical.ts'
import { emptyChain, link } from '../../domain/chain.ts'
import { publishedCitations } from '../publications/published-citations.ts'
import { type Sealed, verifyBallots } from './ballot-verification.ts'
import { recordEntry, recordSeal, rowSeal } from './record.ts'

export interface Verification {
  readonly ok: boolean
  /** Lines of the record. */
  readonly entries: number
  readonly ballots: number
  readonly versions: number
  readonly publications: number
  /** English sentences for the operator, each naming the row at fault. */
  readonly faults: readonly string[]
}

/** Reads everything as it stood at one instant, so it may run beside a server. */
export function verifyStore(store: Store): Promise<Verification> {
  return readAtOnce(store, async (db) => {
    const { entries, sealed, faults } = await verifyRecord(db)
    const ballots = await verifyBallots(db, sealed.ballotLines)
    const versions = await verifyVersions(db, sealed)
    const publications = await verifyPublications(db, sealed)
    faults.push(...ballots.faults, ...versions.faults, ...publications.faults)
    faults.push(...(await verifyDatedRows(db, sealed)), ...(await verifyTexts(db)))
    faults.push(...sealed.unread())
    return {
      ok: faults.length === 0,
      entries,
      ballots: ballots.count,
      versions: versions.count,
      publications: publications.count,
      faults,
    }
  })
}

const pageSize = 1000

async function verifyRecord(db: Db): Promise<{ entries: number; sealed: Seals; faults: string[] }> {
  const faults: string[] = []
  const sealed = new Seals()
  let head = emptyChain
  let entries = 0
  for (;;) {
    const page = await listRecordAfter(db, head.seq, pageSize)
    for (const row of page) {
      const expected = link(recordSeal, head, recordEntry(row))
      const holds = row.seq === expected.seq && row.prev_hash === expected.prevHash && row.hash === expected.hash
      if (!holds && faults.length === 0)
        faults.push(`record: line ${expected.seq} does not follow from the one before it`)
      head = { seq: row.seq, hash: row.hash }
      entries += 1
      if (!sealed.read(row.detail)) faults.push(`record: the detail of line ${row.seq} is not readable`)
    }
    if (page.length < pageSize) break
  }
  const kept = await findRecordHead(db)
  if (kept.seq !== head.seq || kept.hash !== head.hash) faults.push('record: it does not end where its head says')
  return { entries, sealed, faults }
}

/** What the lines of the record say of rows elsewhere. */
class Seals {
  readonly ballotLines: Sealed[] = []
  readonly #rows = new Map<string, string>()

  read(detail: string): boolean {
    try {
      const { ballot, seq, hash, seals = [] } = JSON.parse(detail)
      if (typeof ballot === 'string' && typeof hash === 'string') this.ballotLines.push({ ballot, seq, hash })
      for (const [table, key, seal] of seals) this.#rows.set(`${table} ${key}`, seal)
      return true
    } catch {
      return false
    }
  }

  /** A fault, or nothing when the row is as it was sealed. Each row is asked about once. */
  check(table: string, key: string, row: object): string[] {
    const name = `${table} ${key}`
    const seal = this.#rows.get(name)
    this.#rows.delete(name)
    if (seal === undefined) return [`${name}: no line of the record tells of it`]
    return seal === rowSeal(row) ? [] : [`${name}: it was changed after it was written`]
  }

  /** Rows that the record tells of and that are gone. */
  unread(): string[] {
    return [...this.#rows.keys()].map((name) => `${name}: the record tells of it, and it is gone`)
  }
}

async function verifyVersions(db: Db, sealed: Seals): Promise<{ count: number; faults: string[] }> {
  const faults: string[] = []
  const ids = await listVersionIds(db)
  for (const id of ids) {
    const row = await findVersion(db, id)
    if (!row) continue
    faults.push(...sealed.check('version', id, row))
    const en = textHash(row.canonical_en)
    const fr = textHash(row.canonical_fr)
    if (en !== row.sha256_en || fr !== row.sha256_fr || hashOfBoth(en, fr) !== row.sha256) {
      faults.push(`version ${id}: its bytes do not have the hash it states`)
    }
  }
  return { count: ids.length, faults }
}

async function verifyPublications(db: Db, sealed: Seals): Promise<{ count: number; faults: string[] }> {
  const faults: string[] = []
  const lines = await listPublications(db)
  for (const { id, symbol } of lines) {
    const row = await findPublicationById(db, id)
    if (!row) continue
    faults.push(...sealed.check('publication', id, row))
    if (hashOfBoth(textHash(row.canonical_en), textHash(row.canonical_fr)) !== row.sha256) {
      faults.push(`publication ${symbol}: its bytes do not have the hash it states`)
      continue
    }
    const version = row.version_id === null ? null : await findVersion(db, row.version_id)
    if (version && version.sha256 !== row.sha256)
      faults.push(`publication ${symbol}: it is not the text that was voted on`)
    const cited = await listCitationsOfPublication(db, id)
    if (JSON.stringify(cited) !== JSON.stringify(publishedCitations(row))) {
      faults.push(`publication ${symbol}: its index of citations differs from its text`)
    }
  }
  return { count: lines.length, faults }
}

async function verifyDatedRows(db: Db, sealed: Seals): Promise<string[]> {
  const faults: string[] = []
  for (const row of await listParticipations(db)) faults.push(...sealed.check('participation', row.id, row))
  for (const row of await listRules(db)) faults.push(...sealed.check('rule', row.id, row))
  for (const row of await listAttendance(db)) {
    faults.push(...sealed.check('attendance', `${row.meeting_id}/${row.seq}`, row))
  }
  for (const row of await listWaiversAsGiven(db)) faults.push(...sealed.check('term_waiver', row.id, row))
  faults.push(...(await verifyVersionWords(db, sealed)))
  return faults
}

async function verifyVersionWords(db: Db, sealed: Seals): Promise<string[]> {
  const { freezings, names, references, kept } = await listVersionWords(db)
  return [
    ...freezings.flatMap((row) => sealed.check('version_freezing', row.version_id, row)),
    ...names.flatMap((row) => sealed.check('version_name', `${row.version_id}/${row.seq}`, row)),
    ...references.flatMap((row) => sealed.check('version_reference', row.version_id, row)),
    ...kept.flatMap((row) => sealed.check('kept_numbers', `${row.dossier_id}/${row.seq}`, row)),
  ]
}

/** Each text's log has every update from the first on, with the hash it came with. */
async function verifyTexts(db: Db): Promise<string[]> {
  const faults: string[] = []
  for (const { id, next_seq: next } of await listDocuments(db)) {
    const updates = await listUpdates(db, id, 0)
    const broken = updates.find((update, at) => update.seq !== at + 1 || textHash(update.bytes) !== update.sha256)
    if (broken) faults.push(`text ${id}: update ${broken.seq} of its log is not what came in`)
    else if (updates.length !== next - 1) faults.push(`text ${id}: its log lacks its last updates`)
  }
  return faults
}
