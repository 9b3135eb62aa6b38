// That what is called malformed is, that what is not is answered, and what the other figures are made of.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encode } from '#tests/live/guest.ts'
import { collab, openPlace, type Place } from '#tests/live/place.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { quantile, slopeOf } from '../people/figures.ts'
import { typeWord, wordOf, wordsIn } from '../people/words.ts'
import { frame, malformedFrame, malformedMessage } from './malformed.ts'
import { sendFrame, sendMessage } from './malformed-sender.ts'

const seed = Date.now() % 2 ** 31

describe('a sender', () => {
  let place: Place
  let sent = 0
  const sender = () => ({ url: place.url, collab, cookie: 'ada', from: `10.1.0.${++sent % 250}` })

  beforeAll(async () => {
    place = await openPlace('sqlite')
  })
  afterAll(() => place.close())

  test('of something honest is answered', async () => {
    expect(await sendMessage(sender(), encode(3))).toMatchObject({ how: 'answered' })
    expect(await sendFrame(sender(), frame(2, encode(3)))).toMatchObject({ how: 'answered' })
    expect(await sendFrame(sender(), frame(9, Uint8Array.of(1)))).toMatchObject({ how: 'answered' })
  })

  test('of something malformed is closed at the first, whatever it is', async () => {
    console.log(`seed ${seed}`)
    const chance = chanceFrom(seed)
    for (let count = 0; count < 60; count++) {
      const { what, bytes } = malformedMessage(chance)
      expect({ what, ...(await sendMessage(sender(), bytes)) }).toMatchObject({ what, how: 'closed' })
      const wrong = malformedFrame(chance)
      expect({ what: wrong.what, ...(await sendFrame(sender(), wrong.bytes)) }).toMatchObject({ how: 'closed' })
    }
  })

  test('whose session is nobody’s is refused at the door', async () => {
    expect(await sendMessage({ ...sender(), cookie: 'eve' }, encode(3))).toMatchObject({ how: 'refused at the door' })
    expect(await sendFrame({ ...sender(), cookie: 'eve' }, frame(2, encode(3)))).toMatchObject({
      how: 'refused at the door',
    })
  })
})

describe('words that can be told apart', () => {
  const paragraph = () => {
    const doc = new Y.Doc()
    ;(doc.get('en', Y.XmlElement) as Y.XmlElement).insert(0, [new Y.XmlElement('block')])
    return doc
  }

  test('are found whole, in whatever order they came, and missed when one is not there', () => {
    const doc = paragraph()
    const chance = chanceFrom(seed)
    const words = Array.from({ length: 200 }, (_, at) => wordOf(at % 3, at))
    for (const word of words) typeWord(doc, word, chance)
    expect([...wordsIn(doc)].sort()).toEqual([...words].sort())
    expect(wordsIn(doc).has(wordOf(5, 1))).toBe(false)
  })
})

describe('figures', () => {
  test('a quantile is a value that was there', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3)
    expect(quantile([1, 2], 0.99)).toBe(2)
    expect(quantile([], 0.5)).toBeNaN()
  })

  test('a slope and its error are those of the samples', () => {
    const line = Array.from({ length: 20 }, (_, at) => ({ at: at * 60_000, value: 3 + at / 12 }))
    expect(slopeOf(line).perHour).toBeCloseTo(5)
    expect(slopeOf(line).error).toBeCloseTo(0)
    const noisy = line.map(({ at, value }, n) => ({ at, value: value + (n % 2) }))
    expect(slopeOf(noisy).error).toBeGreaterThan(0.5)
  })
})
