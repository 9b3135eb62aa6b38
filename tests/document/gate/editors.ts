// A headless editor bound to one language of a document, as a client is: loads the state, hears changes, pushes its
// own.

import { createHeadlessEditor } from '@lexical/headless'
import {
  createBindingV2__EXPERIMENTAL as createBinding,
  syncYjsChangesToLexicalV2__EXPERIMENTAL as hear,
  syncYjsStateToLexicalV2__EXPERIMENTAL as load,
  type Provider,
  syncLexicalUpdateToYjsV2__EXPERIMENTAL as push,
} from '@lexical/yjs'
import { $getRoot, $isTextNode, type Klass, type LexicalNode, RootNode, SKIP_COLLAB_TAG, TextNode } from 'lexical'
import type * as Y from 'yjs'
import { $isBlock, $pidOf, BlockNode, nodesOfText } from '#server/document/tree/lexical-nodes.ts'
import type { Language } from '#server/domain/language.ts'

const silent = {
  awareness: { getLocalState: () => null, getStates: () => new Map(), setLocalState() {}, on() {}, off() {} },
} as unknown as Provider

const elementProperties = new Set(['__dir', '__format', '__indent', '__style', '__textFormat', '__textStyle'])

export function openEditor(doc: Y.Doc, language: Language) {
  const errors: unknown[] = []
  const editor = createHeadlessEditor({ nodes: nodesOfText, onError: (error) => errors.push(error) })
  const binding = createBinding(editor, language, doc, new Map([[language, doc]]), {
    rootName: language,
    excludedProperties: new Map<Klass<LexicalNode>, Set<string>>([
      [RootNode, elementProperties],
      [BlockNode, elementProperties],
      [TextNode, new Set(['__style', '__detail'])],
    ]),
  })
  load(binding, silent)
  binding.root.observeDeep((events, transaction) => {
    if (transaction.origin !== binding) hear(binding, silent, events, transaction, false)
  })
  editor.registerUpdateListener(
    ({ prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags }) => {
      if (tags.has(SKIP_COLLAB_TAG)) return
      push(binding, silent, prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags)
    },
  )
  return {
    errors,
    words: () =>
      editor.read(() =>
        $getRoot()
          .getChildren()
          .map((block) => block.getTextContent()),
      ),
    /** Marks every node dirty and pushes: writes exactly what the editor holds differently from the document. */
    touchEverything() {
      const touch = () => {
        for (const block of $getRoot().getChildren()) {
          block.markDirty()
          if ($isBlock(block)) for (const child of block.getChildren()) child.markDirty()
        }
      }
      editor.update(touch, { discrete: true })
    },
    /** Splits a paragraph after `offset` units of its first run, as Enter does. */
    split(pid: string, offset: number) {
      const enter = () => {
        $wordsIn(pid).select(offset, offset).insertParagraph()
      }
      editor.update(enter, { discrete: true })
    },
    /** Types words into a paragraph at an offset of its first run. */
    type(pid: string, offset: number, words: string) {
      const write = () => {
        $wordsIn(pid).spliceText(offset, 0, words)
      }
      editor.update(write, { discrete: true })
    },
  }
}

function $wordsIn(pid: string): TextNode {
  const block = $getRoot()
    .getChildren()
    .filter($isBlock)
    .find((candidate) => $pidOf(candidate) === pid)
  const node = block?.getFirstChild()
  if (!$isTextNode(node)) throw new Error(`no words in ${pid}`)
  return node
}
