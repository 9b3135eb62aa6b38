// What the lines of the record say of rows elsewhere: their last seals, the lines of ballots, the heads of texts, the
// snapshots.

import { keptSnapshotAct } from '#db/texts/documents.ts'
import type { Sealed } from './ballot-verification.ts'
import { readHiddenKey } from './hidden-key.ts'
import { sealedForms } from './sealed-forms.ts'

interface Line {
  readonly act: string
  readonly subject: string
  readonly detail: string
}

/** `key` is as the line has it. */
interface Seal {
  readonly form: string
  readonly key: string
  readonly hash: string
}

export class Told {
  readonly ballotLines: Sealed[] = []
  /** Dossier → position of its text's log → head of the chain there. */
  readonly textHeads = new Map<string, Map<number, string>>()
  /** `text:ID detail` of each snapshot that was kept. */
  readonly snapshots = new Set<string>()
  readonly #seals = new Map<string, Seal>()
  readonly #sealKey: string

  constructor(sealKey: string) {
    this.#sealKey = sealKey
  }

  /** False when the detail is not what lines hold. */
  read({ act, subject, detail }: Line): boolean {
    try {
      const { ballot, seq, hash, text, seals = [] } = JSON.parse(detail)
      if (act === keptSnapshotAct) this.snapshots.add(`${subject} ${detail}`)
      if (typeof ballot === 'string' && typeof hash === 'string') this.ballotLines.push({ ballot, seq, hash })
      if (Array.isArray(text)) this.#noteHead(subject, text)
      for (const [form, key, seal] of seals) {
        // Lines from before forms had versions: what they sealed was sealed anew when the store was migrated.
        const table = sealedForms[form]?.table
        const plain = String(key).startsWith('~') ? readHiddenKey(this.#sealKey, key) : key
        if (table) this.#seals.set(`${table} ${plain}`, { form, key, hash: seal })
      }
      return true
    } catch {
      return false
    }
  }

  sealOf(row: string): Seal | undefined {
    return this.#seals.get(row)
  }

  keysOf(table: string): string[] {
    return [...this.#seals.keys()].flatMap((row) => (row.startsWith(`${table} `) ? [row.slice(table.length + 1)] : []))
  }

  #noteHead(subject: string, text: readonly unknown[]): void {
    const [position, head] = text as [number, string]
    const dossierId = subject.slice('dossier:'.length)
    const heads = this.textHeads.get(dossierId) ?? new Map<number, string>()
    this.textHeads.set(dossierId, heads.set(position, head))
  }
}
