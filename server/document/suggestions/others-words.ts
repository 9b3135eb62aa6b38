// Words under marks of other people's suggestions, where somebody edits. Only who suggests adds to a suggestion: new
// words that come to stand under such a mark are the editor's own, unless they are words of the suggestion that the
// same edit moves (a paragraph is split, joined, moved), or that the editor took out before and brings back. What the
// editor takes out is told.

import type * as Y from 'yjs'
import { breakSign, suggestionOfKey } from '../../domain/text/suggestion.ts'
import { type Look, wordsThrough } from '../writing/word-formatting.ts'
import { Letters, placeBehind, type TakenOut } from './taken-out.ts'
import { isNewIn, wentWith } from './touched.ts'

/** What becomes of new words. */
export interface Put {
  readonly attributes: Record<string, unknown>
  /** They were the sign of a break that somebody suggests, and are nothing without the mark. */
  readonly goes: boolean
}

interface Stretch {
  readonly item: Y.Item
  readonly words: string
  readonly isNew: boolean
  readonly goes: boolean
  /** Marks of others that they had, and have. */
  readonly were: readonly string[]
  readonly are: readonly string[]
  readonly look: Look
}

interface Side {
  readonly text: Y.XmlText
  readonly isNew: boolean
  readonly isGone: boolean
  readonly stretches: readonly Stretch[]
  /** By mark: how its words read here before, and those of them that went and have not come elsewhere yet. */
  readonly readings: ReadonlyMap<string, string>
  readonly gone: ReadonlyMap<string, Letters>
  /** Words that went from the text and that nobody else had suggested. */
  readonly settled: string
}

/** Whose the edit is. */
export interface Editor {
  readonly isOwn: (suggestion: string) => boolean
  /** The member's id. */
  readonly by: string
  readonly takenOut: TakenOut
}

export class OthersWords {
  readonly #editor: Editor
  readonly #sides: readonly Side[]
  readonly #puts = new Map<Y.Item, Put>()

  constructor(texts: Iterable<Y.XmlText>, transaction: Y.Transaction, editor: Editor) {
    this.#editor = editor
    this.#sides = [...texts].flatMap((text) => this.#side(text, transaction) ?? [])
    for (const side of this.#sides) this.#judge(side)
  }

  /** Null for words that may stay as they came. */
  putOf(item: Y.Item): Put | null {
    return this.#puts.get(item) ?? null
  }

  /** The suggestions of which words went, and did not come elsewhere. What went is remembered. To be asked once. */
  taken(): Set<string> {
    const taken = new Set<string>()
    const { by, takenOut } = this.#editor
    for (const { gone, readings, stretches } of this.#sides) {
      for (const [mark, letters] of gone) {
        const reading = readings.get(mark) ?? ''
        const isTaken = (words: string) => letters.take(words)
        const words = stretches.filter(({ goes, were }) => goes && were.includes(mark)).flatMap((one) => [...one.words])
        const parts = Map.groupBy(words, (letter) => (isTaken(letter) ? 'taken' : 'moved'))
        for (const [is, some] of parts) takenOut.putWords({ mark, by, is }, some.join(''), reading)
        if (parts.has('taken') && mark.startsWith('s_i_')) taken.add(mark.slice('s_i_'.length))
      }
    }
    return taken
  }

  #side(text: Y.XmlText, transaction: Y.Transaction): Side | null {
    const own = text._item
    if (!own || (own.deleted && !wentWith(transaction, own))) return null
    const stretches: Stretch[] = []
    const readings = new Map<string, string>()
    const gone = new Map<string, Letters>()
    let settled = ''
    for (const { item, words, isNew, goes, were, are } of wordsThrough(text, transaction)) {
      const marksWere = isNew ? [] : this.#othersIn(were)
      const marksAre = goes ? [] : this.#othersIn(are)
      if (goes && !isNew && !marksWere.some((mark) => mark.startsWith('s_i_'))) settled += words
      if (marksWere.length + marksAre.length === 0) continue
      for (const mark of marksWere) {
        readings.set(mark, (readings.get(mark) ?? '') + words)
        if (!goes) continue
        if (!gone.has(mark)) gone.set(mark, new Letters())
        gone.get(mark)?.put(words)
      }
      stretches.push({ item, words, isNew, goes, were: marksWere, are: marksAre, look: new Map(are) })
    }
    return { text, isNew: isNewIn(transaction, own.id), isGone: own.deleted, stretches, readings, gone, settled }
  }

