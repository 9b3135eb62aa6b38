// Unsent words outlive their page: kept beside the text they stand in, sent by the next page under the ids of the
// earlier one, through the real door, gate and room.

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Shelf } from '#app/editor/offline/unsaved-updates.ts'
import { statusOf } from '#app/editor/sync/status.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { collab, type Place } from '#tests/live/place.ts'
import { openRelay, type Relay } from '#tests/support/servers/relay.ts'
import { shown } from '../desks.ts'
import { Connections, deskOf, MemoryShelf, onDisk, placeWithText, reaches, sitAt, type, until } from './connections.ts'

let place: Place
let relay: Relay
const connections = new Connections()

beforeEach(async () => {
  place = await placeWithText()
  relay = await openRelay(Number(new URL(place.url).port))
})
afterEach(async () => {
  connections.close()
  await relay.close()
  await place.close()
})

const connect = (session: string, shelf: Shelf) => connections.connect(place, { session, shelf, through: relay.url })

/** A page that is closed while its words could not be sent; `before` was saved. */
async function pageWithUnsent(session: string, words: string, shelf: MemoryShelf, before = ''): Promise<void> {
  const page = await sitAt(connect(session, shelf))
  if (before) type(page.desk, before)
  await reaches(page.connection, 'saved')
  relay.cut()
  await reaches(page.connection, 'offline')
  type(page.desk, words)
  await reaches(page.connection, 'offline-unsaved')
  page.connection.destroy()
  expect(shelf.rows.length).toBeGreaterThan(0)
}

/** A page whose words were kept, as the server did not answer, and then were saved. */
async function pageWithSaved(session: string, words: string, shelf: MemoryShelf) {
  const page = await sitAt(connect(session, shelf))
  relay.cut()
  await reaches(page.connection, 'offline')
  type(page.desk, words)
  await expect.poll(() => shelf.rows.length).toBeGreaterThan(0)
  relay.heal()
  await reaches(page.connection, 'saved')
  return page
}

/** What a page shows that opens while no socket gets through. */
async function openedOffline(session: string, shelf: MemoryShelf) {
  const connection = connect(session, shelf)
  await until(connection.link, (link) => link.local > 0)
  return deskOf(connection)
}

describe('the next page', () => {
  it('shows the words of the earlier one before any socket opens, says that they are not saved, and lets nothing be written', async () => {
    const shelf = new MemoryShelf()
    await pageWithUnsent('ada', 'All ', shelf)
    const { connection, desk } = await openedOffline('ada', shelf)
    expect(statusOf(connection.link.get())).toBe('offline-unsaved')
    expect(connection.mayLoseWords()).toBe(true)
    expect(shown(desk)).toEqual(['p1 recital Recalling.', 'p2 operative All States shall act.'])
    expect(desk.draft.health()).toBe('healthy')
    expect(desk.editor.isEditable()).toBe(false)
    expect((await onDisk(place))[1]).toBe('States shall act.')
  })

  it('sends them when it comes through, beside what others wrote meanwhile, and then keeps nothing', async () => {
    const shelf = new MemoryShelf()
    await pageWithUnsent('ada', 'All ', shelf)
    const ben = await sitAt(connections.connect(place, { session: 'ben' }))
    type(ben.desk, 'Member ')
    await reaches(ben.connection, 'saved')
    const ada = await openedOffline('ada', shelf)
    relay.heal()
    await reaches(ada.connection, 'saved')
    expect(ada.statuses).not.toContain('refused')
    const [, second] = await onDisk(place)
    expect([...(second ?? '').matchAll(/All |Member /g)]).toHaveLength(2)
    await expect.poll(() => shown(ada.desk)[1]).toBe(`p2 operative ${second}`)
    expect(shelf.rows).toEqual([])
    expect(ada.desk.errors).toEqual([])
    type(ada.desk, 'Again ')
    await reaches(ada.connection, 'saved')
    expect((await onDisk(place))[1]).toBe(`Again ${second}`)
  })

  it('sends them to a server that has restarted, and through two pages that were closed one after the other', async () => {
    const shelf = new MemoryShelf()
    await pageWithUnsent('ada', 'All ', shelf)
    relay.heal()
    await place.restart()
    relay.cut()
    const second = await openedOffline('ada', shelf)
    second.connection.destroy()
    const third = await openedOffline('ada', shelf)
    relay.heal()
    await reaches(third.connection, 'saved')
    expect((await onDisk(place))[1]).toBe('All States shall act.')
    expect(shelf.rows).toEqual([])
  })

  it('sends what the earlier page had begun to send: words under an id that is already leased to the member', async () => {
    const shelf = new MemoryShelf()
    await pageWithUnsent('ada', 'Unsent ', shelf, 'Saved ')
    const next = await openedOffline('ada', shelf)
    relay.heal()
    await reaches(next.connection, 'saved')
    expect((await onDisk(place))[1]).toBe('Unsent Saved States shall act.')
  })
})

