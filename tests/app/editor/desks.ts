// Two desks over one shared text, without a page and without a network: what one writes reaches the other when
// delivered.

import { createHeadlessEditor } from '@lexical/headless'
import { registerRichText } from '@lexical/rich-text'
import { $createTextNode, $getRoot, $getSelection, $setState, type LexicalEditor } from 'lexical'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { bindDraft } from '#app/editor/binding/binding.ts'
import { registerEnds } from '#app/editor/binding/mark-boundaries.ts'
import type { Draft, Health, OwnWords } from '#app/editor/draft.ts'
import type { Mode } from '#app/editor/mode.ts'
import { type Author, authorOf } from '#app/editor/suggesting/author.ts'
import { registerSuggesting, type Stopped } from '#app/editor/suggesting/register.ts'
import { presenceIn } from '#app/editor/sync/presence.ts'
import { registerWritingRules } from '#app/editor/typing/rules.ts'
import {
  $createBlock,
  $kindOf,
  $pidOf,
  type BlockNode,
  nodesOfText,
  refState,
} from '#server/document/tree/lexical-nodes.ts'
import type { Language } from '#server/domain/language.ts'

export interface Desk {
  readonly doc: Y.Doc
  readonly language: Language
  readonly editor: LexicalEditor
  readonly draft: Draft
  readonly told: Health[]
  readonly errors: unknown[]
  mayEdit: boolean
  mode: Mode
  readonly stopped: Stopped[]
  readonly author: Author
  readonly awareness: Awareness
}

/** A document as the server seeds it: blocks with ids, each with its words in one text. */
export function seededDoc(paragraphs: readonly (readonly [pid: string, words: string, kind?: string])[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const language of ['en', 'fr']) {
      const root = doc.get(language, Y.XmlElement)
      for (const [pid, words, kind = 'operative'] of paragraphs) root.push([block(pid, words, kind)])
    }
  })
  return doc
}

export function block(pid: string, words: string, kind: string): Y.XmlElement {
  const element = new Y.XmlElement('block')
  element.setAttribute('s_pid', pid)
  element.setAttribute('s_kind', kind)
  if (words) {
    const text = new Y.XmlText()
    text.insert(0, words)
    element.insert(0, [text])
  }
  return element
}

/** A copy of a document as another computer would hold it. */
export function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'network')
  return copy
}

/**
 * `author`, `own`: of a page with both languages, one for its two desks. Without `own` what is typed is written at
 * once.
 */
export function openDesk(
  doc: Y.Doc,
  language: Language = 'en',
  mayEdit = true,
  author = authorOf(doc),
  own?: OwnWords,
): Desk {
  const errors: unknown[] = []
  let draft: Draft | null = null
  const editor = createHeadlessEditor({
    namespace: 'recital',
    nodes: nodesOfText,
    onError(error) {
      errors.push(error)
      draft?.fail(error)
    },
  })
  registerRichText(editor)
  const awareness = new Awareness(doc)
  const desk: Desk = {
    ...{ doc, language, editor, errors, told: [], mayEdit, draft: null as unknown as Draft },
    ...{ mode: 'edit', stopped: [], author, awareness },
  }
  const suggesting = {
    isOn: () => desk.mode === 'suggest',
    mine: desk.author.mine,
    onStopped: (what: Stopped) => desk.stopped.push(what),
  }
  registerWritingRules(editor)
  registerEnds(editor, suggesting.isOn)
  registerSuggesting(editor, { ...suggesting, pen: desk.author, stored: (block) => draft?.stored(block) ?? null })
  draft = bindDraft(editor, {
    doc,
    language,
    presence: presenceIn(awareness, language),
    mayEdit: () => desk.mayEdit,
    suggesting,
    onHealth: (health) => desk.told.push(health),
    ...(own && { own }),
  })
  return Object.assign(desk, { draft })
}

/** Delivers between documents: everything each lacks of the others. */
export function deliver(...docs: Y.Doc[]): void {
  for (const from of docs) {
    for (const to of docs) {
      if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'network')
    }
  }
}

/** Runs one step of writing, committed at once. */
export function write(desk: Desk, step: () => void): void {
  desk.editor.update(step, { discrete: true })
}

/** Writes where the selection is, in its place. */
export function $type(words: string): void {
  $getSelection()?.insertText(words)
}

export function $block(index: number): BlockNode {
  return $getRoot().getChildAtIndex<BlockNode>(index)!
}

/** Puts the caret at an offset of the words of a paragraph. */
export function $caret(index: number, offset: number): void {
  $select([index, offset], [index, offset])
}

/** Selects from one place to another, each a paragraph and an offset in its words. */
export function $select(from: readonly [number, number], to: readonly [number, number]): void {
  const [startKey, startOffset, startType] = $point(...from)
  const [endKey, endOffset, endType] = $point(...to)
  const selection = $getRoot().selectStart()
  selection.anchor.set(startKey, startOffset, startType)
  selection.focus.set(endKey, endOffset, endType)
}

function $point(index: number, offset: number): [string, number, 'text' | 'element'] {
  const texts = $block(index).getAllTextNodes()
  let rest = offset
  for (const text of texts) {
    if (rest <= text.getTextContentSize()) return [text.getKey(), rest, 'text']
    rest -= text.getTextContentSize()
  }
  const last = texts.at(-1)
  return last ? [last.getKey(), last.getTextContentSize(), 'text'] : [$block(index).getKey(), 0, 'element']
}

export function $citation(target: string, label: string) {
  return $setState($createTextNode(label), refState, target).setMode('token')
}

export function $append(kind: Parameters<typeof $createBlock>[0], words: string): void {
  $getRoot().append($createBlock(kind).append($createTextNode(words)))
}

/** What an editor shows: one line a paragraph, `pid kind words`. */
export function shown(desk: Desk): string[] {
  return desk.editor.getEditorState().read(() =>
    $getRoot()
      .getChildren<BlockNode>()
      .map((node) => `${$pidOf(node) || '-'} ${$kindOf(node)} ${node.getTextContent()}`),
  )
}

/** The shared text as stored, with every attribute. */
export function stored(doc: Y.Doc, language: Language = 'en'): unknown[] {
  return doc
    .get(language, Y.XmlElement)
    .toArray()
    .map((child) =>
      child instanceof Y.XmlElement
        ? {
            name: child.nodeName,
            attributes: child.getAttributes(),
            words: child.toArray().map((text) => (text instanceof Y.XmlText ? text.toDelta() : String(text))),
          }
        : String(child),
    )
}
