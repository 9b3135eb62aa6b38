// A page that says again what it has said, as after a line that broke: its last updates merged, whatever of them the
// text holds by then.

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Undoing } from '#app/editor/binding/undoing.ts'
import { examine } from '#server/document/gate/gate.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { editHonestly, rootsOf, seenIn } from './honest.ts'

const [people, steps, kept] = [3, 400, 50]

class Page {
  readonly doc = new Y.Doc()
  /** What was said last, and what of it was never heard. */
  readonly last: Uint8Array[] = []
  unheard: Uint8Array[] = []
  readonly #undo: Undoing

  constructor(chance: Chance) {
    this.doc.clientID = 2 + chance.whole(2 ** 31)
    this.#undo = new Undoing(rootsOf(this.doc), 'editor')
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'server') return
      this.unheard.push(update)
      this.last.push(update)
      if (this.last.length > kept) this.last.shift()
    })
  }

  write(chance: Chance): void {
    if (!chance.sometimes(0.2)) editHonestly(this.doc, chance, this.#undo)
    else if (chance.sometimes(0.6)) this.#undo.undo()
    else this.#undo.redo()
  }
}

test.each([1, 2, 3, 4, 5, 6])('the last updates of a page, merged and sent again, are taken (seed %i)', (seed) => {
  const chance = chanceFrom(seed * 7919)
  const text = new Y.Doc()
  text.clientID = 1
  rootsOf(text)
  const pages = Array.from({ length: people }, () => new Page(chance))
  const refused: string[] = []
  let news = 0
  const hear = ({ doc }: Page, update: Uint8Array) => {
    const ownerOf = (client: number) => (client === doc.clientID ? 'sender' : 'other')
    const verdict = examine(text, update, { ownerOf, knowsThread: () => false, knowsSuggestion: () => false })
    if (!verdict.passed) refused.push(`${verdict.reason}: ${verdict.detail}`)
    else if (verdict.update) Y.applyUpdate(text, verdict.update)
    return verdict.passed && verdict.update !== null
  }
  const tell = ({ doc }: Page) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(text, Y.encodeStateVector(doc)), 'server')
  const sayAgain = (page: Page) => {
    // Some of it was heard before the line broke.
    for (const update of page.unheard.slice(0, chance.whole(page.unheard.length + 1))) hear(page, update)
    page.unheard = []
    if (page.last.length > 0 && hear(page, Y.mergeUpdates(page.last))) news += 1
  }
  for (let step = 0; step < steps; step++) {
    const page = chance.pick(pages)
    const what = chance.whole(100)
    if (what < 70) page.write(chance)
    else if (what < 90) tell(page)
    if (what >= 90 || page.unheard.length >= kept - 10) sayAgain(page)
  }
  // Hearing of the others tidies formats, and that is said too.
  for (let round = 0; round < 4; round++)
    for (const page of pages) {
      sayAgain(page)
      tell(page)
    }
  expect(refused).toEqual([])
  expect(news).toBeGreaterThan(10)
  for (const { doc } of pages) expect(seenIn(doc)).toBe(seenIn(text))
})
