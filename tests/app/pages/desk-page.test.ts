// The desk in Chromium over the real server: what is typed, cited and commented on, by keyboard, in both languages.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { builtFiles } from '#server/http/files.ts'
import { openSite } from '#server/http/site.ts'
import { doorOf } from '#server/index.ts'
import { type Committee, draftedDossier, freshCommittee, type Opened } from '#tests/support/committee.ts'
import { chromiumPath, openBrowser } from '#tests/support/people/browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function serve(committee: Committee): Promise<{ url: string; close(): Promise<void> }> {
  const build: ServerBuild = await import(new URL('../../../build/server/index.js', import.meta.url).href)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const world = { ...committee.world, config: { ...committee.world.config, publicUrl: url } }
  const files = builtFiles(fileURLToPath(new URL('../../../build/client', import.meta.url)))
  server.on('request', openSite({ world, version: 'test', build, files, development: false }))
  server.on('upgrade', doorOf(world))
  return {
    url,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe.skipIf(chromiumPath === null)('the desk', () => {
  let committee: Committee
  let site: Awaited<ReturnType<typeof serve>>
  let browser: Browser
  let dossier: Opened
  const faults: string[] = []

  beforeAll(async () => {
    committee = await freshCommittee('sqlite')
    site = await serve(committee)
    browser = await openBrowser()
  })
  beforeEach(async () => {
    dossier = await draftedDossier(committee)
    faults.length = 0
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await committee?.close()
  })

  /** Signs in and opens the desk; resolves when the live text is there. */
  async function sit(who: string, { width = 1440, language = 'en', bypassCSP = false } = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (line) => {
      if (/Content Security Policy|Hydration|hydrat/i.test(line.text())) faults.push(line.text())
    })
    await page.goto(`${site.url}/sign-in`)
    await page.fill('#email', `${who}@demo.example`)
    await page.fill('#password', demoPassword)
    await Promise.all([page.waitForURL(`${site.url}/`), page.press('#password', 'Enter')])
    await page.goto(`${site.url}/dossiers/${dossier.id}/text?lang=${language}`)
    await text(page, language).waitFor()
    await page.locator('.status:not([data-status="connecting"])').waitFor()
    return page
  }
  const text = (page: Page, language = 'en') => page.locator(`.draft[data-language="${language}"][role="textbox"]`)
  const block = (page: Page, index: number, language = 'en') => text(page, language).locator('.block').nth(index)
  const status = (page: Page, name: string) => page.locator(`.status[data-status="${name}"]`).waitFor()
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }

  test('shows the same words before and after it wakes, numbered in the margin, without a jump', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false })
    const live = await sit('delegate.ie')
    const still = await context.newPage()
    await context.addCookies(await live.context().cookies())
    await still.goto(`${site.url}/dossiers/${dossier.id}/text?lang=en`)
    const placesOf = (page: Page) =>
      page.locator('.draft[data-language="en"]:visible .block').evaluateAll((blocks) =>
        blocks.map((one) => {
          const { left, width } = one.getBoundingClientRect()
          const { number, kind, pid } = (one as HTMLElement).dataset
          return { number, kind, pid, left, width, words: one.textContent }
        }),
      )
    const printed = await placesOf(still)
    expect(printed.map(({ number }) => number)).toEqual(['1', '2'])
    await expect.poll(() => placesOf(live)).toEqual(printed)
    expect(faults).toEqual([])
  })

  test('says saved when the words are on disk; the other desk sees them and who wrote; undo takes back only the own', async () => {
    const ana = await sit('delegate.ie')
    const ben = await sit('secretariat')
    await block(ana, 0).click()
    await press(ana, 'Control+End')
    await ana.keyboard.type(' Ana was here.')
    await status(ana, 'saved')
    const { trees } = await committee.world.rooms.read(dossier.collab)
    expect(JSON.stringify(trees.en)).toContain('Ana was here.')
    await text(ben).getByText('Ana was here.').waitFor()
    await ben.locator('.caret-name').waitFor()
    await expect.poll(() => ben.locator('.present li').count()).toBe(1)
    await block(ben, 0).click()
    await press(ben, 'Control+Home')
    await ben.keyboard.type('Ben too. ')
    await text(ana).getByText('Ben too.').waitFor()
    expect(await ana.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox')
    await press(ana, 'Control+z')
    await text(ben).getByText('Ana was here.').waitFor({ state: 'detached' })
    expect(await text(ben).textContent()).toContain('Ben too.')
    expect(faults).toEqual([])
  })

  test('cites from the keyboard: § opens the list, arrows choose, Enter puts one token, Escape leaves the letters', async () => {
    const page = await sit('delegate.ie')
    await block(page, 0).click()
    await press(page, 'Control+End')
    await page.keyboard.type(' See §18.1.a')
    await page.locator('.cite-option', { hasText: 'Article 18, paragraph 1, sub-paragraph a' }).waitFor()
    await expect.poll(() => text(page).getAttribute('aria-activedescendant')).toBe('cite-en-0')
    await press(page, 'Enter')
    await page.keyboard.type(' and @child')
    await page.locator('.cite-option').nth(1).waitFor()
    await press(page, 'ArrowDown')
    // Once it shows the step down, the list is that of everything typed before.
    const chosen = page.locator('.cite-option[aria-selected=true]')
    await expect.poll(() => chosen.getAttribute('id')).toBe('cite-en-1')
    const second = await chosen.locator('.cite-label').textContent()
    await press(page, 'Enter')
    const tokens = () => text(page).locator('.block').last().locator('.cites').allTextContents()
    const both = ['Article 18, paragraph 1, sub-paragraph a', second]
    await expect.poll(async () => (await tokens()).slice(-2)).toEqual(both)
    const before = await tokens()
    await press(page, 'Backspace')
    await expect.poll(tokens).toEqual(before.slice(0, -1))
    await page.keyboard.type('§2')
    await page.getByRole('listbox').waitFor()
    await press(page, 'Escape')
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await expect.poll(() => text(page).textContent()).toContain('§2')
    await expect.poll(() => page.locator('.note').getByText('only in the English text').count()).toBe(1)
    await status(page, 'saved')
    expect(faults).toEqual([])
  })

  test('kinds are gone through in their menu by keyboard, and Escape leads back into the text', async () => {
    const page = await sit('secretariat')
    await block(page, 0).click()
    const menu = page.getByRole('combobox', { name: 'Kind of paragraph' })
    await menu.focus()
    for (const kind of ['operative', 'heading1']) {
      await press(page, 'ArrowDown')
      await expect.poll(() => block(page, 0).getAttribute('data-kind')).toBe(kind)
      expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true)
    }
    await press(page, 'Escape')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox')
    expect(faults).toEqual([])
  })

  test('kinds by key go to both languages at once, and Enter at the start keeps the id with the words', async () => {
    const page = await sit('secretariat')
    await block(page, 1).click()
    await page.locator('select.kind option[value="operative"]:checked').waitFor({ state: 'attached' })
    await press(page, 'Control+Home')
    await page.locator('select.kind option[value="recital"]:checked').waitFor({ state: 'attached' })
    await press(page, 'Control+Alt+Digit4')
    await page.locator('.draft[data-language="en"] .block[data-kind="heading2"]').waitFor()
    await page.locator('.draft[data-language="fr"] .block[data-kind="heading2"]').waitFor()
    const pid = await block(page, 0).getAttribute('data-pid')
    await press(page, 'Enter')
    await expect.poll(() => block(page, 1).getAttribute('data-pid')).toBe(pid)
    await text(page, 'fr').locator('.block').nth(2).waitFor()
    await status(page, 'saved')
  })

  test('a reader selects by keyboard, changes nothing, comments; the writer sees it on the words, answers and resolves', async () => {
    const writer = await sit('delegate.ie')
    const reader = await sit('head.fr', { language: 'fr' })
    await press(reader, 'Control+Alt+Shift+v')
    await expect.poll(() => text(reader).getAttribute('aria-readonly')).toBe('true')
    const before = await text(reader).textContent()
    await block(reader, 0).click({ position: { x: 60, y: 10 } })
    await press(reader, 'Control+Home', ...Array<string>(9).fill('Shift+ArrowRight'))
    await reader.keyboard.type('xyz')
    await press(reader, 'Delete', 'Control+x', 'Enter')
    expect(await text(reader).textContent()).toBe(before)
    await press(reader, 'Control+Alt+m')
    await reader.locator('.composer textarea:focus').waitFor()
    await reader.keyboard.type('Est-ce assez large ?')
    await press(reader, 'Control+Enter')
    const marked = writer.locator('.commented')
    await marked.waitFor()
    await expect.poll(() => marked.allTextContents()).toEqual([before?.slice(0, 9)])
    const card = writer.locator('.thread')
    await card.getByText('Est-ce assez large ?').waitFor()
    await card.getByRole('button', { name: 'Reply' }).click()
    await writer.locator('.composer textarea:focus').waitFor()
    await writer.keyboard.type('It is.')
    await press(writer, 'Control+Enter')
    // The buttons of the card stand lower once it shows the answer.
    await card.getByText('It is.').waitFor()
    await reader.locator('.thread').getByText('It is.').waitFor()
    await card.getByRole('button', { name: 'Resolve' }).click()
    await marked.waitFor({ state: 'detached' })
    await reader.locator('.resolved').waitFor()
    expect(faults).toEqual([])
  })

  test('offline it says so, keeps what is typed, and saves it when the network is back', async () => {
    const page = await sit('delegate.ie')
    await page.context().setOffline(true)
    await status(page, 'offline')
    await block(page, 0).click()
    await press(page, 'Control+End')
    await page.keyboard.type(' Kept offline.')
    await status(page, 'offline-unsaved')
    await page.context().setOffline(false)
    await status(page, 'saved')
    const { trees } = await committee.world.rooms.read(dossier.collab)
    expect(JSON.stringify(trees.en)).toContain('Kept offline.')
  })

  test.each([
    { language: 'en', width: 1440 },
    { language: 'fr', width: 390 },
  ])('has nothing for axe to find in $language at $width pixels, and nothing that overflows', async (view) => {
    const page = await sit('delegate.ie', { ...view, bypassCSP: true })
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    const look = async () => {
      await page.evaluate(axe)
      const found = await page.evaluate(() =>
        (
          window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
        ).axe.run(),
      )
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    }
    expect(await look()).toEqual([])
    await block(page, 0, view.language).click()
    await press(page, 'Control+End')
    await page.keyboard.type(' §23')
    await page.locator('.cite-option').first().waitFor()
    expect(await look()).toEqual([])
    expect(await overflow()).toBeLessThanOrEqual(0)
    await press(page, 'Escape', 'Control+Alt+m')
    await page.locator('.composer textarea').waitFor()
    expect(await look()).toEqual([])
    expect(await overflow()).toBeLessThanOrEqual(0)
  })
})
