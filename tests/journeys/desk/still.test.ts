// Of two long texts beside each other the one that nobody is at stands still: it reads the same, and is there for
// whoever comes to it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Language } from '#server/domain/language.ts'
import { comment } from '#server/workflows/comments/comments.ts'
import { headOf } from '#tests/support/committee.ts'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { type Line, openStudy, type Study, type Text, writeText } from '../study.ts'
import { addWords, blocks, saved, startAt } from './desk.ts'

const lines: Line[] = Array.from({ length: 120 }, (_, at) => [
  at % 9 === 8 ? 'heading1' : 'recital',
  `Recalling that helplines answer children, in paragraph ${at}`,
  `Rappelant que les lignes d’assistance répondent aux enfants, au paragraphe ${at}`,
])

const french = ({ page }: Person) => page.locator('[role=textbox][data-language=fr]')

/** Whether the French text stands still. */
const isStill = (person: Person) => expect.poll(() => french(person).getAttribute('class'), { timeout: 15_000 })
const standsStill = (person: Person) => isStill(person).toBe('draft still')
const isAwake = (person: Person) => isStill(person).toBe('draft')

const topOf = ({ page }: Person, block: string) =>
  page.locator(block).evaluate((one) => one.getBoundingClientRect().top)

describe.skipIf(chromiumPath === null)('a long text that nobody is at', () => {
  let study: Study
  let text: Text
  let reader: Person
  let writer: Person

  /** A paragraph on the page, by its place in the text. */
  const place = (language: Language, at: number) => `.draft[data-language=${language}] [data-pid="${text.pids[at]}"]`
  const goTo = ({ page }: Person, language: Language, at: number) => page.locator(place(language, at)).click()

  beforeAll(async () => {
    study = await openStudy()
    text = await writeText(study, lines)
    reader = await study.member('secretariat')
    writer = await study.member('legal')
  })
  afterAll(() => study?.close())

  test('reads the same, in the same places, and has no fault for axe', async () => {
    await Promise.all([startAt(writer, text.path), startAt(reader, text.path)])
    await goTo(reader, 'en', 3)
    const words = () => reader.page.locator('.draft[data-language=fr] .block').allTextContents()
    const before = await words()
    await isAwake(reader)
    const tops = () => Promise.all([0, 7, 8].map((at) => topOf(reader, place('fr', at))))
    const places = await tops()
    await standsStill(reader)
    expect(await words()).toEqual(before)
    expect(await tops()).toEqual(places)
    expect(await french(reader).getAttribute('aria-label')).toBe('French text')
    await reader.check()
  })

  test('shows what somebody else writes there, and stands still again once they have gone', async () => {
    await standsStill(reader)
    await addWords(writer, 'fr', 5, ' ou se taisent')
    await saved(writer)
    await isAwake(reader)
    await expect.poll(async () => (await blocks(reader, 'fr'))[5]).toContain('ou se taisent')
    await expect.poll(() => reader.page.locator('.sheet[data-sheet=fr] .caret').count()).toBe(1)
    await goTo(writer, 'en', 5)
    await standsStill(reader)
    expect((await blocks(reader, 'fr'))[5]).toContain('ou se taisent')
  })

  test('is level with the text that is written in, far away as well', async () => {
    await standsStill(reader)
    await goTo(writer, 'en', 2)
    await writer.page.keyboard.insertText(
      ' and that nobody who calls has to say their name before they are heard'.repeat(3),
    )
    await saved(writer)
    for (const at of [4, 60, 117, 0]) {
      await reader.page
        .locator(place('en', at))
        .evaluate((block) => block.scrollIntoView({ block: 'center', behavior: 'instant' }))
      const apart = async () =>
        Math.abs((await topOf(reader, place('en', at))) - (await topOf(reader, place('fr', at))))
      await expect.poll(apart, { timeout: 10_000 }).toBeLessThan(1)
    }
    await standsStill(reader)
  })

  test('shows a comment that comes, also to whoever then goes there', async () => {
    await standsStill(reader)
    const pid = text.pids[7] ?? ''
    await comment(study.committee.world, headOf(study.committee, 'FR'), {
      ...{ dossierId: text.dossierId, language: 'fr', pid, start: 0, end: 9, body: 'Un autre verbe ?' },
    })
    const marked = () => reader.page.locator(place('fr', 7)).locator('.commented').allInnerTexts()
    await expect.poll(marked).toEqual(['Rappelant'])
    await standsStill(reader)
    await expect.poll(marked).toEqual(['Rappelant'])
    await reader.page.locator(place('fr', 7)).hover()
    await isAwake(reader)
    await expect.poll(marked).toEqual(['Rappelant'])
  })

  test('is there for the pointer, and for what is typed after one click', async () => {
    await goTo(reader, 'en', 3)
    await standsStill(reader)
    await goTo(reader, 'fr', 4)
    await reader.page.keyboard.type('!')
    await expect.poll(async () => (await blocks(writer, 'fr'))[4]).toContain('!')
  })

  test('is there for the keyboard, and so is the other one then', async () => {
    await goTo(reader, 'en', 3)
    await standsStill(reader)
    await reader.page.keyboard.press('F6')
    await isAwake(reader)
    expect(await french(reader).evaluate((text) => text === document.activeElement)).toBe(true)
    await reader.page.keyboard.press('Control+Home')
    await reader.page.keyboard.type('Et ')
    await expect.poll(async () => (await blocks(writer, 'fr'))[0]).toMatch(/^Et Rappelant/)
    // Whoever points at it is at it, and so is somebody else whose caret is there.
    await reader.page.mouse.move(0, 0)
    await goTo(writer, 'fr', 60)
    const english = reader.page.locator('.draft.still[data-language=en]')
    await english.waitFor({ timeout: 15_000 })
    await reader.page.keyboard.press('Shift+F6')
    await reader.page.locator('[role=textbox][data-language=en]:focus').waitFor()
    expect(await english.count()).toBe(0)
    await goTo(writer, 'en', 60)
  })

  test('keeps what the browser’s own search has found there when it takes the focus', async () => {
    await standsStill(reader)
    const found = await french(reader).evaluate((text, pid) => {
      const words = document
        .createTreeWalker(text.querySelector(`[data-pid="${pid}"]`)!, NodeFilter.SHOW_TEXT)
        .nextNode()!
      document.getSelection()?.setBaseAndExtent(words, 14, words, 24)
      text.focus()
      return document.getSelection()?.toString()
    }, text.pids[30])
    await isAwake(reader)
    expect(found).toBe('les lignes')
    await reader.page.keyboard.type('Des lignes')
    await expect
      .poll(() => writer.page.locator(place('fr', 30)).textContent())
      .toBe('Rappelant que Des lignes d’assistance répondent aux enfants, au paragraphe 30')
    await goTo(reader, 'en', 3)
  })

  test('is searched with the other', async () => {
    await standsStill(reader)
    await reader.page.keyboard.press('Control+Shift+F')
    await reader.page.locator('.find input').first().fill('paragraphe 11')
    await expect.poll(() => reader.page.locator('.find').innerText()).toMatch(/\b11\b/)
    await reader.page.keyboard.press('Escape')
    await standsStill(reader)
  })

  test('is the text itself when it is shown alone', async () => {
    await standsStill(reader)
    await reader.page.locator('.switch-fr').click()
    await isAwake(reader)
    await reader.page.locator('.switch-both').click()
    await reader.page.locator('.draft.still').waitFor({ timeout: 15_000 })
  })
})
