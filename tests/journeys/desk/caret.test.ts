// Where one is, in a browser: a place that is chosen just as others' letters come, before the browser has told of it,
// is where one writes.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openStudy, type Study, type Text, writeText } from '../study.ts'
import { blocks, chooseFrom, saved, startAt } from './desk.ts'

interface Hearing {
  /** Called once, in the task in which the next letters of others are heard, before they are. */
  beforeOthers?: (() => void) | undefined
}

/** Lets `Hearing` know of what the server sends. */
function listenIn(): void {
  const onmessage = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage')
  if (!onmessage?.set) throw new Error('no onmessage')
  const { set } = onmessage
  Object.defineProperty(WebSocket.prototype, 'onmessage', {
    ...onmessage,
    set(this: WebSocket, hear: (event: MessageEvent<ArrayBuffer>) => void) {
      set.call(this, (event: MessageEvent<ArrayBuffer>) => {
        // An update of the text, by the first two numbers of the protocol.
        const [type, kind] = new Uint8Array(event.data)
        const page = window as Hearing
        const { beforeOthers } = page
        if (type === 0 && kind === 2 && beforeOthers) {
          page.beforeOthers = undefined
          beforeOthers()
        }
        hear(event)
      })
    },
  })
}

describe.skipIf(chromiumPath === null)('a place that is chosen', () => {
  let study: Study
  let text: Text
  let rapporteur: Person
  let delegate: Person
  let other: Person

  beforeAll(async () => {
    study = await openStudy()
    text = await writeText(
      study,
      ['First', 'Second', 'Third', 'Fourth'].map((words) => ['operative', words, `${words} en français`]),
    )
    rapporteur = await study.member('delegate.ie')
    delegate = await study.member('delegate.fr')
    other = await study.member('secretariat')
    for (const { page } of [rapporteur, delegate]) await page.addInitScript(listenIn)
  })
  afterAll(() => study?.close())

  /** Selects so many letters of a paragraph, from its start, as the next letters of others come. */
  const chooseAsOthersWrite = ({ page }: Person, at: number, length: number) =>
    page.locator('[role=textbox][data-language=en]').evaluate(
      (root, [pid, end]) => {
        const page = window as Hearing & { chosen?: Promise<void> }
        page.chosen = new Promise((resolve) => {
          page.beforeOthers = () => {
            const walker = document.createTreeWalker(root.querySelector(`[data-pid="${pid}"]`)!, NodeFilter.SHOW_TEXT)
            const words = walker.nextNode()!
            document.getSelection()?.setBaseAndExtent(words, 0, words, end)
            requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
          }
        })
      },
      [text.pids[at] ?? '', length] as const,
    )
  const chosen = ({ page }: Person) => page.evaluate(() => (window as { chosen?: Promise<void> }).chosen)
  const lines = (person: Person) => blocks(person, 'en')

  test('by whoever edits is where they write', async () => {
    await Promise.all([rapporteur, delegate, other].map((person) => startAt(person, text.path)))
    await chooseFrom(rapporteur, 'en', { pid: text.pids[0] ?? '', offset: 5 })
    await chooseFrom(other, 'en', { pid: text.pids[1] ?? '', offset: 6 })
    await chooseAsOthersWrite(rapporteur, 2, 0)
    await other.page.keyboard.insertText(' one')
    await chosen(rapporteur)
    await rapporteur.page.keyboard.insertText('The ')
    for (const person of [other, delegate])
      await expect.poll(() => lines(person)).toEqual(['First', 'Second one', 'The Third', 'Fourth'])
  })

  test('by whoever suggests is where they suggest', async () => {
    await chooseFrom(delegate, 'en', { pid: text.pids[0] ?? '', offset: 5 })
    await chooseAsOthersWrite(delegate, 2, 9)
    await other.page.keyboard.insertText(' more')
    await chosen(delegate)
    await delegate.page.keyboard.insertText('A third')
    await saved(delegate)
    await expect.poll(() => lines(other)).toEqual(['First', 'Second one more', 'The ThirdA third', 'Fourth'])
    for (const person of [rapporteur, delegate, other]) await person.check()
  })

  test('by somebody else is shown where it is, also when a line of one’s own in the other text has moved it', async () => {
    await chooseFrom(rapporteur, 'en', { pid: text.pids[3] ?? '', offset: 3 })
    /** How far the middle of the caret is from the middle of the line that it is in, pixels. */
    const apart = () =>
      delegate.page.locator('[data-sheet=en]').evaluate(
        (sheet, { pid, name }) => {
          const middle = (one: Element | null | undefined) => {
            const { top = Number.NaN, bottom = Number.NaN } = one?.getBoundingClientRect() ?? {}
            return (top + bottom) / 2
          }
          const line = sheet.querySelector(`[data-pid="${pid}"] [data-lexical-text]`)
          const caret = [...sheet.querySelectorAll('.caret-name')].find(({ textContent }) => textContent === name)
          return Math.abs(middle(caret?.parentElement) - middle(line))
        },
        { pid: text.pids[3], name: study.committee.rapporteur.name },
      )
    await expect.poll(apart).toBeLessThan(8)
    const before = await delegate.page.locator(`[data-sheet=en] [data-pid="${text.pids[3]}"]`).boundingBox()
    await chooseFrom(delegate, 'fr', { pid: text.pids[0] ?? '', offset: 5 })
    await delegate.page.keyboard.insertText(' de tout ce qui est dit ici'.repeat(4))
    const moved = async () =>
      (await delegate.page.locator(`[data-sheet=en] [data-pid="${text.pids[3]}"]`).boundingBox())?.y ?? 0
    await expect.poll(moved).toBeGreaterThan((before?.y ?? Number.POSITIVE_INFINITY) + 20)
    await expect.poll(apart).toBeLessThan(8)
  })

  test('in another paragraph is shown in the outline, and nothing on the page is watched anew for that', async () => {
    const choose = async (at: number) => {
      await chooseFrom(rapporteur, 'en', { pid: text.pids[at] ?? '', offset: 1 })
      const current = rapporteur.page.locator('.outline-list [aria-current]')
      await expect.poll(() => current.getAttribute('data-jump')).toBe(text.pids[at])
    }
    await choose(0)
    const watched = await rapporteur.page.evaluateHandle(() => {
      const [calls, { observe }] = [{ count: 0 }, ResizeObserver.prototype]
      ResizeObserver.prototype.observe = function (...asked) {
        calls.count += 1
        observe.apply(this, asked)
      }
      return calls
    })
    await choose(2)
    expect(await watched.evaluate(({ count }) => count)).toBe(0)
  })
})
