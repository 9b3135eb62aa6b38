// A pasted page read into paragraphs: kinds from what it says, lists, tables and footnotes, words with bold and italic.
// Nothing else of it is kept, and nothing of it is ever put into our page. It works on any Document, live or not.

import { parseTarget } from '#server/domain/convention/citation.ts'
import { isBlockElement, isLeftOut, kindSaid, type Look, levelSaid, lookIn, signOf, styleOf } from './paste-look.ts'
import { notesOf, type PageNotes } from './paste-notes.ts'
import { bare, Numbering } from './paste-numbers.ts'
import { tableIn } from './paste-table.ts'
import { cleanParagraphs, closeUp } from './paste-words.ts'
import type { Pasted, PastedRun } from './pasted.ts'

/** The paragraphs of a page, clean, in order. */
export function pastedFromHtml(page: Document): Pasted[] {
  const reading = new Reading(notesOf(page), new Numbering())
  reading.read(page.body, { bold: false, italic: false })
  return reading.done()
}

type Kind = Pasted['kind']

/** What the next paragraph to begin is; the first one takes it. */
interface Coming {
  kind: Kind
}

class Reading {
  readonly #notes: PageNotes
  readonly #numbering: Numbering
  readonly #paragraphs: Pasted[] = []
  #runs: PastedRun[] = []
  #called = new Map<string, readonly PastedRun[]>()
  #kind: Kind = null
  /** Where the text is: inside what kind, and what a list has given the paragraph that begins next. */
  #around: Kind = null
  #coming: Coming | null = null
  #isLineEnd = false

  constructor(notes: PageNotes, numbering: Numbering) {
    this.#notes = notes
    this.#numbering = numbering
  }

