// What people do with comments at the desk, by keyboard: whom one is for, naming somebody, correcting, withdrawing,
// giving away, going from thread to thread, filtering; the official reply of a delegation; and all of it on a narrow
// page. Nothing for axe to find.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draftedDossier, type Opened } from '#tests/support/committee.ts'
import { commentOfFrance } from '#tests/support/people/journey.ts'
import type { Person } from '#tests/support/people/person.ts'
import { chooseWords, startAt } from '../desk/desk.ts'
import { openScene, type Scene, stages } from '../scene.ts'

const word = 'Zwolqx'

for (const { engine, isHere } of stages) {
  describe.skipIf(!isHere)(`comments at the desk, on ${engine}`, () => {
    let scene: Scene
    let draft: Opened
    let head: Person
    let legal: Person
    const said = ({ page }: Person) => page.locator('.desk > [role=status]').innerText()
    const press = async ({ page }: Person, ...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const cards = ({ page }: Person, space = '') =>
      page.locator(space ? `.thread[data-space=${space}]` : '#desk-margin .thread')

    beforeAll(async () => {
      scene = await openScene(engine, {
        async arrange(seats) {
          draft = await draftedDossier(seats)
          await commentOfFrance(seats, draft)
        },
      })
      head = await scene.member('head.fr')
      legal = await scene.member('legal')
    })
    afterAll(() => scene?.close())

    test('a comment for the delegation only: the form says who reads it, the card does, and nobody else is told', async () => {
      for (const person of [head, legal]) await startAt(person, `/dossiers/${draft.id}`)
      await chooseWords(head, 'en', 'Parties to apply')
      await press(head, 'Control+Alt+m')
      const form = head.page.locator('.composer')
      await form.waitFor()
      expect(await form.innerText()).toContain('Everybody who may read this text will read it.')
      await press(head, 'Shift+Tab', 'ArrowDown')
      await expect
        .poll(() => form.innerText())
        .toContain('Only the delegation of France will read it: neither the Secretariat nor other delegations.')
      await head.check()
      await press(head, 'Tab')
      await head.page.keyboard.type(`${word} for us.`)
      await press(head, 'Control+Enter')
      await expect.poll(() => said(head)).toBe('The comment was sent.')
      await expect.poll(() => cards(head, 'delegation').innerText()).toContain('Only the delegation: France')
      expect(await cards(head).count()).toBe(2)
      const lit = ({ page }: Person) =>
        page.evaluate(() => [...(CSS.highlights.get('closed-thread') ?? [])].map((range) => range.toString()))
      await expect.poll(() => lit(head)).toEqual(['Parties to apply'])
      expect(await lit(legal)).toEqual([])
      const told = await legal.page.evaluate(async (id) => (await fetch(`/dossiers/${id}/margin`)).text(), draft.id)
      expect(told).not.toContain(word)
      expect(await legal.page.content()).not.toContain(word)
      expect(await cards(legal).count()).toBe(1)
      expect(await said(legal)).not.toContain('New comment')
    })

    test('from thread to thread by key; an answer names somebody from a list of those who may read it', async () => {
      const at = () =>
        head.page.evaluate(() => document.activeElement?.closest('.thread')?.getAttribute('data-space') ?? 'nowhere')
      await press(head, 'Control+Alt+g')
      await expect.poll(at).not.toBe('nowhere')
      const first = await at()
      const other = first === 'shared' ? 'delegation' : 'shared'
      await press(head, 'Control+Alt+g')
      await expect.poll(at).toBe(other)
      await press(head, 'Control+Alt+Shift+g')
      await expect.poll(at).toBe(first)
      if (first === 'shared') await press(head, 'Control+Alt+g')
      await expect.poll(at).toBe('delegation')
      await expect.poll(() => head.page.evaluate(() => document.activeElement?.textContent)).toBe('Reply')
      await press(head, 'Enter')
      await head.page.keyboard.type('Ask @')
      const options = head.page.locator('.mention-menu [role=option]')
      await expect.poll(() => options.allInnerTexts()).toHaveLength(3)
      await head.page.keyboard.type('jul')
      await expect.poll(() => options.count()).toBe(1)
      const named = head.page.locator('.composer textarea')
      expect(await named.getAttribute('aria-activedescendant')).toBe(await options.first().getAttribute('id'))
      await head.check()
      await press(head, 'Enter')
      await head.page.keyboard.type('to look.')
      expect(await named.inputValue()).toMatch(/^Ask @Julien \S+ to look\.$/)
      await press(head, 'Control+Enter')
      await expect.poll(() => cards(head, 'delegation').locator('.mention').innerText()).toMatch(/^@Julien/)
      const delegate = await scene.member('delegate.fr')
      await delegate.go('/mentions')
      expect(await delegate.page.locator('.mention-list').innerText()).toContain('to look.')
      await delegate.check()
      await delegate.leave()
    })

    test('a comment is corrected, and its earlier wording stays to be seen; the thread is given to somebody', async () => {
      const card = cards(head, 'delegation')
      await card
        .getByRole('button', { name: /^Correct the comment/ })
        .first()
        .press('Enter')
      await head.page.locator('.composer textarea').waitFor()
      await press(head, 'Control+a')
      await head.page.keyboard.type(`${word}, better.`)
      await press(head, 'Control+Enter')
      await expect.poll(() => said(head)).toBe('The comment is corrected.')
      await expect.poll(() => card.locator('.comment-body').first().innerText()).toBe(`${word}, better.`)
      await card.locator('.comment-earlier summary').press('Enter')
      expect(await card.locator('.comment-earlier').innerText()).toContain(`${word} for us.`)
      await card.getByRole('button', { name: 'Assign' }).press('Enter')
      await head.page.locator('.composer select option').nth(2).waitFor({ state: 'attached' })
      await press(head, 'ArrowDown')
      await head.check()
      await press(head, 'Tab', 'Enter')
      await expect.poll(() => card.locator('.thread-resolved').innerText()).toMatch(/^Assigned to/)
    })

    test('the arrival of a comment is said to who may read it; it is withdrawn, and its words are shown to nobody', async () => {
      await chooseWords(head, 'en', 'Invites')
      await press(head, 'Control+Alt+m')
      await head.page.locator('.composer textarea:focus').waitFor()
      await head.page.keyboard.type('Said too early.')
      await press(head, 'Control+Enter')
      await expect.poll(() => said(legal)).toMatch(/^New comment by .* \(All readers\)$/)
      await expect.poll(() => legal.page.locator('#desk-margin').innerText()).toContain('Said too early.')
      const card = cards(head).filter({ hasText: 'Said too early.' })
      await card.getByRole('button', { name: /^Withdraw the comment/ }).press('Enter')
      await head.page.locator('.comment-ask button:focus').waitFor()
      await press(head, 'Enter')
      await expect.poll(() => said(head)).toBe('The comment is withdrawn.')
      await expect.poll(() => legal.page.locator('#desk-margin').innerText()).toContain('Withdrawn,')
      expect(await legal.page.content()).not.toContain('Said too early.')
    })

    test('the margin is filtered by keyboard, with counts of what one may see; Escape leads back to the button', async () => {
      const { page } = head
      const button = page.getByRole('button', { name: 'Filter' })
      await button.press('Enter')
      const show = page.getByLabel('Show', { exact: true })
      await expect.poll(() => show.evaluate((at) => at === document.activeElement)).toBe(true)
      expect(await page.getByLabel('Read by').locator('option').allInnerTexts()).toEqual([
        'Any readers (3)',
        'All readers (2)',
        'My delegation only (1)',
      ])
      await press(head, 'Tab', 'Tab', 'ArrowDown', 'ArrowDown')
      await expect.poll(() => cards(head).count()).toBe(1)
      await expect.poll(() => said(head)).toBe('1 thread shown.')
      await head.check()
      await press(head, 'Escape')
      await expect.poll(() => button.evaluate((at) => at === document.activeElement)).toBe(true)
      expect(await page.locator('.margin-count').innerText()).toContain('Showing 1 of 3 threads')
      await page.getByRole('button', { name: 'Show everything' }).press('Enter')
      await expect.poll(() => cards(head).count()).toBe(3)
      await legal.page.getByRole('button', { name: 'Filter' }).press('Enter')
      expect(await legal.page.getByLabel('Show', { exact: true }).locator('option').first().innerText()).toContain(
        '(2)',
      )
      expect(await legal.page.getByLabel('Read by').count()).toBe(0)
      await legal.page.locator('.filter-panel select:focus').waitFor()
      await press(legal, 'Escape')
      await legal.page.locator('.filter-panel').waitFor({ state: 'detached' })
    })

    test('a comment on the text as a whole is begun from the palette, and stands before all others', async () => {
      const { page } = legal
      await press(legal, 'Control+k')
      await page.locator('.palette input:focus').waitFor()
      await page.keyboard.type('text as a whole')
      await expect.poll(() => page.locator('[role=option][aria-selected=true]').innerText()).toMatch(/^Comment on/)
      await press(legal, 'Enter')
      await page.locator('.composer textarea:focus').waitFor()
      await page.keyboard.type('A clear text.')
      await press(legal, 'Control+Enter')
      await expect.poll(() => page.locator('#desk-margin .note').first().innerText()).toContain('A clear text.')
      expect(await page.locator('#desk-margin .note').first().innerText()).toContain('On the text as a whole')
      await expect.poll(() => cards(head).count()).toBe(4)
      await legal.check()
    })

    test('the head composes the official reply from the remarks, and everybody reads it as such', async () => {
      const { page } = head
      await head.go(`/dossiers/${draft.id}/official-reply`)
      expect(await page.locator('.reply-remark').innerText()).toContain(`${word}, better.`)
      await head.check()
      await page.getByRole('link', { name: 'Begin the reply from these remarks' }).press('Enter')
      const field = page.getByLabel('Reply of the delegation: Paragraph 2')
      await expect.poll(() => field.inputValue()).toContain(`${word}, better.`)
      await field.fill('France would say it otherwise.')
      await press(head, 'Tab', 'Enter')
      await page.locator('.reply-released').waitFor()
      await head.check()
      await expect.poll(() => legal.page.locator('#desk-margin').innerText()).toContain('Official reply: France')
      expect(await legal.page.content()).not.toContain(word)
      await legal.check()
    })

    test('on a narrow page: read, filter and comment from the drawer, in French', async () => {
      const { page } = head
      await page.setViewportSize({ width: 390, height: 844 })
      await head.go(`/dossiers/${draft.id}/text?lang=fr`)
      await page.locator('.status[data-status=saved]').waitFor()
      await page.locator('.margin-toggle').press('Enter')
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Fermer')
      await page.getByRole('button', { name: 'Filtrer' }).press('Enter')
      await page.getByLabel('Lus par').selectOption('delegation')
      await expect.poll(() => cards(head).count()).toBe(1)
      await head.check()
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
      await cards(head).getByRole('button', { name: 'Répondre' }).press('Enter')
      await page.locator('.composer textarea:focus').waitFor()
      await page.keyboard.type('Entendu.')
      await press(head, 'Control+Enter')
      await expect.poll(() => cards(head).innerText()).toContain('Entendu.')
    })
  })
}
