// How long an edit takes from the page where it is made to the pages that watch, at the same node and at the other.

import type * as Y from 'yjs'

interface Made {
  readonly clock: number
  readonly at: number
}

export class Delays {
  readonly #made = new Map<number, { readonly node: number; edits: Made[] }>()
  readonly #taken: { readonly node: number; readonly from: number; readonly milliseconds: number }[] = []

  /** Notes when `doc`, at `node`, is edited. */
  make(doc: Y.Doc, node: number): void {
    const edits: Made[] = []
    this.#made.set(doc.clientID, { node, edits })
    doc.on('afterTransaction', ({ local, afterState }: Y.Transaction) => {
      if (local) edits.push({ clock: afterState.get(doc.clientID) ?? 0, at: performance.now() })
    })
  }

  /** Notes when `doc`, at `node`, shows edits of others. Returns the way to stop. */
  watch(doc: Y.Doc, node: number): () => void {
    const next = new Map<number, number>()
    for (const [client, { edits }] of this.#made) next.set(client, edits.length)
    const look = ({ local, afterState }: Y.Transaction) => {
      if (local) return
      const now = performance.now()
      for (const [client, { node: from, edits }] of this.#made) {
        let at = next.get(client) ?? 0
        for (let edit = edits[at]; edit && edit.clock <= (afterState.get(client) ?? 0); edit = edits[at]) {
          this.#taken.push({ node, from, milliseconds: now - edit.at })
          at += 1
        }
        next.set(client, at)
      }
    }
    doc.on('afterTransaction', look)
    return () => doc.off('afterTransaction', look)
  }

  /** Milliseconds in which `share` of the edits came, rounded to tenths; NaN when there were none. */
  of(where: 'within' | 'across', share: number): number {
    const isMeant = ({ node, from }: { node: number; from: number }) => (node === from) === (where === 'within')
    const sorted = this.#taken.filter(isMeant).map(({ milliseconds }) => milliseconds)
    sorted.sort((one, other) => one - other)
    return Math.round((sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN) * 10) / 10
  }

  get count(): number {
    return this.#taken.length
  }
}