  #othersIn(look: Look): string[] {
    return [...look].flatMap(([key, value]) => {
      const suggestion = suggestionOfKey(key)
      return suggestion === null || this.#editor.isOwn(suggestion) ? [] : markOf(key, value)
    })
  }

  #judge(side: Side): void {
    const marks = new Set(side.stretches.flatMap(({ isNew, are }) => (isNew ? are : [])))
    for (const mark of marks) this.#judgeMark(side, mark)
  }

  /** New words under a mark come in the order in which those of the suggestion stood, or they are others. */
  #judgeMark(side: Side, mark: string): void {
    const sources = this.#sourcesOf(side, mark)
    for (const { item, words, isNew, goes, were, are, look } of side.stretches) {
      if (!isNew && !goes && were.includes(mark)) {
        for (const source of sources)
          if (source.isHere) source.at = placeBehind(words, source.reading, source.at) ?? source.at
      }
      if (!isNew || !are.includes(mark) || sources.some((source) => isFrom(source, words))) continue
      const put = this.#puts.get(item) ?? { attributes: {}, goes: false }
      this.#puts.set(item, {
        attributes: { ...put.attributes, [keyOf(mark)]: null, ...withoutBreak(look) },
        goes: put.goes || isSign(words, look) || (mark.startsWith('s_i_') && this.#hasGoneMeanwhile(side, words)),
      })
    }
  }

  /**
   * A paragraph is written anew with words of a suggestion that is in it no more: it was rejected, or withdrawn, while
   * the edit was on its way. Had it been accepted, they would be among those that the edit takes out elsewhere.
   */
  #hasGoneMeanwhile(side: Side, words: string): boolean {
    return side.isNew && !this.#sides.some(({ settled }) => settled.includes(words))
  }

  #sourcesOf(side: Side, mark: string): Source[] {
    const remembered = this.#editor.takenOut.words(mark, this.#editor.by)
    const here = side.gone.get(mark)
    const others = this.#sides.filter((other) => other !== side && (side.isNew || other.isGone))
    return [
      { reading: side.readings.get(mark) ?? '', letters: here, isHere: true },
      ...others.map(({ gone, readings }) => ({
        ...{ reading: readings.get(mark) ?? '', letters: gone.get(mark), isHere: false },
      })),
      ...remembered.flatMap(({ readings, letters, is }) =>
        readings.map((reading) => ({ reading, letters, isHere: is === 'taken' })),
      ),
    ].flatMap(({ letters, ...source }) => (letters ? { ...source, letters, at: 0 } : []))
  }
}

/** Where words under a mark may have come from. */
interface Source {
  readonly reading: string
  /** Up to where it was read. */
  at: number
  readonly letters: Letters
  /** What stands in the same text stands in it in order. */
  readonly isHere: boolean
}

/** Whether new words are the next of a source, which then has them no more. */
function isFrom(source: Source, words: string): boolean {
  const behind = placeBehind(words, source.reading, source.at)
  if (behind === null || !source.letters.take(words)) return false
  source.at = behind
  return true
}

/** A look is another with other bits. */
function markOf(key: string, value: unknown): string {
  return key.startsWith('s_f_') ? `${key}=${value}` : key
}

function keyOf(mark: string): string {
  return mark.replace(/=.*$/, '')
}

function isSign(words: string, look: Look): boolean {
  return look.has('s_break') && words.replaceAll(breakSign, '') === ''
}

/** Words are no sign of a break without the mark that suggests it. */
function withoutBreak(look: Look): Record<string, unknown> {
  if (!look.has('s_break')) return {}
  const { __format: format } = (look.get('p') ?? {}) as { __format?: number }
  return { s_break: null, p: format ? { __format: format } : null }
}
