// Steps of writing at random, each something that a person at an editor can do.

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
import { $setKind } from '#app/editor/typing/kinds.ts'
import { type ParagraphKind, paragraphKinds } from '#server/domain/text/paragraph.ts'
import { $block, $caret, $citation, $select, type Desk, write } from './desks.ts'

/** What is done, and where: a paragraph and two offsets, taken modulo what there is. */
export interface Step {
  readonly do: 'type' | 'delete' | 'split' | 'join' | 'bold' | 'italic' | 'kind' | 'cite' | 'undo' | 'redo'
  readonly at?: number
  readonly to?: number
  readonly paragraph?: number
  readonly words?: string
  readonly kind?: ParagraphKind
}

const where = { at: fc.nat(60), to: fc.nat(60), paragraph: fc.nat(9) }
/** One step of one person. */
export const step: fc.Arbitrary<Step> = fc.oneof(
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

/** Does one step, committed at once. */
export function take(desk: Desk, step: Step): void {
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
