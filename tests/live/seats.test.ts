// Questions for a seat that are answered in another order than they were asked.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engines } from '#tests/support/store.ts'
import { collab, openPlace, type Place } from './place.ts'

describe.each(engines)('a seat, on %s', (engine) => {
  let place: Place
  beforeEach(async () => {
    place = await openPlace(engine)
  })
  afterEach(() => place.close())

  test('a right that is withdrawn is not restored by an earlier question that is answered late', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    const [asked, late] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    place.answerSeat = (found) => {
      asked.resolve()
      return late.promise.then(() => found)
    }
    const early = place.rooms.reseat({ memberId: 'ada' })
    await asked.promise
    place.answerSeat = async (found) => found
    place.seats.set('ada', { ...place.seats.get('ada')!, mayEdit: false })
    const latest = place.rooms.reseat({ memberId: 'ada' })
    // The second answer comes first.
    await latest
    late.resolve()
    await early
    ada.text().insert(0, 'no')
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.refused?.code).toBe('read-only')
    expect((await place.rooms.read(collab)).trees.en.paragraphs.map(({ runs }) => runs)).toEqual([[]])
  })
})
