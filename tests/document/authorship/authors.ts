// Several people at one text whose words all differ, and the log that comes of it: for tests of who wrote what.

import * as Y from 'yjs'
import { decide } from '#server/document/suggestions/decide.ts'
import { suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { standingOf, tend } from '#server/document/writing/janitor.ts'
import { languages } from '#server/domain/language.ts'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { mintFrom } from '../texts.ts'

export interface LoggedRow {
  readonly seq: number
  readonly at: number
  readonly by: string | null
  readonly bytes: Uint8Array
}

interface Peer {
  readonly name: string
  readonly doc: Y.Doc
  readonly unsent: Uint8Array[]
}

/** Milliseconds between two rows. */
const apart = 60_000

export class Authors {
  readonly server = new Y.Doc()
  readonly rows: LoggedRow[] = []
  readonly #chance: Chance
  readonly #peers: readonly Peer[]
  readonly #mint = mintFrom('p')
  #by: string | null = null
  #words = 0
  #suggestions = 0
  #standing

  constructor(seed: number, names: readonly string[]) {
    this.#chance = chanceFrom(seed)
    this.server.clientID = 1
    this.server.on('update', (bytes: Uint8Array) => {
      const seq = this.rows.length + 1
      this.rows.push({ seq, at: seq * apart, by: this.#by, bytes })
    })
    this.#standing = standingOf(this.server)
    this.#tend()
    this.#peers = names.map((name, at) => {
      const doc = new Y.Doc()
      doc.clientID = at + 2
      for (const language of languages) rootOf(doc, language)
      const unsent: Uint8Array[] = []
      doc.on('update', (bytes: Uint8Array, origin: unknown) => {
        if (origin !== 'server') unsent.push(bytes)
      })
      return { name, doc, unsent }
    })
    this.#meet()
  }

  /**
   * Words are put in, taken out and suggested by all at once; the order of paragraphs changes while nobody holds
   * anything back.
   */
  step(): void {
    const chance = this.#chance
    const peer = chance.pick(this.#peers)
    const what = chance.whole(100)
    if (what < 45) this.#type(peer, {})
    else if (what < 55) this.#type(peer, { [`s_i_${suggestionId(peer.doc.clientID, ++this.#suggestions)}`]: 1 })
    else if (what < 68) this.#erase(peer)
    else if (what < 82) this.#send(peer)
    else if (what < 92) this.#restructure(peer)
    else this.#decide()
  }

  #tend(): void {
    this.#by = null
    tend(this.server, this.#mint, this.#standing)
    this.#standing = standingOf(this.server)
  }

  #send({ name, doc, unsent }: Peer): void {
    this.#by = name
    for (const bytes of unsent.splice(0)) Y.applyUpdate(this.server, bytes)
    this.#by = null
    if (this.#chance.sometimes(0.5)) this.#tend()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(doc)), 'server')
  }

  #meet(): void {
    for (const peer of [...this.#peers, ...this.#peers]) this.#send(peer)
    this.#tend()
    for (const { doc } of this.#peers) {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(doc)), 'server')
    }
  }

  #place(doc: Y.Doc) {
    const root = rootOf(doc, this.#chance.pick(languages))
    const at = this.#chance.whole(root.length)
    const block = root.get(at) as Y.XmlElement
    const [text = null] = textsOf(block)
    return { root, at, block, text }
  }

  #type({ doc }: Peer, attributes: Record<string, unknown>): void {
    const { block, text } = this.#place(doc)
    doc.transact(() => {
      const home = text ?? new Y.XmlText()
      if (!text) block.insert(0, [home])
      const starts = text ? boundaries(text) : [0]
      home.insert(this.#chance.pick(starts), `w${++this.#words} `, attributes)
    }, 'editor')
  }

  #erase({ doc }: Peer): void {
    const { text } = this.#place(doc)
    const starts = text ? boundaries(text) : []
    const from = this.#chance.whole(starts.length)
    const to = Math.min(starts.length - 1, from + 1 + this.#chance.whole(3))
    if (text && to > from) text.delete(starts[from]!, starts[to]! - starts[from]!)
  }

  #restructure(peer: Peer): void {
    this.#meet()
    const { doc } = peer
    const { root, at, block, text } = this.#place(doc)
    const kind = 'operative'
    const trees = readTrees(doc)
    const language = root === rootOf(doc, 'en') ? 'en' : 'fr'
    const paragraph = trees[language].paragraphs[at]!
    const how = this.#chance.whole(4)
    doc.transact(() => {
      if (how === 0 && text && text.length > 0 && textsOf(block).length === 1) {
        const cut = this.#chance.pick(boundaries(text))
        const tail = tailOf(paragraph.runs, cut)
        text.delete(cut, text.length - cut)
        root.insert(at + 1, [newBlock({ pid: '', kind }, tail)])
      } else if (how === 1 && text && at > 0) {
        const [home] = textsOf(root.get(at - 1) as Y.XmlElement)
        if (!home) return
        for (const run of paragraph.runs) home.insert(home.length, run.text, marksOf(run.marks))
        root.delete(at, 1)
      } else if (how === 2) {
        root.delete(at, 1)
        root.insert(this.#chance.whole(root.length + 1), [newBlock(paragraph, paragraph.runs)])
      } else if (how === 3 && root.length > 2) root.delete(root.toArray().indexOf(block), 1)
    }, 'editor')
    this.#meet()
  }

  #decide(): void {
    const standing = suggestionsOf(readTrees(this.server)).map(({ id }) => id)
    if (standing.length === 0) return
    const ids = standing.filter(() => this.#chance.sometimes(0.5))
    this.#by = null
    decide(this.server, ids, this.#chance.sometimes(0.7) ? 'accept' : 'reject')
    this.#tend()
  }
}

function marksOf(marks: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(marks.map((mark) => [`s_${mark}`, 1]))
}

function tailOf<R extends { readonly text: string }>(runs: readonly R[], cut: number): R[] {
  let at = 0
  return runs.flatMap((run) => {
    const from = Math.max(0, cut - at)
    at += run.text.length
    return from < run.text.length ? [{ ...run, text: run.text.slice(from) }] : []
  })
}

/** Where a word begins, and the end. */
function boundaries(text: Y.XmlText): number[] {
  const words = (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
  return [0, ...[...words.matchAll(/ /g)].map(({ index }) => index + 1)]
}
