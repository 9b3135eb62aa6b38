// What the page adds to the words of an editor: numbers in the margin, citations, comment marks. It changes no text.

import { $getRoot, $getState, type LexicalEditor, mergeRegister, type NodeMutation, TextNode } from 'lexical'
import { initialsOf } from '#server/document/brackets.ts'
import type { BothKept, KeptNumbers } from '#server/document/numbering/kept.ts'
import { noteNumbersOf, numbersInOrder } from '#server/document/numbering/number.ts'
import {
  $isBlock,
  $kindOf,
  $marksOf,
  $pidOf,
  $threadsOf,
  BlockNode,
  breakState,
  byState,
  refState,
} from '#server/document/tree/lexical-nodes.ts'
import type { Language } from '#server/domain/language.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'
import type { Mark } from '#server/domain/text/suggestion.ts'
import { haveBlocksChanged } from '../binding/changed.ts'
import type { Signal } from '../signal.ts'
import { allLooks, suggestedBy } from './suggested.ts'
import { showTables } from './table-show.ts'

/** Shows numbers and marks for as long as the editor has a page. Returns the way to stop. */
export function registerShowing(editor: LexicalEditor, language: Language, numbering: Signal<BothKept>): () => void {
  const show = () => showNumbers(editor, language, numbering.get()?.[language])
  return mergeRegister(
    numbering.watch(show),
    editor.registerUpdateListener((update) => {
      if (haveBlocksChanged(update)) show()
    }),
    editor.registerRootListener(show),
    editor.registerMutationListener(TextNode, (mutations) => showEach(editor, mutations, $showMarks)),
    editor.registerMutationListener(BlockNode, (mutations) => showEach(editor, mutations, $showDeeds)),
  )
}

type Show = (editor: LexicalEditor, key: string) => void

function showEach(editor: LexicalEditor, mutations: ReadonlyMap<string, NodeMutation>, $show: Show): void {
  editor.getEditorState().read(() => {
    for (const [key, mutation] of mutations) if (mutation !== 'destroyed') $show(editor, key)
  })
}

/** The printed numbers, by the one rule and by place, because a new paragraph has no pid yet. */
function showNumbers(editor: LexicalEditor, language: Language, kept: KeptNumbers | undefined): void {
  const blocks = editor.getEditorState().read(() =>
    $getRoot()
      .getChildren()
      .filter($isBlock)
      .map((block) => ({ block, key: block.getKey(), pid: $pidOf(block), kind: $kindOf(block) })),
  )
  const numbers = numbersInOrder(blocks, kept)
  const notes = blocks.some(({ kind }) => kind === 'footnote') ? noteNumbersIn(editor, blocks) : null
  for (const [at, { key, pid }] of blocks.entries()) {
    const element = editor.getElementByKey(key)
    const number = notes?.get(pid) ?? numbers[at] ?? ''
    if (element && element.dataset.number !== number) element.dataset.number = number
  }
  showTables(editor, blocks, language)
}

/** The numbers of footnotes by pid, in the order of their calls. */
function noteNumbersIn(
  editor: LexicalEditor,
  blocks: readonly { readonly block: BlockNode; readonly pid: string; readonly kind: ParagraphKind }[],
): Map<string, string> {
  return editor.getEditorState().read(() =>
    noteNumbersOf(
      blocks.map(({ block, pid, kind }) => ({
        pid,
        kind,
        runs: block
          .getAllTextNodes()
          .map((node) => ({ text: '', cites: $getState(node, refState), marks: $marksOf(node) })),
      })),
    ),
  )
}

/** What stands on the words of an element, in one line: with almost every letter it is the same as before. */
const shown = new WeakMap<HTMLElement, string>()

/**
 * Of words with nothing on them, which most are: the browser would keep something for whatever is taken off each of
 * them.
 */
const bare = '\n\n\n'

function $showMarks(editor: LexicalEditor, key: string): void {
  const element = editor.getElementByKey(key)
  const node = editor.getEditorState()._nodeMap.get(key)
  if (!element || !(node instanceof TextNode)) return
  const [cites, by, breaks] = [$getState(node, refState), $getState(node, byState), $getState(node, breakState)]
  const [threads, marks] = [$threadsOf(node).join(' '), $marksOf(node)]
  const now = [cites, by, breaks, threads, ...marks].join('\n')
  if ((shown.get(element) ?? bare) === now) return
  shown.set(element, now)
  element.classList.toggle('cites', cites !== '')
  put(element, 'cites', cites)
  put(element, 'by', by && initialsOf(by))
  put(element, 'threads', threads)
  showSuggested(element, marks)
  element.classList.toggle('suggested-break', breaks !== '')
}

/** Underlined, struck: the same as in the printed text, where the elements say it to who listens. */
function showSuggested(element: HTMLElement, marks: readonly Mark[]): void {
  const { ids, isIn, isOut, look } = suggestedBy(marks)
  put(element, 'suggestions', ids)
  for (const name of allLooks) element.classList.toggle(name, look.includes(name))
  if (isIn || isOut) element.role = isIn ? 'insertion' : 'deletion'
  else element.removeAttribute('role')
}

/** What is suggested for a paragraph as such. */
function $showDeeds(editor: LexicalEditor, key: string): void {
  const element = editor.getElementByKey(key)
  const node = editor.getEditorState()._nodeMap.get(key)
  if (!element || !$isBlock(node)) return
  const { ids, deeds } = suggestedBy($marksOf(node))
  put(element, 'suggestions', ids)
  put(element, 'suggested', deeds)
}

function put(element: HTMLElement, name: string, value: string): void {
  if (value) element.dataset[name] = value
  else delete element.dataset[name]
}
