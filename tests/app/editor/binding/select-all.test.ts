// Everything is selected and deleted, or typed over, and taken back: both languages are as they were.

import { $selectAll, CONTROLLED_TEXT_INSERTION_COMMAND, DELETE_CHARACTER_COMMAND, UNDO_COMMAND } from 'lexical'
import { describe, expect, it } from 'vitest'
import { pidsOf, standingOf, tend } from '#server/document/writing/janitor.ts'
import { copyOf, deliver, openDesk, seededDoc, shown, stored, write } from '../desks.ts'

describe('all is selected', () => {
  const acts = {
    deleted: (desk: ReturnType<typeof openDesk>) => desk.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true),
    'typed over': (desk: ReturnType<typeof openDesk>) =>
      desk.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, 'New'),
  }
  it.each(Object.entries(acts))(
    'and %s, then taken back: no paragraph is left over in either language',
    async (_name, act) => {
      const server = seededDoc([
        ['p1', 'One', 'title'],
        ['p2', 'Two', 'recital'],
        ['p3', 'Three'],
      ])
      let count = 0
      let known = pidsOf(server)
      const janitor = () => {
        known = tend(server, () => `new${++count}`, { ...standingOf(server), known, lead: 'en' }).known
      }
      const desk = openDesk(copyOf(server))
      const before = [stored(server, 'en'), stored(server, 'fr')]
      write(desk, () => {
        $selectAll()
        act(desk)
      })
      deliver(desk.doc, server)
      janitor()
      deliver(server, desk.doc)
      expect(shown(desk)).toHaveLength(1)
      desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
      await Promise.resolve()
      deliver(desk.doc, server)
      janitor()
      deliver(server, desk.doc)
      expect(desk.errors).toEqual([])
      expect([stored(server, 'en'), stored(server, 'fr')]).toEqual(before)
      expect(shown(desk)).toEqual(['p1 title One', 'p2 recital Two', 'p3 operative Three'])
    },
  )
})
