// What editors have taken out of suggestions of others, or moved. An undo brings it back under the mark that it had,
// and so does an editor who wrote the same paragraph anew at the same time: it is still what the other suggested.
// Nothing else comes under such a mark by the hand of an editor.

/** How often each character is there. */
export class Letters {
  readonly #counts = new Map<string, number>()
  #size = 0

  get size(): number {
    return this.#size
  }

  put(words: string): void {
    for (const letter of words) this.#change(letter, 1)
  }

  /** Takes them all, or none of them: then false. */
  take(words: string): boolean {
    const wanted = Map.groupBy(words, (letter) => letter)
    for (const [letter, { length }] of wanted) if ((this.#counts.get(letter) ?? 0) < length) return false
    for (const letter of words) this.#change(letter, -1)
    return true
  }

  #change(letter: string, by: 1 | -1): void {
    const count = (this.#counts.get(letter) ?? 0) + by
    if (count === 0) this.#counts.delete(letter)
    else this.#counts.set(letter, count)
    this.#size += by * letter.length
  }
}

/**
 * What became of words under a mark, or of a mark on a paragraph, at the hand of an editor, who is named by their
 * member id.
 */
export interface Fate {
  readonly mark: string
  readonly by: string
  readonly is: 'taken' | 'moved'
}

interface Gone extends Fate {
  readonly letters: Letters
  /** How the words under the mark read before some went: their order, to which they come back. */
  readonly readings: string[]
}

/** Letters, and marks on paragraphs, that are remembered of one text. */
const [mostKept, mostMarks] = [400_000, 2_000]

export class TakenOut {
  readonly #words = new Map<string, Gone[]>()
  readonly #marks = new Map<string, Fate & { count: number }>()
  #size = 0

  /** What an editor may bring back: not what they moved themselves, which stands elsewhere. */
  words(mark: string, by: string): readonly Pick<Gone, 'letters' | 'readings' | 'is'>[] {
    return [...(this.#words.get(mark) ?? [])].filter((gone) => mayBringBack(gone, by))
  }

  /** Words went from under a mark, where they read as `reading`. */
  putWords(fate: Fate, words: string, reading: string): void {
    const all = this.#words.get(fate.mark) ?? []
    const known = all.find(({ by, is }) => by === fate.by && is === fate.is)
    const gone = known ?? { ...fate, letters: new Letters(), readings: [] }
    gone.letters.put(words)
    if (!gone.readings.some((each) => isWithin(reading, each))) {
      gone.readings.push(reading)
      this.#size += reading.length
    }
    // Behind the others: what has not been touched for long is forgotten first.
    this.#words.delete(fate.mark)
    this.#words.set(fate.mark, known ? all : [...all, gone])
    for (const [oldest, ones] of this.#words) {
      if (this.#size <= mostKept) break
      this.#words.delete(oldest)
      for (const each of ones.flatMap(({ readings }) => readings)) this.#size -= each.length
    }
  }

  putMark(fate: Fate): void {
    const key = keyOf(fate)
    this.#marks.set(key, { ...fate, count: (this.#marks.get(key)?.count ?? 0) + 1 })
    const [oldest] = this.#marks.keys()
    if (this.#marks.size > mostMarks && oldest !== undefined) this.#marks.delete(oldest)
  }

  /** False when no such mark went that this editor may bring back. */
  takeMark(mark: string, by: string): boolean {
    const fate = [...this.#marks.values()].find((one) => one.mark === mark && mayBringBack(one, by))
    if (!fate) return false
    fate.count -= 1
    if (fate.count === 0) this.#marks.delete(keyOf(fate))
    return true
  }
}

function mayBringBack(fate: Fate, by: string): boolean {
  return fate.by !== by || fate.is === 'taken'
}

function keyOf({ mark, by, is }: Fate): string {
  return `${mark} ${by} ${is}`
}

/** Whether `words` are left when letters are taken out of `all`. */
function isWithin(words: string, all: string): boolean {
  return placeBehind(words, all, 0) !== null
}

/** The place in `all` behind the letters of `words`, looked for in order from `from` on; null when one is not there. */
export function placeBehind(words: string, all: string, from: number): number | null {
  let at = from
  for (const letter of words) {
    const found = all.indexOf(letter, at)
    if (found === -1) return null
    at = found + letter.length
  }
  return at
}
