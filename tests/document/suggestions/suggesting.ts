// What an honest editor of somebody who may only suggest does to a shared text: words put in with a mark, words marked
// as taken out, another look, breaks, marks on paragraphs, one's own taken back. Each act is one Yjs transaction, as
// the binding makes them.

import * as Y from 'yjs'
import { textsOf } from '#server/document/tree/blocks.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { paragraphKinds } from '#server/domain/text/paragraph.ts'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import type { Chance } from '#tests/support/seeded.ts'
import { rootsOf } from '../gate/honest.ts'

type Op = { insert: string; attributes?: Record<string, unknown> }

const phrases = ['the child ', 'may ', 'où ', 'a', 'a', '🧒', 'not ']

interface Scene {
  readonly block: Y.XmlElement
  readonly text: Y.XmlText | null
  readonly chance: Chance
  readonly id: string
  readonly isOwn: (id: string) => boolean
}

/** One suggestion of the person whose document it is, or one taken back. */
export function suggestHonestly(doc: Y.Doc, chance: Chance, count: number): void {
  const root = chance.pick(rootsOf(doc))
  if (root.length === 0) return
  const block = root.get(chance.whole(root.length)) as Y.XmlElement
  const [text = null] = textsOf(block)
  const scene = {
    ...{ block, text, chance, id: suggestionId(doc.clientID, count) },
    isOwn: (id: string) => id.startsWith(`${doc.clientID.toString(36)}-`),
  }
  doc.transact(() => suggest(chance.whole(100), scene), 'editor')
}

function suggest(what: number, scene: Scene): void {
  const { block, text, chance, id } = scene
  if (what < 15) markBlock(scene)
  else if (!text) insert(newText(block), 0, scene)
  else if (what < 50) insert(text, placeIn(text, chance), scene)
  else if (what < 60)
    insert(text, placeIn(text, chance), scene, { s_break: chance.pick(paragraphKinds), p: { __mode: 1 } })
  else if (what < 75) mark(text, scene, { [`s_d_${id}`]: 1 })
  else if (what < 82) mark(text, scene, { [`s_f_${id}`]: chance.whole(4) })
  else takeBack(text, scene)
}

function newText(block: Y.XmlElement): Y.XmlText {
  const text = new Y.XmlText()
  block.insert(0, [text])
  return text
}

function markBlock({ block, chance, id, isOwn }: Scene): void {
  const own = Object.keys(block.getAttributes()).filter((key) => /^s_[djkm]_/.test(key) && isOwn(key.slice(4)))
  if (own.length > 0 && chance.sometimes(0.5)) {
    block.setAttribute(chance.pick(own), '')
    return
  }
  const what = chance.pick(['d', 'j', 'k', 'm'])
  block.setAttribute(`s_${what}_${id}`, { k: chance.pick(paragraphKinds), m: 'start' }[what] ?? '1')
}

function insert(text: Y.XmlText, at: number, { chance, id }: Scene, look: Record<string, unknown> = {}): void {
  const words = look.s_break ? '¶' : chance.pick(phrases)
  text.insert(at, words, { [`s_i_${id}`]: 1, ...look })
  separate(text)
}

function mark(text: Y.XmlText, { chance }: Scene, look: Record<string, unknown>): void {
  const from = placeIn(text, chance)
  const to = placeIn(text, chance)
  if (from !== to) text.format(Math.min(from, to), Math.abs(from - to), look)
  separate(text)
}

/** Own words go, own marks are cleared, of the first stretch that has some. */
function takeBack(text: Y.XmlText, { isOwn }: Scene): void {
  let at = 0
  for (const { insert: words, attributes = {} } of text.toDelta() as Op[]) {
    const own = Object.keys(attributes).filter((key) => /^s_[idf]_/.test(key) && isOwn(key.slice(4)))
    if (own.length > 0) {
      const isPutIn = own.some((key) => key.startsWith('s_i_'))
      if (isPutIn) text.delete(at, words.length)
      else text.format(at, words.length, Object.fromEntries(own.map((key) => [key, null])))
      separate(text)
      return
    }
    at += words.length
  }
}

/** One edit of somebody who may: words, a kind, a paragraph. Citations stay whole. */
export function editPlainly(doc: Y.Doc, chance: Chance): void {
  const root = chance.pick(rootsOf(doc))
  const at = chance.whole(root.length)
  const block = root.get(at) as Y.XmlElement
  const [text] = textsOf(block)
  const what = chance.whole(100)
  doc.transact(() => {
    if (what < 15) block.setAttribute('s_kind', chance.pick(paragraphKinds))
    else if (what < 25 && root.length < 9)
      root.insert(at, [newBlock({ pid: `n${doc.clientID}${what}${at}`, kind: 'operative' }, [])])
    else if (what < 30 && root.length > 3) root.delete(at, 1)
    else if (!text) newText(block).insert(0, chance.pick(phrases), {})
    else if (what < 65) text.insert(placeIn(text, chance), chance.pick(phrases), {})
    else {
      const [from, to] = [placeIn(text, chance), placeIn(text, chance)]
      if (from !== to) text.delete(Math.min(from, to), Math.min(12, Math.abs(from - to)))
    }
    for (const each of textsOf(block)) separate(each)
  }, 'editor')
}

/** The editor's habit: each run has its index. */
function separate(text: Y.XmlText): void {
  text.applyDelta(
    (text.toDelta() as Op[]).map((op, index) => ({ retain: op.insert.length, attributes: { i: index || null } })),
  )
}

/** Never inside a character, nor inside a citation. */
function placeIn(text: Y.XmlText, chance: Chance): number {
  const ends = [0]
  let at = 0
  for (const { insert: words, attributes = {} } of text.toDelta() as Op[]) {
    if (attributes.s_ref || attributes.s_break) ends.push(at + words.length)
    else for (const character of words) ends.push((ends.at(-1) ?? 0) + character.length)
    at += words.length
  }
  return chance.pick(ends)
}
