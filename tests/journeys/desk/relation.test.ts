// What a paragraph says of an article, in a browser: said beside every paragraph, chosen beside the one where the
// person is.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openStudy, type Study, type Text, writeText } from '../study.ts'
import { citing, saved, startAt } from './desk.ts'

describe.skipIf(chromiumPath === null)('what a paragraph says of an article', () => {
  let study: Study
  let text: Text
  let rapporteur: Person

  beforeAll(async () => {
    study = await openStudy()
    text = await writeText(study, [
      ['operative', 'First', 'Premier'],
      ['operative', 'Second', 'Deuxième'],
    ])
    rapporteur = await study.member('delegate.ie')
  })
  afterAll(() => study?.close())

  const note = (at: number) => rapporteur.page.locator(`[data-note="${text.pids[at]}"]`)
  const choices = () => rapporteur.page.locator('select.relation')

  test('is chosen by keyboard where the caret is, and nowhere else; who chose stays at the choice', async () => {
    await startAt(rapporteur, text.path)
    const { keyboard } = rapporteur.page
    await citing(rapporteur, { language: 'en', at: 0, trigger: '§23', expected: 'Article 23' })
    await citing(rapporteur, { language: 'en', at: 1, trigger: '§20', expected: 'Article 20' })
    await note(1).getByRole('combobox', { name: 'What the paragraph says of Article 20' }).waitFor()
    expect(await choices().count()).toBe(1)
    expect(await note(0).innerText()).toMatch(/Interprets\s*Article 23/)

    await keyboard.press('ArrowUp')
    const choice = note(0).getByRole('combobox', { name: 'What the paragraph says of Article 23' })
    await choice.waitFor()
    expect(await choices().count()).toBe(1)
    await choice.focus()
    await keyboard.press('r')
    await expect.poll(() => note(0).innerText()).toMatch(/Recalls\s*Article 23/)
    await choice.and(rapporteur.page.locator(':focus')).waitFor()

    await saved(rapporteur)
    const { en } = await text.read()
    expect(en.paragraphs[0]?.runs.find((run) => 'cites' in run)).toMatchObject({ cites: 'article:23~recalls' })
  })
})
