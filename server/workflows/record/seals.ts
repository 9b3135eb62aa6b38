// Seals: keyed hashes of rows as they were written, put into the line of the act that wrote them. The last seal of a
// row holds. They are keyed, since the record is read by more people than some of the rows, and a short comment could
// be guessed from a plain hash.

import { createHash, createHmac } from 'node:crypto'
import { findSealKey, listAllSealedRows, listSealedKeys, listSealedRows, type SealedRow } from '#db/acts/sealed-rows.ts'
import type { Db } from '#db/engine/open.ts'
import { canonicalJson } from '../../domain/chain.ts'
import { hideKey } from './hidden-key.ts'
import { formOf, type SealedForm, sealedForms, type Table } from './sealed-forms.ts'

/**
 * `[form, key, hash]`, as a line holds it: `["dossier/1", "01j…", "9f…"]`. The parts of a key are joined with `/`; that
 * of a row which not everybody who reads the record may know of is enciphered (hidden-key.ts).
 */
export type Seal = readonly [form: string, key: string, hash: string]

/** A row, or a set of rows, by table and key. */
export type RowName = readonly [table: Table, ...key: (string | number)[]]

/** The seals of rows as they stand in this transaction. Throws when one of them is not there. */
export async function sealsOf(db: Db, names: readonly RowName[]): Promise<Seal[]> {
  const sealKey = await findSealKey(db)
  const seals: Seal[] = []
  for (const [table, ...key] of names) {
    const name = formOf(table)
    const form = sealedForms[name] as SealedForm
    const rows = await listSealedRows(db, form, key)
    if (rows.length === 0) {
      if (form.isSet) continue
      throw new Error(`there is no ${table} ${key.join('/')} to seal`)
    }
    seals.push(sealWith(sealKey, name, { key: key.join('/'), rows }))
  }
  return seals
}

interface Keyed {
  readonly key: string
  readonly rows: readonly SealedRow[]
}

function sealWith(sealKey: string, name: string, { key, rows }: Keyed): Seal {
  const written = sealedForms[name]?.isHidden ? hideKey(sealKey, key) : key
  return [name, written, sealOf(sealKey, name, { key: written, rows })]
}

/**
 * HMAC-SHA-256 over the name of the form, the key as the line has it, and the canonical JSON of the fields; of a set,
 * of all its rows. Hexadecimal.
 */
export function sealOf(sealKey: string, name: string, { key, rows }: Keyed): string {
  const form = sealedForms[name] as SealedForm
  const plain = rows.map((row) => plainRow(form, row))
  const value = form.isSet ? plain.map(canonicalJson).sort() : plain[0]
  return createHmac('sha256', sealKey)
    .update(`recital-row-v1\n${name}\n${key}\n${canonicalJson(value)}`)
    .digest('hex')
}

function plainRow({ fields }: SealedForm, row: SealedRow): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, plain(row[field])]))
}

function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value
}

/** Tables whose rows hold whole texts: read one by one. */
const large: readonly Table[] = ['version', 'publication']

/** Every row, or set of rows, of a table with its key, as a form names them. */
export async function* rowsOf(db: Db, name: string): AsyncGenerator<{ key: string; rows: readonly SealedRow[] }> {
  const form = sealedForms[name] as SealedForm
  const keyOf = (row: SealedRow) => form.key.map((column) => String(row[column])).join('/')
  if (large.includes(form.table)) {
    for (const key of await listSealedKeys(db, form)) {
      yield {
        key: keyOf(key),
        rows: await listSealedRows(
          db,
          form,
          form.key.map((column) => key[column]),
        ),
      }
    }
    return
  }
  const all = await listAllSealedRows(db, { ...form, fields: [...new Set([...form.key, ...form.fields])] })
  for (const [key, rows] of Map.groupBy(all, keyOf)) yield { key, rows }
}

/** The seals of every row of these tables. */
export async function sealsOfTables(db: Db, tables: readonly Table[]): Promise<Seal[]> {
  const sealKey = await findSealKey(db)
  const seals: Seal[] = []
  for (const table of tables) {
    const name = formOf(table)
    for await (const row of rowsOf(db, name)) seals.push(sealWith(sealKey, name, row))
  }
  return seals
}
