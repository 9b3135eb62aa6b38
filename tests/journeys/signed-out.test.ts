// Signed out in another tab: a form, and a comment at the desk, keep what was typed and say that nothing was sent.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { draftedDossier, type Opened } from '#tests/support/committee.ts'
import type { Person } from '#tests/support/people/person.ts'
import { chooseWords, startAt } from './desk/desk.ts'
import { openScene, type Scene, stages } from './scene.ts'

for (const { engine, isHere } of stages.filter((one) => one.engine === 'sqlite')) {
  describe.skipIf(!isHere)(`signed out in another tab, on ${engine}`, () => {
    let scene: Scene
    let draft: Opened
    beforeAll(async () => {
      scene = await openScene(engine, {
        async arrange(seats) {
          draft = await draftedDossier(seats)
        },
      })
    })
    afterAll(() => scene?.close())

    const signOutElsewhere = async ({ page }: Person) => {
      const tab = await page.context().newPage()
      await tab.goto(new URL('/meetings', scene.place.url).href)
      await Promise.all([tab.waitForNavigation(), tab.locator('.account-out button').click()])
      await tab.close()
    }
    const signInHere = async ({ page }: Person, email: string) => {
      await page.locator('input[name=email]').fill(`${email}@demo.example`)
      await page.locator('input[type=password]').fill(demoPassword)
      await Promise.all([page.waitForNavigation(), page.locator('main button[type=submit]').click()])
    }

    for (const language of ['en', 'fr'] as const) {
      test(`a dossier to be opened is still there after signing in again, in ${language}`, async () => {
        const legal = await scene.member('legal', language)
        const { page } = legal
        await legal.go('/dossiers/new')
        await page.locator('[name=titleEn]').fill('Opinion on words kept')
        await page.locator('[name=titleFr]').fill('Avis sur des mots gardés')
        await page.locator('[name=articles][value="23"]').check()
        await signOutElsewhere(legal)
        await Promise.all([page.waitForNavigation(), page.locator('main button.primary').click()])
        expect(await page.locator('main [role=alert]').innerText()).toContain(
          language === 'en' ? 'nothing was sent' : 'rien n’a été envoyé',
        )
        await legal.check()
        await signInHere(legal, 'legal')
        expect(await page.locator('main [role=alert]').innerText()).toContain(
          language === 'en' ? 'Nothing was sent' : 'Rien n’avait été envoyé',
        )
        expect(await page.locator('[name=titleFr]').inputValue()).toBe('Avis sur des mots gardés')
        expect(await page.locator('[name=articles][value="23"]').isChecked()).toBe(true)
        await legal.check()
        await Promise.all([page.waitForNavigation(), page.locator('main button.primary').click()])
        expect(await page.locator('h1').innerText()).toBe(
          language === 'en' ? 'Opinion on words kept' : 'Avis sur des mots gardés',
        )
        await legal.leave()
      })
    }

    test('a comment that could not be sent is not said to be, and goes once the person has signed in again', async () => {
      const head = await scene.member('head.fr')
      const { page } = head
      await startAt(head, `/dossiers/${draft.id}`)
      await chooseWords(head, 'en', 'Parties to apply')
      await page.keyboard.press('Control+Alt+m')
      await page.locator('.composer textarea').waitFor()
      await page.keyboard.type('Not to be lost.')
      await signOutElsewhere(head)
      await page.keyboard.press('Control+Enter')
      await expect.poll(() => page.locator('.composer [role=alert]').innerText()).toContain('Your session has ended')
      expect(await page.locator('.composer textarea').inputValue()).toBe('Not to be lost.')
      expect(await page.locator('.desk > [role=status].visually-hidden').innerText()).not.toContain('was sent.')
      const tab = await page.context().newPage()
      await tab.goto(new URL('/sign-in', scene.place.url).href)
      await signInHere({ ...head, page: tab }, 'head.fr')
      await page.bringToFront()
      await page.locator('.composer textarea').press('Control+Enter')
      await expect.poll(() => page.locator('#desk-margin .thread').innerText()).toContain('Not to be lost.')
      await head.leave()
    })
  })
}
