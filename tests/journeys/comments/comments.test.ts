// Comments survive: 200 random edits around them, splits, joins, moves and the acceptance of suggestions, by keyboard
// in real browsers. After every step each thread stands once, beside a right paragraph or among the orphans, and says
// so when its words are gone. What a delegation remarks for itself is never on the Secretariat's page.
//
// Another run: SEED=n npx vitest run --config tests/vitest.config.ts tests/journeys/comments.test.ts

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '#tests/support/people/person.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { blocks, saved, selectAt, startAt } from '../desk/desk.ts'
import { openScene, type Scene, stages } from '../scene.ts'
import { type Commented, commentedText, faultsIn, type Made, type Seen, secret } from './commented.ts'

const seed = Number(process.env.SEED ?? 231041)
const steps = 200
const patience = { timeout: 20_000 }

for (const { engine, isHere } of stages.filter((one) => one.engine === 'sqlite')) {
  describe.skipIf(!isHere)(`comments in a text that changes, on ${engine} (seed ${seed})`, () => {
    let scene: Scene
    let text: Commented
    let shared: readonly Made[]
    let legal: Person
    let norway: Person
    let france: Person
    const seen = { legal: new Map() as Seen, norway: new Map() as Seen }

    beforeAll(async () => {
      scene = await openScene(engine, {
        async arrange(seats) {
          text = await commentedText(seats)
        },
      })
      shared = text.threads.filter(({ isPrivate }) => !isPrivate)
      legal = await scene.member('legal')
      norway = await scene.member('delegate.no')
      france = await scene.member('head.fr')
    })
    afterAll(() => scene?.close())

    const allRight = async (after: string) => {
      await expect
        .poll(() => faultsIn(legal.page, shared, seen.legal), { ...patience, message: `after ${after}, seed ${seed}` })
        .toEqual([])
    }
    const allRightForNorway = (after: string) =>
      expect
        .poll(() => faultsIn(norway.page, text.threads, seen.norway), {
          ...patience,
          message: `for Norway after ${after}, seed ${seed}`,
        })
        .toEqual([])
    const nothingPrivate = async () => {
      expect(await legal.page.content()).not.toContain(secret)
      const told = await legal.page.evaluate(
        async (id) => (await fetch(`/dossiers/${id}/margin`)).text(),
        text.dossierId,
      )
      expect(told).not.toContain(secret)
      expect(told).not.toContain('"delegation","party"')
      expect(await legal.page.locator('#desk-margin [data-thread]').count()).toBe(shared.length)
    }

    test('all stand beside their paragraphs at first; private remarks on the page of their delegation only', async () => {
      for (const person of [legal, norway, france]) await startAt(person, `/dossiers/${text.dossierId}`)
      await allRight('nothing')
      await allRightForNorway('nothing')
      await nothingPrivate()
      expect(await norway.page.locator('#desk-margin').innerText()).toContain(`${secret} for ourselves.`)
      expect(await norway.page.locator('[data-space=delegation] .thread-space').first().innerText()).toContain(
        'Only the delegation: Norway',
      )
      expect(await france.page.content()).not.toContain(secret)
    })

    test(`${steps} random edits take none away`, { timeout: 900_000 }, async () => {
      const chance = chanceFrom(seed)
      const kinds = new Set<string>()
      for (let step = 1; step <= steps; step += 1) {
        const done = await edit(legal, chance)
        kinds.add(done.split(' ')[0] ?? '')
        await allRight(`step ${step}: ${done}`)
        await allRightForNorway(`step ${step}: ${done}`)
        const status = await legal.page.locator('.status').getAttribute('data-status')
        const refused = status === 'refused' ? await legal.page.locator('.banner').allInnerTexts() : []
        expect(refused, `step ${step}: ${done}, seed ${seed}`).toEqual([])
        if (step % 40 === 0) {
          await suggestAndAccept(chance)
          await allRight(`acceptance behind step ${step}`)
          await allRightForNorway(`step ${step}`)
          await nothingPrivate()
        }
      }
      expect([...kinds].sort()).toEqual(['bold', 'delete', 'empty', 'join', 'move', 'replace', 'split', 'type', 'undo'])
      await saved(legal)
    })

    test('all are there when the page is loaded anew, and axe finds nothing beside them', async () => {
      for (const person of [legal, norway]) await person.page.reload()
      await legal.page.locator('.draft[contenteditable]').first().waitFor()
      await norway.page.locator('.draft[contenteditable]').first().waitFor()
      await allRight('loading anew')
      await allRightForNorway('loading anew')
      await nothingPrivate()
      await legal.check()
      await norway.check()
    })

    test('a paragraph that goes without a trace leaves its threads at the end, with the sentence', async () => {
      const { page } = legal
      for (const language of ['en', 'fr'] as const) {
        await selectAt(legal, language, { at: 0, from: 0, to: 0 })
        await page.keyboard.press('Control+a')
        await page.keyboard.press('Delete')
        await page.keyboard.type(language === 'en' ? 'Another text altogether.' : 'Un tout autre texte.')
        await allRight(`the ${language} text went`)
      }
      await expect.poll(() => page.locator('.note-loose [data-thread]').count()).toBeGreaterThan(5)
      await allRightForNorway('everything went')
      await saved(legal)
    })

    /** Somebody suggests other words for some; they are accepted by keyboard. */
    async function suggestAndAccept(chance: Chance): Promise<void> {
      const words = await blocks(france, 'en')
      const at = chance.whole(words.length)
      const from = chance.whole(Math.max(1, (words[at]?.length ?? 1) - 12))
      await selectAt(france, 'en', { at, from, to: from + 8 })
      await france.page.keyboard.type('other words')
      await saved(france)
      const cards = legal.page.locator('#desk-margin [data-suggestion]')
      await expect.poll(() => cards.count(), patience).toBeGreaterThan(0)
      while ((await cards.count()) > 0) {
        const before = await cards.count()
        await legal.page.keyboard.press('Control+Alt+j')
        await legal.page.locator('.suggestion-acts button:focus').waitFor()
        await legal.page.keyboard.press('Control+Alt+Enter')
        await expect.poll(() => cards.count(), patience).toBeLessThan(before)
      }
    }
  })
}

