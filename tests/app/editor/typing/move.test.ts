// Moving paragraphs: they keep id, words, comments and suggestions; one undo takes it back; two people at once double
// nothing.

import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  $setState,
  INSERT_PARAGRAPH_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Moved } from '#app/editor/typing/commands.ts'
import { moveByStep, moveTo } from '#app/editor/typing/move.ts'
import { pairFaults } from '#server/document/pairs.ts'
import { $mark, $threadsOf, type BlockNode, byState } from '#server/document/tree/lexical-nodes.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { standingOf, tend } from '#server/document/writing/janitor.ts'
import {
  $block,
  $caret,
  $select,
  copyOf,
  type Desk,
  deliver,
  openDesk,
  seededDoc,
  shown,
  stored,
  write,
} from '../desks.ts'

const text = () =>
  seededDoc([
    ['p1', 'One.', 'recital'],
    ['p2', 'Two.'],
    ['n2', 'Note to two.', 'footnote'],
    ['p3', 'Three.'],
    ['a1', 'Head', 'row'],
    ['b1', 'First', 'row'],
    ['p4', 'Four.'],
  ])

const pids = (desk: Desk) => shown(desk).map((line) => line.split(' ')[0])

async function step(desk: Desk, way: 'up' | 'down', select: () => void): Promise<Moved | null> {
  const answer: { what: Moved | null } = { what: null }
  write(desk, () => {
    select()
    moveByStep(desk.editor, way, (what) => {
      answer.what = what
    })
  })
  await new Promise((resolve) => setImmediate(resolve))
  return answer.what
}

const selected = (desk: Desk) =>
  desk.editor.getEditorState().read(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return null
    return [selection.anchor, selection.focus].map((point) => {
      const block = point.getNode().getTopLevelElement()
      return `${shown(desk)[block?.getIndexWithinParent() ?? -1]?.split(' ')[0]} ${point.offset}`
    })
  })

