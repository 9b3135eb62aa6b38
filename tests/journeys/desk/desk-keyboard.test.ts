// The whole desk by keyboard alone: its parts, the modes, the palette, the sheet of shortcuts, find and replace, the
// outline, and back into the text each time. What others write meanwhile takes the focus from nobody. Nothing for axe
// to find in any mode.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import { type House, openHouse } from '#tests/app/pages/house.ts'
import { draftedDossier, type Opened } from '#tests/support/committee.ts'
import { chromiumPath, openBrowser } from '#tests/support/people/browser.ts'
import { commentOfFrance } from '#tests/support/people/journey.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(chromiumPath === null)('the desk by keyboard', () => {
  let house: House
  let browser: Browser
  let page: Page
  let draft: Opened
  const faults: string[] = []
  beforeAll(async () => {
    house = await openHouse()
    browser = await openBrowser()
    draft = await draftedDossier(house.committee)
    await commentOfFrance(house.committee, draft)
    // The policy of the pages refuses foreign scripts, and axe is one.
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true })
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${house.url}/sign-in`)
    await page.fill('#email', 'legal@demo.example')
    await page.fill('#password', demoPassword)
    await Promise.all([page.waitForURL((at) => at.pathname !== '/sign-in'), page.press('#password', 'Enter')])
    await page.goto(`${house.url}/dossiers/${draft.id}/text?lang=en`)
    await page.locator('.status[data-status=saved]').waitFor()
    await page.locator('.tools').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const text = (language = 'en') => page.locator(`[role=textbox][data-language=${language}]`)
  const said = () => page.locator('.desk > [role=status]').innerText()
  /** Where the focus is: which text, or what the thing is called. */
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null
      return at?.dataset.language ?? at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? ''
    })
  /** The paragraph that has the caret. */
  const caret = () =>
    page.evaluate(() => {
      const at = document.getSelection()?.anchorNode
      const element = at instanceof Element ? at : at?.parentElement
      return element?.closest<HTMLElement>('[data-pid]')?.dataset.pid
    })
  const look = async () => {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      type Found = { violations: { id: string; nodes: { html: string }[] }[] }
      const { violations } = await (window as unknown as { axe: { run(): Promise<Found> } }).axe.run()
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    })
  }

  test('one key goes from part to part, and around', async () => {
    await press('F6')
    await expect.poll(focused).toBe('Outline and open points')
    await press('F6')
    await expect.poll(focused).toMatch(/^1Recalling/)
    await press('F6')
    await expect.poll(focused).toBe('en')
    await press('F6')
    await expect.poll(focused).toBe('fr')
    await press('Shift+F6')
    await expect.poll(focused).toBe('en')
  })

  test('the modes: by their keys, and by their menu; only who views is kept from writing', async () => {
    await press('Control+End')
    await page.keyboard.type(' One more word.')
    await expect.poll(() => text().innerText()).toContain('One more word.')
    expect(await look()).toEqual([])
    await press('Control+Alt+Shift+v')
    await expect.poll(said).toMatch(/^Viewing/)
    await expect.poll(() => text().getAttribute('aria-readonly')).toBe('true')
    await page.keyboard.type('xyz')
    expect(await text().innerText()).not.toContain('xyz')
    expect(await look()).toEqual([])
    await press('Shift+F6', 'Shift+F6')
    await press('Tab')
    await expect.poll(focused).toBe('Mode: Viewing')
    await press('Enter')
    await expect.poll(focused).toMatch(/^Viewing/)
    await press('s')
    await expect.poll(focused).toMatch(/^Suggesting/)
    expect(await look()).toEqual([])
    await press('Enter')
    await expect.poll(focused).toBe('Mode: Suggesting')
    await expect.poll(said).toMatch(/^Suggesting/)
    expect(await look()).toEqual([])
    await press('Enter', 'Escape')
    await expect.poll(focused).toBe('Mode: Suggesting')
    await press('Control+Alt+Shift+e')
    await expect.poll(said).toMatch(/^Editing/)
    await expect.poll(() => text().getAttribute('aria-readonly')).toBe('false')
  })

  test('the mode is kept for the tab', async () => {
    await press('Control+Alt+Shift+s')
    await page.reload()
    await page.getByRole('button', { name: 'Mode: Suggesting' }).waitFor()
    await page.locator('.tools').waitFor()
    await press('Control+Alt+Shift+e')
    await page.getByRole('button', { name: 'Mode: Editing' }).waitFor()
    await page.locator('.status[data-status=saved]').waitFor()
  })

  test('the palette: a number leads to its paragraph, Escape back to where one was', async () => {
    await press('F6', 'F6', 'F6')
    await expect.poll(focused).toBe('en')
    await press('Control+Home')
    await expect.poll(caret).toBe(draft.pids[0])
    await press('Control+k')
    const field = page.getByRole('combobox', { name: 'A command, a number, words of the text, an article' })
    await field.waitFor()
    expect(await look()).toEqual([])
    await page.keyboard.type('2')
    await expect.poll(() => page.locator('[role=option][aria-selected=true]').innerText()).toMatch(/^2/)
    await press('Enter')
    await expect.poll(focused).toBe('en')
    await expect.poll(caret).toBe(draft.pids[1])
    await press('Control+k')
    await field.waitFor()
    await press('Escape')
    await expect.poll(focused).toBe('en')
    await expect.poll(caret).toBe(draft.pids[1])
  })

  test('what others write while the palette is open takes neither the focus nor what was typed', async () => {
    await press('Control+k')
    await page.keyboard.type('bol')
    await house.committee.world.rooms.write(draft.collab, (doc) => {
      const words = (doc.get('en', Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText
      words.insert(3, 'XX')
    })
    await expect.poll(() => text().innerText()).toContain('RecXXalling')
    await page.keyboard.type('d')
    expect(await page.locator('.palette input').inputValue()).toBe('bold')
    await expect.poll(() => page.locator('[role=option][aria-selected=true]').innerText()).toMatch(/^Bold/)
    await press('Escape')
    await expect.poll(focused).toBe('en')
  })

  test('the sheet of shortcuts: from the palette, and by its sign outside the text', async () => {
    await press('Control+k')
    await page.keyboard.type('keyboard')
    await press('Enter')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.waitFor()
    await expect.poll(() => sheet.innerText()).toMatch(/Comment\s+Ctrl\s*Alt\s*M/)
    expect(await look()).toEqual([])
    await press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('en')
    await press('Control+End')
    await page.keyboard.type('?')
    expect(await sheet.count()).toBe(0)
    await expect.poll(() => text().innerText()).toMatch(/\?\s*$/)
    await press('Shift+F6')
    await page.keyboard.type('?')
    await sheet.waitFor()
    await press('Escape')
    await expect.poll(focused).toMatch(/^1Rec/)
  })

  test('find and replace: places are counted and gone through, all are replaced, the text is left at the last', async () => {
    await press('F6')
    await press('Control+Shift+f')
    const count = page.locator('.find-count')
    await page.locator('.find input:focus').waitFor()
    await page.keyboard.type('parties')
    await expect.poll(() => count.innerText()).toBe('2 places')
    expect(await look()).toEqual([])
    await press('Enter', 'Enter')
    await expect.poll(() => count.innerText()).toBe('2 of 2')
    await expect.poll(said).toContain('2 of 2')
    const lit = () => page.evaluate(() => CSS.highlights.get('found')?.size)
    await expect.poll(lit).toBe(2)
    // Case, whole words, both languages.
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Space')
    await expect.poll(() => count.innerText()).toBe('Nothing found')
    await press('Space')
    await expect.poll(() => count.innerText()).toBe('2 places')
    await press('Tab', 'Tab', 'Tab')
    await page.keyboard.type('States')
    await press('Tab', 'Tab', 'Enter')
    await expect.poll(() => text('en').innerText()).toContain('Invites States to apply')
    await expect.poll(() => text('fr').innerText()).toContain('Invite les States à appliquer')
    await expect.poll(said).toBe('2 places replaced.')
    await press('Escape')
    await page.locator('.find').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => CSS.highlights.size)).toBe(0)
    await expect.poll(focused).toMatch(/^(en|fr)$/)
    await page.locator('.status[data-status=saved]').waitFor()
  })

  test('replacing across runs of words keeps citations whole, and while suggesting only suggests', async () => {
    await press('Control+Alt+Shift+s', 'Control+Shift+f')
    await page.locator('.find input:focus').waitFor()
    await press('Control+a')
    await page.keyboard.type('apply article')
    await expect.poll(() => page.locator('.find-count').innerText()).toBe('1 place')
    await press('Enter')
    await expect.poll(() => page.locator('.find-count').innerText()).toBe('1 of 1')
    await press('Control+a')
    await page.keyboard.type('text')
    await expect.poll(() => page.locator('.find-count').innerText()).not.toBe('1 of 1')
    await press(...Array<string>(7).fill('Tab'))
    await page.keyboard.type('draft')
    await press('Tab', 'Tab', 'Enter')
    await expect.poll(said).toMatch(/suggested/)
    await press('Escape', 'Control+Alt+Shift+e')
    const { trees } = await house.committee.world.rooms.read(draft.collab)
    expect(JSON.stringify(trees.en)).toContain('Article 23')
  })

  test('the outline: by its key, arrows, Enter into the text; Escape back; an open comment leads to its words', async () => {
    await press('Control+Alt+o', 'Home', 'ArrowDown')
    await expect.poll(focused).toMatch(/^2Invites/)
    await press('Enter')
    await expect.poll(focused).toBe('en')
    await expect.poll(caret).toBe(draft.pids[1])
    await press('Control+Alt+o', 'Escape')
    await expect.poll(focused).toBe('en')
    await press('Control+Alt+o', 'Tab')
    await expect.poll(focused).toMatch(/^Comments 1/)
    await press('Enter', 'Tab', 'Enter')
    await expect.poll(caret).toBe(draft.pids[0])
    expect(await look()).toEqual([])
    expect(faults).toEqual([])
  })
})
