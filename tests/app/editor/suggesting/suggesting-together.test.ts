// Two people who suggest on the same words: the room takes what both send, and both end with the same text.

import { CONTROLLED_TEXT_INSERTION_COMMAND, REMOVE_TEXT_COMMAND } from 'lexical'
import { expect, it } from 'vitest'
import { copyOf, deliver, openDesk } from '../desks.ts'
import { caret, marked, run, seat, select, standing, suggesting, type } from './suggesting-room.ts'

const paragraphs: Parameters<typeof suggesting>[0] = [['p1', 'States shall act.']]

function two() {
  const { desk: ana, room } = suggesting(paragraphs)
  const ben = openDesk(copyOf(ana.doc))
  ben.mode = 'suggest'
  seat(room, ben)
  return { ana, ben, room }
}

function settle({ ana, ben, room }: ReturnType<typeof two>): string[] {
  deliver(ana.doc, ben.doc, room.doc)
  expect(room.refused).toEqual([])
  expect(marked(ana.doc)).toEqual(marked(ben.doc))
  expect(marked(ana.doc)).toEqual(marked(room.doc))
  for (const { draft, errors } of [ana, ben]) expect([draft.health(), errors]).toEqual(['healthy', []])
  expect(standing(room.doc)).toEqual(['States shall act.'])
  return marked(room.doc)
}

it('strike and write over each other', () => {
  const all = two()
  select(all.ana, [0, 0], [0, 12])
  type(all.ana, 'Parties must')
  select(all.ben, [0, 7], [0, 16])
  run(all.ben, CONTROLLED_TEXT_INSERTION_COMMAND, 'may')
  settle(all)
})

it('one writes inside what the other has struck meanwhile', () => {
  const all = two()
  select(all.ana, [0, 0], [0, 16])
  run(all.ana, REMOVE_TEXT_COMMAND, null as never)
  caret(all.ben, 0, 6)
  type(all.ben, ' now')
  expect(settle(all).join()).toContain(' now')
})
