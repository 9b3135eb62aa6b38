// A page that comes back with words of its own, and whose person types before the server has asked for them.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { engines } from '#tests/support/store.ts'
import { encode, Guest } from '../guest.ts'
import { collab, openPlace, type Place } from '../place.ts'

describe.each(engines)('a word typed as the line opens, on %s', (engine) => {
  let place: Place
  beforeEach(async () => {
    place = await openPlace(engine)
  })
  afterEach(() => place.close())

  /**
   * A page of ada that typed while it had no line; `more` types the next word and returns it as the provider sends it.
   */
  async function withWordsOfItsOwn() {
    const page = place.guest('ada')
    await page.synced()
    page.text().insert(0, 'first ')
    await page.allSaved()
    await page.leave()
    page.text().insert(0, 'offline ')
    const more = () => {
      let update = new Uint8Array()
      page.doc.once('update', (made: Uint8Array) => {
        update = made as Uint8Array<ArrayBuffer>
      })
      page.text().insert(0, 'early ')
      return update
    }
    return { doc: page.doc, more }
  }

  test.each(['warm', 'cold'])(
    'is taken after the words it follows, in a %s room, and confirmed with them',
    async (room) => {
      const { doc, more } = await withWordsOfItsOwn()
      if (room === 'cold') await place.restart()
      const back = new Guest({ url: place.url, collab, cookie: 'ada' }, doc)
      // Heard before the guest's own first question for the text, as when a hand is quicker than the line.
      back.socket.prependListener('open', () => {
        back.socket.send(encode(0, 2, more()))
        back.ask()
      })
      await back.until(() => back.saved >= 1, 'saved')
      expect(back.refused).toBeNull()
      const reader = place.guest('ben')
      await reader.synced()
      expect(reader.words()).toBe('early offline first ')
      await back.leave()
    },
  )

  test('that would bring more than may wait is refused, not kept', async () => {
    const page = place.guest('ada')
    page.socket.removeAllListeners('message')
    await new Promise((resolve) => page.socket.once('open', resolve))
    const large = encode(0, 2, new Uint8Array(200 * 1024))
    for (let sent = 0; sent < 6; sent++) page.socket.send(large)
    await page.until(() => page.closed !== null, 'closed')
    expect(page.closed?.code).toBe(4429)
    expect(Y.encodeStateVector(page.doc)).toHaveLength(1)
  })
})
