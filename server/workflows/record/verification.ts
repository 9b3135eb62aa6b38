// Checks what is kept against itself: the record's chain, what its lines sealed, each ballot's log, roll and count,
// each decision, each text's log and snapshots, each published text. It trusts no stored result; everything is computed
// again from what lies beneath it.

import { findRecordHead, listRecordAfter } from '#db/acts/record.ts'
import { findSealKey } from '#db/acts/sealed-rows.ts'
import { findBallot, listBallotEvents, listRoll } from '#db/decisions/ballots.ts'
import { findDecision, listDecisions } from '#db/decisions/decisions.ts'
import type { Db, Store } from '#db/engine/open.ts'
import { readAtOnce } from '#db/engine/transaction.ts'
import { findPublicationById, listCitationsOfPublication, listPublications } from '#db/publications.ts'
import { findVersion, listVersionIds } from '#db/versions/versions.ts'
import { hashOfBoth, textHash } from '../../document/canonical/canonical.ts'
import { emptyChain, link } from '../../domain/chain.ts'
import { tallyOf } from '../../domain/decisions/ballot.ts'
import { outcomeOf } from '../../domain/decisions/outcome.ts'
import { parseRule } from '../../domain/decisions/procedure.ts'
import { eventOf, rollLineOf } from '../decisions/ballot-log.ts'
import { publishedCitations } from '../publications/published-citations.ts'
import { verifyBallots } from './ballot-verification.ts'
import { recordEntry, recordSeal } from './record.ts'
import { Told } from './record-lines.ts'
import { type Counted, reported } from './reported.ts'
import { sealedForms } from './sealed-forms.ts'
import { rowsOf, sealOf } from './seals.ts'
import { verifyTexts } from './text-verification.ts'

export interface Verification {
  readonly ok: boolean
  /** Lines of the record. */
  readonly entries: number
  readonly ballots: number
  readonly versions: number
  readonly publications: number
  /** Where the record ends: to be kept where nobody who can write to the store can. */
  readonly head: { readonly seq: number; readonly hash: string }
  /**
   * The line that a head of an earlier day is the hash of; null when it is no part of the record. Left out when none
   * was asked about.
   */
  readonly known?: { readonly seq: number; readonly at: number } | null
  /** English sentences for the operator, each naming the row at fault. */
  readonly faults: readonly string[]
}

/**
 * Reads everything as it stood at one instant, so it may run beside a server. `head` is a hash that was seen earlier.
 */
export function verifyStore(store: Store, head?: string): Promise<Verification> {
  return readAtOnce(store, async (db) => {
    const { entries, told, known, end, faults } = await verifyRecord(db, head)
    const look = async (what: string, work: () => Promise<Counted>) => {
      const found = await reported(what, work)
      faults.push(...found.faults)
      return found.count
    }
    await look('rows', () => verifySealedRows(db, told))
    const ballots = await look('ballots', () => verifyBallots(db, told.ballotLines))
    const versions = await look('versions', () => verifyVersions(db))
    const publications = await look('publications', () => verifyPublications(db))
    await look('decisions', () => verifyDecisions(db))
    await look('texts', () => verifyTexts(db, told))
    if (head !== undefined && known === null) faults.push(`record: the head ${head} is no part of it`)
    return {
      ok: faults.length === 0,
      ...{ entries, ballots, versions, publications, head: end },
      ...(head !== undefined && { known }),
      faults,
    }
  })
}

const pageSize = 1000

async function verifyRecord(db: Db, sought: string | undefined) {
  const faults: string[] = []
  const told = new Told(await findSealKey(db))
  let head = { ...emptyChain, at: 0 }
  let entries = 0
  let known: { seq: number; at: number } | null = null
  for (;;) {
    const page = await listRecordAfter(db, head.seq, pageSize)
    for (const row of page) {
      const expected = link(recordSeal, head, recordEntry(row))
      const holds = row.seq === expected.seq && row.prev_hash === expected.prevHash && row.hash === expected.hash
      if (!holds && faults.length === 0)
        faults.push(`record: line ${expected.seq} does not follow from the one before it`)
      if (row.at < head.at) faults.push(`record: line ${row.seq} is older than the one before it`)
      head = { seq: row.seq, hash: row.hash, at: row.at }
      entries += 1
      if (row.hash === sought) known = { seq: row.seq, at: row.at }
      if (!told.read(row)) faults.push(`record: the detail of line ${row.seq} is not readable`)
    }
    if (page.length < pageSize) break
  }
  const kept = await findRecordHead(db).catch(() => null)
  if (kept?.seq !== head.seq || kept.hash !== head.hash || kept.at !== head.at)
    faults.push('record: it does not end where its head says')
  return { entries, told, known, end: { seq: head.seq, hash: head.hash }, faults }
}

