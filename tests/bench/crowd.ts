// Readers and authors at the rooms of one target: they type at a rate or as fast as they are read, and compare at the
// end.

import * as Y from 'yjs'
import { seenIn } from '#tests/document/gate/honest.ts'
import { Client, type Target } from './realtime/client.ts'
import { letter, type Template, templateOf } from './texts.ts'

export interface CrowdOf {
  readonly target: Target
  readonly rooms: readonly string[]
  readonly readers: number
  readonly authors: number
  readonly paragraphs: number
  /** Whether authors ask after every letter if it is on disk. */
  readonly asks: boolean
}

/** Letters of one author per second, or how many may be under way at once. */
export type Pace = { readonly perSecond: number } | { readonly underWay: number }

export interface Typed {
  /** Letters, times those who were given each. */
  readonly deliveries: number
  readonly letters: number
  /** Milliseconds from sending to a reader, and to `saved`; sorted. */
  readonly fanOut: Float64Array
  readonly saved: Float64Array
}

let authorsSoFar = 0

/** Somebody who types one letter after the other into one paragraph. */
class Author {
  readonly client: Client
  readonly id = 1000 + ++authorsSoFar
  readonly #template: Template
  readonly #paragraph: number
  readonly sentAt: number[] = []

  constructor(client: Client, template: Template, paragraph: number) {
    this.client = client
    this.#template = template
    this.#paragraph = paragraph
  }

  get typed(): number {
    return this.sentAt.length
  }

  type(asks: boolean): void {
    const update = letter(this.#template, this.#paragraph, this.id, this.typed)
    this.sentAt.push(performance.now())
    this.client.update(update)
    if (asks) this.client.ask(this.typed)
  }

  written(): Uint8Array[] {
    return this.sentAt.map((_, clock) => letter(this.#template, this.#paragraph, this.id, clock))
  }
}

interface Table {
  readonly name: string
  readonly clients: Client[]
  readonly authors: Author[]
}

export class Crowd {
  readonly #of: CrowdOf
  readonly #template: Template
  readonly #tables: Table[] = []
  readonly #byId = new Map<number, Author>()
  #fanOut: number[] = []
  #saved: number[] = []
  #isMeasured = false

  constructor(of: CrowdOf) {
    this.#of = of
    this.#template = templateOf(of.paragraphs)
  }

  async enter(): Promise<void> {
    const { target, rooms, readers, authors, paragraphs } = this.#of
    for (const name of rooms) {
      // The first two keep what they are given, and are asked for their document at the end.
      const clients = Array.from({ length: readers + authors }, (_, at) => new Client(target, name, at < 2))
      const table: Table = { name, clients, authors: [] }
      for (const [at, client] of clients.slice(readers).entries()) {
        table.authors.push(new Author(client, this.#template, Math.floor((at * paragraphs) / authors)))
      }
      for (const [at, client] of clients.entries()) this.#attend(client, at < readers || readers === 0)
      for (const author of table.authors) {
        this.#byId.set(author.id, author)
        author.client.own = author.id
        author.client.onSaved = (number) => {
          if (this.#isMeasured) this.#saved.push(performance.now() - (author.sentAt[number - 1] ?? Number.NaN))
        }
      }
      this.#tables.push(table)
      await Promise.all(clients.map((client) => client.joined(this.#template.state.length * 0.9)))
    }
  }

  #attend(client: Client, isReader: boolean): void {
    client.onUnits = (author, first, end) => {
      const by = this.#byId.get(author)
      if (!by || by.client === client || !this.#isMeasured) return
      if (!isReader) return
      const now = performance.now()
      for (let clock = first; clock < end; clock++) this.#fanOut.push(now - (by.sentAt[clock] ?? Number.NaN))
    }
  }

  async type(pace: Pace, milliseconds: number, isMeasured: boolean): Promise<Typed> {
    this.#fanOut = []
    this.#saved = []
    this.#isMeasured = isMeasured
    const before = this.#letters()
    if ('perSecond' in pace) await this.#typeAt(pace.perSecond, milliseconds)
    else await this.#typeFull(pace.underWay, milliseconds)
    await this.#allGiven()
    const [fanOut, saved] = [this.#fanOut, this.#saved].map((one) => Float64Array.from(one).sort())
    if (!fanOut || !saved) throw new Error('nothing was measured')
    return { letters: this.#letters() - before, deliveries: fanOut.length, fanOut, saved }
  }

  #letters(): number {
    return [...this.#byId.values()].reduce((sum, author) => sum + author.typed, 0)
  }

  async #typeAt(perSecond: number, milliseconds: number): Promise<void> {
    const authors = [...this.#byId.values()]
    const began = performance.now()
    // Each begins at its own moment, as people do, and the same moments for every target.
    const due = authors.map((_, at) => ((at * 0.618) % 1) * (1000 / perSecond))
    for (let now = 0; now < milliseconds; now = performance.now() - began) {
      for (const [at, author] of authors.entries()) {
        if ((due[at] ?? 0) > now) continue
        author.type(this.#of.asks)
        due[at] = (due[at] ?? 0) + 1000 / perSecond
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }

  /** Everybody keeps `underWay` letters on the way to the first reader of the room. */
  async #typeFull(underWay: number, milliseconds: number): Promise<void> {
    const began = performance.now()
    while (performance.now() - began < milliseconds) {
      let sent = 0
      for (const { clients, authors } of this.#tables) {
        for (const author of authors) {
          while (author.typed - (clients[0]?.state.get(author.id) ?? 0) < underWay) {
            author.type(false)
            sent += 1
          }
        }
      }
      await new Promise((resolve) => (sent > 0 ? setImmediate(resolve) : setTimeout(resolve, 1)))
    }
  }

  /** Waits until every letter has reached everybody else in its room. */
  async #allGiven(): Promise<void> {
    const deadline = performance.now() + 60_000
    for (;;) {
      const missing = this.#missing()
      if (!missing) return
      if (performance.now() > deadline) throw new Error(missing)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }

  #missing(): string | null {
    for (const { name, clients, authors } of this.#tables) {
      for (const client of clients) {
        if (client.failed) throw new Error(`${name}: ${client.failed}`)
        for (const author of authors) {
          if (author.client === client) continue
          const seen = client.state.get(author.id) ?? 0
          if (seen < author.typed) return `${name}: ${seen} of ${author.typed} letters came`
        }
        if (client.hasGap) throw new Error(`${name}: letters came out of order`)
      }
    }
    return null
  }

  /** Compares the documents of two who were there, and of one who comes now, with what was typed. */
  async check(): Promise<void> {
    const { target } = this.#of
    for (const { name, clients, authors } of this.#tables.slice(0, 20)) {
      const expected = seenIn(docOf([this.#template.state, ...authors.flatMap((author) => author.written())]))
      const late = new Client(target, name, true)
      await late.joined(this.#template.state.length * 0.9)
      const lateSees = () => seenIn(docOf(late.kept ?? []))
      for (let tries = 0; lateSees() !== expected; tries++) {
        if (tries > 200) throw new Error(`${name}: who comes later is given another text`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      await late.leave()
      for (const client of clients) {
        if (!client.kept) continue
        const own = authors.find((author) => author.client === client)?.written() ?? []
        if (seenIn(docOf([...client.kept, ...own])) !== expected) throw new Error(`${name}: documents differ`)
      }
    }
  }

  async leave(): Promise<void> {
    await Promise.all(this.#tables.flatMap(({ clients }) => clients.map((client) => client.leave())))
  }
}

export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}
