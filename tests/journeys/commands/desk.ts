// Each command of the desk itself done once: modes, suggestions, comments, the ways between its parts, what is shown.

import { expect } from 'vitest'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { said } from '../desk/desk.ts'
import type { Walk, Walker, Walks } from './walker.ts'

const modeIs = ({ person }: Walker, name: string) =>
  expect.poll(() => person.page.getByRole('button', { name: /^Mode:/ }).innerText()).toContain(name)

const standing = async ({ text }: Walker) =>
  settledTrees(await text.read()).en.paragraphs.map(({ runs }) => runs.map((run) => run.text).join(''))

/** With two suggestions that stand while something is done with them; they go again. */
const withSuggestions =
  (walk: Walk): Walk =>
  async (walker) => {
    const cards = walker.person.page.locator('#desk-margin [data-suggestion]')
    await walker.does('mode.suggest')
    for (const [behind, words] of [
      ['Lima', ' now'],
      ['Mike', ' then'],
    ] as const) {
      await walker.caretBehind(behind)
      await walker.type(words)
    }
    await walker.paragraphs()
    await walker.does('mode.edit')
    await expect.poll(() => cards.count()).toBe(2)
    await walk(walker)
    for (let left = await cards.count(); left > 0; left--) {
      await walker.does('suggestion.next')
      await walker.does('suggestion.reject')
      await expect.poll(() => cards.count()).toBe(left - 1)
    }
  }

const preview =
  (id: string, note: string | null): Walk =>
  async (walker) => {
    const { page } = walker.person
    await walker.does(id)
    const shown = page.locator('[data-sheet=en] .decided-note')
    await expect.poll(() => shown.allInnerTexts()).toEqual(note ? [note] : [])
    await walker.does('suggestion.show-marked')
    await expect.poll(() => shown.count()).toBe(0)
  }

/** To the page that an act leads to, and back to a desk that is live. */
const leadsTo =
  (id: string, path: RegExp, there: Walk = async () => {}): Walk =>
  async (walker) => {
    const { page } = walker.person
    const desk = page.url()
    await Promise.all([page.waitForURL(path), walker.does(id)])
    await there(walker)
    await page.goto(desk)
    await page.locator('.status[data-status=saved]').waitFor()
    await page.locator('.tools').waitFor()
    await page.locator('[role=textbox][data-language=en]').focus()
  }

const shows =
  (id: string, languages: readonly string[]): Walk =>
  async (walker) => {
    const { page } = walker.person
    const visible = () =>
      page.locator('.sheet:visible').evaluateAll((all) => all.map((one) => one.getAttribute('data-sheet')))
    await walker.does(languages.length === 2 ? 'desk.show-en' : 'desk.show-both')
    await walker.does(id)
    await expect.poll(visible).toEqual(languages)
    await walker.does('desk.show-both')
    await expect.poll(visible).toEqual(['en', 'fr'])
  }

const toThread =
  (id: string): Walk =>
  async (walker) => {
    await walker.caretBehind('Alpha')
    await walker.does(id)
    await expect.poll(() => walker.focus()).toMatch(/About Mike|About it all/)
    await walker.press('Escape')
  }

