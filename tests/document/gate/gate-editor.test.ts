// What the real editor sends passes the gate: two desks bound by our own binding, the janitor at work, bad deliveries.

import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  INSERT_PARAGRAPH_COMMAND,
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $setKind } from '#app/editor/typing/kinds.ts'
import { examine, marksIn } from '#server/document/gate/gate.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { pidsOf, tend } from '#server/document/writing/janitor.ts'
import { paragraphKinds } from '#server/domain/text/paragraph.ts'
import {
  $block,
  $caret,
  $citation,
  $select,
  copyOf,
  type Desk,
  openDesk,
  seededDoc,
  write,
} from '#tests/app/editor/desks.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { rootsOf } from './honest.ts'

function act(desk: Desk, chance: Chance): void {
  const kind = chance.whole(100)
  if (kind < 8) desk.editor.dispatchCommand(kind < 5 ? UNDO_COMMAND : REDO_COMMAND, undefined)
  else write(desk, () => $act(desk, chance, kind))
}

function $act(desk: Desk, chance: Chance, kind: number): void {
  const paragraph = chance.whole($getRoot().getChildrenSize())
  const size = $block(paragraph).getTextContentSize()
  const [at, to] = [chance.whole(size + 1), chance.whole(size + 1)].sort((a, b) => a - b) as [number, number]
  if (kind < 55 || kind >= 90) $caret(paragraph, at)
  else if (kind < 62 && paragraph > 0)
    $select([paragraph - 1, $block(paragraph - 1).getTextContentSize()], [paragraph, 0])
  else $select([paragraph, at], [paragraph, to])
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) throw new Error('no selection')
  if (kind < 45) selection.insertText(chance.pick(['the ', 'Partie', 'é', ' 23']))
  else if (kind < 55) desk.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)
  else if (kind < 72) selection.removeText()
  else if (kind < 82) selection.formatText(chance.pick(['bold', 'italic']))
  else if (kind < 90) $setKind(chance.pick(paragraphKinds))
  else selection.insertNodes([$citation('article:23', 'Article 23'), $createTextNode(' ')])
}

const seeds = [1, 2, 3, 4, 5]

test.each(seeds)('real editors at one text are refused nothing (seed %i)', async (seed) => {
  const chance = chanceFrom(seed)
  const server = seededDoc([
    ['p1', 'The Committee recalls the Convention.', 'recital'],
    ['p2', 'States shall take the necessary measures.'],
    ['p3', ''],
  ])
  ;((rootsOf(server)[0]!.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(4, 12, { s_c_01thread: 1 })
  const { threads } = marksIn(server)
  let known = pidsOf(server)
  let minted = 0
  const desks = [openDesk(copyOf(server)), openDesk(copyOf(server), 'fr'), openDesk(copyOf(server))]
  const refused: string[] = []
  let taken = 0
  const send = (at: number) => {
    const { doc } = desks[at]!
    const verdict = examine(server, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), {
      ownerOf: (client) => (client === doc.clientID ? 'sender' : 'other'),
      knowsThread: (id) => threads.has(id),
      knowsSuggestion: () => false,
    })
    if (!verdict.passed) refused.push(`${verdict.reason}: ${verdict.detail}`)
    else if (verdict.update) {
      Y.applyUpdate(server, verdict.update)
      known = tend(server, () => `01minted${++minted}`, { known }).known
      taken += 1
    }
  }
  const hear = (at: number) => {
    const { doc } = desks[at]!
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(doc)), 'network')
  }
  for (let step = 0; step < 400; step++) {
    const at = chance.whole(3)
    act(desks[at]!, chance)
    if (chance.sometimes(0.5)) send(at)
    if (chance.sometimes(0.5)) hear(chance.whole(3))
    await Promise.resolve()
  }
  for (const at of [0, 1, 2]) send(at)
  for (const at of [0, 1, 2]) hear(at)
  expect(refused).toEqual([])
  expect(taken).toBeGreaterThan(100)
  // Separators that nobody sees may differ; words, looks, citations and marks may not.
  for (const { doc } of desks) expect(readTrees(doc)).toEqual(readTrees(server))
})
