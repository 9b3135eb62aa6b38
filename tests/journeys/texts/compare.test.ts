// A version compared with the text now, by keyboard: who wrote a paragraph, from the palette to the comparison, from
// change to change, in one text and side by side, the log of a delegation; on a telephone, without script, and not at
// all for who may not read the history.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { draftedDossier } from '#tests/support/committee.ts'
import type { Person } from '#tests/support/people/person.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { addWords, saved, startAt } from '../desk/desk.ts'
import { openScene, type Scene, stages } from '../scene.ts'

for (const { engine, isHere } of stages) {
  describe.skipIf(!isHere)(`a comparison, on ${engine}`, () => {
    let scene: Scene
    let dossier = ''
    let version = ''
    let pid = ''
    let rapporteur: Person
    let secretariat: Person
    beforeAll(async () => {
      scene = await openScene(engine, {
        async arrange(seats) {
          const drafted = await draftedDossier(seats)
          const asked = { dossierId: drafted.id, name: 'first', note: '' }
          version = (await freezeText(seats.world, seats.secretariat, asked)).id
          dossier = `/dossiers/${drafted.id}`
          pid = drafted.pids[0]
        },
      })
      rapporteur = await scene.member('delegate.ie')
      secretariat = await scene.member('secretariat')
    })
    afterAll(() => scene?.close())

    const focused = () =>
      secretariat.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-change]')?.dataset.change)
    const step = () => secretariat.page.locator('.compare-steps [role=status]').innerText()
    const width = ({ page }: Person) => page.evaluate(() => document.documentElement.scrollWidth)

    test('who wrote the paragraph at hand is one key away, and one key leads back into the text', async () => {
      const { page } = rapporteur
      await startAt(rapporteur, dossier)
      await addWords(rapporteur, 'en', 0, ' Ireland adds this.')
      await addWords(rapporteur, 'en', 1, ' And, this.')
      await addWords(rapporteur, 'en', 0, ' And more.')
      await saved(rapporteur)
      await page.keyboard.press('Control+Alt+Shift+W')
      const panel = page.getByRole('dialog', { name: 'Who wrote this paragraph' })
      await expect.poll(() => panel.innerText()).toContain('Ireland Cormac Ballintra 5 words that stand')
      expect(await panel.innerText()).toContain('Text as it was set up 6 words that stand')
      await rapporteur.check()
      await page.keyboard.press('Escape')
      await panel.waitFor({ state: 'detached' })
      await page.keyboard.type('!')
      await expect
        .poll(() => page.locator(`[role=textbox][data-language=en] [data-pid="${pid}"]`).innerText())
        .toContain('more.!')
      await saved(rapporteur)
    })

    test('the palette leads to the comparison, which reads what was put in to the ear as well', async () => {
      const { page } = secretariat
      await startAt(secretariat, dossier)
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox').and(page.locator(':focus')).waitFor()
      await page.keyboard.type('Compare versions')
      await Promise.all([page.waitForURL(/\/compare$/), page.keyboard.press('Enter')])
      const changed = page.locator('[data-change="1"]')
      expect((await changed.innerText()).replaceAll(/\s+/g, ' ')).toContain(
        'inserted: Ireland adds this. And more.! end',
      )
      expect([await changed.locator('ins').count(), await changed.locator('del').count()]).toEqual([1, 0])
      expect(await changed.locator('.compared-writers').innerText()).toContain('Ireland')
      expect(await page.locator('.compare-figures').innerText()).toBe('2 paragraphs changed\n7 words in, 0 out')
      await secretariat.check()
    })

    test('keys go from change to change, and around; the buttons do the same', async () => {
      const { page } = secretariat
      await page.locator('.compare-steps').waitFor()
      await page.keyboard.press('Control+Alt+J')
      expect([await focused(), await step()]).toEqual(['1', 'Change 1 of 2'])
      await page.keyboard.press('Control+Alt+J')
      expect([await focused(), await step()]).toEqual(['2', 'Change 2 of 2'])
      await page.keyboard.press('Control+Alt+J')
      expect(await focused()).toBe('1')
      await page.keyboard.press('Control+Alt+Shift+J')
      expect([await focused(), await step()]).toEqual(['2', 'Change 2 of 2'])
      await page.getByRole('button', { name: 'Previous change' }).press('Enter')
      expect(await focused()).toBe('1')
    })

    test('side by side, both languages, by keyboard; each side has its own words', async () => {
      const { page } = secretariat
      await page.getByLabel('Side by side').press('Space')
      await page.getByLabel('Both').press('Space')
      await page.getByLabel('Only paragraphs that changed').press('Space')
      await Promise.all([page.waitForURL(/view=side/), page.getByRole('button', { name: 'Show' }).press('Enter')])
      const changed = page.locator('[data-change="1"]').first()
      expect(await changed.locator('.compared-cell-before').innerText()).not.toContain('Ireland')
      expect(await changed.locator('.compared-cell-after ins').innerText()).toContain('Ireland')
      expect(await page.locator('section[aria-labelledby=text-fr]').innerText()).toContain(
        'read the same in this language',
      )
      await secretariat.check()
    })

    test('changes of punctuation alone can be hidden', async () => {
      await addWords(rapporteur, 'en', 1, ';')
      await saved(rapporteur)
      const { id } = await lastVersion()
      await addWords(rapporteur, 'en', 1, '!')
      await saved(rapporteur)
      const address = `${dossier}/compare?from=${id}&to=now`
      await secretariat.go(address)
      expect(await secretariat.page.locator('.compare-figures').innerText()).toContain('1 of them in punctuation only')
      await secretariat.go(`${address}&minor=hide`)
      expect(await secretariat.page.locator('main').innerText()).toContain('apart from punctuation')
      expect(await secretariat.page.locator('[data-change]').count()).toBe(0)
    })

    test('the change log says who, when and how, and can be asked for one delegation', async () => {
      const { page } = secretariat
      await secretariat.go(`${dossier}/compare?from=${version}&to=now`)
      await page.getByRole('link', { name: 'Change log by delegation' }).click()
      const row = page.locator('.changes-table tbody tr').first()
      expect((await row.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
        /Paragraph 1 changed .*Ireland adds this.*Ireland Cormac Ballintra.*Paris time.*edited/,
      )
      await secretariat.check()
      await page.getByLabel('Delegation').selectOption({ label: 'Ireland' })
      await page.getByRole('button', { name: 'Show' }).press('Enter')
      await page.waitForURL(/of=IE/)
      expect(await page.locator('.changes-table tbody tr').count()).toBeGreaterThan(1)
    })

    test('on a telephone it is one text, and nothing is wider than the screen', async () => {
      const reader = await scene.member('head.fr', 'fr')
      await reader.page.setViewportSize({ width: 390, height: 844 })
      await reader.go(`${dossier}/compare?from=${version}&to=now&view=side&language=en`)
      expect(await reader.page.locator('.compared-cell-before').first().isVisible()).toBe(false)
      expect(await reader.page.locator('.compared-cell-narrow').first().isVisible()).toBe(true)
      expect(await width(reader)).toBe(390)
      await reader.check()
      await reader.go(`${dossier}/changes?from=${version}&to=now`)
      expect(await width(reader)).toBe(390)
      await reader.check()
      await reader.leave()
    })

    test('without script the form and the list of changes lead there', async () => {
      const context = await scene.browser.newContext({ javaScriptEnabled: false })
      const page = await context.newPage()
      await page.goto(`${scene.place.url}/sign-in`)
      await page.fill('input[name=email]', 'secretariat@demo.example')
      await page.fill('input[type=password]', demoPassword)
      await Promise.all([
        page.waitForURL((at) => at.pathname !== '/sign-in'),
        page.press('input[type=password]', 'Enter'),
      ])
      await page.goto(`${scene.place.url}${dossier}/compare`)
      await page.locator('select[name=from]').selectOption(version)
      await page.locator('input[name=language][value=en]').check()
      await Promise.all([page.waitForURL(/from=/), page.locator('.compare-choice button').click()])
      await page.locator('.compare-list summary').click()
      await page.locator('.compare-list a').first().click()
      expect(await page.locator(':target').getAttribute('data-change')).toBe('1')
      await context.close()
    })

    test('is not there for who may not read the history', async () => {
      const stranger = await signedIn(scene.place.url, 'itu@demo.example', demoPassword)
      for (const path of ['compare', 'changes', `authors?pid=${pid}`]) {
        expect([path, (await stranger.get(`${dossier}/${path}`)).status]).toEqual([path, 404])
      }
    })

    /** Frozen through the page's own form. */
    async function lastVersion(): Promise<{ id: string }> {
      const visitor = await signedIn(scene.place.url, 'secretariat@demo.example', demoPassword)
      await visitor.post(`${dossier}/versions`, { name: 'second', note: '' })
      const page = await (await visitor.get(`${dossier}/compare`)).text()
      return { id: /<option value="([0-9a-z]{26})" selected/.exec(page)?.[1] ?? '' }
    }
  })
}
