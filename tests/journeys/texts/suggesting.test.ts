// Suggesting, by people in browsers: a delegate suggests across paragraphs and in both languages, the rapporteur sees
// whose each is and decides on half of them by keyboard alone; previews, one delegation at once, words inside what is
// struck, undo, two on the same words.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listRecordAfter } from '#db/acts/record.ts'
import { acceptedTrees } from '#server/document/suggestions/preview-decisions.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import type { BothTrees, Tree } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { chooseFrom, said, saved, startAt, wordsOf } from '../desk/desk.ts'
import { openStudy, type Study, type Text, writeText } from '../study.ts'

const wordsIn = ({ paragraphs }: Tree) => paragraphs.map(({ runs }) => runs.map(({ text }) => text).join(''))
const settledWords = (trees: BothTrees, language: Language = 'en') => wordsIn(settledTrees(trees)[language])
const acceptedWords = (trees: BothTrees, language: Language = 'en') => wordsIn(acceptedTrees(trees)[language])

const english = [
  'Reporting',
  'Recalling that every child may call a helpline free of charge;',
  'Invites the Parties to keep helplines open by day.',
  'Asks the Parties to publish how many children call.',
  'Decides to come back to it within two years.',
]
const french = [
  'Signalement',
  'Rappelant que tout enfant peut appeler gratuitement une ligne d’assistance ;',
  'Invite les Parties à garder les lignes ouvertes le jour.',
  'Demande aux Parties de publier le nombre d’appels.',
  'Décide d’y revenir dans un délai de deux ans.',
]
const kinds = ['heading1', 'recital', 'operative', 'operative', 'operative'] as const

