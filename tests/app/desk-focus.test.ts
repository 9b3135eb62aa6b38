// The margin by keyboard alone: after every act the focus stands where the person goes on, and what was done is said.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { chromiumPath, openBrowser } from '#tests/support/browser.ts'
import { draftedDossier } from '#tests/support/committee.ts'
import { commentOfFrance } from '#tests/support/journey.ts'
import { type House, openHouse } from './house.ts'

describe.skipIf(chromiumPath === null)('the margin by keyboard', () => {
  let house: House
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    house = await openHouse()
    browser = await openBrowser()
    const draft = await draftedDossier(house.committee)
    await commentOfFrance(house.committee, draft)
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${house.url}/sign-in`)
    await page.fill('#email', 'legal@demo.example')
    await page.fill('#password', demoPassword)
    await page.click('main button[type=submit]')
    await page.goto(`${house.url}/dossiers/${draft.id}/text`)
    await page.getByRole('button', { name: 'Reply' }).focus()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  const focused = () =>
    page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.tagName)
  const said = () => page.locator('.desk > [role=status]').innerText()

  test('giving a reply up, and sending one, leads back to the button it began with', async () => {
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('TEXTAREA')
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('Reply')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Agreed.')
    await page.keyboard.press('Control+Enter')
    await expect.poll(focused).toBe('Reply')
    await expect.poll(said).toBe('The reply was sent.')
    await expect.poll(() => page.locator('.comment-body').last().innerText()).toBe('Agreed.')
  })

  test('resolving leads to where the thread is folded away, reopening back to its buttons', async () => {
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Resolve')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('1 resolved thread')
    expect(await said()).toBe('The thread is resolved.')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Reopen')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Reply')
    expect(await said()).toBe('The thread is open again.')
  })
})
