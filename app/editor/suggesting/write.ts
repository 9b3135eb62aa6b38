// Writes suggestions into the shared text: nothing but marks and the person's own words changes there, letter by
// letter, so that the room finds no other change in it. It knows no editor beyond the paragraphs it is given.

import { type BindingV2, type Provider, syncLexicalUpdateToYjsV2__EXPERIMENTAL as writeRest } from '@lexical/yjs'
import { $getRoot, $isTextNode, type NodeKey, type TextNode, type UpdateListenerPayload } from 'lexical'
import * as Y from 'yjs'
import { $isBlock, type BlockNode } from '#server/document/tree/lexical-nodes.ts'
import { paragraphIn } from '#server/document/tree/read.ts'
import type { Paragraph, Run } from '#server/document/tree/tree.ts'
import { type Mark, readMark } from '#server/domain/text/suggestion.ts'
import { type Part, tellShown, textsIn } from '../binding/shown-in.ts'
import { isSameLook, lookOf } from '../binding/text-attributes.ts'
import { $paragraphOf } from './blocks.ts'
import { differenceOf, isSuggested } from './repair.ts'
import { isOwn, type Mine } from './runs.ts'

/** A paragraph that changed, on both sides. */
interface Pair {
  readonly block: BlockNode
  readonly element: Y.XmlElement
  readonly was: Paragraph
  readonly now: Paragraph
}

export interface Writing {
  readonly binding: BindingV2
  readonly provider: Provider
  /** Of the transaction. */
  readonly origin: object
  /** The nodes that changed since suggestions were last written. */
  readonly keys: ReadonlySet<NodeKey>
  readonly mine: Mine
}

/** Writes what was suggested. False, with nothing written, when something else than suggestions has changed. */
export function writeSuggestions(update: UpdateListenerPayload, writing: Writing): boolean {
  const { binding, provider, origin, keys, mine } = writing
  const { editorState, prevEditorState, normalizedNodes, tags } = update
  // Merged nodes no longer match what they were shown from.
  for (const key of normalizedNodes) binding.mapping.deleteNode(key)
  return editorState.read(() => {
    const pairs = $suggestedPairs(binding, keys, mine)
    if (!pairs) return false
    binding.doc.transact(() => {
      $writePairs(binding, pairs, mine)
      // The paragraphs are written; the binding keeps the rest in step: where the person stands.
      const rest = new Map([['root', false]])
      writeRest(binding, provider, prevEditorState, editorState, rest, new Set(), new Set(), tags)
    }, origin)
    return true
  })
}

/**
 * The paragraphs behind these keys that the shared text holds too; null when something else than suggestions has
 * changed.
 */
function $suggestedPairs(binding: BindingV2, dirty: ReadonlySet<NodeKey>, mine: Mine): Pair[] | null {
  const { mapping, root } = binding
  const blocks = $getRoot().getChildren()
  if (blocks.length !== root.length) return null
  const pairs: Pair[] = []
  for (const [at, element] of root.toArray().entries()) {
    const block = blocks[at]
    if (!$isBlock(block) || !(element instanceof Y.XmlElement) || mapping.getSharedType(block) !== element) return null
    if (!dirty.has(block.getKey())) continue
    if (!block.getChildren().every($isTextNode)) return null
    const pair = { block, element, was: paragraphIn(element), now: $paragraphOf(block) }
    if (!isSuggested(pair.was, pair.now, mine)) return null
    pairs.push(pair)
  }
  return pairs
}

function $writePairs(binding: BindingV2, pairs: readonly Pair[], mine: Mine): void {
  for (const { block, element, was, now } of pairs) {
    writeMarks(element, was.marks ?? [], now.marks ?? [])
    const nodes = block.getChildren().filter($isTextNode)
    writeWords(element, was.runs, now.runs, mine)
    binding.mapping.set(element, block)
    dress(binding, element, nodes)
  }
}

