// Somebody who does commands of the desk by keyboard alone: by the command's keys where it has any, else from the
// palette by its name.

import { expect } from 'vitest'
import { commands } from '#app/desk/commands/command-list.ts'
import type { Language } from '#server/domain/language.ts'
import type { Person } from '#tests/support/people/person.ts'
import { chooseFrom, saved } from '../desk/desk.ts'
import type { Text } from '../study.ts'

/**
 * Does one command of the list, and fails when it had no effect. It leaves the desk in editing, both languages shown,
 * with no panel open.
 */
export type Walk = (walker: Walker) => Promise<void>
/** By the id of the command. */
export type Walks = Readonly<Record<string, Walk>>

export interface Walker {
  readonly person: Person
  readonly text: Text
  does(id: string): Promise<void>
  press(...keys: string[]): Promise<void>
  type(words: string): Promise<void>
  /** Puts the caret behind these words of the English, or selects them. */
  caretBehind(words: string): Promise<void>
  select(words: string): Promise<void>
  /** The paragraphs as the server has them once all is saved. */
  paragraphs(language?: Language): Promise<Awaited<ReturnType<Text['read']>>['en']['paragraphs']>
  /** Of the English paragraph that begins so. */
  pidOf(beginning: string): Promise<string>
  /** The paragraph that has the caret, or the card that has the focus; ''. */
  focus(): Promise<string>
  caret(): Promise<string>
}

export function walkerOf(person: Person, text: Text): Walker {
  const { page } = person
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const paragraphs = async (language: Language = 'en') => {
    await saved(person)
    return (await text.read())[language].paragraphs
  }
  const placeOf = async (words: string) => {
    for (const { pid, runs } of await paragraphs()) {
      const offset = runs
        .map((run) => run.text)
        .join('')
        .indexOf(words)
      if (offset >= 0) return { pid, offset }
    }
    throw new Error(`no paragraph says ${words}`)
  }
  return {
    person,
    text,
    press,
    paragraphs,
    type: (words) => page.keyboard.type(words),
    async does(id) {
      const command = commands.find((one) => one.id === id)
      if (!command) throw new Error(`no command ${id}`)
      if (command.chord) return press(keysOf(command.chord))
      await press('Control+k')
      await page.getByRole('combobox', { name: /^A command/ }).waitFor()
      await page.keyboard.type(command.words.en)
      const chosen = page.locator('[role=option][aria-selected=true]')
      await expect.poll(() => chosen.innerText()).toMatch(new RegExp(`^${command.words.en}( · on)?(\\n|$)`))
      await press('Enter')
    },
    async caretBehind(words) {
      const { pid, offset } = await placeOf(words)
      await chooseFrom(person, 'en', { pid, offset: offset + words.length })
    },
    async select(words) {
      const { pid, offset } = await placeOf(words)
      await chooseFrom(person, 'en', { pid, offset }, { pid, offset: offset + words.length })
    },
    pidOf: async (beginning) => (await placeOf(beginning)).pid,
    focus: () =>
      page.evaluate(() => {
        const at = document.activeElement as HTMLElement | null
        const card = at?.closest<HTMLElement>('[data-suggestion], [data-thread]')
        return card?.innerText ?? at?.dataset.language ?? at?.getAttribute('aria-label') ?? at?.innerText ?? ''
      }),
    caret: () =>
      page.evaluate(() => {
        const at = document.getSelection()?.anchorNode
        const element = at instanceof Element ? at : at?.parentElement
        return element?.closest<HTMLElement>('[data-pid]')?.dataset.pid ?? ''
      }),
  }
}

/** As the browser is told of them. */
function keysOf(chord: string): string {
  return chord.replace('Ctrl', 'Control').replace(/\+([A-Z])$/, (_all, letter: string) => `+${letter.toLowerCase()}`)
}
