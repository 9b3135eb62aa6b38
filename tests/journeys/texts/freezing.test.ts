// A vote is opened while two people type without pause: the frozen text is what their pages had shown as saved, each
// page is told why it may write no more, and what came too late is handed back to who wrote it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dossierBefore, meetingWith } from '#tests/support/committee.ts'
import type { Person } from '#tests/support/people/person.ts'
import { addWords, blocks, saved, startAt } from '../desk/desk.ts'
import { openScene, type Scene, stages } from '../scene.ts'

const trials = 3

const statusOf = ({ page }: Person) => page.locator('.status').getAttribute('data-status')

/** From now on: the words of one English paragraph each time the page says that all is saved. */
async function watchSaved({ page }: Person, at: number): Promise<() => Promise<string[]>> {
  await page.evaluate((index) => {
    const shown: string[] = []
    const note = () => {
      const block = document.querySelectorAll<HTMLElement>('[role=textbox][data-language=en] > *')[index]
      const isSaved = document.querySelector<HTMLElement>('.status')?.dataset.status === 'saved'
      if (isSaved) shown.push((block?.innerText ?? '').replaceAll('\u200b', ''))
    }
    // Only when the mark changes: while a key is being typed the words stand there before the mark follows.
    const mark = document.querySelector('.status')
    if (mark) new MutationObserver(note).observe(mark, { attributes: true, attributeFilter: ['data-status'] })
    Object.assign(window, { shown })
  }, at)
  return () => page.evaluate(() => (window as unknown as { shown: string[] }).shown)
}

/** Types on until the page takes no more; how many characters were typed is not known, and need not be. */
async function typeOn(person: Person, pace: number): Promise<void> {
  for (let word = 1; !/frozen|refused/.test((await statusOf(person)) ?? ''); word++) {
    await person.page.keyboard.type(` word${word}`, { delay: pace })
  }
}

/** The English paragraphs of the text that is voted on, as the ballot's page prints them. */
async function votedOn({ page }: Person): Promise<string[]> {
  const printed = await page.locator('section[lang=en] .opinion > *').evaluateAll((all) =>
    all.map((block) => {
      const words = block.cloneNode(true) as HTMLElement
      words.querySelector('.number')?.remove()
      return words.textContent ?? ''
    }),
  )
  return printed.map((words) => words.replace(/^\s+/, ''))
}

for (const { engine, isHere } of stages) {
  describe.skipIf(!isHere)(`a vote is opened while two people type, on ${engine}`, () => {
    let scene: Scene
    let chair: Person
    const dossiers: string[] = []

    beforeAll(async () => {
      scene = await openScene(engine, {
        async arrange(seats) {
          const { meetingId } = await meetingWith(seats, 31)
          for (let trial = 0; trial < trials; trial++) {
            dossiers.push(`/dossiers/${(await dossierBefore(seats, meetingId)).id}`)
          }
        },
      })
      chair = await scene.member('chair')
    })
    afterAll(() => scene?.close())

    test.each(Array.from({ length: trials }, (_, trial) => trial))(
      'trial %i',
      async (trial) => {
        const dossier = dossiers[trial] ?? ''
        const writers = [
          { person: await scene.member('secretariat'), at: 0, pace: 5, says: 'This text is frozen' },
          { person: await scene.member('legal', 'fr'), at: 1, pace: 200, says: 'Ce texte est figé' },
        ]
        const begun = writers.map(async ({ person, at, pace }) => {
          person.page.on('dialog', (dialog) => dialog.accept())
          await startAt(person, dossier)
          await addWords(person, 'en', at, ' Typing:')
          await saved(person)
          const shown = await watchSaved(person, at)
          await addWords(person, 'en', at, ' on.')
          await expect.poll(async () => (await shown()).length, { timeout: 30_000 }).toBeGreaterThan(0)
          return { shown, typing: typeOn(person, pace) }
        })
        const [first, second] = await Promise.all(begun)
        await chair.go(dossier)
        await chair.page.getByRole('button', { name: 'Open the vote' }).click()
        await chair.page.waitForURL(/\/ballots\/[0-9a-z]{26}$/)
        await Promise.all([first?.typing, second?.typing])
        await chair.go(`${new URL(chair.page.url()).pathname}/text`)
        const voted = await votedOn(chair)

        for (const [index, { person, at, says }] of writers.entries()) {
          const { page } = person
          const frozen = voted[at] ?? ''
          const shown = (await [first, second][index]?.shown()) ?? []
          expect(shown.length).toBeGreaterThan(0)
          for (const words of shown) expect(frozen.slice(0, words.length)).toBe(words)
          const typed = (await blocks(person, 'en'))[at] ?? ''
          expect(typed.slice(0, frozen.length)).toBe(frozen)
          expect(await page.locator('[role=textbox][data-language=en]').getAttribute('aria-readonly')).toBe('true')
          await page.keyboard.type('Too late')
          expect((await blocks(person, 'en'))[at]).toBe(typed)
          await expect.poll(() => page.locator('.desk').innerText()).toContain(says)
          await person.check()
          if ((await statusOf(person)) === 'frozen') {
            expect(typed).toBe(frozen)
            continue
          }
          const refusal = page.getByRole('alert')
          expect(await refusal.innerText()).toContain(says)
          expect(await refusal.locator(':scope > label textarea').inputValue()).toBe(typed)
          await refusal.locator('.buttons button').click()
          await expect.poll(() => statusOf(person), { timeout: 30_000 }).toBe('frozen')
          await expect.poll(() => blocks(person, 'en')).toEqual(voted)
        }
        await Promise.all(writers.map(({ person }) => person.leave()))
      },
      180_000,
    )
  })
}
