// The page of the text put to the vote, over real HTTP: for members who may read the vote, and for nobody else.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBallotText } from '#server/workflows/decisions/ballots.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

test('it shows both languages with their fingerprints, the reader’s first', async () => {
  const { world, secretariat } = house.committee
  const voted = await readBallotText(world, secretariat, house.openBallotId)
  const delegate = await house.as('delegate.se')
  const said = { en: 'Recalling the words of the text;', fr: 'Rappelant les mots du texte' }
  for (const [language, other] of [
    ['en', 'fr'],
    ['fr', 'en'],
  ] as const) {
    const page = await (await delegate.get(`/ballots/${house.openBallotId}/text?lang=${language}`)).text()
    for (const hash of [voted.textSha256, voted.textSha256En, voted.textSha256Fr]) expect(page).toContain(hash)
    expect(page.indexOf(said[language])).toBeGreaterThan(0)
    expect(page.indexOf(said[other])).toBeGreaterThan(page.indexOf(said[language]))
    for (const { pid } of voted.text.en) expect(page.split(`id="p-${pid}"`), 'an address stands once').toHaveLength(2)
  }
})

test('the page of the vote leads to it', async () => {
  const delegate = await house.as('delegate.se')
  const page = await (await delegate.get(`/ballots/${house.openBallotId}`)).text()
  expect(page).toContain(`href="/ballots/${house.openBallotId}/text"`)
})

test('whoever is not signed in is asked to sign in, and whoever may not read the vote finds nothing', async () => {
  const path = `/ballots/${house.openBallotId}/text`
  const asked = await house.anyone.get(path)
  expect([asked.status, asked.headers.get('location')]).toEqual([302, `/sign-in?next=${encodeURIComponent(path)}`])
  const observer = await house.as('observer')
  expect((await observer.get(path)).status).toBe(404)
  expect((await observer.get('/ballots/none/text')).status).toBe(404)
})

test('a published text prints its permanent address', async () => {
  const { symbol } = house.published
  const page = await (await house.anyone.get(`/texts/${symbol}?lang=fr`)).text()
  expect(page).toContain(`${house.url}/texts/${symbol}</a>`)
})
