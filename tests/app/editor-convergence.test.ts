// Two people write at random on two copies of a text; the seed of a failure is printed by fast-check.

import fc from 'fast-check'
import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  INSERT_PARAGRAPH_COMMAND,
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { $setKind } from '#app/editor/rules.ts'
import { type ParagraphKind, paragraphKinds } from '#server/domain/paragraph.ts'
import {
  $block,
  $caret,
  $citation,
  $select,
  copyOf,
  type Desk,
  deliver,
  openDesk,
  seededDoc,
  shown,
  stored,
  write,
} from './editor-desks.ts'

const where = { at: fc.nat(60), to: fc.nat(60), paragraph: fc.nat(9) }
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      words: fc.string({ minLength: 1, maxLength: 6 }),
      ...where,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), ...where }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('split' as const), ...where }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), ...where }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('bold' as const, 'italic' as const), ...where }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('kind' as const), kind: fc.constantFrom(...paragraphKinds), ...where }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cite' as const), ...where }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }) },
)
interface Step {
  readonly do: 'type' | 'delete' | 'split' | 'join' | 'bold' | 'italic' | 'kind' | 'cite' | 'undo' | 'redo'
  readonly at?: number
  readonly to?: number
  readonly paragraph?: number
  readonly words?: string
  readonly kind?: ParagraphKind
}
const turn = fc.record({ who: fc.constantFrom(0, 1), step, deliver: fc.boolean() })

function take(desk: Desk, step: Step): void {
  if (step.do === 'undo' || step.do === 'redo') {
    desk.editor.dispatchCommand(step.do === 'undo' ? UNDO_COMMAND : REDO_COMMAND, undefined)
    return
  }
  const { at: from = 0, to: until = 0, paragraph: any = 0, words = '', kind = 'operative' } = step
  write(desk, () => {
    const paragraph = any % $getRoot().getChildrenSize()
    const size = $block(paragraph).getTextContentSize()
    const [at, to] = [from % (size + 1), until % (size + 1)].sort((a, b) => a - b) as [number, number]
    if (step.do === 'type' || step.do === 'split' || step.do === 'cite') $caret(paragraph, at)
    else if (step.do === 'join' && paragraph > 0)
      $select([paragraph - 1, $block(paragraph - 1).getTextContentSize()], [paragraph, 0])
    else $select([paragraph, at], [paragraph, to])
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) throw new Error('no selection')
    if (step.do === 'type') selection.insertText(words)
    if (step.do === 'delete' || step.do === 'join') selection.removeText()
    if (step.do === 'split') desk.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)
    if (step.do === 'bold' || step.do === 'italic') selection.formatText(step.do)
    if (step.do === 'kind') $setKind(kind)
    if (step.do === 'cite') selection.insertNodes([$citation('article:23', 'Article 23'), $createTextNode(' ')])
  })
}

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