export const desk: Walks = {
  async 'mode.suggest'(walker) {
    await walker.caretBehind('Lima')
    await walker.does('mode.suggest')
    await modeIs(walker, 'Suggesting')
  },
  async 'mode.view'(walker) {
    await walker.does('mode.view')
    await modeIs(walker, 'Viewing')
    const before = await standing(walker)
    await walker.type('xyz')
    expect(await standing(walker)).toEqual(before)
  },
  async 'mode.edit'(walker) {
    await walker.does('mode.edit')
    await modeIs(walker, 'Editing')
    await walker.caretBehind('Alpha')
    await walker.type('!')
    await walker.paragraphs()
    expect((await standing(walker)).join()).toContain('Alpha!')
    await walker.press('Control+z')
  },
  'suggestion.next': withSuggestions(async (walker) => {
    await walker.does('suggestion.next')
    await expect.poll(() => walker.focus()).toMatch(/Insert\s+(now|then)/)
  }),
  'suggestion.previous': withSuggestions(async (walker) => {
    await walker.does('suggestion.next')
    await expect.poll(() => walker.focus()).toMatch(/Insert\s+(now|then)/)
    const first = await walker.focus()
    await walker.does('suggestion.previous')
    await expect.poll(() => walker.focus()).not.toBe(first)
    expect(await walker.focus()).toMatch(/Insert\s+(now|then)/)
  }),
  'suggestion.accept': withSuggestions(async (walker) => {
    await walker.does('suggestion.next')
    await walker.does('suggestion.accept')
    await expect.poll(() => said(walker.person)).toMatch(/accepted, 1 left/)
    expect((await standing(walker)).join()).toMatch(/Lima now|Mike then/)
  }),
  'suggestion.reject': withSuggestions(async (walker) => {
    await walker.does('suggestion.next')
    await walker.does('suggestion.reject')
    await expect.poll(() => said(walker.person)).toMatch(/rejected, 1 left/)
  }),
  'suggestion.show-accepted': preview('suggestion.show-accepted', 'Shown as if every suggestion were accepted'),
  'suggestion.show-original': preview('suggestion.show-original', 'Shown without suggestions'),
  'suggestion.show-marked': preview('suggestion.show-marked', null),
  async 'comment.begin'(walker) {
    await walker.select('Mike')
    await walker.does('comment.begin')
    await walker.person.page.locator('#desk-margin textarea:focus').waitFor()
    await walker.type('About Mike.')
    await walker.press('Control+Enter')
    await expect.poll(() => walker.person.page.locator('#desk-margin [data-thread]').allInnerTexts()).toHaveLength(1)
    await expect.poll(() => walker.person.page.locator('.commented').allInnerTexts()).toEqual(['Mike'])
  },
  async 'comment.begin-on-text'(walker) {
    await walker.does('comment.begin-on-text')
    await walker.person.page.locator('#desk-margin textarea:focus').waitFor()
    await walker.type('About it all.')
    await walker.press('Control+Enter')
    await expect.poll(() => walker.person.page.locator('#desk-margin [data-thread]').allInnerTexts()).toHaveLength(2)
  },
  'comment.next': toThread('comment.next'),
  'comment.previous': toThread('comment.previous'),
  async 'comment.filter'(walker) {
    await walker.does('comment.filter')
    await expect.poll(() => walker.person.page.locator('#desk-filter :focus').count()).toBe(1)
    await walker.press('Escape')
    await expect.poll(() => walker.person.page.locator('#desk-filter').count()).toBe(0)
  },
  'comment.mentions': leadsTo('comment.mentions', /\/mentions$/),
  'cite.coverage': leadsTo('cite.coverage', /\/coverage$/),
  'version.freeze': leadsTo('version.freeze', /\/versions#freeze$/, async ({ person, press, type }) => {
    await person.page.locator('[aria-labelledby=freeze] input[name=name]').focus()
    await type('First reading')
    await press('Enter')
    await expect.poll(() => person.page.locator('main').innerText()).toContain('First reading')
  }),
  'version.list': leadsTo('version.list', /\/versions$/),
  'version.changes': leadsTo('version.changes', /\/compare\?from=\w+&to=now$/),
  async 'versions.authors'(walker) {
    await walker.caretBehind('Charlie')
    await walker.does('versions.authors')
    const panel = walker.person.page.getByRole('dialog')
    await expect.poll(() => panel.innerText()).toContain('Edmund Thornbury')
    await walker.press('Escape')
    await expect.poll(() => panel.count()).toBe(0)
    await expect.poll(() => walker.focus()).toBe('en')
  },
  'versions.compare': leadsTo('versions.compare', /\/compare$/),
  'versions.changes': leadsTo('versions.changes', /\/changes/),
  async 'go.find'(walker) {
    await walker.does('go.find')
    await walker.person.page.locator('.find input:focus').waitFor()
    await walker.type('Kilo')
    await expect.poll(() => walker.person.page.locator('.find-count').innerText()).toBe('1 place')
    await walker.press('Escape')
    await walker.person.page.locator('.find').waitFor({ state: 'detached' })
  },
  async 'go.next-part'(walker) {
    await walker.caretBehind('Alpha')
    await walker.does('go.next-part')
    await expect.poll(() => walker.focus()).toBe('fr')
  },
  async 'go.previous-part'(walker) {
    await walker.does('go.previous-part')
    await expect.poll(() => walker.focus()).toBe('en')
  },
  async 'go.outline'(walker) {
    await walker.does('go.outline')
    await expect.poll(() => walker.person.page.locator('#desk-outline a:focus').count()).toBe(1)
    await walker.press('Escape')
    await expect.poll(() => walker.focus()).toBe('en')
  },
  async 'go.other-language'(walker) {
    await walker.caretBehind('Kilo')
    const pid = await walker.pidOf('Kilo')
    await walker.does('go.other-language')
    await expect.poll(() => walker.focus()).toBe('fr')
    await expect.poll(() => walker.caret()).toBe(pid)
    await walker.does('go.other-language')
    await expect.poll(() => walker.focus()).toBe('en')
  },
  async 'desk.palette'(walker) {
    await walker.does('desk.palette')
    await walker.person.page.getByRole('combobox', { name: /^A command/ }).waitFor()
    await walker.press('Escape')
    await expect.poll(() => walker.focus()).toBe('en')
  },
  async 'desk.shortcuts'(walker) {
    await walker.does('go.outline')
    await walker.does('desk.shortcuts')
    await walker.person.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await walker.press('Escape', 'Escape')
  },
  'desk.show-en': shows('desk.show-en', ['en']),
  'desk.show-fr': shows('desk.show-fr', ['fr']),
  'desk.show-both': shows('desk.show-both', ['en', 'fr']),
  async 'desk.outline'(walker) {
    const list = walker.person.page.locator('#desk-outline .outline-list')
    const before = await list.isVisible()
    await walker.does('desk.outline')
    await expect.poll(() => list.isVisible()).toBe(!before)
    await walker.does('desk.outline')
    await expect.poll(() => list.isVisible()).toBe(before)
  },
}

/** What only a delegation does. */
export const delegation: Walks = {
  'comment.official': leadsTo('comment.official', /\/official-reply$/),
}
