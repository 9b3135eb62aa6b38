// Writes the words of a paragraph anew in both languages, as the server's own edit.

import { blocksOf, rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { languages, type Words } from '#server/domain/language.ts'
import type { World } from '#server/world.ts'
import type { Opened } from '../committee.ts'

/** The first paragraph of the dossier then reads as given. */
export async function edit(world: World, { collab, pids }: Opened, words: Words): Promise<void> {
  await world.rooms.write(collab, (doc) => {
    for (const language of languages) {
      const block = blocksOf(rootOf(doc, language)).find((one) => one.pid === pids[0])
      const [text] = block ? textsOf(block.element) : []
      if (!text) throw new Error('the paragraph has no words')
      text.delete(0, text.length)
      text.insert(0, words[language])
    }
  })
}
