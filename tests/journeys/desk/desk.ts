// What people do at the drafting desk, by mouse and keyboard.

import { expect } from 'vitest'
import type { Language } from '#server/domain/language.ts'
import type { Person } from '#tests/support/people/person.ts'

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
  const all = await sheet(person, language).locator('.block').allInnerTexts()
  return all.map((words) => words.replaceAll('\n', '').replaceAll('\u200b', ''))
}

/** Puts the caret at a place of a paragraph, in UTF-16 units of its words; the end by default. */
async function caretAt(
  person: Person,
  language: Language,
  { at, offset }: { at: number; offset?: number },
): Promise<void> {
  await sheet(person, language).locator('.block').nth(at).click()
  await person.page.keyboard.press(offset === undefined ? 'End' : 'Home')
  if (offset === undefined) {
    // A long paragraph has several lines; End goes to the end of one.
    await selectIn(person, language, [nth(at, -1), nth(at, -1)])
    return
  }
  await selectIn(person, language, [nth(at, offset), nth(at, offset)])
}

/** Types into an empty paragraph and waits until it stands there. */
export async function typed(person: Person, language: Language, at: number, words: string): Promise<void> {
  await sheet(person, language).locator('.block').nth(at).click()
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

interface Citing {
  readonly language: Language
  readonly at: number
  readonly trigger: string
  /** What the menu offers. */
  readonly expected: string
  /** How it then stands in the text, where that is another thing: a sentence begins with a capital letter. */
  readonly written?: string
}

/** Cites at the end of a paragraph: types, looks at the offer, takes it with Enter. */
export async function citing(
  person: Person,
  { language, at, trigger, expected, written = expected }: Citing,
): Promise<void> {
  await caretAt(person, language, { at })
  await person.page.keyboard.type(` ${trigger}`)
  await expect.poll(() => person.page.locator('.cite-menu [aria-selected=true]').innerText()).toContain(expected)
  await person.page.keyboard.press('Enter')
  await expect.poll(async () => (await blocks(person, language))[at]).toContain(written)
}

/** Selects the first place where these words stand, as a mouse would. */
export async function chooseWords(person: Person, language: Language, words: string): Promise<void> {
  const all = await blocks(person, language)
  const at = all.findIndex((paragraph) => paragraph.includes(words))
  const from = all[at]?.indexOf(words) ?? 0
  await selectIn(person, language, [nth(at, from), nth(at, from + words.length)])
}

/** Selects in a paragraph by its place, in UTF-16 units of its words. */
export function selectAt(
  person: Person,
  language: Language,
  { at, from, to }: { readonly at: number; readonly from: number; readonly to: number },
): Promise<void> {
  return selectIn(person, language, [nth(at, from), nth(at, to)])
}

const nth = (at: number, offset: number): Place => ({ which: `:nth-child(${at + 1})`, offset })

/** A place in the words of a paragraph, in UTF-16 units. */
export interface Spot {
  readonly pid: string
  readonly offset: number
}

/** Selects from one place to another, in whatever paragraphs they stand; a caret when they are the same. */
export async function chooseFrom(person: Person, language: Language, from: Spot, to: Spot = from): Promise<void> {
  await selectIn(person, language, [placeOf(from), placeOf(to)])
}

const placeOf = ({ pid, offset }: Spot): Place => ({ which: `[data-pid="${pid}"]`, offset })

/**
 * The words of a paragraph as they stand on the page, struck ones included; null when the page has no such paragraph.
 */
export async function wordsOf(person: Person, language: Language, pid: string): Promise<string | null> {
  const [block] = await sheet(person, language).locator(`:scope > [data-pid="${pid}"]`).allInnerTexts()
  return block?.replaceAll('\n', '').replaceAll('\u200b', '') ?? null
}

/** What the page says aloud. */
export async function said({ page }: Person): Promise<string> {
  return (await page.locator('.desk > [role=status]').innerText()).replaceAll('\u00a0', ' ').trim()
}

/** Waits until the page says that everything is on disk. */
export async function saved(person: Person): Promise<void> {
  await expect.poll(() => person.page.locator('.status').getAttribute('data-status'), { timeout: 30_000 }).toBe('saved')
}

/** A paragraph of the text, as a selector within it, and an offset in its words; -1 is their end. */
interface Place {
  readonly which: string
  readonly offset: number
}

async function selectIn(person: Person, language: Language, places: readonly [Place, Place]): Promise<void> {
  await sheet(person, language).evaluate(async (root, [from, to]) => {
    const place = ({ which, offset }: Place): [Node, number] => {
      const block = root.querySelector(`:scope > ${which}`)
      if (!block) throw new Error(`no paragraph ${which}`)
      const texts: Text[] = []
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      const length = texts.reduce((sum, text) => sum + text.length, 0)
      let left = offset < 0 ? length : offset
      for (const text of texts) {
        if (left <= text.length) return [text, left]
        left -= text.length
      }
      return [block, 0]
    }
    const chosen = document.getSelection()
    if (!chosen) throw new Error('no selection')
    const ends = () => [chosen.anchorNode, chosen.anchorOffset, chosen.focusNode, chosen.focusOffset]
    const before = ends()
    // The editor hears of a selection by this event, on a busy machine after several frames; a key that came earlier
    // would act at the old place.
    const heard = new Promise((resolve) => document.addEventListener('selectionchange', resolve, { once: true }))
    ;(root as HTMLElement).focus()
    chosen.setBaseAndExtent(...place(from), ...place(to))
    if (ends().some((end, at) => end !== before[at])) await heard
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  }, places)
}
