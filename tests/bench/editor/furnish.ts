// What stands at the text besides its words: open comments and open suggestions, spread over all of it.

import * as Y from 'yjs'
import { blocksOf, rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import { comment } from '#server/workflows/comments/comments.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import type { Seats } from '#tests/support/committee.ts'

/** A client id that a delegation is said to have written under. */
const client = 4_000_000_001

/** Opens so many comment threads on words and so many suggestions, of which every fifth is a replacement. */
export function furnish(count: number) {
  return async (
    { world, secretariat, rapporteur }: Seats,
    { id, collab }: { readonly id: string; readonly collab: string },
  ) => {
    const { trees } = await world.rooms.read(collab)
    const long = trees.en.paragraphs.filter(({ kind }) => kind === 'recital')
    const every = Math.floor(long.length / count)
    for (let at = 0; at < count; at++) {
      const { pid } = long[at * every]!
      await comment(world, secretariat, {
        ...{ dossierId: id, language: 'en', pid, start: 40, end: 60 },
        body: `Should this not be said more shortly? (${at + 1})`,
      })
    }
    await world.store.db
      .insertInto('doc_client')
      .values({ document_id: collab, client_id: client, member_id: rapporteur.id, at: world.clock(), node: null })
      .execute()
    await world.rooms.write(collab, (doc) => suggest(doc, count))
  }
}

/** Freezes the text as it stands. Returns the address of the page that shows it, in both languages side by side. */
export async function freeze({ world, secretariat }: Seats, dossierId: string): Promise<string> {
  const { id } = await freezeText(world, secretariat, { dossierId, name: 'to be read', note: '' })
  return `/versions/${id}`
}

function suggest(doc: Y.Doc, count: number): void {
  const long = blocksOf(rootOf(doc, 'en')).filter(({ kind }) => kind === 'recital')
  const every = Math.floor(long.length / count)
  for (let at = 0; at < count; at++) {
    const [text] = textsOf(long[at * every + Math.floor(every / 2)]!.element)
    if (!(text instanceof Y.XmlText)) continue
    const id = suggestionId(client, at)
    text.format(100, 9, { [`s_d_${id}`]: 1 })
    if (at % 5 === 0) text.insert(109, 'otherwise', { [`s_i_${id}`]: 1, i: 1 })
  }
}
