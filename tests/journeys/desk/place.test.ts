// Where one is stays where it is: through every change of mode, view and language, and when whole paragraphs go.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openStudy, type Study, type Text, writeText } from '../study.ts'
import { blocks, chooseFrom, saved, startAt } from './desk.ts'

const count = 40

describe.skipIf(chromiumPath === null)('at the desk', () => {
  let study: Study
  let text: Text
  let writer: Person

  beforeAll(async () => {
    study = await openStudy()
    writer = await study.member('secretariat')
  })
  afterAll(() => study?.close())
  beforeEach(async () => {
    const lines = Array.from({ length: count }, (_one, at) => `Paragraph ${at} of the text`)
    text = await writeText(
      study,
      lines.map((words) => ['operative', words, `${words} en français`]),
    )
    await startAt(writer, text.path)
  })

  const pid = (at: number) => text.pids[at] ?? ''
  const line = (at: number) => writer.page.locator(`[role=textbox][data-language=en] [data-pid="${pid(at)}"]`)
  const top = async (at: number) => Math.round((await line(at).boundingBox())?.y ?? Number.NaN)
  /** Stands in a paragraph far down, which is in the middle of the view. */
  const standIn = async (at: number, from: number, to = from) => {
    await line(at).evaluate((block) => block.scrollIntoView({ block: 'center' }))
    await chooseFrom(writer, 'en', { pid: pid(at), offset: from }, { pid: pid(at), offset: to })
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  const choose = async (mode: 'Editing' | 'Suggesting' | 'Viewing') => {
    await writer.page.locator('.mode .menu-button').click()
    await writer.page.getByRole('menuitemradio', { name: new RegExp(`^${mode}`) }).click()
  }
  const hasFocus = () => writer.page.evaluate(() => document.activeElement?.matches('[role=textbox][data-language=en]'))

  test('the caret and the scroll outlive every change of mode, and letters go where they were', async () => {
    await standIn(30, 9)
    const before = await top(30)
    for (const mode of ['Suggesting', 'Editing', 'Viewing', 'Editing'] as const) {
      await choose(mode)
      await expect.poll(hasFocus).toBe(true)
      expect(Math.abs((await top(30)) - before), mode).toBeLessThan(60)
    }
    await writer.page.keyboard.insertText('!')
    await saved(writer)
    const lines = await blocks(writer, 'en')
    expect([lines[0], lines[30]]).toEqual(['Paragraph 0 of the text', 'Paragraph! 30 of the text'])
    await choose('Suggesting')
    await writer.page.keyboard.insertText('?')
    await expect.poll(async () => (await blocks(writer, 'en'))[30]).toBe('Paragraph!? 30 of the text')
  })

  test('what is selected outlives a change of mode', async () => {
    await standIn(30, 0, 9)
    for (const mode of ['Suggesting', 'Viewing', 'Editing'] as const) {
      await choose(mode)
      await expect.poll(() => writer.page.evaluate(() => String(document.getSelection()))).toBe('Paragraph')
    }
    await writer.page.keyboard.insertText('Line')
    await expect.poll(async () => (await blocks(writer, 'en'))[30]).toBe('Line 30 of the text')
  })

  test('the caret and the scroll outlive every change of view', async () => {
    await standIn(30, 9)
    const before = await top(30)
    for (const view of [/^EN$|^English$/, /^Both$/]) {
      await writer.page.getByRole('button', { name: view }).click()
      await expect.poll(hasFocus).toBe(true)
      await expect.poll(async () => Math.abs((await top(30)) - before)).toBeLessThan(40)
    }
    await writer.page.getByRole('button', { name: /^FR$|^French$|^Français$/ }).click()
    await new Promise((resolve) => setTimeout(resolve, 300))
    await writer.page.getByRole('button', { name: /^Both$/ }).click()
    await expect.poll(async () => Math.abs((await top(30)) - before)).toBeLessThan(40)
    await expect.poll(hasFocus).toBe(true)
    await writer.page.keyboard.insertText('!')
    await expect.poll(async () => (await blocks(writer, 'en'))[30]).toBe('Paragraph! 30 of the text')
  })

  test('the caret and the scroll outlive a change of language', async () => {
    await standIn(30, 9)
    const before = await top(30)
    // By its address, as a click of this browser would scroll up to it first.
    await writer.page.getByRole('link', { name: 'Français' }).evaluate((link) => (link as HTMLElement).click())
    await expect.poll(() => writer.page.locator('html').getAttribute('lang')).toBe('fr')
    await expect.poll(hasFocus, { timeout: 15_000 }).toBe(true)
    await expect.poll(async () => Math.abs((await top(30)) - before)).toBeLessThan(60)
    await writer.page.keyboard.insertText('!')
    await expect.poll(async () => (await blocks(writer, 'en'))[30]).toBe('Paragraph! 30 of the text')
    await writer.page.getByRole('link', { name: 'English' }).click()
    await expect.poll(() => writer.page.locator('html').getAttribute('lang')).toBe('en')
  })

  test('a paragraph that is clicked three times and deleted is empty, and the next one stays itself', async () => {
    await line(1).click({ clickCount: 3 })
    await writer.page.keyboard.press('Delete')
    await saved(writer)
    const { en, fr } = await text.read()
    for (const tree of [en, fr]) expect(tree.paragraphs.map(({ pid }) => pid)).toEqual(text.pids)
    expect(en.paragraphs[1]?.runs).toEqual([])
    await writer.page.keyboard.insertText('New')
    await expect
      .poll(async () => (await blocks(writer, 'en')).slice(0, 3))
      .toEqual(['Paragraph 0 of the text', 'New', 'Paragraph 2 of the text'])
  })
})
