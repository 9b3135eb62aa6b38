// Which paragraphs a change of the live text touches, each as it was and as it is, by pid. It costs what changed. It
// knows no writer.

import * as Y from 'yjs'
import { type Language, languages } from '../../domain/language.ts'
import { readBlock, rootOf } from '../tree/blocks.ts'
import { paragraphIn } from '../tree/read.ts'
import { type Paragraph, wordsOf } from '../tree/tree.ts'

/** One paragraph before and after a change; null where it does not stand. With all its marks. */
export interface Change {
  readonly language: Language
  /** The pid; of a paragraph that has none yet, or one that another has, a name of its own that begins with `#`. */
  readonly key: string
  readonly before: Paragraph | null
  readonly after: Paragraph | null
  /** It was taken out of its place and put in elsewhere. */
  readonly isMoved: boolean
  /** What it was called until now, when it was only given its pid. */
  readonly wasCalled?: string
}

/** Follows an empty `doc` from its beginning: tells what each update changes. Throws UnreadableText as reading does. */
export class Follower {
  readonly #doc: Y.Doc
  readonly #sides: Readonly<Record<Language, Side>>

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.#sides = { en: new Side(doc, 'en'), fr: new Side(doc, 'fr') }
  }

  apply(update: Uint8Array): Change[] {
    Y.applyUpdate(this.#doc, update)
    return languages.flatMap((language) => this.#sides[language].take())
  }
}

interface Held {
  readonly key: string
  readonly paragraph: Paragraph
}

class Side {
  readonly #language: Language
  readonly #held = new Map<Y.XmlElement, Held>()
  readonly #holders = new Map<string, Y.XmlElement>()
  /** Those whose pid another has. */
  readonly #waiting = new Set<Y.XmlElement>()
  #touched = new Set<Y.XmlElement>()
  #gone = new Set<Y.XmlElement>()

  constructor(doc: Y.Doc, language: Language) {
    this.#language = language
    const root = rootOf(doc, language)
    root.observeDeep((events) => {
      for (const event of events as Y.YEvent<Y.XmlElement | Y.XmlText>[]) {
        if (event.target === root) this.#line(event)
        else this.#touch(event.target)
      }
    })
  }

  /** The list of blocks changed: while Yjs says so, it still knows what was deleted. */
  #line(event: Y.YEvent<Y.XmlElement | Y.XmlText>): void {
    for (const { content } of event.changes.added) this.#touch((content as Y.ContentType).type)
    for (const { content } of event.changes.deleted) {
      const type = content instanceof Y.ContentType ? content.type : null
      if (!(type instanceof Y.XmlElement)) continue
      this.#touched.delete(type)
      if (this.#held.has(type)) this.#gone.add(type)
    }
  }

  #touch(type: unknown): void {
    const block = type instanceof Y.XmlText ? type.parent : type
    if (block instanceof Y.XmlElement && !this.#gone.has(block)) this.#touched.add(block)
  }

  take(): Change[] {
    if (this.#touched.size === 0 && this.#gone.size === 0) return []
    const before = new Map<string, Paragraph>()
    const holders = new Map<string, Y.XmlElement>()
    const were = new Map<Y.XmlElement, string>()
    const note = (element: Y.XmlElement, { key, paragraph }: Held) => {
      before.set(key, paragraph)
      holders.set(key, element)
      were.set(element, key)
    }
    for (const element of this.#gone) this.#release(element, note)
    const touched = [...this.#touched, ...this.#waiting].filter((element) => !this.#gone.has(element))
    this.#touched = new Set()
    this.#gone = new Set()
    // First all let go of what they are no longer called, then all take their names.
    const read = touched.map((element) => ({ element, pid: readBlock(element).pid }))
    for (const { element, pid } of read) {
      const held = this.#held.get(element)
      if (held && held.key !== pid) this.#release(element, note)
      else if (held) note(element, held)
    }
    for (const { element, pid } of read) {
      const isFree = pid !== '' && (this.#holders.get(pid) ?? element) === element
      const key = isFree ? pid : nameOf(element)
      if (isFree || pid === '') this.#waiting.delete(element)
      else this.#waiting.add(element)
      this.#holders.set(key, element)
      this.#held.set(element, { key, paragraph: paragraphIn(element) })
    }
    return this.#changes({ before, holders, were }, read)
  }

  #changes({ before, holders, were }: Before, read: readonly { readonly element: Y.XmlElement }[]): Change[] {
    const language = this.#language
    const changes: Change[] = []
    const renamed = new Set<string>()
    for (const { element } of read) {
      const { key, paragraph: after } = this.#held.get(element)!
      const was = before.get(key) ?? null
      const called = were.get(element)
      // The twin that waited for these words under this pid is named anew.
      const named = called?.startsWith('#') && called !== key && (!was || wordsOf(was) === '') ? called : undefined
      const old = named ? (before.get(named) ?? null) : was
      if (named) renamed.add(named)
      const isMoved = !named && was !== null && holders.get(key) !== element
      changes.push({ language, key, before: old, after, isMoved, ...(named && { wasCalled: named }) })
    }
    const standing = new Set(changes.map(({ key }) => key))
    for (const [key, paragraph] of before) {
      if (standing.has(key) || renamed.has(key)) continue
      changes.push({ language, key, before: paragraph, after: null, isMoved: false })
    }
    return changes
  }

  #release(element: Y.XmlElement, note: (element: Y.XmlElement, held: Held) => void): void {
    const held = this.#held.get(element)
    if (!held) return
    note(element, held)
    this.#held.delete(element)
    this.#waiting.delete(element)
    if (this.#holders.get(held.key) === element) this.#holders.delete(held.key)
  }
}

interface Before {
  readonly before: ReadonlyMap<string, Paragraph>
  readonly holders: ReadonlyMap<string, Y.XmlElement>
  readonly were: ReadonlyMap<Y.XmlElement, string>
}

/** Of a block that has no pid of its own: where Yjs put it, which is the same for ever. */
function nameOf(element: Y.XmlElement): string {
  const { id } = element._item!
  return `#${id.client}:${id.clock}`
}
