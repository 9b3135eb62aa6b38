// Terms at the desk: flagged in running text and not in the quoted heading of Article 20, in English and in French;
// replaced, suggested and waived by keyboard; words put in brackets and settled. The text itself is not touched by any
// mark.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Language } from '#server/domain/language.ts'
import { draftedDossier } from '#tests/support/committee.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openScene, type Scene, stages } from '../scene.ts'
import { addWords, blocks, chooseWords, saved, startAt } from './desk.ts'

/** The words that the browser paints as terms to avoid, and where: `en: child pornography`. */
const painted = ({ page }: Person) =>
  page.evaluate(() =>
    [...(CSS.highlights.get('term-avoid') ?? [])].map((range) => {
      const at = range.startContainer.parentElement?.closest<HTMLElement>('[data-language]')
      return `${at?.dataset.language}: ${range.toString()}`
    }),
  )

const card = ({ page }: Person, language: Language) =>
  page.locator('.card.term').filter({ has: page.locator('.tag', { hasText: language.toUpperCase() }) })

for (const { engine, isHere } of stages.filter((one) => one.engine === 'sqlite')) {
  describe.skipIf(!isHere)(`terms at the desk, on ${engine}`, () => {
    let scene: Scene
    let dossier = ''
    let legal: Person
    const said = () => legal.page.locator('.desk > [role=status]').innerText()

    beforeAll(async () => {
      scene = await openScene(engine, {
        async arrange(seats) {
          dossier = `/dossiers/${(await draftedDossier(seats)).id}`
        },
      })
      legal = await scene.member('legal')
    })
    afterAll(() => scene?.close())

    test('running text is flagged and the quoted heading is not, in both languages', async () => {
      await startAt(legal, dossier)
      await addWords(legal, 'en', 0, ' Article 20 (“Offences concerning child pornography”).')
      await addWords(
        legal,
        'fr',
        0,
        ' Article 20 («\u00a0Infractions se rapportant à la pornographie enfantine\u00a0»).',
      )
      await addWords(legal, 'en', 1, ' Child pornography harms.')
      await addWords(legal, 'fr', 1, ' La pornographie enfantine nuit.')
      await expect.poll(() => painted(legal)).toEqual(['en: Child pornography', 'fr: pornographie enfantine'])
      const before = await blocks(legal, 'en')
      expect(before[1]).toBe('Invites Parties to apply Article 23. Child pornography harms.')
      expect(await legal.page.locator('[role=textbox][data-language=en] > * > *').allInnerTexts()).toContain(
        '. Child pornography harms.',
      )
      await saved(legal)
      await legal.check()
    })

    test('the preferred words are put in from the card, with the capital, and the caret is in the text', async () => {
      await card(legal, 'en').getByRole('button', { name: 'Write this' }).press('Enter')
      await expect.poll(async () => (await blocks(legal, 'en'))[1]).toContain(' Child sexual abuse material harms.')
      await expect.poll(() => painted(legal)).toEqual(['fr: pornographie enfantine'])
      expect(await card(legal, 'fr').innerText()).toContain('The English text does not have it here.')
      expect(await legal.page.evaluate(() => document.activeElement?.getAttribute('data-language'))).toBe('en')
    })

    test('a waiver needs its reason, covers the words, and can be withdrawn', async () => {
      const { page } = legal
      await card(legal, 'fr').getByRole('button', { name: 'Waive' }).press('Enter')
      await page.getByLabel('Context').selectOption('other')
      await page.getByLabel('Reason').fill('The words of the questionnaire.')
      await page.keyboard.press('Control+Enter')
      await expect.poll(() => painted(legal)).toEqual([])
      await expect.poll(said).toContain('The term was waived.')
      await page.locator('.waivers summary').press('Enter')
      expect(await page.locator('.waiver').innerText()).toContain('The words of the questionnaire.')
      await legal.check()
    })

    test('whoever goes on while a withdrawal is answered keeps what they selected', async () => {
      const { page } = legal
      const { promise: isSelected, resolve: selected } = Promise.withResolvers<void>()
      await page.route('**/wording', async (route) => {
        await isSelected
        await route.continue()
      })
      const answered = page.waitForResponse('**/wording')
      await page.getByRole('button', { name: 'Withdraw' }).press('Enter')
      await expect.poll(said).toContain('The waiver was withdrawn.')
      await chooseWords(legal, 'en', 'apply')
      selected()
      await (await answered).finished()
      await page.unrouteAll({ behavior: 'wait' })
      await expect.poll(() => painted(legal)).toEqual(['fr: pornographie enfantine'])
      expect(await page.evaluate(() => document.getSelection()?.toString())).toBe('apply')
    })

    test('words are put in brackets in the name of a State, shown, and settled', async () => {
      const { page } = legal
      await chooseWords(legal, 'en', 'apply')
      await page.keyboard.press('Control+Alt+Shift+B')
      await page.getByRole('dialog').getByLabel('Proposed by').selectOption('FR')
      await legal.check()
      await page.getByRole('button', { name: 'Put in brackets' }).press('Enter')
      await expect.poll(async () => (await blocks(legal, 'en'))[1]).toContain('[apply]')
      expect(await page.locator('[role=textbox][data-language=en] [data-by]').getAttribute('data-by')).toBe('FR')
      await expect.poll(() => page.locator('.card.brackets select').inputValue()).toBe('FR')
      await page.locator('.card.brackets').getByRole('button', { name: 'Keep this wording' }).press('Enter')
      await expect.poll(async () => (await blocks(legal, 'en'))[1]).toContain('Parties to apply ')
      await expect.poll(() => page.locator('.card.brackets').count()).toBe(0)
      await saved(legal)
    })

    test('a delegate suggests the preferred words', async () => {
      const delegate = await scene.member('head.fr')
      await startAt(delegate, dossier)
      await card(delegate, 'fr').getByRole('button', { name: 'Write this' }).press('Enter')
      await expect
        .poll(async () => (await blocks(delegate, 'fr'))[1])
        .toContain('pornographie enfantinematériel d’abus sexuels sur enfants')
      await saved(delegate)
      await expect.poll(() => card(legal, 'fr').innerText()).toContain('A suggestion would take it out.')
      await delegate.check()
      await delegate.leave()
    })
  })
}
