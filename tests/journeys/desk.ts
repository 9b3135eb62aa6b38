// What people do at the drafting desk, by mouse and keyboard.

import { expect } from 'vitest'
import type { Language } from '#server/domain/language.ts'
import type { Person } from '#tests/support/person.ts'

const sheet = ({ page }: Person, language: Language) => page.locator(`[role=textbox][data-language=${language}]`)

/** Opens the text, waits until it is live, and puts the caret into the English. */
export async function startAt(person: Person, dossier: string, { mayWrite = true } = {}): Promise<void> {
  await person.go(`${dossier}/text`)
  const english = sheet(person, 'en')
  await english.waitFor({ state: 'visible' })
  await person.page.getByRole('button', { name: /^(Both|Les deux)$/ }).click()
  await expect
    .poll(() => person.page.locator('.status').getAttribute('data-status'), { timeout: 15_000 })
    .toMatch(/saved|frozen/)
  if (mayWrite) await english.click()
}

/** The words of each paragraph. */
export async function blocks(person: Person, language: Language): Promise<string[]> {
  const all = await sheet(person, language).locator(':scope > *').allInnerTexts()
  return all.map((words) => words.replaceAll('\n', '').replaceAll('\u200b', ''))
}

/** Puts the caret at a place of a paragraph, in UTF-16 units of its words; the end by default. */
async function caretAt(
  person: Person,
  language: Language,
  { at, offset }: { at: number; offset?: number },
): Promise<void> {
  await sheet(person, language).locator(':scope > *').nth(at).click()
  await person.page.keyboard.press(offset === undefined ? 'End' : 'Home')
  if (offset === undefined) {
    // A long paragraph has several lines; End goes to the end of one.
    await selectIn(person, language, { at, from: -1, to: -1 })
    return
  }
  await selectIn(person, language, { at, from: offset, to: offset })
}

/** Types into an empty paragraph and waits until it stands there. */
export async function typed(person: Person, language: Language, at: number, words: string): Promise<void> {
  await sheet(person, language).locator(':scope > *').nth(at).click()
  await person.page.keyboard.type(words)
  await expect.poll(async () => (await blocks(person, language))[at]).toBe(words)
}

/** Types at the end of a paragraph. */
export async function addWords(person: Person, language: Language, at: number, words: string): Promise<void> {
  await caretAt(person, language, { at })
  await person.page.keyboard.type(words)
  await expect.poll(async () => (await blocks(person, language))[at]).toContain(words.trim())
}

/** Splits a paragraph with Enter. */
export async function split(person: Person, language: Language, at: number, offset: number): Promise<void> {
  const before = (await blocks(person, language)).length
  await caretAt(person, language, { at, offset })
  await person.page.keyboard.press('Enter')
  await expect.poll(async () => (await blocks(person, language)).length).toBe(before + 1)
}

/** Cites at the end of a paragraph: types, looks at the offer, takes it with Enter. */
export async function citing(
  person: Person,
  { language, at, trigger, expected }: { language: Language; at: number; trigger: string; expected: string },
): Promise<void> {
  await caretAt(person, language, { at })
  await person.page.keyboard.type(` ${trigger}`)
  await expect.poll(() => person.page.locator('.cite-menu [aria-selected=true]').innerText()).toContain(expected)
  await person.page.keyboard.press('Enter')
  await expect.poll(async () => (await blocks(person, language))[at]).toContain(expected)
}

/** Selects the first place where these words stand, as a mouse would. */
export async function chooseWords(person: Person, language: Language, words: string): Promise<void> {
  const all = await blocks(person, language)
  const at = all.findIndex((paragraph) => paragraph.includes(words))
  const from = all[at]?.indexOf(words) ?? 0
  await selectIn(person, language, { at, from, to: from + words.length })
}

/** Waits until the page says that everything is on disk. */
export async function saved(person: Person): Promise<void> {
  await expect.poll(() => person.page.locator('.status').getAttribute('data-status'), { timeout: 30_000 }).toBe('saved')
}

async function selectIn(
  person: Person,
  language: Language,
  range: { at: number; from: number; to: number },
): Promise<void> {
  await sheet(person, language).evaluate(async (root, { at, from, to }) => {
    const block = root.children[at]
    if (!block) throw new Error(`no paragraph ${at}`)
    const texts: Text[] = []
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    const length = texts.reduce((sum, text) => sum + text.length, 0)
    const place = (offset: number): [Node, number] => {
      let left = offset < 0 ? length : offset
      for (const text of texts) {
        if (left <= text.length) return [text, left]
        left -= text.length
      }
      return [block, 0]
    }
    ;(root as HTMLElement).focus()
    const [startNode, start] = place(from)
    const [endNode, end] = place(to)
    document.getSelection()?.setBaseAndExtent(startNode, start, endNode, end)
    // The editor hears of a selection before the next frame; a key that came earlier would act at the old place.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  }, range)
}
