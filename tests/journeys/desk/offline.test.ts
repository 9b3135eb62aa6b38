// The network of one person goes and comes back: nothing typed is lost, and nothing is called saved that is not.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { dossierBefore, draftedDossier, meetingWith } from '#tests/support/committee.ts'
import { type Person, signIn } from '#tests/support/people/person.ts'
import { openRelay, type Relay, type Whose } from '#tests/support/servers/relay.ts'
import { startServer } from '#tests/support/servers/server.ts'
import { openScene, type Scene, stages } from '../scene.ts'
import { addWords, blocks, saved, startAt } from './desk.ts'

const statusOf = ({ page }: Person) => page.locator('.status').getAttribute('data-status')
const reaches = (person: Person, status: string | RegExp) =>
  expect.poll(() => statusOf(person), { timeout: 30_000 }).toMatch(status)
const first = async (person: Person) => (await blocks(person, 'en'))[0]

/** Which of saved, offline, and offline with words not saved the page shows from now on, one after the other. */
async function watch({ page }: Person): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const mark = document.querySelector<HTMLElement>('.status')
    const seen: string[] = []
    const note = () => {
      const now = document.querySelector<HTMLElement>('.status')?.dataset.status
      if (now && now !== seen.at(-1)) seen.push(now)
    }
    note()
    if (mark) new MutationObserver(note).observe(mark, { attributes: true })
    Object.assign(window, { seen })
  })
  return async () => {
    const all = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
    return all.filter((one) => /^(saved|offline)/.test(one)).filter((one, at, told) => one !== told[at - 1])
  }
}

/** How many rows of unsent words this browser holds. */
function keptRows({ page }: Person): Promise<number> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases()
    if (!all.some(({ name }) => name === 'recital-words')) return 0
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const db = await answer(indexedDB.open('recital-words'))
    const count = await answer(db.transaction('rows').objectStore('rows').count())
    db.close()
    return count
  })
}

