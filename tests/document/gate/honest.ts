// What honest editors do to a shared text, in the real vocabulary: type, delete, format, cite, split, join, change
// kind, remove a paragraph, undo. Each edit is one Yjs transaction, as the binding makes them.

import * as Y from 'yjs'
import { paragraphKinds } from '#server/domain/text/paragraph.ts'
import type { Chance } from '#tests/support/seeded.ts'

const words = ['the Party ', 'l’enfant ', 'shall ', 'é', '😀 ', 'in accordance with ', 'a', '  ']
const looks: readonly Record<string, unknown>[] = [
  { p: { __format: 1 } },
  { p: { __format: 3 } },
  { p: null },
  { p: { __mode: 1 }, s_ref: 'article:23' },
  { s_ref: null, p: null },
  { i: 2 },
]

export function rootsOf(doc: Y.Doc): Y.XmlElement[] {
  return ['en', 'fr'].map((name) => doc.get(name, Y.XmlElement) as Y.XmlElement)
}

/** One edit of a person at `doc`. `undo` undoes what that person did. */
export function editHonestly(doc: Y.Doc, chance: Chance, undo: Y.UndoManager): void {
  const root = chance.pick(rootsOf(doc))
  const block = root.length > 0 ? (root.get(chance.whole(root.length)) as Y.XmlElement) : null
  const text = block && block.length > 0 ? (block.get(chance.whole(block.length)) as Y.XmlText) : null
  const kind = chance.whole(100)
  if (kind < 6) undo.undo()
  else if (kind < 8) undo.redo()
  else doc.transact(() => edit(kind, { root, block, text, chance }), 'editor')
  if (chance.sometimes(0.3)) undo.stopCapturing()
}

interface Scene {
  readonly root: Y.XmlElement
  readonly block: Y.XmlElement | null
  readonly text: Y.XmlText | null
  readonly chance: Chance
}

function edit(kind: number, scene: Scene): void {
  const { root, block, text, chance } = scene
  if (!block || kind < 15) insertBlock(root, chance)
  else if (kind < 20) block.setAttribute('s_kind', chance.pick(paragraphKinds))
  else if (kind < 22) root.delete(indexIn(root, block), 1)
  else if (!text) block.insert(0, [new Y.XmlText()])
  else if (kind < 28) split(scene)
  else if (kind < 32) join(scene)
  else if (kind < 45) remove(text, chance)
  else if (kind < 58) format(text, chance)
  else text.insert(placeIn(text, chance.whole(text.length + 1)), chance.pick(words))
}

/** An editor's caret never stands inside a surrogate pair. */
function placeIn(text: Y.XmlText, at: number): number {
  const plain = (text.toDelta() as { insert: string }[]).map((op) => op.insert).join('')
  return /[\uDC00-\uDFFF]/.test(plain[at] ?? '') ? at + 1 : at
}

function insertBlock(root: Y.XmlElement, chance: Chance): void {
  const block = new Y.XmlElement('block')
  block.setAttribute('s_kind', chance.pick(paragraphKinds))
  if (chance.sometimes(0.5)) block.setAttribute('s_pid', `01pid${chance.whole(1e6)}`)
  if (chance.sometimes(0.7)) {
    const text = new Y.XmlText()
    text.applyDelta([
      { insert: chance.pick(words) },
      { insert: chance.pick(words), attributes: { ...chance.pick(looks), i: 1 } },
    ])
    block.insert(0, [text])
  }
  root.insert(chance.whole(root.length + 1), [block])
}

function split({ root, block, text, chance }: Scene): void {
  if (!text || !block) return
  const at = placeIn(text, chance.whole(text.length + 1))
  const rest = text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]
  const next = new Y.XmlElement('block')
  next.setAttribute('s_kind', 'operative')
  const moved = new Y.XmlText()
  moved.applyDelta(after(rest, at))
  next.insert(0, [moved])
  text.delete(at, text.length - at)
  root.insert(indexIn(root, block) + 1, [next])
}

function join({ root, block }: Scene): void {
  const next = block && root.get(indexIn(root, block) + 1)
  if (!next || !block) return
  const [mine] = block.toArray()
  const [theirs] = (next as Y.XmlElement).toArray()
  if (mine instanceof Y.XmlText && theirs instanceof Y.XmlText) {
    mine.applyDelta([{ retain: mine.length }, ...theirs.toDelta()])
  }
  root.delete(indexIn(root, next as Y.XmlElement), 1)
}

function remove(text: Y.XmlText, chance: Chance): void {
  const from = placeIn(text, chance.whole(text.length))
  text.delete(from, placeIn(text, Math.min(from + 1 + chance.whole(12), text.length)) - from)
}

function format(text: Y.XmlText, chance: Chance): void {
  const from = placeIn(text, chance.whole(text.length))
  text.format(from, placeIn(text, Math.min(from + 1 + chance.whole(8), text.length)) - from, chance.pick(looks))
}

function after(delta: { insert: string; attributes?: Record<string, unknown> }[], at: number) {
  let left = at
  return delta.flatMap((op) => {
    const cut = Math.min(left, op.insert.length)
    left -= cut
    return cut === op.insert.length ? [] : [{ ...op, insert: op.insert.slice(cut) }]
  })
}

function indexIn(root: Y.XmlElement, block: Y.XmlElement): number {
  return root.toArray().indexOf(block)
}

/** Everything that can be seen in a text, for comparing two copies. */
export function seenIn(doc: Y.Doc): string {
  const seen = rootsOf(doc).map((root) => root.toArray().map((block) => seenInBlock(block as Y.XmlElement)))
  return JSON.stringify(seen)
}

function seenInBlock(block: Y.XmlElement): unknown {
  const attributes = Object.entries(block.getAttributes()).sort(([one], [other]) => (one < other ? -1 : 1))
  return [block.nodeName, attributes, block.toArray().map((text) => (text as Y.XmlText).toDelta())]
}
