// What a laptop does to an open text: it sleeps, it holds the text in two windows, its person closes a window too soon.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { draftedDossier } from '#tests/support/committee.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openRelay, type Relay, type Whose } from '#tests/support/servers/relay.ts'
import { startServer } from '#tests/support/servers/server.ts'
import { openScene, type Scene, stages } from '../scene.ts'
import { addWords, blocks, saved, startAt } from './desk.ts'

const statusOf = ({ page }: Person) => page.locator('.status').getAttribute('data-status')
const reaches = (person: Person, status: string) =>
  expect.poll(() => statusOf(person), { timeout: 30_000 }).toBe(status)
const first = async (person: Person) => (await blocks(person, 'en'))[0]

for (const { isHere } of stages.filter(({ engine }) => engine === 'sqlite')) {
  describe.skipIf(!isHere)('a laptop', () => {
    let scene: Scene
    let relay: Relay
    let away: Person
    let here: Person
    let ofAway: Whose = () => false
    const dossiers = { restricted: '', collab: '', internal: '' }

    beforeAll(async () => {
      scene = await openScene('sqlite', {
        async arrange(seats) {
          const { id, collab } = await draftedDossier(seats)
          Object.assign(dossiers, { collab, restricted: `/dossiers/${id}` })
          dossiers.internal = `/dossiers/${(await draftedDossier(seats, 'internal')).id}`
        },
        async behind(port) {
          relay = await openRelay(port)
          return relay.url
        },
      })
      away = await scene.member('secretariat')
      here = await scene.member('legal')
      const session = (await away.page.context().cookies()).find(({ httpOnly }) => httpOnly)
      if (!session) throw new Error('no session')
      ofAway = (head) => head.includes(session.value)
    })
    afterAll(async () => {
      await scene?.close()
      await relay?.close()
    })
    afterEach(() => relay.heal())

    /** A second window of the same browser at the same text. */
    async function secondWindow(): Promise<Person> {
      const page = await away.page.context().newPage()
      const go = async (path: string) => void (await page.goto(new URL(path, scene.place.url).href))
      return { ...away, page, go, leave: () => page.close() }
    }

    test('that slept while the server was killed and others wrote has their words and sends its own', async () => {
      await Promise.all([startAt(away, dossiers.restricted), startAt(here, dossiers.restricted)])
      relay.hush(ofAway)
      await addWords(away, 'en', 0, ' Before sleep.')
      await reaches(away, 'saving')
      const asleep = await away.page.context().newCDPSession(away.page)
      await asleep.send('Page.setWebLifecycleState', { state: 'frozen' })
      await scene.server.kill()
      relay.heal()
      scene.server = await startServer(scene.place)
      await addWords(here, 'en', 0, ' While it slept.')
      await saved(here)
      await asleep.send('Page.setWebLifecycleState', { state: 'active' })
      await saved(away)
      for (const words of ['Before sleep.', 'While it slept.']) {
        await expect.poll(() => first(here)).toContain(words)
        await expect.poll(() => first(away)).toContain(words)
      }
      await away.check()
    })

    test('passes no words from one window to the other but through the server', async () => {
      await startAt(away, dossiers.restricted)
      const other = await secondWindow()
      await startAt(other, dossiers.restricted)
      // The way the library would take, and what goes over it: at last our own word, behind everything sent before.
      const channel = `${relay.url.replace(/^http/, 'ws')}/collab/${dossiers.collab}`
      await other.page.evaluate((name) => {
        const heard: unknown[] = []
        const listening = new BroadcastChannel(name)
        listening.onmessage = ({ data }) => heard.push(data)
        Object.assign(window, { heard, listening })
      }, channel)
      relay.cut(ofAway)
      await Promise.all([reaches(away, 'offline'), reaches(other, 'offline')])
      await addWords(away, 'en', 0, ' In one window.')
      await reaches(away, 'offline-unsaved')
      await away.page.evaluate((name) => new BroadcastChannel(name).postMessage('last'), channel)
      await expect
        .poll(() => other.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard))
        .toEqual(['last'])
      expect(await first(other)).not.toContain('In one window.')
      expect(await statusOf(other)).toBe('offline')
      relay.heal()
      await Promise.all([saved(away), saved(other)])
      await expect.poll(() => first(other)).toContain('In one window.')
      await other.leave()
    })

    test('asks before a window is closed with words that are nowhere else, and not otherwise', async () => {
      const dialogs: string[] = []
      await startAt(away, dossiers.internal)
      away.page.on('dialog', async (dialog) => {
        dialogs.push(dialog.type())
        await dialog.dismiss()
      })
      relay.cut(ofAway)
      await reaches(away, 'offline')
      await addWords(away, 'en', 0, ' Nowhere else.')
      await reaches(away, 'offline-unsaved')
      await away.page.evaluate(() => window.location.reload())
      await expect.poll(() => dialogs).toEqual(['beforeunload'])
      expect(await first(away)).toContain('Nowhere else.')
      relay.heal()
      await saved(away)
      await away.page.reload()
      await expect.poll(() => first(away)).toContain('Nowhere else.')
      expect(dialogs).toEqual(['beforeunload'])
    })
  })
}
