// People who type at two nodes, with the time each word took; who go from one node to the other; who sign out
// elsewhere.

import type * as Y from 'yjs'
import { Guest } from '#tests/live/guest.ts'
import type { Visitor } from '#tests/support/people/visitor.ts'
import type { Chance } from '#tests/support/seeded.ts'
import { Page } from '../people/page.ts'
import { typeWord, wordOf, wordsIn } from '../people/words.ts'

/** What is going on when a word is typed. */
export type Phase = 'before' | 'during' | 'after'

interface Typed {
  readonly at: number
  readonly phase: Phase
  readonly node: number
}

/** When each word was typed, and when each page first showed it. Milliseconds. */
export class Clocked {
  phase: Phase = 'before'
  readonly #typed = new Map<string, Typed>()
  readonly #delays = { within: new Map<Phase, number[]>(), across: new Map<Phase, number[]>() }

  typed(word: string, node: number): void {
    this.#typed.set(word, { at: performance.now(), phase: this.phase, node })
  }

  get words(): readonly string[] {
    return [...this.#typed.keys()]
  }

  countOf(phase: Phase): number {
    return [...this.#typed.values()].filter((one) => one.phase === phase).length
  }

  /** Notes every word that `doc`, held by a page at `node`, comes to show. */
  watch(doc: Y.Doc, node: number): void {
    const known = wordsIn(doc)
    doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) return
      const now = performance.now()
      for (const word of wordsIn(doc)) {
        if (known.has(word)) continue
        known.add(word)
        const typed = this.#typed.get(word)
        if (!typed) continue
        const delays = this.#delays[typed.node === node ? 'within' : 'across']
        const before = delays.get(typed.phase)
        if (before) before.push(now - typed.at)
        else delays.set(typed.phase, [now - typed.at])
      }
    })
  }

  /** Milliseconds, rounded: `share` of the words were seen sooner. 1 is the slowest. NaN when there were none. */
  delay(where: 'within' | 'across', phase: Phase, share: number): number {
    const delays = (this.#delays[where].get(phase) ?? []).sort((a, b) => a - b)
    return Math.round(delays[Math.max(0, Math.ceil(delays.length * share) - 1)] ?? Number.NaN)
  }
}

/** A page at one node whose person types a word every so often. */
export class ClockedPage {
  readonly page: Page
  readonly node: number
  /** The longest that anything typed waited for its `saved`, milliseconds. */
  slowestSaved = 0
  readonly #clocked: Clocked
  readonly #chance: Chance
  readonly #waiting: { readonly count: number; readonly at: number }[] = []
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(page: Page, node: number, { clocked, chance }: { readonly clocked: Clocked; readonly chance: Chance }) {
    this.page = page
    this.node = node
    this.#clocked = clocked
    this.#chance = chance
    clocked.watch(page.connection.doc, node)
    page.connection.link.watch(() => {
      while (this.#waiting[0] && this.#waiting[0].count <= page.link.saved) {
        this.slowestSaved = Math.max(this.slowestSaved, performance.now() - this.#waiting[0].at)
        this.#waiting.shift()
      }
    })
  }

  type(): void {
    if (this.page.connection.right() !== 'edit') return
    this.page.type()
    this.#clocked.typed(this.page.typed.at(-1) ?? '', this.node)
    this.#waiting.push({ count: this.page.link.local, at: performance.now() })
  }

  /** About every so many milliseconds, until stopped. */
  start(every: number): void {
    this.#timer = setTimeout(
      () => {
        this.type()
        this.start(every)
      },
      every / 2 + this.#chance.whole(every),
    )
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}

interface Travelling {
  readonly collab: string
  readonly cookie: string
  readonly clocked: Clocked
  readonly chance: Chance
}

/** Someone whose page goes to and fro between the nodes with its document, and so with its Yjs client id. */
export class Traveller {
  readonly doc: Y.Doc
  moves = 0
  /** How often a node refused what the page brought or wrote. */
  refusals = 0
  readonly #urls: readonly [string, string]
  readonly #about: Travelling
  readonly #who: number
  #guest: Guest
  #typed = 0

  /** `who` tells these words from those of others. */
  constructor(urls: readonly [string, string], who: number, about: Travelling) {
    this.#urls = urls
    this.#who = who
    this.#about = about
    this.#guest = this.#arrive()
    this.doc = this.#guest.doc
  }

  get #node(): number {
    return this.moves % 2
  }

  synced(): Promise<void> {
    return this.#guest.synced()
  }

  type(): void {
    const word = wordOf(this.#who, this.#typed++)
    typeWord(this.doc, word, this.#about.chance)
    this.#about.clocked.typed(word, this.#node)
  }

  /** Breaks off as a network does, whatever was under way, and comes back at the other node. */
  async move(): Promise<void> {
    this.#guest.socket.terminate()
    await this.leave()
    this.moves += 1
    this.#guest = this.#arrive(this.doc)
    await this.#guest.synced()
  }

  allSaved(): Promise<void> {
    return this.#guest.allSaved()
  }

  async leave(): Promise<void> {
    if (this.#guest.refused) this.refusals += 1
    await this.#guest.leave()
  }

  #arrive(doc?: Y.Doc): Guest {
    const { collab, cookie } = this.#about
    return new Guest({ collab, cookie, origin: this.#urls[0], url: this.#urls[this.#node] ?? '' }, doc)
  }
}

interface Leaving {
  readonly collab: string
  /** Signed in at the first node. */
  readonly visitor: Visitor
  readonly chance: Chance
}

/**
 * Someone who types at one node and signs out at the other: when they last heard, and what of theirs was taken
 * afterwards.
 */
export class Leaver {
  readonly page: Page
  readonly #visitor: Visitor
  #heardAt = 0
  #signedOutAt = Number.POSITIVE_INFINITY
  #typedBefore = 0
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(urls: readonly [string, string], who: number, { collab, visitor, chance }: Leaving) {
    const [url, through] = urls
    this.#visitor = visitor
    this.page = new Page({ url, through, collab, cookie: visitor.cookie() }, who, chance)
    this.page.connection.doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: unknown, { local }) => {
      if (!local) this.#heardAt = performance.now()
    })
  }

  start(every: number): void {
    this.#timer = setInterval(() => {
      if (this.page.connection.right() === 'edit') this.page.type()
    }, every)
  }

  async signOut(): Promise<void> {
    const answer = await this.#visitor.post('/sign-out')
    if (answer.status !== 302) throw new Error(`signing out was answered ${answer.status}`)
    this.#signedOutAt = performance.now()
    this.#typedBefore = this.page.typed.length
  }

  /** Seconds from the sign-out until the last word of another came. */
  get heardFor(): number {
    return Math.max(0, this.#heardAt - this.#signedOutAt) / 1000
  }

  /** Of the words typed after the sign-out, those that are in the text. */
  takenFrom(words: ReadonlySet<string>): number {
    return this.page.typed.slice(this.#typedBefore).filter((word) => words.has(word)).length
  }

  leave(): void {
    clearInterval(this.#timer)
    this.page.leave()
  }
}
