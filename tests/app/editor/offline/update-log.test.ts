// What made a text is kept as it came, in few pieces, and holds every letter.

import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { SoFar } from '#app/editor/offline/update-log.ts'
import { chanceFrom } from '#tests/support/seeded.ts'

const words = 'to have regard to what was said, '

/** A long text by somebody else, as one update. */
function long(): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('en').insert(0, words.repeat(1_000))
  return Y.encodeStateAsUpdate(doc)
}

/** Each letter of three who write into one text, as it came. */
function typed(
  first: Uint8Array,
  letters: number,
  seed: number,
): { readonly updates: Uint8Array[]; readonly text: string } {
  const chance = chanceFrom(seed)
  const all = new Y.Doc()
  Y.applyUpdate(all, first)
  const people = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
  const updates: Uint8Array[] = [first]
  all.on('update', (update: Uint8Array) => updates.push(update))
  for (const doc of people) {
    Y.applyUpdate(doc, first)
    doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) Y.applyUpdate(all, update)
    })
  }
  for (let at = 0; at < letters; at++) {
    const doc = people[chance.whole(people.length)]!
    const text = doc.getText('en')
    if (chance.whole(5) === 0) text.delete(chance.whole(text.length - 1), 1)
    else text.insert(chance.whole(text.length), 'x')
    if (chance.whole(20) === 0) Y.applyUpdate(doc, Y.encodeStateAsUpdate(all))
  }
  return { updates, text: all.getText('en').toString() }
}

function textFrom(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getText('en').toString()
}

test('what made a text holds every letter, however often it is asked for', () => {
  const seed = randomInt(2 ** 31)
  console.info(`seed ${seed}`)
  const { updates, text } = typed(long(), 2_000, seed)
  const soFar = new SoFar()
  updates.forEach((update, at) => {
    soFar.add(update)
    if (at % 333 === 0) soFar.updates()
  })
  expect(textFrom(soFar.updates())).toBe(text)
  expect(soFar.updates().length).toBeLessThan(20)
})
