// A suggestion about a paragraph is decided while somebody edits: what the editor writes afterwards can be read.

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $createBlock } from '#server/document/tree/lexical-nodes.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { $block, copyOf, deliver, openDesk, seededDoc, write } from '../desks.ts'

test('a paragraph that is made anew after its suggestion was decided carries nothing of it', () => {
  const doc = seededDoc([
    ['p1', 'One.'],
    ['p2', 'Two.'],
    ['p3', 'Three.'],
  ])
  const second = (of: Y.Doc) => of.get('en', Y.XmlElement).get(1) as Y.XmlElement
  second(doc).setAttribute('s_k_1jk-1', 'quote')
  const desk = openDesk(doc)
  const server = copyOf(doc)
  second(server).removeAttribute('s_k_1jk-1')
  deliver(server, doc)
  // In one update on both sides of it: the mapping then makes what lies between anew.
  write(desk, () => {
    $block(0).insertBefore($createBlock('operative'))
    $block(3).insertAfter($createBlock('note'))
    const [before, after] = [$block(1), $block(3)]
    before.insertAfter($block(2).getNextSibling()!)
    after.insertAfter(before)
  })
  deliver(server, doc)
  expect(readTrees(server).en.paragraphs.flatMap(({ marks = [] }) => marks)).toEqual([])
  expect(desk.errors).toEqual([])
})
