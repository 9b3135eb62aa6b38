// The same paragraph of both texts starts at the same height, in a text longer than the page, while people write.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pair } from '#server/document/writing/edit.ts'
import { dossierWith } from '#tests/support/committee.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openScene, type Scene, stages } from '../scene.ts'
import { addWords, saved, startAt } from './desk.ts'

const long =
  'that each Party shall take the necessary legislative or other measures to protect children against abuse, '
const count = 120

const pairs: Pair[] = Array.from({ length: count }, (_, at) => ({
  pid: `p${at}`,
  kind: 'recital',
  en: [{ text: `Recalling ${long.repeat(1 + (at % 3))}${at}` }],
  fr: [{ text: `Rappelant ${long.repeat(1 + (at % 4))}${at}` }],
}))

/** The greatest distance between the tops of a pair that is in view, in CSS pixels; infinite when none is. */
function unevenness({ page }: Person): Promise<number> {
  return page.evaluate(() => {
    const inView = [...document.querySelectorAll<HTMLElement>('[role=textbox][data-language=en] .block')].filter(
      (block) => block.getBoundingClientRect().bottom > 0 && block.getBoundingClientRect().top < window.innerHeight,
    )
    const apart = inView.map((block) => {
      const twin = document.querySelector(`[role=textbox][data-language=fr] [data-pid="${block.dataset.pid}"]`)
      return Math.abs(block.getBoundingClientRect().top - (twin?.getBoundingClientRect().top ?? Number.NaN))
    })
    return apart.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...apart)
  })
}

const isLevel = (person: Person) => expect.poll(() => unevenness(person)).toBeLessThan(1)

const goTo = ({ page }: Person, at: number) =>
  page
    .locator('[role=textbox][data-language=en] .block')
    .nth(at)
    .evaluate((block) => block.scrollIntoView({ block: 'center', behavior: 'instant' }))

for (const { isHere } of stages.filter(({ engine }) => engine === 'sqlite')) {
  describe.skipIf(!isHere)('two texts beside each other', () => {
    let scene: Scene
    let reader: Person
    let writer: Person
    let dossier = ''

    beforeAll(async () => {
      scene = await openScene('sqlite', {
        async arrange(seats) {
          dossier = `/dossiers/${(await dossierWith(seats, pairs)).id}`
        },
      })
      reader = await scene.member('secretariat')
      writer = await scene.member('legal')
    })
    afterAll(() => scene?.close())

    test('are level at the beginning, in the middle and at the end', async () => {
      await Promise.all([startAt(reader, dossier), startAt(writer, dossier)])
      for (const at of [0, 60, count - 1, 30, 0]) {
        await goTo(reader, at)
        await isLevel(reader)
      }
    })

    test('are level wherever one goes while one of them stands still', async () => {
      await reader.page.mouse.move(0, 0)
      await reader.page.locator('.draft.still').waitFor()
      for (const at of [60, count - 1, 30, 90, 0]) {
        await goTo(reader, at)
        await isLevel(reader)
      }
      expect(await reader.page.locator('.draft.still').count()).toBe(1)
    })

    test('are level again after lines were added in view', async () => {
      await goTo(writer, 5)
      await addWords(writer, 'en', 5, ` ${long}`)
      await isLevel(writer)
      await addWords(writer, 'fr', 4, ` ${long.repeat(2)}`)
      await isLevel(writer)
    })

    test('are level for who looks elsewhere while lines are added, goes there, and comes back', async () => {
      await goTo(reader, 100)
      await isLevel(reader)
      await goTo(writer, 40)
      await addWords(writer, 'fr', 40, ` ${long.repeat(2)}`)
      await saved(writer)
      await isLevel(reader)
      for (const at of [40, 100, 41, 0]) {
        await goTo(reader, at)
        await isLevel(reader)
      }
    })

    test('are level where the caret is, out of view, while somebody else writes there', async () => {
      await goTo(reader, 60)
      await reader.page.locator('[role=textbox][data-language=en] .block').nth(60).click()
      await goTo(reader, 110)
      await isLevel(reader)
      await goTo(writer, 60)
      await addWords(writer, 'en', 60, ` ${long.repeat(2)}`)
      await saved(writer)
      await isLevel(reader)
    })

    test('are level in a page of another width', async () => {
      await reader.page.setViewportSize({ width: 1250, height: 800 })
      await isLevel(reader)
      await goTo(reader, 20)
      await isLevel(reader)
    })
  })
}
