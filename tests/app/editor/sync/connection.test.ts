// A desk's connection against the real room, door and store: saved, refused, seats, presence.

import { $getRoot, UNDO_COMMAND } from 'lexical'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { statusOf } from '#app/editor/sync/status.ts'
import { blocksOf, rootOf } from '#server/document/tree/blocks.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { markThread } from '#server/document/writing/edit.ts'
import { collab, type Place } from '#tests/live/place.ts'
import { $block, shown, write } from '../desks.ts'
import { Connections, onDisk, placeWithText, reaches, sitAt, type, until } from './connections.ts'

let place: Place
const connections = new Connections()

beforeEach(async () => {
  place = await placeWithText()
})
afterEach(async () => {
  connections.close()
  await place.close()
})

const sit = (session: string) => sitAt(connections.connect(place, { session }))

it('tells of the text as it stands, with the letter just typed, to a command', async () => {
  const { connection, desk } = await sit('ada')
  await until(connection.trees, (trees) => trees !== null)
  type(desk, 'All ')
  const words = (trees: ReturnType<typeof connection.treesNow>) => trees && wordsOf(trees.en.paragraphs[1]!)
  expect(words(connection.trees.get())).toBe('States shall act.')
  expect(words(connection.treesNow())).toBe('All States shall act.')
  expect(words(connection.trees.get())).toBe('All States shall act.')
})

describe('saved', () => {
  it('is said only after saving, and what was said to be saved is there after a restart', async () => {
    const { connection, desk, statuses } = await sit('ada')
    expect(statusOf(connection.link.get())).toBe('saved')
    type(desk, 'All ')
    expect(statusOf(connection.link.get())).toBe('saving')
    await reaches(connection, 'saved')
    expect(statuses.slice(-2)).toEqual(['saving', 'saved'])
    connection.destroy()
    await place.restart()
    const later = await sit('ben')
    expect(shown(later.desk)[1]).toBe('p2 operative All States shall act.')
  })

  it('covers what was written while the connection was gone', async () => {
    const ada = await sit('ada')
    const ben = await sit('ben')
    ada.connection.setOnline(false)
    await reaches(ada.connection, 'offline')
    type(ada.desk, 'All ')
    expect(statusOf(ada.connection.link.get())).toBe('offline-unsaved')
    expect(ada.connection.mayLoseWords()).toBe(true)
    ada.connection.setOnline(true)
    await reaches(ada.connection, 'saved')
    expect(ada.connection.mayLoseWords()).toBe(false)
    const { en } = (await until(
      ben.connection.trees,
      (trees) => trees !== null && wordsOf(trees.en.paragraphs[1]!).startsWith('All '),
    )) as NonNullable<ReturnType<typeof ben.connection.trees.get>>
    expect(en.paragraphs).toHaveLength(2)
    expect(shown(ben.desk)[1]).toBe('p2 operative All States shall act.')
  })

  it('is never said again after a refusal; the words stay on the page, the text stays as it was', async () => {
    const ada = await sit('ada')
    place.seats.set('ada', { ...place.seats.get('ada')!, mayEdit: false })
    // The page has not heard of it yet: what it sends is refused.
    ada.connection.setOnline(false)
    await reaches(ada.connection, 'offline')
    type(ada.desk, 'Smuggled ')
    ada.connection.setOnline(true)
    const link = await reaches(ada.connection, 'refused')
    expect(link.refused?.code).toBe('read-only')
    expect(link.refused?.say.fr).not.toBe('')
    expect(link.saved).toBeLessThan(link.local)
    expect(ada.desk.editor.isEditable()).toBe(false)
    expect(ada.connection.mayLoseWords()).toBe(true)
    const kept = await until(
      ada.connection.trees,
      (trees) => trees !== null && wordsOf(trees.en.paragraphs[1]!).startsWith('Smuggled'),
    )
    expect(kept).not.toBe(null)
    expect((await onDisk(place))[1]).toBe('States shall act.')
  })
})

describe('the seat', () => {
  it('of a reader shows the text and lets nothing be written', async () => {
    const { connection, desk } = await sit('rex')
    expect(statusOf(connection.link.get())).toBe('frozen')
    expect(connection.link.get().seat?.say.en).toContain('read')
    expect(desk.editor.isEditable()).toBe(false)
    expect(shown(desk)).toHaveLength(2)
  })

  it('changes under the editor when the right does, in both directions', async () => {
    const { connection, desk } = await sit('ada')
    const give = async (mayEdit: boolean) => {
      place.seats.set('ada', { ...place.seats.get('ada')!, mayEdit })
      await place.rooms.reseat({ memberId: 'ada' })
      await until(connection.link, (link) => (link.seat?.right === 'edit') === mayEdit)
    }
    await give(false)
    expect(desk.editor.isEditable()).toBe(false)
    await give(true)
    expect(desk.editor.isEditable()).toBe(true)
    type(desk, 'Again ')
    await reaches(connection, 'saved')
    expect((await onDisk(place))[1]).toBe('Again States shall act.')
  })

  it('that is lost altogether ends the connection with a reason, and it does not come back by itself', async () => {
    const { connection } = await sit('ada')
    place.seats.delete('ada')
    await place.rooms.reseat({ memberId: 'ada' })
    const link = await reaches(connection, 'refused')
    expect(link.refused?.say.en).not.toBe('')
    expect(link.refused?.say.fr).not.toBe('')
    connection.setOnline(true)
    expect(statusOf(connection.link.get())).toBe('refused')
  })
})

it('shows who else is here by the name the server gives, not the one a page gives itself', async () => {
  const ada = await sit('ada')
  const ben = await sit('ben')
  ben.connection.awareness.setLocalState({ focusing: true, name: 'The Chair', user: { name: 'The Chair' } })
  const present = await until(ada.connection.present, (others) => others.length > 0)
  expect(present.map(({ name, delegation }) => `${name}, ${delegation.fr}`)).toEqual(['BEN, Partie'])
})

it('takes back the deletion of a commented paragraph', async () => {
  const { connection, desk } = await sit('ada')
  await place.rooms.write(collab, (doc) =>
    markThread(doc, { language: 'en', pid: 'p1', start: 0, end: 9, threadId: '01thread' }),
  )
  await until(connection.trees, (trees) => trees?.en.paragraphs[0]?.runs[0]?.threads?.[0] === '01thread')
  write(desk, () => $block(0).remove())
  await reaches(connection, 'saved')
  desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
  expect(desk.editor.getEditorState().read(() => $getRoot().getChildrenSize())).toBe(2)
  await reaches(connection, 'saved')
  expect(await onDisk(place)).toEqual(['Recalling.', 'States shall act.'])
  expect(blocksOf(rootOf(connection.doc, 'en'))).toHaveLength(2)
})
