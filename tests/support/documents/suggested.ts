// A suggestion in the text, as it stands there after a page of the person's own made it.

import type * as Y from 'yjs'
import { transact } from '#db/engine/transaction.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import { noteSuggestions } from '#server/workflows/suggestions/suggestions.ts'
import type { Committee } from '../committee.ts'

let clients = 500

/** `by` replaces the first word of the recital; the server has noted it. Returns the suggestion. */
export async function suggestWord(own: Committee, by: Member, words: string, collab: string): Promise<string> {
  const client = ++clients
  const id = suggestionId(client, 1)
  await transact(own.world.store, own.now(), async (tx) => {
    const row = { document_id: collab, client_id: client, member_id: by.id, at: tx.now, node: null }
    await tx.q.insertInto('doc_client').values(row).execute()
  })
  await own.world.rooms.write(collab, (doc) => {
    const [text] = textsOf(rootOf(doc, 'en').get(0) as Y.XmlElement)
    text?.format(0, 9, { [`s_d_${id}`]: 1 })
    text?.insert(9, words, { [`s_i_${id}`]: 1 })
  })
  await noteSuggestions(own.world, { collab })
  return id
}
