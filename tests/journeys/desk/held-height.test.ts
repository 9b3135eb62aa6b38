// A paragraph that is written in is laid out alone, and yet in every frame as tall as its words are.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { type Line, openStudy, type Study, type Text, writeText } from '../study.ts'
import { addWords, blocks, saved, startAt } from './desk.ts'

const lines: Line[] = [
  ...Array.from(
    { length: 12 },
    (_, at): Line => [
      'recital',
      `Recalling that helplines answer children, in paragraph ${at}, and that they do so by night`,
      `Rappelant que les lignes d’assistance répondent aux enfants, au paragraphe ${at}`,
    ],
  ),
  ['row', 'Party', 'Partie'],
  ['cell', 'What it answered', 'Ce qu’elle a répondu'],
]
const words = ' and that nobody who calls has to say their name before they are heard'

/** What was painted of a paragraph. */
interface Painted {
  /** Frames in which it was held. */
  readonly held: number
  /** Of those, by how many pixels it was not as tall as it would have been by itself, where it was not. */
  readonly apart: readonly number[]
  /** The same, where it was so in the frame before as well. */
  readonly lasting: readonly number[]
}

/** Looks at each frame of the English paragraph at this place from now on, after it was painted. */
const watch = ({ page }: Person, at: number) =>
  page.evaluate((at) => {
    const block = document.querySelectorAll<HTMLElement>('[role=textbox][data-language=en] .block')[at]!
    const painted = { held: 0, apart: [] as number[], lasting: [] as number[] }
    Object.assign(window, { painted })
    const tall = () => block.getBoundingClientRect().height
    let before = 0
    const look = () => {
      if (window.painted !== painted) return
      const { height, contain } = block.style
      let now = 0
      if (contain) {
        painted.held++
        const shown = tall()
        Object.assign(block.style, { height: '', contain: '' })
        if (Math.abs(tall() - shown) > 0.5) now = shown - tall()
        Object.assign(block.style, { height, contain })
      }
      if (now !== 0) painted.apart.push(now)
      if (now !== 0 && now === before) painted.lasting.push(now)
      before = now
      requestAnimationFrame(() => void scheduler.postTask(look, { priority: 'user-blocking' }))
    }
    look()
  }, at)

declare const scheduler: { postTask(task: () => void, options: { priority: 'user-blocking' }): Promise<void> }
declare global {
  interface Window {
    painted?: Painted
  }
}

const seen = ({ page }: Person): Promise<Painted> => page.evaluate(() => window.painted!)

