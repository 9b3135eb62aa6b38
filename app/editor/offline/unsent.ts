// Which paragraphs hold words that the server does not have: what a person must keep a copy of when it does not take
// them.

import * as Y from 'yjs'
import { type Language, languages } from '#server/domain/language.ts'

export class Unsent {
  private readonly doc: Y.Doc
  /** Yjs client id → the clock from which the server lacks what stands in the text. */
  private readonly since = new Map<number, number>()

  constructor(doc: Y.Doc) {
    this.doc = doc
  }

  /** The server said what it has: a Yjs state vector. */
  compare(stateVector: Uint8Array): void {
    const there = Y.decodeStateVector(stateVector)
    this.since.clear()
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(this.doc))) {
      const has = there.get(client) ?? 0
      if (clock > has) this.since.set(client, has)
    }
    const own = this.doc.clientID
    this.since.set(own, there.get(own) ?? 0)
  }

  /** The server has everything that was written here. */
  settle(): void {
    const own = this.doc.clientID
    this.since.clear()
    this.since.set(own, Y.getState(this.doc.store, own))
  }

  /** The paragraphs, whole, that hold such words; none when words were only deleted. */
  paragraphs(): Record<Language, string[]> {
    const lacking = languages.map((language) => [language, this.lackingIn(language)] as const)
    return Object.fromEntries(lacking) as Record<Language, string[]>
  }

  private lackingIn(language: Language): string[] {
    const texts = this.doc
      .get(language, Y.XmlElement)
      .toArray()
      .map((block) => (block instanceof Y.XmlElement ? block.toArray().filter((one) => one instanceof Y.XmlText) : []))
    return texts
      .filter((ofBlock) => ofBlock.some((text) => this.lacks(text)))
      .map((ofBlock) => ofBlock.map(wordsIn).join(''))
  }

  private lacks(text: Y.XmlText): boolean {
    for (let item = text._start; item !== null; item = item.right) {
      const from = this.since.get(item.id.client)
      const isWords = !item.deleted && item.content instanceof Y.ContentString
      if (isWords && from !== undefined && item.id.clock + item.length > from) return true
    }
    return false
  }
}

function wordsIn(text: Y.XmlText): string {
  return (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')
}