  done(): Pasted[] {
    this.#end()
    return cleanParagraphs(this.#paragraphs, this.#numbering)
  }

  read(node: Node, look: Look): void {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) this.#word(child.nodeValue ?? '', look)
      else if (child.nodeType === 1) this.#element(child as Element, look)
    }
  }

  #element(element: Element, look: Look): void {
    if (isLeftOut(element) || this.#notes.isNote(element) || this.#notes.isWayBack(element)) return
    const note = this.#notes.nameOf(element)
    const cites = element.getAttribute('data-cites')
    if (element.localName === 'br') this.#lineEnd()
    else if (element.hasAttribute('data-break')) this.#end()
    else if (note !== null) this.#call(note)
    else if (styleOf(element)['mso-list'] === 'ignore') this.#sign(element)
    else if (cites !== null && parseTarget(cites)) this.#add({ text: element.textContent ?? '', cites })
    else this.#inside(element, lookIn(element, look))
  }

  #inside(element: Element, look: Look): void {
    if (element.localName === 'table') this.#table(element, look)
    else if (/^(ol|ul|menu)$/.test(element.localName)) this.#list(element, look)
    else if (isBlockElement(element)) this.#block(element, look)
    else this.#inline(element, look)
  }

  #inline(element: Element, look: Look): void {
    const isTab = /\bApple-tab-span\b/.test(element.getAttribute('class') ?? '') || 'mso-tab-count' in styleOf(element)
    if (isTab) {
      this.#add({ text: '\t' })
      return
    }
    this.read(element, look)
    const address = addressBeyond(element)
    if (address !== null) this.#word(` (${address})`, look)
  }

  #block(element: Element, look: Look): void {
    this.#end()
    const before = this.#around
    const said = kindSaid(element)
    const level = levelSaid(element)
    if (said !== null) this.#around = said
    else if (level !== null && element.localName === 'p') this.#coming ??= { kind: level > 1 ? 'subitem' : 'item' }
    this.read(element, look)
    this.#end()
    this.#around = before
  }

  /** Word's own number: its kind is that of the paragraph, its words are not. */
  #sign(element: Element): void {
    const level = levelSaid(element.closest('p, li, h1, h2, h3, h4, h5, h6, div') ?? element)
    const sign = bare(element.textContent ?? '')
    if (this.#around === null) this.#kind = this.#numbering.kindOf(sign, level)
    this.#coming = null
  }

  #list(list: Element, look: Look): void {
    this.#end()
    let count = 0
    for (const child of list.children) {
      if (isLeftOut(child) || this.#notes.isNote(child)) continue
      if (child.localName !== 'li') {
        this.#element(child, look)
        continue
      }
      const level = levelSaid(child) ?? depthOf(list)
      const sign = signOf(list, child)
      // Only the kind of sign matters, and that the first letter is no Roman number.
      this.#coming = { kind: this.#numbering.kindOf(sign === 'a' && count > 0 ? 'b' : sign, sign === 'i' ? 3 : level) }
      count += 1
      this.#block(child, lookIn(child, look))
      this.#coming = null
    }
  }

  #table(table: Element, look: Look): void {
    this.#end()
    const rows = tableIn(table)
    if (rows === null) this.read(table, look)
    for (const [row, cells] of (rows ?? []).entries()) {
      for (const [column, cell] of cells.entries()) {
        const inside = new Reading(this.#notes, new Numbering())
        if (cell) inside.read(cell, { bold: false, italic: look.italic })
        inside.#end()
        const notes = new Map(inside.#paragraphs.flatMap((one) => [...(one.notes ?? [])]))
        // The first row is the head of the table, and set so.
        const runs = inLine(inside.#paragraphs).map(({ bold, ...run }) => (bold && row > 0 ? { ...run, bold } : run))
        this.#paragraphs.push({ kind: column === 0 ? 'row' : 'cell', runs, notes })
      }
    }
  }

  #call(name: string): void {
    const words = this.#notes.wordsOf(name)
    if (!words) return
    const inside = new Reading(this.#notes, this.#numbering)
    inside.read(words, { bold: false, italic: false })
    inside.#end()
    const runs = closeUp(inLine(inside.#paragraphs)).map(({ note: _, ...run }) => run)
    if (runs.length === 0) return
    this.#called.set(name, runs)
    this.#add({ text: '*', note: name })
  }

  /** One line end is a space, two are a paragraph. */
  #lineEnd(): void {
    if (this.#isLineEnd) this.#end()
    else if (this.#runs.length > 0) {
      this.#runs.push({ text: ' ' })
      this.#isLineEnd = true
    }
  }

  #word(raw: string, { bold, italic }: Look): void {
    const text = raw.replaceAll(/[ \t\r\n\f]+/g, ' ')
    if (text.trim() === '' && this.#runs.length === 0) return
    this.#add({ text, ...(bold && { bold }), ...(italic && { italic }) })
  }

  #add(run: PastedRun): void {
    if (this.#runs.length === 0 && this.#kind === null) {
      this.#kind = this.#coming?.kind ?? this.#around
      this.#coming = null
    }
    if (run.text.trim() !== '') this.#isLineEnd = false
    this.#runs.push(run)
  }

  #end(): void {
    const hasWords = this.#runs.some(({ text }) => text.trim() !== '')
    if (hasWords || this.#kind === 'row' || this.#kind === 'cell')
      this.#paragraphs.push({ kind: this.#kind, runs: this.#runs, notes: this.#called })
    this.#runs = []
    this.#called = new Map()
    this.#kind = null
    this.#isLineEnd = false
  }
}

/** The address of a link to elsewhere, unless its words are the address. */
function addressBeyond(element: Element): string | null {
  const address = element.localName === 'a' ? (element.getAttribute('href') ?? '').trim() : ''
  const words = (element.textContent ?? '').trim()
  if (!/^(https?:\/\/|mailto:)/i.test(address) || words === '') return null
  const bare = (one: string) => one.replace(/^(https?:\/\/(www\.)?|mailto:)/i, '').replace(/\/$/, '')
  return bare(words) === bare(address) ? null : address.replace(/^mailto:/i, '')
}

/** Paragraphs that have to stand in one, a space between them. */
function inLine(paragraphs: readonly Pasted[]): PastedRun[] {
  return paragraphs.flatMap(({ runs }, at) => (at === 0 ? runs : [{ text: ' ' }, ...runs]))
}

function depthOf(list: Element): number {
  let depth = 1
  for (let at = list.parentElement; at; at = at.parentElement) if (/^(ol|ul|menu)$/.test(at.localName)) depth += 1
  return depth
}
