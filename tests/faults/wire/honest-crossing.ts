// Somebody who may only suggest, and whose words cross decisions again and again: typed at the end of a suggestion that
// was accepted before they arrived. None of it may be refused.

import { suggestionId } from '#server/domain/text/suggestion.ts'
import { type Address, Guest } from '#tests/live/guest.ts'
import type { Visitor } from '#tests/support/people/visitor.ts'

interface Crossing {
  readonly suggesting: Address
  readonly deciding: Visitor
  readonly dossier: string
  readonly rounds: number
  /** Letters that are on their way when the decision falls. */
  readonly letters: number
}

/** How many of the words that crossed were refused, or never called saved. */
export async function crossDecisions({ suggesting, deciding, dossier, rounds, letters }: Crossing): Promise<number> {
  const page = new Guest(suggesting)
  await page.synced()
  let lost = 0
  for (let round = 0; round < rounds && page.refused === null; round++) {
    const id = suggestionId(page.doc.clientID, round)
    const text = page.text(round + 1)
    text.insert(3, 'new', { [`s_i_${id}`]: 1 })
    await page.allSaved()
    // What the server says from here on is heard after the letters have gone out.
    page.socket.pause()
    await accepted(deciding, dossier, id)
    for (let letter = 0; letter < letters; letter++) text.insert(6 + letter, 'x', { [`s_i_${id}`]: 1 })
    page.socket.resume()
    await page.allSaved().catch(() => {
      lost += 1
    })
    if (!page.words(round + 1).includes('x'.repeat(letters))) lost += 1
  }
  lost += page.refused ? 1 : 0
  await page.leave()
  return lost
}

/** The suggestion is known a moment after it was saved. */
async function accepted(deciding: Visitor, dossier: string, id: string): Promise<void> {
  for (const until = performance.now() + 10_000; ; ) {
    const answer = await deciding.post(`/dossiers/${dossier}/suggestions/acceptance`, { ids: id })
    if (answer.status === 302) return
    if (performance.now() > until) throw new Error(`accepting answered ${answer.status}: ${await answer.text()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
