// Two people write at random on two copies of a text; the seed of a failure is printed by fast-check.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { copyOf, type Desk, deliver, openDesk, seededDoc, shown, stored } from './desks.ts'
import { step, take } from './steps.ts'

const turn = fc.record({ who: fc.constantFrom(0, 1), step, deliver: fc.boolean() })

const state = (desk: Desk) => desk.editor.getEditorState().toJSON()

it('two people writing at once end with the same text, whatever they do and however late it arrives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 20, maxLength: 60, size: 'max' }), async (turns) => {
      const doc = seededDoc([
        ['p1', 'The Committee recalls the Convention.', 'recital'],
        ['p2', 'States shall take the necessary measures.'],
        ['p3', ''],
        ['p4', 'It remains seized of the matter.'],
      ])
      for (const index of [0, 1]) {
        const words = (doc.get('en', Y.XmlElement).get(index) as Y.XmlElement).get(0) as Y.XmlText
        words.format(4, 12, { s_c_01thread: 1 })
      }
      const desks = [openDesk(doc), openDesk(copyOf(doc))] as const
      for (const { who, step, deliver: now } of turns) {
        take(desks[who as 0 | 1], step)
        if (now) deliver(desks[0].doc, desks[1].doc)
        await Promise.resolve()
      }
      deliver(desks[0].doc, desks[1].doc)
      await new Promise((resolve) => setImmediate(resolve))
      deliver(desks[0].doc, desks[1].doc)
      expect(stored(desks[1].doc)).toEqual(stored(desks[0].doc))
      expect(state(desks[1])).toEqual(state(desks[0]))
      const later = openDesk(copyOf(doc))
      expect(shown(later)).toEqual(shown(desks[0]))
      for (const desk of desks) expect(desk.draft.health()).toBe('healthy')
    }),
    { numRuns: 200 },
  )
}, 120_000)
