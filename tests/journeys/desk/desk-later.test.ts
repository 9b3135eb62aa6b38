// A desk whose margin and acts do not come: the text is written and saved, the page stays as it was printed, and when
// they come they work.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { comment } from '#server/workflows/comments/comments.ts'
import { type House, openHouse } from '#tests/app/pages/house.ts'
import { draftedDossier, type Opened } from '#tests/support/committee.ts'
import { chromiumPath, openBrowser } from '#tests/support/people/browser.ts'
import { commentOfFrance } from '#tests/support/people/journey.ts'

describe.skipIf(chromiumPath === null)('what comes after the text', () => {
  let house: House
  let browser: Browser
  let page: Page
  let draft: Opened
  const faults: string[] = []
  /** Parts of the page as the server printed them, before a script ran. */
  const printed = new Map<string, string>()
  beforeAll(async () => {
    house = await openHouse()
    browser = await openBrowser()
    draft = await draftedDossier(house.committee)
    await commentOfFrance(house.committee, draft)
    await comment(house.committee.world, house.committee.secretariat, {
      ...{ dossierId: draft.id, language: 'fr', pid: draft.pids[0], start: 0, end: 9, body: 'In French.' },
    })
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${house.url}/sign-in`)
    await page.fill('#email', 'legal@demo.example')
    await page.fill('#password', demoPassword)
    await Promise.all([page.waitForURL((at) => at.pathname !== '/sign-in'), page.press('#password', 'Enter')])
    await page.route('**/assets/*.js', (route) => route.abort())
    await page.goto(`${house.url}/dossiers/${draft.id}/text?lang=en`)
    for (const part of parts) printed.set(part, await page.locator(part).innerText())
    await page.unroute('**/assets/*.js')
    for (const late of lates) await page.route(late, (route) => route.abort())
    await page.reload()
    await page.locator('.status[data-status=saved]').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const parts = ['#desk-margin', '#desk-outline']
  const lates = ['**/assets/side-panels-*.js', '**/assets/command-list-*.js']
  const text = () => page.locator('[role=textbox][data-language=en]')
  const card = () => page.locator('#desk-margin [data-thread]').first()
  const reply = () => card().getByRole('button', { name: 'Reply' })
  const come = async () => {
    for (const late of lates) await page.unroute(late)
    await page.locator('.tools').waitFor()
  }

  test('the text can be written in and is saved without it', async () => {
    await text().locator(':scope > *').first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Written early.')
    await expect.poll(() => text().innerText()).toContain('Written early.')
    const stored = async () => (await house.committee.world.rooms.read(draft.collab)).trees.en.paragraphs[0]
    await expect.poll(async () => JSON.stringify(await stored())).toContain('Written early.')
    await page.locator('.status[data-status=saved]').waitFor()
  })

  test('margin and outline stand as they were printed', async () => {
    for (const part of parts) expect(await page.locator(part).innerText(), part).toBe(printed.get(part))
    expect(await page.locator('.tools').count()).toBe(0)
    expect(printed.get('#desk-margin')).toContain('France')
  })

  test('it is asked for again, and does then what was pressed before it came', async () => {
    await reply().click()
    expect(await card().locator('textarea').count()).toBe(0)
    await come()
    await expect.poll(() => card().locator('textarea').count()).toBe(1)
    await page.keyboard.type('Come late.')
    expect(await card().locator('textarea').inputValue()).toBe('Come late.')
    await page.keyboard.press('Escape')
    await expect.poll(() => card().locator('textarea').count()).toBe(0)
    expect(faults).toEqual([])
  })

  test('what was pressed by somebody who went on elsewhere is not done', async () => {
    for (const late of lates) await page.route(late, (route) => route.abort())
    await page.reload()
    await page.locator('.status[data-status=saved]').waitFor()
    await reply().click()
    await page.keyboard.press('Tab')
    await come()
    // Only a margin that is awake lights a thread.
    await expect
      .poll(async () => {
        await text().hover()
        await card().hover()
        return card().getAttribute('class')
      })
      .toContain('is-active')
    expect(await card().locator('textarea').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Resolve')
  })

  test('keys pressed before the acts had come are done when they come, unless the person went on', async () => {
    const palette = page.getByRole('dialog', { name: 'What can be done here' })
    for (const next of ['', 'x']) {
      for (const late of lates) await page.route(late, (route) => route.abort())
      await page.reload()
      await page.locator('.status[data-status=saved]').waitFor()
      await text().locator(':scope > *').first().click()
      await page.keyboard.press('Control+K')
      if (next) await page.keyboard.type(next)
      await come()
      if (next) {
        // Keys are heard now, and nothing was open before.
        await page.keyboard.press('Control+Alt+o')
        await page.locator('#desk-outline :focus').waitFor()
        expect(await palette.count()).toBe(0)
      } else {
        await palette.getByRole('combobox').and(page.locator(':focus')).waitFor()
      }
    }
    expect(faults).toEqual([])
  })

  test('words are marked in the second text too, however late its editor opens', async () => {
    // The second editor opens when the browser says that it is idle: here, when this test says so.
    await page.addInitScript(() => {
      const held: IdleRequestCallback[] = []
      window.requestIdleCallback = (step) => held.push(step)
      Object.assign(window, {
        release: () => {
          for (const step of held.splice(0)) step({ didTimeout: false, timeRemaining: () => 50 })
        },
      })
    })
    const answered = page.waitForResponse('**/margin')
    await page.reload()
    await page.locator('.status[data-status=saved]').waitFor()
    // After this nothing changes that would have the words marked again.
    await (await answered).finished()
    const marked = (language: string, shown: string) =>
      page.locator(`.draft${shown}[data-language=${language}] .commented`)
    await marked('en', '[role=textbox]').first().waitFor()
    await marked('fr', ':not([role])').first().waitFor()
    await page.locator('.tools').waitFor()
    await page.evaluate(() => (window as unknown as { release(): void }).release())
    await page.locator('[role=textbox][data-language=fr]').waitFor({ state: 'visible' })
    await marked('fr', '[role=textbox]').first().waitFor()
  })
})