/** One edit by keyboard, with what it was. The text is kept between 4 and 14 paragraphs. */
async function edit(person: Person, chance: Chance): Promise<string> {
  const { keyboard } = person.page
  const words = await blocks(person, 'en')
  const at = chance.whole(words.length)
  const length = words[at]?.length ?? 0
  const from = chance.whole(length + 1)
  const to = Math.min(length, from + 1 + chance.whole(14))
  const select = (range: { from: number; to: number }) => selectAt(person, 'en', { at, ...range })
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.press(key)
  }
  const kind = chance.pick([
    'type',
    'type',
    'type',
    'delete',
    'delete',
    'replace',
    'bold',
    'split',
    'join',
    'move',
    'empty',
    'undo',
  ])
  if (kind === 'split' && words.length < 14) {
    await select({ from, to: from })
    await press('Enter')
  } else if (kind === 'join' && words.length > 4 && at > 0) {
    await select({ from: 0, to: 0 })
    await press('Backspace')
  } else if (kind === 'move') {
    await select({ from, to: from })
    await press(chance.sometimes(0.5) ? 'Alt+Shift+ArrowUp' : 'Alt+Shift+ArrowDown')
  } else if (kind === 'empty' && chance.sometimes(0.3) && words.length > 4) {
    await select({ from: 0, to: length })
    await press('Delete')
  } else if (kind === 'undo') await press('Control+z')
  else if (kind === 'bold') {
    await select({ from, to })
    await press('Control+b')
  } else if (kind === 'delete' && to > from) {
    await select({ from, to })
    await press('Delete')
  } else if (kind === 'replace' && to > from) {
    await select({ from, to })
    await keyboard.type(chance.pick(['instead', 'of all', 'x']))
  } else {
    await select({ from, to: from })
    await keyboard.type(chance.pick([' more', 'and so ', 'é', ' in due course']))
    return `type in paragraph ${at} at ${from}`
  }
  return `${kind} in paragraph ${at}, ${from} to ${to}`
}
