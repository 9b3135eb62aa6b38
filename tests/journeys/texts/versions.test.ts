// Versions in a browser: frozen while the text goes on, named and numbered, read by an old link, compared by paragraph,
// restored.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draftedDossier } from '#tests/support/committee.ts'
import type { Person } from '#tests/support/people/person.ts'
import { addWords, blocks, saved, split, startAt } from '../desk/desk.ts'
import { openScene, type Scene, stages } from '../scene.ts'

const numbers = ({ page }: Person) =>
  page
    .locator('[role=textbox][data-language=en] > *')
    .evaluateAll((all) => all.map((block) => (block as HTMLElement).dataset.number))

for (const { engine, isHere } of stages.filter((one) => one.engine === 'sqlite')) {
  describe.skipIf(!isHere)(`versions on ${engine}`, () => {
    let scene: Scene
    let dossier = ''
    let pids: readonly string[] = []
    let legal: Person
    let reader: Person
    const list = () => `${dossier}/versions`
    const row = ({ page }: Person) => page.locator('.versions > li').first()
    /** An act on a version, by keyboard. */
    const press = async (name: string, ordinal = 1) => {
      await legal.go(list())
      const version = legal.page.locator(`#v-${ordinal}`)
      await version.locator('summary').press('Enter')
      await Promise.all([legal.page.waitForNavigation(), version.getByRole('button', { name }).press('Enter')])
    }

    beforeAll(async () => {
      scene = await openScene(engine, {
        async arrange(seats) {
          const drafted = await draftedDossier(seats)
          dossier = `/dossiers/${drafted.id}`
          pids = drafted.pids
        },
      })
      legal = await scene.member('secretariat')
      reader = await scene.member('head.fr', 'fr')
    })
    afterAll(() => scene?.close())

    test('a version is frozen under a name, and a refused form keeps what was typed', async () => {
      const { page } = legal
      await legal.go(list())
      await legal.check()
      await page.getByLabel('Note').fill('Before the Bureau sees it.')
      await page.getByLabel('Name').fill('x'.repeat(130))
      await page.getByRole('button', { name: 'Freeze', exact: true }).press('Enter')
      expect(await page.locator('.notice-refused').innerText()).toContain('at most 120 characters')
      expect(await page.getByLabel('Note').inputValue()).toBe('Before the Bureau sees it.')
      await legal.check()
      await page.getByLabel('Name').fill('for the Bureau')
      await page.getByRole('button', { name: 'Freeze', exact: true }).press('Enter')
      await page.waitForURL(/#v-1$/)
      expect(await row(legal).innerText()).toContain('Version 1, for the Bureau')
      expect(await page.locator('.versions-standing').innerText()).toContain('The text reads as version 1')
    })

    test('it is named otherwise and takes its number', async () => {
      await legal.go(list())
      await row(legal).locator('summary').press('Enter')
      await legal.check()
      await row(legal).getByLabel('Name').fill('for the 43rd meeting')
      await row(legal).getByRole('button', { name: 'Change the name' }).press('Enter')
      await expect.poll(() => row(legal).innerText()).toContain('Version 1, for the 43rd meeting')
      await press('Assign this reference')
      expect(await row(legal).innerText()).toContain('T-ES(2026)01')
      await legal.check()
    })

    test('an old link says that the text has moved on, and leads to the same paragraph now', async () => {
      const mark = ({ page }: Person) => page.locator('.desk-bar .desk-version').innerText()
      await startAt(reader, dossier, { mayWrite: false })
      await startAt(legal, dossier)
      expect(await mark(legal)).toBe('Version 1')
      expect(await mark(reader)).toBe('Version\u00a01')
      await addWords(legal, 'en', 0, ' And more.')
      await saved(legal)
      await expect.poll(() => mark(legal)).toBe('Version 1 + changes')
      await expect.poll(() => mark(reader)).toBe('Version\u00a01 + modifications')
      await legal.check()
      const { page } = reader
      await reader.go(list())
      expect(await page.locator('form[method=post] button').allInnerTexts()).toEqual(['Se déconnecter'])
      await reader.check()
      await page.locator('.versions a.row-title').click()
      expect(await page.title()).toMatch(/^T-ES\(2026\)01 v1 en-fr \d{4}-\d{2}-\d{2} · Recital$/)
      expect(await page.locator('.version-banner').innerText()).toContain('Le texte a changé depuis.')
      expect(await page.locator('.opinion[lang=en]').innerText()).not.toContain('And more.')
      await reader.check()
      await page.locator('.opinion[lang=en] .since-changed').click()
      await page.waitForURL(new RegExp(`/text#p-${pids[0]}$`))
      await expect.poll(() => blocks(reader, 'en')).toContain('Recalling the words of the text; And more.')
      await page.goBack()
      await page.getByRole('link', { name: 'Français' }).click()
      expect(await page.locator('.opinion').count()).toBe(1)
    })

    test('kept numbers show at desks that are open, and in the palette the acts on versions', async () => {
      await startAt(reader, dossier, { mayWrite: false })
      await press('Keep the numbers')
      await startAt(legal, dossier)
      await split(legal, 'en', 0, 9)
      await expect.poll(() => numbers(legal)).toEqual(['1', '1 bis', '2'])
      await expect.poll(() => numbers(reader)).toEqual(['1', '1 bis', '2'])
      await legal.page.locator('.tools').waitFor()
      await legal.page.keyboard.press('Control+K')
      await legal.page.getByRole('combobox', { name: /^A command/ }).waitFor()
      await legal.page.keyboard.type('freeze')
      const chosen = legal.page.locator('[role=option][aria-selected=true]')
      await expect.poll(() => chosen.innerText()).toContain('Freeze a version')
      await legal.page.keyboard.press('Enter')
      await legal.page.waitForURL(/versions#freeze$/)
    })

    test('restoring gives everybody the words of then; what stood before is a version, and is restored too', async () => {
      await startAt(reader, dossier, { mayWrite: false })
      await press('Restore version 1')
      expect(legal.page.url()).toMatch(/\/text$/)
      const then = ['Recalling the words of the text;', 'Invites Parties to apply Article 23.']
      await expect.poll(() => blocks(reader, 'en')).toEqual(then)
      await legal.go(list())
      expect(await row(legal).innerText()).toContain('as the text stood before version 1 was restored')
      await press('Restore version 2', 2)
      await expect.poll(async () => (await blocks(reader, 'en')).length).toBe(3)
    })

    test('a paragraph that is gone is said to be gone, from either side', async () => {
      await startAt(legal, dossier)
      await legal.go(`${dossier}/text#p-nowhere`)
      await legal.page.locator('.gone-link').waitFor()
      await legal.check()
      await legal.go(list())
      await press('Restore version 1')
      await legal.go(list())
      await legal.page.getByRole('link', { name: /^Version 2,/ }).click()
      await expect
        .poll(() => legal.page.locator('.opinion[lang=en] .since-gone').allInnerTexts())
        .toEqual(['no longer in the text'])
      expect(await legal.page.locator('.opinion[lang=en] .number').allInnerTexts()).toEqual(['1.', '1 bis.', '2.'])
      await legal.check()
    })

    test('who may not read the history finds nothing at these addresses', async () => {
      const outsider = await scene.member('observer')
      await legal.go(list())
      const first = await legal.page.locator('.versions a.row-title').last().getAttribute('href')
      for (const path of [list(), first ?? '', '/references/T-ES(2026)01']) {
        const answer = await outsider.page.goto(new URL(path, scene.place.url).href)
        expect(answer?.status(), path).toBe(404)
        expect(await outsider.page.title(), path).not.toContain('T-ES')
      }
      await reader.page.goto(new URL('/references/T-ES(2026)01_fr', scene.place.url).href)
      expect(new URL(reader.page.url()).pathname).toBe(first)
    })
  })
}
