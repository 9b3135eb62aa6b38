// Checks each text's log against its chain, the chain against the heads that the record holds, and what rests on the
// log: whose its clients are, and its snapshots.

import * as Y from 'yjs'
import { listDossiers } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import {
  findTextHead,
  listClients,
  listFullRows,
  listSnapshotRows,
  listSnapshotTexts,
  snapshotDetail,
} from '#db/texts/documents.ts'
import { listSuggestions } from '#db/texts/suggestions.ts'
import { chainText, textGenesis } from '#db/texts/text-chain.ts'
import { textHash } from '../../document/canonical/canonical.ts'
import { rootOf } from '../../document/tree/blocks.ts'
import { canonicalJson } from '../../domain/chain.ts'
import { languages } from '../../domain/language.ts'
import { clientOfSuggestion } from '../../domain/text/suggestion.ts'
import { readAlike } from '../../live/text/snapshots/alike.ts'
import type { Told } from './record-lines.ts'
import { type Counted, reported } from './reported.ts'

export async function verifyTexts(db: Db, told: Told): Promise<Counted> {
  const faults: string[] = []
  const dossiers = await listDossiers(db)
  const texts = new Set(dossiers.map(({ document_id }) => document_id))
  for (const id of await listSnapshotTexts(db))
    if (!texts.has(id)) faults.push(`text ${id}: it has snapshots and no dossier`)
  for (const { id, document_id: documentId } of dossiers) {
    const known = { heads: told.textHeads.get(id) ?? new Map(), told }
    const look = async () => ({ count: 1, faults: await faultsOf(db, documentId, known) })
    const { faults: found } = await reported('it', look)
    faults.push(...found.map((fault) => `text ${documentId}: ${fault}`))
  }
  return { count: texts.size, faults }
}

interface Known {
  /** Position → head of the chain there, as the record has it. */
  readonly heads: ReadonlyMap<number, string>
  readonly told: Told
}

const pageSize = 1_000

async function faultsOf(db: Db, documentId: string, { heads, told }: Known): Promise<string[]> {
  const faults: string[] = []
  const owners = new Map<number, string>()
  const snapshots = new Snapshots(await listSnapshotRows(db, documentId))
  let head = textGenesis(documentId)
  let seq = 0
  const tell = () => {
    const known = heads.get(seq)
    if (known !== undefined && known !== head)
      faults.push(`its log up to position ${seq} is not the one the record tells of`)
  }
  tell()
  for (;;) {
    const page = await listFullRows(db, documentId, { afterSeq: seq, most: pageSize })
    for (const row of page) {
      head = chainText(head, row)
      if (row.seq !== seq + 1 || textHash(row.bytes) !== row.sha256 || row.chain !== head) {
        return [...faults, `update ${row.seq} of its log is not what came in`]
      }
      seq = row.seq
      // An update that only deletes names no client: 0.
      if (row.member_id !== null && row.client_id !== 0) owners.set(row.client_id, row.member_id)
      snapshots.follow(row)
      faults.push(...snapshots.faultsAt(documentId, { seq, chain: head, told }))
      tell()
    }
    if (page.length < pageSize) break
  }
  const kept = await findTextHead(db, documentId)
  if (kept.next_seq !== seq + 1 || kept.head !== head) faults.push('its log does not end where it says')
  const missing = [...heads.keys()].filter((position) => position > seq)
  if (missing.length > 0) faults.push('its log lacks updates that the record tells of')
  // Whose a suggestion is says whose the client is that it was made with.
  for (const row of await listSuggestions(db, documentId)) {
    const client = clientOfSuggestion(row.id)
    if (client !== null) owners.set(client, row.member_id)
  }
  faults.push(...snapshots.beyond(seq), ...(await clientFaults(db, documentId, owners)))
  return faults
}

async function clientFaults(db: Db, documentId: string, owners: ReadonlyMap<number, string>): Promise<string[]> {
  const kept = new Map((await listClients(db, documentId)).map((row) => [row.client_id, row.member_id]))
  return [...owners].flatMap(([client, member]) =>
    kept.get(client) === member ? [] : [`client ${client} is not kept as whose it was in the log`],
  )
}

interface SnapshotRow {
  readonly upto_seq: number
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** The snapshots of a text, looked at while its log goes by. */
class Snapshots {
  readonly #rows: readonly SnapshotRow[]
  readonly #doc = new Y.Doc()

  constructor(rows: readonly SnapshotRow[]) {
    this.#rows = rows
    for (const language of languages) rootOf(this.#doc, language)
  }

  follow({ bytes }: { readonly bytes: Uint8Array }): void {
    if (this.#rows.length > 0) Y.applyUpdate(this.#doc, bytes)
  }

  faultsAt(documentId: string, at: { readonly seq: number; readonly chain: string; readonly told: Told }): string[] {
    const { seq, chain, told } = at
    return this.#rows
      .filter((row) => row.upto_seq === seq)
      .flatMap(({ bytes, sha256 }) => {
        const detail = canonicalJson(snapshotDetail({ chain, sha256, uptoSeq: seq }))
        if (!told.snapshots.has(`text:${documentId} ${detail}`))
          return [`snapshot ${seq}: no line of the record tells of it`]
        if (textHash(bytes) !== sha256) return [`snapshot ${seq}: its bytes do not have the hash it states`]
        return readAlike(bytes, Y.encodeStateAsUpdate(this.#doc))
          ? []
          : [`snapshot ${seq}: it is not what the log gives`]
      })
  }

  beyond(end: number): string[] {
    return this.#rows.filter((row) => row.upto_seq > end).map((row) => `snapshot ${row.upto_seq}: it is beyond the log`)
  }
}
