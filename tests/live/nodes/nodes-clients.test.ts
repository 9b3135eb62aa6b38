// What a row of another node tells this one besides its words: whose client ids are, be they several, and that a long
// one is a row like any.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { collab } from '../place.ts'
import { agree, arePairsHere, twoNodes, unheard } from './node-pair.ts'

describe.skipIf(!arePairsHere)('a page with words of two of its client ids', () => {
  test('writes on at another node under either, though they came in one row', async () => {
    const [one, two] = await twoNodes(unheard)
    const [ada, rex] = [one.guest('ada'), two.guest('rex')]
    await Promise.all([ada.synced(), rex.synced()])
    await ada.leave()
    // Written without a line, before the page was opened again and after: one answer brings both.
    ada.doc.clientID = 2
    ada.text().insert(0, 'before ')
    ada.doc.clientID = 1
    ada.text().insert(ada.words().length, 'after')
    const back = one.guest('ada', ada.doc)
    await back.synced()
    await agree(one, [back, rex])
    await back.leave()
    for (const client of [1, 2]) {
      ada.doc.clientID = client
      const there = two.guest('ada', ada.doc)
      await there.synced()
      there.text().insert(0, `${client} `)
      await agree(two, [there])
      expect(there.refused).toBeNull()
      await there.leave()
    }
    expect(ada.words()).toBe('2 1 before after')
  })
})

describe.skipIf(!arePairsHere)('a row of the server that is longer than what a page may send', () => {
  test('is followed at the other node, and nobody there is sent away', async () => {
    const [one, two] = await twoNodes(unheard)
    const rex = two.guest('rex')
    await rex.synced()
    await one.rooms.write(collab, (doc) => {
      const block = (doc.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement
      block.insert(0, [new Y.XmlText('The Committee recalls. '.repeat(13_000))])
    })
    await agree(one, [rex])
    expect(rex.closed).toBeNull()
  })
})
