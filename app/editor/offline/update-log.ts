// All that made a text, as the updates came, in few pieces. To encode a long text takes longer than a key may wait;
// what came is there already. It knows no text.

import * as Y from 'yjs'

/** Updates that are put together into one, and bytes from which on a piece grows no more. */
const together = 64
const large = 8_192

export class SoFar {
  private readonly pieces: Uint8Array[] = []
  private latest: Uint8Array[] = []

  add(update: Uint8Array): void {
    if (this.latest.push(update) >= together || update.length >= large) this.fold()
  }

  /** In their order; together they hold every letter that came. */
  updates(): readonly Uint8Array[] {
    this.fold()
    return [...this.pieces, ...this.latest]
  }

  private fold(): void {
    if (this.latest.length === 0) return
    const pieces = inOne(this.latest)
    const isLarge = pieces.length > 1 || pieces[0]!.length >= large
    if (isLarge) this.pieces.push(...pieces)
    this.latest = isLarge ? [] : pieces
  }
}

/** As they are if that cannot be done: whoever is told of a change must not throw, or Yjs would tell of no other. */
function inOne(updates: Uint8Array[]): Uint8Array[] {
  if (updates.length === 1) return updates
  try {
    return [Y.mergeUpdates(updates)]
  } catch {
    return updates
  }
}
