// The chain of a text's log: each row is hashed with the one before it (server/domain/README.md has the frame). Rows of
// several nodes are chained by PostgreSQL itself, with the function of migration 0015; both must give the same.

import { hash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { DocUpdateTable } from '../schema/texts.ts'

export type ChainedRow = Pick<Selectable<DocUpdateTable>, 'seq' | 'member_id' | 'client_id' | 'sha256' | 'at'>

const frame = 'recital-text-v1'

/** Where the chain of a text begins: it names the text, so that no log passes for that of another. Hexadecimal. */
export function textGenesis(documentId: string): string {
  return hash('sha256', `${frame}\n${documentId}`, 'hex')
}

/** The head of the chain once `row` stands after `head`. Hexadecimal. */
export function chainText(head: string, { seq, member_id, client_id, sha256, at }: ChainedRow): string {
  return hash('sha256', [frame, head, seq, member_id ?? '', client_id, sha256, at].join('\n'), 'hex')
}