for (const { isHere } of stages.filter(({ engine }) => engine === 'sqlite')) {
  describe.skipIf(!isHere)('a network that goes and comes back', () => {
    let scene: Scene
    let relay: Relay
    let away: Person
    let here: Person
    let chair: Person
    const dossiers = { drafted: '', before: '', internal: '' }
    let ofAway: Whose = () => false

    beforeAll(async () => {
      scene = await openScene('sqlite', {
        async arrange(seats) {
          const { meetingId } = await meetingWith(seats, 31)
          dossiers.drafted = `/dossiers/${(await draftedDossier(seats)).id}`
          dossiers.before = `/dossiers/${(await dossierBefore(seats, meetingId)).id}`
          dossiers.internal = `/dossiers/${(await draftedDossier(seats, 'internal')).id}`
        },
        async behind(port) {
          relay = await openRelay(port)
          return relay.url
        },
      })
      away = await scene.member('secretariat')
      here = await scene.member('legal')
      chair = await scene.member('chair')
      away.page.on('dialog', (dialog) => dialog.accept())
      const session = (await away.page.context().cookies()).find(({ httpOnly }) => httpOnly)
      if (!session) throw new Error('no session')
      ofAway = (head) => head.includes(session.value)
    })

    afterAll(async () => {
      await scene?.close()
      await relay?.close()
    })

    afterEach(() => relay.heal())

    test('both write on while one is cut off, and one text comes of it when the network is back', async () => {
      await Promise.all([startAt(away, dossiers.drafted), startAt(here, dossiers.drafted)])
      const seen = await watch(away)
      await addWords(away, 'en', 0, ' Before.')
      await saved(away)
      relay.cut(ofAway)
      await reaches(away, 'offline')
      await Promise.all([addWords(away, 'en', 0, ' From away.'), addWords(here, 'en', 0, ' From here.')])
      await Promise.all([saved(here), reaches(away, 'offline-unsaved')])
      await expect.poll(() => away.page.locator('.banner-floating').innerText()).toContain('kept in this browser')
      expect(await first(here)).not.toContain('From away')
      await away.check()
      relay.heal()
      await saved(away)
      for (const words of ['Before.', 'From away.', 'From here.']) await expect.poll(() => first(here)).toContain(words)
      await expect.poll(() => first(away)).toBe(await first(here))
      expect(await seen()).toEqual(['saved', 'offline', 'offline-unsaved', 'saved'])
    })

    test('the browser says that it is offline, and online: the page believes it at once', async () => {
      await here.page.context().setOffline(true)
      await reaches(here, 'offline')
      await here.page.context().setOffline(false)
      await saved(here)
    })

    test('a page that is loaded anew while its words could not be sent shows them and says so, and sends them later', async () => {
      relay.cut(ofAway)
      await reaches(away, 'offline')
      await addWords(away, 'en', 0, ' Across a reload.')
      // At once: what is not kept yet is kept while the page goes.
      await away.page.reload()
      await reaches(away, 'offline-unsaved')
      await expect.poll(() => keptRows(away)).toBeGreaterThan(0)
      await expect.poll(() => first(away)).toContain('Across a reload.')
      expect(await first(here)).not.toContain('Across a reload.')
      await away.check()
      relay.heal()
      await saved(away)
      await expect.poll(() => first(here)).toContain('Across a reload.')
      await expect.poll(() => keptRows(away)).toBe(0)
    })

    test('the same while the server is killed and started again', async () => {
      const seen = await watch(here)
      await scene.server.kill()
      await Promise.all([reaches(away, 'offline'), reaches(here, 'offline')])
      await Promise.all([addWords(away, 'en', 0, ' Killed away.'), addWords(here, 'en', 0, ' Killed here.')])
      await Promise.all([reaches(away, 'offline-unsaved'), reaches(here, 'offline-unsaved')])
      relay.cut(ofAway)
      scene.server = await startServer(scene.place)
      await saved(here)
      await away.page.reload()
      await reaches(away, 'offline-unsaved')
      relay.heal()
      await saved(away)
      for (const words of ['Killed away.', 'Killed here.']) await expect.poll(() => first(here)).toContain(words)
      await expect.poll(() => first(away)).toBe(await first(here))
      expect(await seen()).toEqual(['saved', 'offline', 'offline-unsaved', 'saved'])
      await Promise.all([away.check(), here.check()])
    })

    test('opening the vote while both type leaves what was saved; who was away gets the reason and a copy', async () => {
      await Promise.all([startAt(away, dossiers.before), startAt(here, dossiers.before)])
      relay.cut(ofAway)
      await reaches(away, 'offline')
      await addWords(away, 'en', 0, ' Never sent.')
      await here.page.evaluate(() => {
        // Only when the mark changes: while a key is being typed the words stand there before the mark follows.
        const note = () => {
          const words = document.querySelector<HTMLElement>('[role=textbox][data-language=en] > *')?.innerText ?? ''
          const isSaved = document.querySelector<HTMLElement>('.status')?.dataset.status === 'saved'
          if (isSaved) Object.assign(window, { lastSaved: words.replaceAll('\u200b', '') })
        }
        const mark = document.querySelector('.status')
        if (mark) new MutationObserver(note).observe(mark, { attributes: true, attributeFilter: ['data-status'] })
      })
      await addWords(here, 'en', 0, ' Typing:')
      await chair.go(dossiers.before)
      await saved(here)
      const typing = (async () => {
        // A pause now and then, as people make them: the mark says saved once there is one.
        for (let line = 0; line < 10; line++) {
          await here.page.keyboard.type(' one two three four five six seven', { delay: 15 })
          await reaches(here, /saved|frozen|refused/)
        }
      })()
      await chair.page.getByRole('button', { name: 'Open the vote' }).click()
      await chair.page.waitForURL(/\/ballots\/[0-9a-z]{26}$/)
      await typing
      await reaches(here, /frozen|refused/)
      await chair.go(`${dossiers.before}/text`)
      await reaches(chair, 'frozen')
      const frozen = await first(chair)
      const typed = await first(here)
      const lastSaved = await here.page.evaluate(() => (window as unknown as { lastSaved: string }).lastSaved)
      expect(frozen).toContain('Typing:')
      expect(frozen).not.toContain('Never sent.')
      expect(lastSaved).toContain('Typing:')
      expect(frozen?.slice(0, lastSaved.length)).toBe(lastSaved)
      expect(typed?.slice(0, frozen?.length)).toBe(frozen)
      if ((await statusOf(here)) === 'frozen') expect(typed).toBe(frozen)

      relay.heal()
      await reaches(away, 'refused')
      const refusal = away.page.getByRole('alert')
      await expect.poll(() => refusal.innerText()).toContain('This text is frozen')
      const yours = refusal.getByLabel('Your paragraphs in English')
      expect(await yours.inputValue()).toContain('Never sent.')
      expect(await yours.inputValue()).not.toContain('Invites Parties')
      await refusal.locator('summary').click()
      expect(await refusal.getByLabel('English text').inputValue()).toContain('Invites Parties')
      await away.check()
      await away.page.reload()
      await reaches(away, 'refused')
      expect(await yours.inputValue()).toContain('Never sent.')
      await refusal.getByRole('button', { name: 'Load the shared text' }).click()
      await reaches(away, 'frozen')
      expect(await first(away)).toBe(frozen)
      expect(await keptRows(away)).toBe(0)
    })

    test('nothing of an internal text is kept in the browser, and the page says that it must stay open', async () => {
      await startAt(away, dossiers.internal)
      relay.cut(ofAway)
      await reaches(away, 'offline')
      await addWords(away, 'en', 0, ' On the page only.')
      await reaches(away, 'offline-unsaved')
      await expect.poll(() => away.page.locator('.banner-floating').innerText()).toContain('do not close the page')
      expect(await keptRows(away)).toBe(0)
      relay.heal()
      await saved(away)
    })

    test('a session that ends is said; the same page sends its words once the same person is signed in again', async () => {
      await startAt(here, dossiers.drafted)
      const [context, url] = [here.page.context(), scene.place.url]
      const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
      await fetch(`${url}/sign-out`, { method: 'POST', redirect: 'manual', headers: { cookie, origin: url } })
      await reaches(here, 'offline')
      await addWords(here, 'en', 0, ' Between two sessions.')
      await reaches(here, 'offline-unsaved')
      const banner = here.page.locator('.banner-floating')
      await expect.poll(() => banner.innerText()).toContain('Your session has ended')
      await here.check()
      const [page] = await Promise.all([context.waitForEvent('page'), banner.getByRole('link').click()])
      const opened: Person = { ...here, page, go: () => page.waitForLoadState() }
      // A window that is looked at again hears it as `focus`; a headless one never loses it.
      const lookAgain = () => here.page.evaluate(() => window.dispatchEvent(new Event('focus')))

      await signIn(opened, 'chair@demo.example', demoPassword)
      const asked = here.page.waitForResponse((answer) => answer.url().endsWith('/margin') && answer.ok())
      await lookAgain()
      await asked
      // Somebody else at the same browser is shown nothing of what is kept there.
      await page.goto(`${url}${dossiers.drafted}/text`)
      await saved(opened)
      expect(await first(opened)).not.toContain('Between two sessions.')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL((at) => at.pathname === '/')
      expect(await statusOf(here)).toBe('offline-unsaved')

      await page.goto(`${url}/sign-in`)
      await signIn(opened, 'legal@demo.example', demoPassword)
      await lookAgain()
      await saved(here)
      expect(await first(here)).toContain('Between two sessions.')
    })

    test('signing out takes what was kept out of the browser', async () => {
      await startAt(away, dossiers.drafted)
      relay.cut(ofAway)
      await reaches(away, 'offline')
      await addWords(away, 'en', 0, ' Left behind.')
      await expect.poll(() => keptRows(away)).toBeGreaterThan(0)
      await away.page.getByRole('button', { name: 'Sign out' }).click()
      await away.page.waitForURL((url) => url.pathname === '/')
      expect(await keptRows(away)).toBe(0)
      relay.heal()
    })
  })
}