function writeMarks(element: Y.XmlElement, was: readonly Mark[], now: readonly Mark[]): void {
  for (const mark of was) if (!now.includes(mark)) element.removeAttribute(keyOf(mark))
  for (const mark of now) if (!was.includes(mark)) element.setAttribute(keyOf(mark), readMark(mark).value || '1')
}

function keyOf(mark: Mark): string {
  const { kind, id } = readMark(mark)
  return `s_${kind}_${id}`
}

/** Words of one's own by the count of other letters before them. */
function ownWords(runs: readonly Run[], mine: Mine): Map<number, string> {
  const words = new Map<number, string>()
  let others = 0
  for (const run of runs) {
    if (isOwn(run, mine)) words.set(others, (words.get(others) ?? '') + run.text)
    else others += run.text.length
  }
  return words
}

function writeWords(element: Y.XmlElement, was: readonly Run[], now: readonly Run[], mine: Mine): void {
  const [before, after] = [ownWords(was, mine), ownWords(now, mine)]
  const places = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => b - a)
  for (const place of places) {
    const [had, has] = [before.get(place) ?? '', after.get(place) ?? '']
    if (had === has) continue
    const start = [...before].reduce((sum, [at, text]) => (at < place ? sum + text.length : sum), place)
    const { from, wasTo, nowTo } = differenceOf(had, has, null)
    takeOut(element, start + from, wasTo - from)
    if (nowTo > from) putIn(element, start + from, has.slice(from, nowTo))
  }
}

function takeOut(element: Y.XmlElement, at: number, length: number): void {
  let start = 0
  for (const text of textsIn(element)) {
    const size = text.length
    const from = Math.max(0, at - start)
    const to = Math.min(size, at + length - start)
    if (from < to) text.delete(from, to - from)
    start += size
  }
}

/** Puts words in at so many letters from the first of a paragraph, with the look of those before them. */
export function putIn(element: Y.XmlElement, at: number, words: string): void {
  let start = 0
  for (const text of textsIn(element)) {
    if (at <= start + text.length) {
      text.insert(at - start, words)
      return
    }
    start += text.length
  }
  const text = new Y.XmlText()
  element.insert(element.length, [text])
  text.insert(0, words)
}

/**
 * Gives each letter the attributes of its node, as the binding does, and tells the binding which nodes show which text.
 */
function dress(binding: BindingV2, element: Y.XmlElement, nodes: readonly TextNode[]): void {
  for (const { text, parts } of tellShown(binding, element, nodes)) {
    if (isDressed(text, parts)) continue
    const none = Object.fromEntries([...keysIn(text)].map((key) => [key, null]))
    text.applyDelta(
      parts.map(({ node, length }, index) => ({
        retain: length,
        attributes: { ...none, p: null, ...lookOf(node), ...(index > 0 && { i: index }) },
      })),
    )
  }
}

interface Dressed {
  readonly length: number
  readonly has: Record<string, unknown>
}

/** Numbers that only keep nodes apart are not compared: two desks must not answer each other's for ever. */
function isDressed(text: Y.XmlText, parts: readonly Part[]): boolean {
  const ops = text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]
  const are = joined(ops.map(({ insert, attributes: { i: _number, ...has } = {} }) => ({ length: insert.length, has })))
  return (
    are.length === parts.length &&
    are.every(({ length, has }, at) => {
      const part = parts[at]!
      return length === part.length && isSameLook(has, lookOf(part.node))
    })
  )
}

/** As an editor joins them: neighbours that differ in nothing but the number, unless they are one thing each. */
function joined(ops: readonly Dressed[]): Dressed[] {
  const joined: Dressed[] = []
  for (const op of ops) {
    const last = joined.at(-1)
    const { __mode: mode = 0 } = (op.has.p ?? {}) as { __mode?: number }
    if (last && mode === 0 && isSameLook(last.has, op.has))
      joined[joined.length - 1] = { ...op, length: last.length + op.length }
    else joined.push(op)
  }
  return joined
}

function keysIn(text: Y.XmlText): Set<string> {
  const keys = new Set<string>()
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentFormat) keys.add(item.content.key)
  }
  return keys
}
