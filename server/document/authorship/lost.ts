// The words that one change took out, looked up for each that it put in elsewhere: by word, so that a change of a whole
// text does not compare every paragraph with every other. Pure.

import { diffArrays } from 'diff'
import { type Authored, hasWords, part, type Span, type Stroke, wordsAndSigns } from './authored.ts'

/** What one change wrote anew is looked for in what it took out, up to so many words on either side. */
const mostWords = 4_000

interface Old {
  readonly authored: Authored
  readonly words: readonly string[]
}

/**
 * Where a word stands first in one of those that were lost, by its place among them: so many letters behind its
 * beginning.
 */
interface Place {
  readonly old: number
  readonly at: number
}

/** Several stretches that were lost at once, in the order in which they are looked through. */
export class Lost {
  readonly #olds: Old[] = []
  /** Of each word, space and sign, in order. */
  readonly #places = new Map<string, Place[]>()

  constructor(lost: readonly Authored[]) {
    for (const authored of lost) {
      const words = hasWords(authored.text) ? wordsAndSigns(authored.text) : []
      if (words.length > 0 && words.length <= mostWords) this.#add({ authored, words })
    }
  }

  #add(one: Old): void {
    const old = this.#olds.push(one) - 1
    let at = 0
    for (const word of one.words) {
      const places = this.#places.get(word)
      if (!places) this.#places.set(word, [{ old, at }])
      else if (places.at(-1)?.old !== old) places.push({ old, at })
      at += word.length
    }
  }

  /** The next, from place `from` on, that has one of these words, spaces or signs. */
  next(words: readonly string[], from: number): (Old & { readonly place: number }) | null {
    const places = words.map((word) => this.#find(word, from)?.old ?? this.#olds.length)
    const place = places.reduce((least, one) => Math.min(least, one), this.#olds.length)
    const old = this.#olds[place]
    return old ? { ...old, place } : null
  }

  /** Whose one word is in the first, from place `from` on, that has it. */
  spansOf(word: string, from: number): readonly Span[] | null {
    const found = this.#find(word, from)
    return found ? part(this.#olds[found.old]!.authored, found.at, found.at + word.length).spans : null
  }

  #find(word: string, from: number): Place | undefined {
    const places = this.#places.get(word) ?? []
    let [low, high] = [0, places.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (places[middle]!.old < from) low = middle + 1
      else high = middle
    }
    return places[low]
  }
}

interface Piece {
  readonly text: string
  /** Null: nobody's yet. */
  readonly spans: readonly Span[] | null
}

interface Carrying {
  readonly stroke: Stroke
  readonly lost: Lost | null
}

/**
 * The spans of words that are new here: of whoever wrote them where they stood, in the same paragraph or else in the
 * first of `lost` that has them, else of the stroke.
 */
export function carried(own: Authored, text: string, { stroke, lost }: Carrying): Span[] {
  const words = hasWords(own.text) && hasWords(text) ? wordsAndSigns(own.text) : []
  const pieces = words.length > 0 ? taken(text, { authored: own, words }) : [{ text, spans: null }]
  const found = lost ? pieces.flatMap((piece) => piecesFrom(lost, piece)) : pieces
  const { by, at } = stroke
  return found.flatMap((piece) => piece.spans ?? [{ by, at, length: piece.text.length }])
}

/**
 * In turn through all that share a word, a space or a sign with what is still nobody's. Each of them gives words or
 * cuts a piece in two, so that they are at most as many as the piece has words, however many were lost.
 */
function piecesFrom(lost: Lost, whole: Piece): Piece[] {
  const found: Piece[] = []
  const open = [{ ...whole, from: 0 }]
  for (let piece = open.pop(); piece; piece = open.pop()) {
    const { text, spans, from } = piece
    const words = spans === null && hasWords(text) ? wordsAndSigns(text) : []
    if (words.length === 1) {
      found.push({ text, spans: lost.spansOf(text, from) })
      continue
    }
    const old = words.length > 0 && words.length <= mostWords ? lost.next(words, from) : null
    if (!old) found.push(piece)
    else for (const one of taken(text, old).reverse()) open.push({ ...one, from: old.place + 1 })
  }
  return found
}

/** In whole words: a letter that stands in both is no word that was kept. */
function taken(text: string, { authored, words: were }: Old): Piece[] {
  const are = wordsAndSigns(text)
  if (were.length > mostWords || are.length > mostWords) return [{ text, spans: null }]
  let at = 0
  return diffArrays([...were], are).flatMap(({ added, removed, value }): Piece[] => {
    const words = value.join('')
    if (added) return [{ text: words, spans: null }]
    const from = at
    at += words.length
    if (removed) return []
    return [{ text: words, spans: hasWords(words) ? part(authored, from, at).spans : null }]
  })
}