describe('a step', () => {
  it('takes a paragraph over a paragraph with its footnotes, and over a table as a whole', async () => {
    const desk = openDesk(text())
    expect(await step(desk, 'down', () => $caret(0, 2))).toBe('moved')
    expect(pids(desk)).toEqual(['p2', 'n2', 'p1', 'p3', 'a1', 'b1', 'p4'])
    expect(selected(desk)).toEqual(['p1 2', 'p1 2'])
    await step(desk, 'down', () => $caret(3, 0))
    expect(pids(desk)).toEqual(['p2', 'n2', 'p1', 'a1', 'b1', 'p3', 'p4'])
    await step(desk, 'up', () => $caret(6, 0))
    expect(pids(desk)).toEqual(['p2', 'n2', 'p1', 'a1', 'b1', 'p4', 'p3'])
  })

  it('takes the footnotes of a paragraph along, and all that is selected', async () => {
    const desk = openDesk(text())
    await step(desk, 'up', () => $select([1, 1], [3, 3]))
    expect(pids(desk)).toEqual(['p2', 'n2', 'p3', 'p1', 'a1', 'b1', 'p4'])
    expect(selected(desk)).toEqual(['p2 1', 'p3 3'])
  })

  it('takes a row past a row, and not out of its table', async () => {
    const desk = openDesk(text())
    expect(await step(desk, 'up', () => $caret(5, 0))).toBe('moved')
    expect(pids(desk).slice(4, 6)).toEqual(['b1', 'a1'])
    expect(await step(desk, 'up', () => $caret(4, 0))).toBe('edge')
  })

  it('says so at the beginning and at the end of the text', async () => {
    const desk = openDesk(text())
    const before = stored(desk.doc)
    expect(await step(desk, 'up', () => $caret(0, 0))).toBe('edge')
    expect(await step(desk, 'down', () => $caret(6, 0))).toBe('edge')
    expect(stored(desk.doc)).toEqual(before)
  })

  it('keeps looks, citations, comments and the marks of suggestions', async () => {
    const desk = openDesk(text())
    const words = (desk.doc.get('en', Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText
    words.format(0, 2, { s_c_01thread: 1, p: { __format: 1 } })
    write(desk, () => {
      const first = $block(0).getFirstChild()
      if (!$isTextNode(first)) throw new Error('no words')
      $mark(first, 'd_1-1')
      $setState(first, byState, 'IE')
      $mark($block(0), 'k_1-2=operative')
    })
    const before = stored(desk.doc)[0]
    await step(desk, 'down', () => $caret(0, 0))
    expect(stored(desk.doc)[2]).toEqual(before)
    expect(desk.draft.health()).toBe('healthy')
  })

  it('is taken back by one undo, and what was typed before it by the next', async () => {
    const desk = openDesk(text())
    write(desk, () => {
      $caret(0, 4)
      $getSelection()?.insertText('!')
    })
    await step(desk, 'down', () => $caret(0, 0))
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(shown(desk)[0]).toBe('p1 recital One.!')
    expect(pids(desk)).toEqual(['p1', 'p2', 'n2', 'p3', 'a1', 'b1', 'p4'])
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(shown(desk)[0]).toBe('p1 recital One.')
  })
})

describe('two people at once', () => {
  it('moving the same paragraph to two places leave it in one of them, once the server has looked', async () => {
    const ana = openDesk(text())
    const ben = openDesk(copyOf(ana.doc))
    const server = copyOf(ana.doc)
    const before = standingOf(server)
    await step(ana, 'down', () => $caret(0, 0))
    await step(ben, 'down', () => $caret(0, 0))
    await step(ben, 'down', () => $caret(2, 0))
    deliver(ana.doc, ben.doc, server)
    tend(server, () => 'minted', before)
    deliver(ana.doc, ben.doc, server)
    for (const desk of [ana, ben]) {
      expect([...pids(desk)].sort()).toEqual(['a1', 'b1', 'n2', 'p1', 'p2', 'p3', 'p4'])
      expect(desk.draft.health()).toBe('healthy')
    }
    expect(shown(ana)).toEqual(shown(ben))
    expect(pairFaults(readTrees(server))).toEqual([])
  })

  it('one moving, the other typing in the paragraph beside it: the typing stands where it was typed', async () => {
    const ana = openDesk(text())
    const ben = openDesk(copyOf(ana.doc))
    await step(ana, 'down', () => $caret(3, 0))
    write(ben, () => {
      $caret(6, 5)
      $getSelection()?.insertText(' Typed.')
    })
    write(ben, () => {
      $caret(0, 4)
      ben.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)
    })
    deliver(ana.doc, ben.doc)
    expect(shown(ana)).toEqual(shown(ben))
    expect(shown(ana)).toContain('p4 operative Four. Typed.')
  })

  it('the other language follows, words and all', async () => {
    const ana = openDesk(text())
    const server = copyOf(ana.doc)
    const before = standingOf(server)
    await step(ana, 'down', () => $caret(0, 0))
    deliver(ana.doc, server)
    tend(server, () => 'minted', before)
    const { en, fr } = readTrees(server)
    expect(fr).toEqual({ ...en, language: 'fr' })
  })
})

it('a move by hand goes between whole things, and nowhere when it would change nothing', async () => {
  const desk = openDesk(text())
  const told: Moved[] = []
  const move = async (from: number, before: number | null) => {
    write(desk, () => {
      const key = (at: number) => $getRoot().getChildAtIndex<BlockNode>(at)!.getKey()
      moveTo(desk.editor, { keys: [key(from)], before: before === null ? null : key(before) }, (what) =>
        told.push(what),
      )
    })
    await new Promise((resolve) => setImmediate(resolve))
  }
  await move(0, 5)
  expect(pids(desk)).toEqual(['p2', 'n2', 'p3', 'p1', 'a1', 'b1', 'p4'])
  await move(5, 0)
  expect(pids(desk)).toEqual(['a1', 'b1', 'p2', 'n2', 'p3', 'p1', 'p4'])
  await move(2, null)
  expect(pids(desk)).toEqual(['a1', 'b1', 'p3', 'p1', 'p4', 'p2', 'n2'])
  await move(0, 2)
  await move(5, null)
  expect(told).toEqual(['moved', 'moved', 'moved', 'edge', 'edge'])
  expect(desk.editor.getEditorState().read(() => $getRoot().getAllTextNodes().flatMap($threadsOf))).toEqual([])
})