/** Each row is as the last line that wrote it sealed it, and none came or went beside the record. */
async function verifySealedRows(db: Db, told: Told): Promise<Counted> {
  const sealKey = await findSealKey(db)
  const faults: string[] = []
  for (const [table, names] of Map.groupBy(Object.keys(sealedForms), (name) => name.split('/')[0])) {
    const seen = new Set<string>()
    for (const name of names.toReversed()) {
      for await (const { key, rows } of rowsOf(db, name)) {
        const seal = told.sealOf(`${table} ${key}`)
        if (seal?.form === name) {
          seen.add(key)
          if (seal.hash !== sealOf(sealKey, name, { key: seal.key, rows }))
            faults.push(`${table} ${key}: it was changed after it was written`)
        } else if (seal === undefined && name === names.at(-1)) {
          faults.push(`${table} ${key}: no line of the record tells of it`)
        }
      }
    }
    for (const key of told.keysOf(`${table}`)) {
      if (!seen.has(key)) faults.push(`${table} ${key}: the record tells of it, and it is gone`)
    }
  }
  return { count: 0, faults }
}

async function verifyVersions(db: Db): Promise<Counted> {
  const faults: string[] = []
  const ids = await listVersionIds(db)
  for (const id of ids) {
    const row = await findVersion(db, id)
    if (!row) continue
    const en = textHash(row.canonical_en)
    const fr = textHash(row.canonical_fr)
    if (en !== row.sha256_en || fr !== row.sha256_fr || hashOfBoth(en, fr) !== row.sha256) {
      faults.push(`version ${id}: its bytes do not have the hash it states`)
    }
  }
  return { count: ids.length, faults }
}

/** What a vote decided is what its recount gives; other kinds of decision bring their own check. */
async function verifyDecisions(db: Db): Promise<Counted> {
  const faults: string[] = []
  for (const row of await listDecisions(db)) {
    const ballot = row.ballot_id === null ? undefined : await findBallot(db, row.ballot_id)
    if (ballot?.state !== 'closed') {
      faults.push(`decision ${row.id}: its vote is not there, or not closed`)
      continue
    }
    if (ballot.text_sha256 !== row.text_sha256 || ballot.version_id !== row.version_id)
      faults.push(`decision ${row.id}: it is not about the text that was voted on`)
    const rule = parseRule(ballot.rule)
    const tally = tallyOf(
      (await listRoll(db, ballot.id)).map(rollLineOf),
      (await listBallotEvents(db, ballot.id)).map(eventOf),
    )
    // A rule that is not readable is the ballot's own fault.
    if (rule && outcomeOf(rule, tally, ballot.present).adopted !== (row.outcome === 'adopted'))
      faults.push(`decision ${row.id}: the vote decided otherwise`)
  }
  return { count: 0, faults }
}

async function verifyPublications(db: Db): Promise<Counted> {
  const faults: string[] = []
  const lines = await listPublications(db)
  for (const { id, symbol } of lines) {
    const row = await findPublicationById(db, id)
    if (!row) continue
    if (hashOfBoth(textHash(row.canonical_en), textHash(row.canonical_fr)) !== row.sha256) {
      faults.push(`publication ${symbol}: its bytes do not have the hash it states`)
      continue
    }
    const decision = row.decision_id === null ? null : await findDecision(db, row.decision_id)
    if (decision && (decision.outcome !== 'adopted' || decision.text_sha256 !== row.sha256))
      faults.push(`publication ${symbol}: it is not the text that was decided on`)
    const index = async () => {
      const cited = await listCitationsOfPublication(db, id)
      const isSame = JSON.stringify(cited) === JSON.stringify(publishedCitations(row))
      return { count: 1, faults: isSame ? [] : [`publication ${symbol}: its index of citations differs from its text`] }
    }
    faults.push(...(await reported(`publication ${symbol}`, index)).faults)
  }
  return { count: lines.length, faults }
}
