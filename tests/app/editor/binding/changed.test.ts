// Whether an update changed paragraphs or only words: numbers and the comparison with the shared text wait for it.

import { $createTextNode, $getRoot, $setState, type LexicalEditor } from 'lexical'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { haveBlocksChanged } from '#app/editor/binding/changed.ts'
import { $createBlock, type BlockNode, kindState, pidState } from '#server/document/tree/lexical-nodes.ts'
import { block, openDesk, seededDoc } from '../desks.ts'

const words = [
  ['p1', 'One.'],
  ['p2', 'Two.'],
  ['p3', ''],
] as const

/** What is said of one change of a fresh editor. */
function saidOf(change: (editor: LexicalEditor) => void): boolean[] {
  const { editor } = openDesk(seededDoc(words))
  const said: boolean[] = []
  editor.registerUpdateListener((update) => void said.push(haveBlocksChanged(update)))
  editor.update(() => change(editor), { discrete: true })
  return said
}

const nth = (index: number) => $getRoot().getChildAtIndex<BlockNode>(index)!

describe('words', () => {
  test.each([
    ['typed', () => void nth(0).selectEnd().insertText('x')],
    ['typed into an empty paragraph', () => void nth(2).append($createTextNode('x'))],
    ['taken out', () => void nth(1).clear()],
    ['selected', () => void nth(1).selectStart()],
  ])('%s change no paragraph', (_, change) => {
    expect(saidOf(change)).not.toContain(true)
  })
})

describe('a paragraph', () => {
  test.each([
    ['comes', () => void nth(0).insertAfter($createBlock('operative'))],
    ['goes', () => nth(1).remove()],
    ['moves', () => void nth(0).insertBefore(nth(1))],
    ['gets another kind', () => void $setState(nth(1), kindState, 'heading1')],
    ['gets another id', () => void $setState(nth(1), pidState, 'p9')],
    ['is cut in two', () => void nth(0).selectEnd().insertParagraph()],
  ])('that %s is a change', (_, change) => {
    expect(saidOf(change)).toContain(true)
  })
})

test('a paragraph that comes from somebody else is a change, their words are none', () => {
  const doc = seededDoc(words)
  const { editor } = openDesk(doc)
  const said: boolean[] = []
  editor.registerUpdateListener((update) => void said.push(haveBlocksChanged(update)))
  const root = doc.get('en', Y.XmlElement)
  const first = (root.get(0) as Y.XmlElement).get(0) as Y.XmlText
  doc.transact(() => first.insert(0, 'A'), 'network')
  expect(said.length).toBeGreaterThan(0)
  expect(said).not.toContain(true)
  doc.transact(() => root.insert(1, [block('p5', 'Five.', 'operative')]), 'network')
  expect(said).toContain(true)
})
