// What the page adds to the words of an editor: numbers in the margin, citations, comment marks. It changes no text.

import { $getRoot, $getState, type LexicalEditor, mergeRegister, TextNode } from 'lexical'
import { $isBlock, $kindOf, $threadsOf, refState } from '#server/document/nodes.ts'
import { numbersOf } from '#server/document/number.ts'
import type { Language } from '#server/domain/language.ts'
import { haveBlocksChanged } from './changed.ts'

/** Shows numbers and marks for as long as the editor has a page. Returns the way to stop. */
export function registerShowing(editor: LexicalEditor, language: Language): () => void {
  return mergeRegister(
    editor.registerUpdateListener((update) => {
      if (haveBlocksChanged(update)) showNumbers(editor, language)
    }),
    editor.registerRootListener(() => showNumbers(editor, language)),
    editor.registerMutationListener(TextNode, (mutations) => {
      editor.getEditorState().read(() => {
        for (const [key, mutation] of mutations) if (mutation !== 'destroyed') $showMarks(editor, key)
      })
    }),
  )
}

/** The printed numbers, by the one rule; counted by the editor's own keys because a new paragraph has no pid yet. */
function showNumbers(editor: LexicalEditor, language: Language): void {
  const blocks = editor.getEditorState().read(() =>
    $getRoot()
      .getChildren()
      .filter($isBlock)
      .map((block) => ({ pid: block.getKey(), kind: $kindOf(block), runs: [] })),
  )
  const numbers = numbersOf({ language, paragraphs: blocks })
  for (const { pid: key } of blocks) {
    const element = editor.getElementByKey(key)
    const number = numbers.get(key) ?? ''
    if (element && element.dataset.number !== number) element.dataset.number = number
  }
}

function $showMarks(editor: LexicalEditor, key: string): void {
  const element = editor.getElementByKey(key)
  const node = editor.getEditorState()._nodeMap.get(key)
  if (!element || !(node instanceof TextNode)) return
  const cites = $getState(node, refState)
  const threads = $threadsOf(node).join(' ')
  element.classList.toggle('cites', cites !== '')
  if (cites) element.dataset.cites = cites
  else delete element.dataset.cites
  if (threads) element.dataset.threads = threads
  else delete element.dataset.threads
}
