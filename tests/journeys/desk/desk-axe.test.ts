// Nothing for axe to find at the desk: in each mode, with each thing open over it, in English and French, wide and
// narrow. And what is told aloud: comments that arrive, and what became of a suggestion.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { comment } from '#server/workflows/comments/comments.ts'
import { headOf } from '#tests/support/committee.ts'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openStudy, type Study, type Text, writeText } from '../study.ts'
import { chooseFrom, said, saved, startAt } from './desk.ts'

describe.skipIf(chromiumPath === null)('the desk', () => {
  let study: Study
  let text: Text
  beforeAll(async () => {
    study = await openStudy()
    text = await writeText(study, [
      ['title', 'Opinion on helplines', 'Avis sur les lignes d’assistance'],
      ['recital', 'Recalling that every child may call;', 'Rappelant que tout enfant peut appeler ;'],
      ['operative', 'Invites the Parties to listen.', 'Invite les Parties à écouter.'],
    ])
    await remark('Who pays for it?')
  })
  afterAll(() => study?.close())

  const remark = (body: string) =>
    comment(study.committee.world, headOf(study.committee, 'FR'), {
      ...{ dossierId: text.dossierId, language: 'en', pid: text.pids[2] ?? '', start: 0, end: 7, body },
    })

  const press = async ({ page }: Person, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }

  test('tells that a comment has come, and what became of suggestions', async () => {
    const [delegate, rapporteur] = [await study.member('delegate.fr'), await study.member('delegate.ie')]
    await startAt(delegate, text.path)
    await startAt(rapporteur, text.path)
    const pid = text.pids[2] ?? ''
    for (const words of [' all', ' do']) {
      await chooseFrom(delegate, 'en', { pid, offset: words === ' all' ? 7 : 12 })
      await delegate.page.keyboard.type(words)
      await saved(delegate)
    }
    await expect.poll(() => rapporteur.page.locator('#desk-margin [data-suggestion] time').count()).toBe(2)
    await expect.poll(() => said(rapporteur)).toMatch(/^New suggestion by Julien Estérac/)
    const isAtCard = () => rapporteur.page.locator('[data-suggestion] :focus').count()
    await press(rapporteur, 'Control+Alt+j')
    await expect.poll(isAtCard).toBe(1)
    await press(rapporteur, 'Control+Alt+Enter')
    await expect.poll(() => said(rapporteur)).toBe('Suggestion by France accepted, 1 left.')
    await expect.poll(() => rapporteur.page.locator('#desk-margin [data-suggestion]').count()).toBe(1)
    await press(rapporteur, 'Control+Alt+j')
    await expect.poll(isAtCard).toBe(1)
    await press(rapporteur, 'Control+Alt+Backspace')
    await expect.poll(() => said(rapporteur)).toBe('Suggestion by France rejected, none left.')
    await remark('And at night?')
    const { name } = headOf(study.committee, 'FR')
    await expect.poll(() => said(rapporteur)).toContain(name)
    expect(await rapporteur.page.locator('.desk > [role=status]').getAttribute('aria-live')).not.toBe('off')
    // One that stays, for the looks below.
    await chooseFrom(delegate, 'en', { pid, offset: 0 }, { pid, offset: 7 })
    await delegate.page.keyboard.type('Asks')
    await saved(delegate)
    await delegate.leave()
    await rapporteur.leave()
  })

  const looks = [
    ['en', 1440],
    ['en', 390],
    ['fr', 1440],
    ['fr', 390],
  ] as const

  test.each(looks)('has nothing for axe to find in %s at %d pixels', async (language, width) => {
    const person = await study.member('legal', language)
    const { page } = person
    await startAt(person, text.path)
    await page.locator('.tools').waitFor()
    await page.setViewportSize({ width, height: 900 })
    const english = page.locator('[role=textbox]:visible').first()
    for (const mode of ['e', 's', 'v']) {
      await english.focus()
      await press(person, `Control+Alt+Shift+${mode}`)
      await person.check()
    }
    await press(person, 'Control+Alt+Shift+e', 'Control+Alt+g')
    await page.locator('#desk-margin [data-thread] :focus').waitFor()
    await person.check()
    await press(person, 'Escape')
    await english.focus()
    for (const [chord, open] of [
      ['Control+k', 'dialog[open]'],
      ['Control+Shift+f', '.find'],
      ['Control+Alt+o', '#desk-outline'],
    ] as const) {
      await press(person, chord)
      await page.locator(open).first().waitFor()
      await person.check()
      await press(person, 'Escape')
    }
    await press(person, 'Control+k')
    await page.keyboard.type(language === 'en' ? 'Keyboard shortcuts' : 'Raccourcis clavier')
    await press(person, 'Enter')
    await page.locator('dialog.panel[open], dialog[open] kbd').first().waitFor()
    await person.check()
    await press(person, 'Escape')
    await page.getByRole('button', { name: /^Mode\s*:/ }).press('Enter')
    await page.getByRole('menuitemradio').first().waitFor()
    await person.check()
    const tooWide = await page.evaluate(() => {
      const isOver = document.documentElement.scrollWidth > window.innerWidth
      const wide = [...document.querySelectorAll('body *')].filter(
        (one) => one.getBoundingClientRect().right > window.innerWidth + 1,
      )
      return isOver ? wide.map(({ outerHTML }) => outerHTML.slice(0, 120)) : []
    })
    expect(tooWide).toEqual([])
    await person.leave()
  })
})