describe.skipIf(chromiumPath === null)('the paragraph that is written in', () => {
  let study: Study
  let text: Text
  let writer: Person
  let other: Person

  const block = ({ page }: Person, at: number) => page.locator('[role=textbox][data-language=en] .block').nth(at)
  const tall = (person: Person, at: number) => block(person, at).evaluate((one) => one.getBoundingClientRect().height)
  const held = (person: Person) => person.page.locator('[role=textbox] .block[style*="contain:"]').count()
  const wasHeld = (person: Person) => expect.poll(async () => (await seen(person)).held).toBeGreaterThan(0)
  const isFree = (person: Person) => expect.poll(() => held(person)).toBe(0)

  /** Puts the caret at the end of a paragraph, and looks at it from there. */
  async function begin(at: number): Promise<void> {
    await addWords(writer, 'en', at, ',')
    // What holds it comes after the text.
    const isHeld = async () => {
      await writer.page.keyboard.type('.')
      return held(writer)
    }
    await expect.poll(isHeld).toBe(1)
    await isFree(writer)
    await watch(writer, at)
  }

  beforeAll(async () => {
    study = await openStudy()
    text = await writeText(study, lines)
    writer = await study.member('legal')
    other = await study.member('delegate.ie')
  })
  afterAll(() => study?.close())

  test('is as tall as its words while lines come and go, and is held meanwhile', async () => {
    await Promise.all([startAt(writer, text.path), startAt(other, text.path)])
    await begin(2)
    const before = await tall(writer, 2)
    await writer.page.keyboard.type(words.repeat(2))
    expect(await tall(writer, 2)).toBeGreaterThan(before + 40)
    for (const _ of words.repeat(2)) await writer.page.keyboard.press('Backspace')
    await expect.poll(() => tall(writer, 2)).toBe(before)
    const { held: frames, apart } = await seen(writer)
    expect(frames).toBeGreaterThan(20)
    expect(apart).toEqual([])
    await saved(writer)
  })

  // A cell is never lower than two lines.
  test('is as tall as its words where it is a cell, while lines come and go', async () => {
    const at = lines.length - 1
    await begin(at)
    const before = await tall(writer, at)
    await writer.page.keyboard.type(words.repeat(2))
    expect(await tall(writer, at)).toBeGreaterThan(before + 40)
    for (const _ of words.repeat(2)) await writer.page.keyboard.press('Backspace')
    await expect.poll(() => tall(writer, at)).toBe(before)
    const { held: frames, apart } = await seen(writer)
    expect(frames).toBeGreaterThan(20)
    expect(apart).toEqual([])
  })

  test('is free once nobody has written for a moment', async () => {
    await begin(3)
    await writer.page.keyboard.type('a')
    await wasHeld(writer)
    await isFree(writer)
    expect(await block(writer, 3).evaluate(({ style }) => style.height + style.contain)).toBe('')
  })

  test('makes room for what somebody else writes into it', async () => {
    await begin(4)
    const before = await tall(writer, 4)
    const writing = async () => {
      while ((await tall(writer, 4)) < before + 40) await writer.page.keyboard.type('.')
    }
    await Promise.all([writing(), addWords(other, 'en', 4, words.repeat(2))])
    await expect.poll(async () => (await blocks(writer, 'en'))[4]).toContain(words.repeat(2).trim().slice(0, 20))
    const { held: frames, apart } = await seen(writer)
    expect(frames).toBeGreaterThan(0)
    expect(apart).toEqual([])
  })

  test('breaks its lines anew where its column becomes narrower', async () => {
    const outline = writer.page.locator('.desk-bar button[aria-controls]').first()
    await outline.click()
    await begin(5)
    const before = await tall(writer, 5)
    await writer.page.keyboard.type('a')
    await wasHeld(writer)
    await outline.click()
    await expect.poll(() => tall(writer, 5)).toBeGreaterThan(before)
    await isFree(writer)
    expect((await seen(writer)).lasting).toEqual([])
  })

  test('is no taller than its words where the other language becomes shorter meanwhile', async () => {
    await addWords(other, 'fr', 9, words.repeat(4))
    const isLevel = async () => (await tall(writer, 9)) === (await tall(other, 9))
    await saved(other)
    await begin(9)
    const before = await tall(writer, 9)
    await expect.poll(isLevel).toBe(true)
    let isShorter = false
    const writing = async () => {
      while (!isShorter) await writer.page.keyboard.press(',').then(() => writer.page.keyboard.press('Backspace'))
    }
    const shortening = async () => {
      for (const _ of words.repeat(4)) await other.page.keyboard.press('Backspace')
      await expect
        .poll(() => tall(writer, 9))
        .toBeLessThan(before - 40)
        .finally(() => {
          isShorter = true
        })
    }
    await Promise.all([writing(), shortening()])
  })

  test('makes room for what an input method composes', async () => {
    await begin(8)
    const before = await tall(writer, 8)
    const method = await writer.page.context().newCDPSession(writer.page)
    const text = words.repeat(2)
    await writer.page.keyboard.type('a')
    await wasHeld(writer)
    await method.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    await expect.poll(() => tall(writer, 8)).toBeGreaterThan(before + 40)
    await method.send('Input.insertText', { text })
    await isFree(writer)
    expect((await seen(writer)).apart).toEqual([])
    expect((await blocks(writer, 'en'))[8]).toContain(text)
  })

  test('is split, and another one held', async () => {
    await begin(6)
    await writer.page.keyboard.type('ab')
    await writer.page.keyboard.press('Enter')
    await expect.poll(async () => (await blocks(writer, 'en')).length).toBe(lines.length + 1)
    expect((await seen(writer)).apart).toEqual([])
    await watch(writer, 7)
    await writer.page.keyboard.type('c')
    await wasHeld(writer)
    expect((await seen(writer)).apart).toEqual([])
    await isFree(writer)
    await writer.check()
  })
})
