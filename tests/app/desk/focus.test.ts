// The margin by keyboard alone: after every act the focus stands where the person goes on, and what was done is said.
// What others do meanwhile takes neither the focus nor what is being typed.

import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import { languages } from '#server/domain/language.ts'
import { reopen, resolve } from '#server/workflows/comments/comments.ts'
import { draftedDossier, type Opened } from '#tests/support/committee.ts'
import { chromiumPath, openBrowser } from '#tests/support/people/browser.ts'
import { commentOfFrance } from '#tests/support/people/journey.ts'
import { type House, openHouse } from '../pages/house.ts'

describe.skipIf(chromiumPath === null)('the margin by keyboard', () => {
  let house: House
  let browser: Browser
  let page: Page
  let draft: Opened
  let threadId: string
  beforeAll(async () => {
    house = await openHouse()
    browser = await openBrowser()
    draft = await draftedDossier(house.committee)
    threadId = (await commentOfFrance(house.committee, draft)).threadId
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${house.url}/sign-in`)
    await page.fill('#email', 'legal@demo.example')
    await page.fill('#password', demoPassword)
    await Promise.all([page.waitForURL((at) => at.pathname !== '/sign-in'), page.click('main button[type=submit]')])
    await page.goto(`${house.url}/dossiers/${draft.id}/text`)
    await page.locator('.status[data-status=saved]').waitFor()
    await page.getByRole('button', { name: 'Reply' }).focus()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })
  afterEach(() => page.unrouteAll({ behavior: 'ignoreErrors' }))

  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement
      return at?.tagName === 'BUTTON' || at?.tagName === 'SUMMARY' ? at.textContent?.trim() : at?.tagName
    })
  const said = () => page.locator('.desk > [role=status]').innerText()
  const typed = () => page.locator('.composer textarea').inputValue()

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
    await expect.poll(focused).toBe('Resolve')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('1 resolved thread')
    await expect.poll(said).toBe('The thread is resolved.')
    await page.keyboard.press('Enter')
    // One's own comment comes before the thread as a whole.
    for (const act of ['Correct', 'Withdraw', 'Reopen']) {
      await page.keyboard.press('Tab')
      await expect.poll(focused).toBe(act)
    }
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Reply')
    await expect.poll(said).toBe('The thread is open again.')
  })

  test('an answer that comes late, from before the act, turns nothing back', async () => {
    const late: Route[] = []
    await page.route('**/margin', async (route) => {
      if (late.length > 0) return route.continue()
      late.push(route)
      const before = await route.fetch()
      await page.route('**/margin', (next) => next.continue())
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await expect.poll(focused).toBe('1 resolved thread')
      await route.fulfill({ response: before })
    })
    const answered = page.waitForEvent('requestfinished', {
      predicate: (request) => request === late[0]?.request(),
      timeout: 30_000,
    })
    house.committee.world.bulletin.announce(`dossier:${draft.id}`)
    await answered
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    expect(await focused()).toBe('1 resolved thread')
    await reopen(house.committee.world, house.committee.chair, { threadId })
    await expect.poll(() => page.getByRole('button', { name: 'Reply' }).isVisible()).toBe(true)
    await expect.poll(focused).toBe('Reply')
  })

  test('nobody is fetched back who went on elsewhere while the server was asked', async () => {
    let go = () => {}
    const gone = new Promise<void>((done) => {
      go = done
    })
    await page.route('**/replies', async (route) => {
      await gone
      await route.continue()
    })
    await page.keyboard.press('Enter')
    await page.keyboard.type('One more.')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('textbox', { name: 'English text' }).focus()
    go()
    await expect.poll(said).toBe('The reply was sent.')
    await expect.poll(() => page.locator('.comment-body').last().innerText()).toBe('One more.')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox')
  })

  test('a thread that somebody else resolves does not take away the reply that is being typed', async () => {
    await page.getByRole('button', { name: 'Reply' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Half a sen')
    await resolve(house.committee.world, house.committee.chair, { threadId })
    await page.locator('.thread-resolved').waitFor()
    await expect.poll(focused).toBe('TEXTAREA')
    await page.keyboard.type('tence')
    expect(await typed()).toBe('Half a sentence')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => page.locator('.composer .fault').innerText()).toContain('reopen it to reply')
    expect(await typed()).toBe('Half a sentence')
    await page.getByRole('button', { name: 'Reopen' }).press('Enter')
    await page.locator('.thread-resolved').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('TEXTAREA')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => page.locator('.comment-body').last().innerText()).toBe('Half a sentence')
    await expect.poll(focused).toBe('Reply')
  })

  test('a paragraph that somebody else deletes takes neither a reply nor a comment with it that is being typed', async () => {
    await page.keyboard.press('Enter')
    await page.keyboard.type('On words that go')
    await page.locator('[role=textbox][data-language=en] > *').first().click()
    await page.keyboard.press('Control+Alt+m')
    await page.keyboard.type('A second remark')
    await house.committee.world.rooms.write(draft.collab, (doc) => {
      for (const language of languages) doc.get(language, Y.XmlElement).delete(0, 1)
    })
    await page.getByRole('heading', { name: 'Paragraph no longer in the text' }).waitFor()
    await page.keyboard.type(' goes on')
    const bodies = () =>
      page.locator('.composer textarea').evaluateAll((all) => all.map((area) => (area as HTMLTextAreaElement).value))
    expect(await bodies()).toEqual(['A second remark goes on', 'On words that go'])
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Paragraphs no longer in the text' }).waitFor()
    expect(await bodies()).toEqual(['On words that go'])
  })
})
