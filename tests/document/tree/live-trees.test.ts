// The live text read anew only where it changed: always what a whole reading would give.

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { treesOf } from '#server/document/tree/live-trees.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { block, seededDoc } from '#tests/app/editor/desks.ts'
import { chanceFrom } from '#tests/support/seeded.ts'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

test(`after whatever change, it is the text (seed ${seed})`, () => {
  const chance = chanceFrom(seed)
  const doc = seededDoc([
    ['p1', 'One.'],
    ['p2', ''],
    ['p3', 'Three.'],
  ])
  const read = treesOf(doc)
  for (let step = 0; step < 400; step++) {
    const root = doc.get(chance.pick(['en', 'fr']), Y.XmlElement) as Y.XmlElement
    const at = chance.whole(root.length)
    const element = root.get(at) as Y.XmlElement
    const text = element.get(0) as Y.XmlText | undefined
    const changes = [
      () => root.insert(at, [block(`n${step}`, 'New.', 'operative')]),
      () => element.setAttribute('s_kind', chance.pick(['recital', 'heading1', 'operative'])),
      () => text?.insert(chance.whole(text.length + 1), 'x'),
      () => text && text.length > 1 && text.format(0, 1, { p: { __format: chance.whole(4) } }),
      () => text && text.length > 1 && text.delete(0, 1),
      () => (text ? element.delete(0, 1) : element.insert(0, [new Y.XmlText('y')])),
      () => root.length > 1 && root.delete(at, 1),
    ]
    doc.transact(() => chance.pick(changes)())
    if (chance.sometimes(0.7)) expect(read()).toEqual(readTrees(doc))
  }
})

test('what did not change is not read again', () => {
  const doc = seededDoc([
    ['p1', 'One.'],
    ['p2', 'Two.'],
  ])
  const read = treesOf(doc)
  const before = read()
  const second = (doc.get('en', Y.XmlElement) as Y.XmlElement).get(1) as Y.XmlElement
  ;(second.get(0) as Y.XmlText).insert(0, 'x')
  const after = read()
  expect(after.en.paragraphs[0]).toBe(before.en.paragraphs[0])
  expect(after.en.paragraphs[1]).not.toBe(before.en.paragraphs[1])
  expect(after.fr.paragraphs[1]).toBe(before.fr.paragraphs[1])
})
