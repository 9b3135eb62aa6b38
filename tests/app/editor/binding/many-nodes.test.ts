// A letter in a short text copies no list of its nodes.

import { createHeadlessEditor } from '@lexical/headless'
import { $createTextNode, $getRoot, type LexicalEditor } from 'lexical'
import { expect, it } from 'vitest'
import { keepAsMany } from '#app/editor/binding/many-nodes.ts'
import { $createBlock, nodesOfText } from '#server/document/tree/lexical-nodes.ts'

function openShort(): LexicalEditor {
  return createHeadlessEditor({
    nodes: nodesOfText,
    onError(error) {
      throw error
    },
  })
}

const write = (editor: LexicalEditor) =>
  editor.update(() => void $getRoot().append($createBlock('operative').append($createTextNode('Agreed.'))), {
    discrete: true,
  })

/** Lexical copies a plain Map with every step. */
const isCopied = (editor: LexicalEditor) => Object.getPrototypeOf(editor.getEditorState()._nodeMap) === Map.prototype

it('is kept in the way of a long one, and is empty until something is written', () => {
  const [short, plain] = [openShort(), openShort()]
  keepAsMany(short)
  expect(short.read(() => $getRoot().getChildrenSize())).toBe(0)
  for (let step = 0; step < 20; step++) {
    write(short)
    write(plain)
  }
  expect(short.read(() => $getRoot().getTextContent())).toBe(plain.read(() => $getRoot().getTextContent()))
  expect(isCopied(plain)).toBe(true)
  expect(isCopied(short)).toBe(false)
  expect(short.getEditorState()._nodeMap.size).toBe(plain.getEditorState()._nodeMap.size)
})