it('two pages of one member share what is kept: both offline, both written in, both saved, every word once', async () => {
  const shelf = new MemoryShelf()
  const first = await sitAt(connect('ada', shelf))
  const second = await sitAt(connect('ada', shelf))
  relay.cut()
  await Promise.all([reaches(first.connection, 'offline'), reaches(second.connection, 'offline')])
  type(first.desk, 'One ')
  type(second.desk, 'Two ')
  await reaches(second.connection, 'offline-unsaved')
  await expect.poll(() => new Set(shelf.rows.map(({ page }) => page)).size).toBe(2)
  // A third opens and holds the words of both, which both send as well.
  const third = await openedOffline('ada', shelf)
  expect(shown(third.desk)[1]).toMatch(/One .*States/)
  relay.heal()
  for (const { connection } of [first, second, third]) await reaches(connection, 'saved')
  const [, words] = await onDisk(place)
  expect(words).toMatch(/^(One Two |Two One )States shall act\.$/)
  for (const { desk } of [first, second, third]) await expect.poll(() => shown(desk)[1]).toBe(`p2 operative ${words}`)
})

describe('words kept by one member', () => {
  it('are refused when another brings them under ids that are leased, and stay on the page and on the shelf', async () => {
    const shelf = new MemoryShelf()
    await pageWithUnsent('ada', 'Unsent ', shelf, 'Mine ')
    const ben = await openedOffline('ben', shelf)
    relay.heal()
    const link = await reaches(ben.connection, 'refused')
    expect(link.refused?.code).toBe('foreign-client')
    expect(shown(ben.desk)[1]).toBe('p2 operative Unsent Mine States shall act.')
    expect(shelf.rows).not.toEqual([])
    expect((await onDisk(place))[1]).toBe('Mine States shall act.')
  })
})

describe('kept words that the server does not take', () => {
  it('are on the page with the reason, also after another reload, until the person asks for the shared text', async () => {
    const shelf = new MemoryShelf()
    await pageWithUnsent('ada', 'Too late ', shelf)
    await place.rooms.freeze(collab)
    relay.heal()
    for (let reloads = 0; reloads < 2; reloads++) {
      const ada = await openedOffline('ada', shelf)
      const { refused } = await reaches(ada.connection, 'refused')
      expect(refused?.code).toBe('frozen')
      const trees = await until(ada.connection.trees, (now) => now !== null)
      expect(wordsOf(trees!.en.paragraphs[1]!)).toBe('Too late States shall act.')
      expect(ada.connection.mayLoseWords()).toBe(true)
      if (reloads === 1) await ada.connection.discard()
      ada.connection.destroy()
    }
    expect(shelf.rows).toEqual([])
    const after = connect('ada', shelf)
    await reaches(after, 'frozen')
    expect(after.link.get().local).toBe(0)
    expect((await onDisk(place))[1]).toBe('States shall act.')
  })

  it('are removed from the browser when the right to read ends', async () => {
    const shelf = new MemoryShelf()
    const ada = await pageWithSaved('ada', 'All ', shelf)
    expect(shelf.rows).not.toEqual([])
    place.seats.delete('ada')
    await place.rooms.reseat({ memberId: 'ada' })
    await reaches(ada.connection, 'refused')
    await expect.poll(() => shelf.rows).toEqual([])
  })
})

describe('what is kept', () => {
  it('is nothing for a reader, and nothing for a writer some seconds after all is saved', async () => {
    const [readers, writers] = [new MemoryShelf(), new MemoryShelf()]
    const rex = connect('rex', readers)
    await reaches(rex, 'frozen')
    await pageWithSaved('ada', 'All ', writers)
    await expect.poll(() => writers.rows).toEqual([])
    expect(readers.rows).toEqual([])
  })

  it('is removed at once when the page is left and all is saved', async () => {
    const shelf = new MemoryShelf()
    const ada = await pageWithSaved('ada', 'All ', shelf)
    ada.connection.leave()
    await expect.poll(() => shelf.rows).toEqual([])
    relay.cut()
    type(ada.desk, 'Again ')
    await expect.poll(() => shelf.rows.length).toBeGreaterThan(0)
  })

  it('and was saved is not brought back by the next page, when the earlier one died before it could remove it', async () => {
    const shelf = new MemoryShelf()
    await pageWithSaved('ada', 'All ', shelf)
    const died = new MemoryShelf()
    died.rows = [...shelf.rows]
    expect(died.rows.length).toBeGreaterThan(0)
    const next = connect('ada', died)
    await reaches(next, 'saved')
    expect(next.link.get().local).toBe(0)
    expect(died.rows).toEqual([])
  })

  it('may be nothing at all: a browser that keeps nothing lets the person write as before', async () => {
    const broken: Shelf = {
      all: () => Promise.reject(new Error('no')),
      put: () => Promise.reject(new Error('no')),
      remove: () => Promise.reject(new Error('no')),
    }
    const ada = await sitAt(connect('ada', broken))
    expect(ada.connection.keepsWords()).toBe(false)
    type(ada.desk, 'All ')
    await reaches(ada.connection, 'saved')
  })
})
