// Tells the house that an editor took words out of suggestions of others: once for each editor and suggestion while a
// room is open, when it is on disk.

import type { Log } from '../../log.ts'
import type { Journal } from './journal.ts'

export interface TakenWords {
  readonly collab: string
  /** The editor's id. */
  readonly memberId: string
  readonly suggestions: readonly string[]
}

/** To be told again it need only be taken again: what failed is forgotten. */
export type OnTaken = (taken: TakenWords) => Promise<void>

interface Needs {
  readonly collab: string
  readonly journal: Pick<Journal, 'whenStored'>
  readonly onTaken: OnTaken | undefined
  readonly log: Log | undefined
}

export class TakenTeller {
  readonly #needs: Needs
  readonly #told = new Set<string>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  tell(memberId: string, taken: ReadonlySet<string>): void {
    const { collab, journal, onTaken, log } = this.#needs
    const keyOf = (suggestion: string) => `${memberId} ${suggestion}`
    const suggestions = [...taken].filter((suggestion) => !this.#told.has(keyOf(suggestion)))
    if (suggestions.length === 0 || !onTaken) return
    for (const suggestion of suggestions) this.#told.add(keyOf(suggestion))
    journal.whenStored(() => {
      onTaken({ collab, memberId, suggestions }).catch((error: unknown) => {
        for (const suggestion of suggestions) this.#told.delete(keyOf(suggestion))
        log?.error({ err: error, collab }, 'words taken out of suggestions were not noted')
      })
    })
  }
}