describe.skipIf(chromiumPath === null)('suggesting', () => {
  let study: Study
  let text: Text
  let delegate: Person
  let rapporteur: Person
  let neighbour: Person
  const pid = (at: number) => text.pids[at] ?? ''

  beforeAll(async () => {
    study = await openStudy()
    text = await writeText(
      study,
      kinds.map((kind, at) => [kind, english[at] ?? '', french[at] ?? ''] as const),
    )
    delegate = await study.member('delegate.fr', 'fr')
    rapporteur = await study.member('delegate.ie')
  })
  afterAll(() => study?.close())

  const cards = ({ page }: Person) => page.locator('#desk-margin [data-suggestion]')
  const cardsSay = async (person: Person) =>
    (await cards(person).locator('.deeds').allInnerTexts()).map((words) => words.replace(/\s+/g, ' ').trim())
  const press = async ({ page }: Person, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  /** Whose card has the focus, and what it says. */
  const cardInFocus = ({ page }: Person) =>
    page.evaluate(() => {
      const card = document.activeElement?.closest('[data-suggestion]')
      return card?.querySelector('.deeds')?.textContent?.trim() ?? ''
    })
  const choose = async (person: Person, language: Language, at: number, before: string) => {
    const words = (await wordsOf(person, language, pid(at))) ?? ''
    const offset = words.indexOf(before)
    expect(offset, words).toBeGreaterThan(-1)
    await chooseFrom(person, language, { pid: pid(at), offset }, { pid: pid(at), offset: offset + before.length })
  }
  const replace = async (person: Person, language: Language, at: number, [before, after]: [string, string]) => {
    await choose(person, language, at, before)
    await person.page.keyboard.type(after)
  }
  const acts = async () => {
    const rows = await listRecordAfter(study.committee.world.store.db, 0, 1_000)
    return rows.filter(({ act }) => / suggestions$/.test(act))
  }

  test('a delegate suggests across two paragraphs, on words, a split, and in the French text; the text stands', async () => {
    await Promise.all([startAt(delegate, text.path), startAt(rapporteur, text.path)])
    const [keep, asks] = [english[2] ?? '', english[3] ?? '']
    await chooseFrom(
      delegate,
      'en',
      { pid: pid(2), offset: keep.indexOf(' by day') },
      { pid: pid(3), offset: asks.indexOf('to publish') },
    )
    await press(delegate, 'Delete')
    await replace(delegate, 'en', 1, ['every child', 'each girl and each boy'])
    const decides = english[4] ?? ''
    await chooseFrom(delegate, 'en', { pid: pid(4), offset: decides.indexOf(' within') })
    await press(delegate, 'Enter')
    await replace(delegate, 'fr', 1, ['gratuitement', 'sans frais'])
    await saved(delegate)
    const trees = await text.read()
    expect(settledWords(trees)).toEqual(english)
    expect(settledWords(trees, 'fr')).toEqual(french)
    expect(acceptedWords(trees)).toEqual([
      'Reporting',
      'Recalling that each girl and each boy may call a helpline free of charge;',
      'Invites the Parties to keep helplines opento publish how many children call.',
      'Decides to come back to it',
      ' within two years.',
    ])
    await expect.poll(() => cards(delegate).count()).toBe(4)
    await delegate.check()
  })

  test('the rapporteur is told, and sees for each whose it is, of which delegation, since when, and what it would do', async () => {
    await expect.poll(() => cards(rapporteur).count()).toBe(4)
    await expect.poll(() => said(rapporteur)).toMatch(/^New suggestion by /)
    expect(await cardsSay(rapporteur)).toEqual([
      'EN Replace every child by each girl and each boy',
      'FR Replace gratuitement by sans frais',
      'EN Delete by day. ¶ Asks the Parties',
      'EN Begin a new paragraph here (Operative paragraph)',
    ])
    const struck = rapporteur.page.locator('[data-sheet=en] .draft [role=deletion]')
    await expect.poll(() => struck.allInnerTexts()).toEqual(['every child', ' by day.', 'Asks the Parties '])
    expect(await struck.first().evaluate((one) => getComputedStyle(one).textDecorationLine)).toBe('line-through')
    const put = rapporteur.page.locator('[data-sheet=en] .draft [role=insertion]')
    expect(await put.allInnerTexts()).toEqual(['each girl and each boy', '¶'])
    for (const by of await cards(rapporteur).locator('.suggestion-by').allInnerTexts())
      expect(by).toMatch(/France\s+24 November 2026/)
    await rapporteur.check()
  })

  test('the text is shown as accepted and as original, and with the suggestions again', async () => {
    const { page } = rapporteur
    const shown = () => page.locator('[data-sheet=en]').innerText()
    await page.getByRole('button', { name: 'As accepted' }).press('Enter')
    await expect.poll(shown).toContain('Recalling that each girl and each boy may call')
    expect(await shown()).not.toContain('every child')
    await rapporteur.check()
    await page.getByRole('button', { name: 'As original' }).press('Enter')
    await expect.poll(shown).toContain('Recalling that every child may call')
    expect(await shown()).not.toContain('each girl')
    await page.getByRole('button', { name: 'With suggestions' }).press('Enter')
    await expect.poll(shown).toContain('each girl')
  })

  test('half are accepted and one rejected by keyboard alone; the result is said, and the focus is at the next', async () => {
    // The page was last used by mouse: back into the text, to its beginning.
    await press(rapporteur, 'Control+Alt+o', 'Escape', 'Control+Home')
    await expect.poll(() => rapporteur.page.locator('.suggestion.is-active').count()).toBe(0)
    await press(rapporteur, 'Control+Alt+j')
    await expect.poll(() => cardInFocus(rapporteur)).toContain('each girl and each boy')
    await press(rapporteur, 'Control+Alt+Enter')
    await expect.poll(() => said(rapporteur)).toBe('Suggestion by France accepted, 3 left.')
    await expect.poll(() => cardInFocus(rapporteur)).toContain('sans frais')
    await press(rapporteur, 'Control+Alt+Enter')
    await expect.poll(() => said(rapporteur)).toBe('Suggestion by France accepted, 2 left.')
    await expect.poll(() => cardInFocus(rapporteur)).toContain('by day')
    await press(rapporteur, 'Control+Alt+Backspace')
    await expect.poll(() => said(rapporteur)).toBe('Suggestion by France rejected, 1 left.')
    await expect.poll(() => cardInFocus(rapporteur)).toContain('Begin a new paragraph here')
    const trees = await text.read()
    expect(settledWords(trees)).toEqual([
      english[0],
      'Recalling that each girl and each boy may call a helpline free of charge;',
      ...english.slice(2),
    ])
    expect(settledWords(trees, 'fr')[1]).toBe(
      'Rappelant que tout enfant peut appeler sans frais une ligne d’assistance ;',
    )
    const { name } = study.committee.rapporteur
    // Decisions that follow one another closely are one sentence.
    const isTold = new RegExp(`rejetée.*${name}`)
    await expect.poll(() => said(delegate)).toMatch(isTold)
    expect(await delegate.page.locator('.toast').innerText()).toMatch(isTold)
    await expect
      .poll(() => cardsSay(delegate))
      .toEqual(['EN Commencer ici un nouveau paragraphe (Paragraphe du dispositif)'])
    const rows = await acts()
    expect(rows.map(({ act }) => act)).toEqual(['accepted suggestions', 'accepted suggestions', 'rejected suggestions'])
    for (const row of rows) {
      expect(row.actor).toBe(study.committee.rapporteur.id)
      expect(row.subject).toBe(`dossier:${text.dossierId}`)
      expect(JSON.parse(row.detail)).toMatchObject({ delegations: ['FR'] })
    }
  })

  test('all of one delegation are accepted at once, by keyboard, and those of another stand', async () => {
    const { page } = rapporteur
    neighbour = await study.member('delegate.de')
    await startAt(neighbour, text.path)
    await replace(neighbour, 'en', 3, ['how many children call', 'how often children call'])
    await replace(delegate, 'en', 0, ['Reporting', 'Helplines'])
    await Promise.all([saved(delegate), saved(neighbour)])
    await expect.poll(() => cards(rapporteur).count()).toBe(3)
    const which = page.getByLabel('Which suggestions')
    await expect.poll(() => which.locator('option').allInnerTexts()).toEqual(['All (3)', 'France (2)', 'Germany (1)'])
    await which.focus()
    await page.keyboard.type('Fr')
    await press(rapporteur, 'Tab', 'Enter')
    await expect.poll(() => page.locator('.suggestion-several').innerText()).toContain('Accept 2 suggestions?')
    await press(rapporteur, 'Enter')
    await expect.poll(() => said(rapporteur)).toBe('2 suggestions accepted, 1 left.')
    await expect.poll(() => said(delegate)).toMatch(/^2 de vos propositions ont été acceptées/)
    const words = settledWords(await text.read())
    expect(words[0]).toBe('Helplines')
    expect(words.slice(3)).toEqual([english[3], 'Decides to come back to it', ' within two years.'])
    await expect.poll(() => cards(rapporteur).count()).toBe(1)
    expect(JSON.parse((await acts()).at(-1)?.detail ?? '')).toMatchObject({ delegations: ['FR'] })
  })

  test('words typed inside what is struck are kept when it is accepted', async () => {
    const struck = (await wordsOf(rapporteur, 'en', pid(3))) ?? ''
    await chooseFrom(rapporteur, 'en', { pid: pid(3), offset: struck.indexOf('children') })
    await rapporteur.page.keyboard.type('XX ')
    await saved(rapporteur)
    await press(rapporteur, 'Control+Alt+j', 'Control+Alt+Enter')
    await expect.poll(() => said(rapporteur)).toBe('Suggestion by Germany accepted, none left.')
    expect(settledWords(await text.read())[3]).toContain('XX')
  })

  test('who suggested undoes it, and does it again', async () => {
    await choose(delegate, 'en', 2, 'by day')
    // Letter by letter, with half a second between two on a slow machine, it would be undone in several steps.
    await delegate.page.keyboard.insertText('day and night')
    await saved(delegate)
    expect(acceptedWords(await text.read())[2]).toBe('Invites the Parties to keep helplines open day and night.')
    await press(delegate, 'Control+z')
    await expect.poll(() => wordsOf(delegate, 'en', pid(2))).toBe(english[2])
    await saved(delegate)
    await expect.poll(async () => acceptedWords(await text.read())[2]).toBe(english[2])
    await press(delegate, 'Control+Shift+z')
    await saved(delegate)
    await expect.poll(async () => acceptedWords(await text.read())[2]).toContain('open day and night.')
    await press(delegate, 'Control+z')
    await expect.poll(async () => acceptedWords(await text.read())[2]).toBe(english[2])
  })

  test('two who suggest on the same words see the same, and either can be accepted', async () => {
    await Promise.all([
      replace(delegate, 'en', 2, ['open by day', 'reachable']),
      replace(neighbour, 'en', 2, ['helplines open', 'chats running']),
    ])
    await Promise.all([saved(delegate), saved(neighbour)])
    // Letters that were on their way when the other struck around them may be a suggestion of their own.
    await expect.poll(() => cards(rapporteur).count()).toBeGreaterThanOrEqual(2)
    const seen = await Promise.all([delegate, neighbour, rapporteur].map((person) => wordsOf(person, 'en', pid(2))))
    expect(new Set(seen).size).toBe(1)
    expect(settledWords(await text.read())[2]).toBe(english[2])
    for (const words of ['reachable', 'chats running']) expect(seen[0]).toContain(words)
    for (let left = await cards(rapporteur).count(); left > 0; left--) {
      await press(rapporteur, 'Control+Alt+j')
      await expect.poll(() => cardInFocus(rapporteur)).not.toBe('')
      await press(rapporteur, left % 2 === 0 ? 'Control+Alt+Enter' : 'Control+Alt+Backspace')
      await expect.poll(() => cards(rapporteur).count()).toBe(left - 1)
    }
    const [mine, theirs] = await Promise.all([wordsOf(delegate, 'en', pid(2)), wordsOf(neighbour, 'en', pid(2))])
    expect(mine).toBe(theirs)
    await delegate.check()
    await neighbour.check()
    await rapporteur.check()
  })

  test('who may only suggest withdraws what is theirs, and can decide on nothing else', async () => {
    await replace(delegate, 'en', 0, ['Helplines', 'Help'])
    await saved(delegate)
    await expect.poll(() => cards(neighbour).count()).toBe(1)
    const before = settledWords(await text.read())
    await press(neighbour, 'Control+Alt+j', 'Control+Alt+Enter')
    await expect.poll(() => said(neighbour)).not.toMatch(/accepted|none left/i)
    expect(settledWords(await text.read())).toEqual(before)
    await press(delegate, 'Control+Alt+j', 'Control+Alt+Backspace')
    await expect.poll(() => said(delegate)).toMatch(/^Proposition retirée/)
    await expect.poll(() => cards(rapporteur).count()).toBe(0)
    expect((await acts()).at(-1)?.act).toBe('withdrawn suggestions')
  })
})
