// What became of the words of a paragraph: kept, put in, taken out, or only shown differently. Pure; the comparing
// itself is the library's.

import { diffArrays } from 'diff'
import type { Language } from '../../../domain/language.ts'
import { isOneThing, type Run, sameLook } from '../../tree/tree.ts'
import { fine, lettersOf, paragraphBreak, type Token } from './tokens.ts'

/** Words with one fate. `run` has the look they have now; of what was taken out, the one they had. */
export interface Piece {
  readonly change: 'same' | 'inserted' | 'deleted' | 'look'
  readonly run: Run
  /** Of a change of look: the run as it was. */
  readonly was?: Run
  /** Part of a change in which only punctuation, signs or spaces differ. */
  readonly isMinor?: true
  /** The end of a paragraph that was put in or taken out. */
  readonly isBreak?: true
}

/** Tokens that stand in both, or a change: what was taken out and what was put in for it. */
interface Stretch {
  readonly same: boolean
  readonly before: readonly Token[]
  readonly after: readonly Token[]
}

/** Below this part of the words in common, the whole is shown as rewritten. */
const leastInCommon = 0.2
/** As many letters between two longer changes are no rest for the eye. */
const mostBetween = 3

/** The pieces from one list of words to the other, in reading order. */
export function compareWords(before: readonly Token[], after: readonly Token[], language: Language): Piece[] {
  const found = stretchesOf(before, after).reduce<Stretch[]>((stretches, stretch) => {
    for (const part of refined(stretch, language)) push(stretches, part)
    return stretches
  }, [])
  const stretches = calm(found)
  const inCommon = stretches.reduce((sum, one) => sum + (one.same ? countWords(one.after) : 0), 0)
  const longest = Math.max(countWords(before), countWords(after))
  const isRewritten = inCommon > 0 && inCommon < longest * leastInCommon
  if (isRewritten && ![...before, ...after].includes(paragraphBreak)) return piecesOf({ same: false, before, after })
  return stretches.flatMap(piecesOf)
}

/** Only where something changed the words are looked at as the language divides them. */
function refined(stretch: Stretch, language: Language): Stretch[] {
  const { same, before, after } = stretch
  if (same || before.length === 0 || after.length === 0) return [stretch]
  return stretchesOf(fine(before, language), fine(after, language))
}

function countWords(tokens: readonly Token[]): number {
  let count = 0
  for (const { isWord } of tokens) if (isWord) count += 1
  return count
}

function stretchesOf(before: readonly Token[], after: readonly Token[]): Stretch[] {
  // What both begin and end with is the larger part of most paragraphs, and need not be searched.
  const head = alike(before, after)
  const tail = alike(before.slice(head).reverse(), after.slice(head).reverse())
  const [was, is] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)]
  const stretches: Stretch[] =
    head > 0 ? [{ same: true, before: before.slice(0, head), after: after.slice(0, head) }] : []
  let [from, to] = [0, 0]
  const changes = diffArrays(was.map(keyOf), is.map(keyOf))
  for (const { added, removed, count } of changes) {
    const next = {
      same: !added && !removed,
      before: added ? [] : was.slice(from, from + count),
      after: removed ? [] : is.slice(to, to + count),
    }
    from += next.before.length
    to += next.after.length
    push(stretches, next)
  }
  if (tail > 0) push(stretches, { same: true, before: before.slice(-tail), after: after.slice(-tail) })
  return stretches
}

function keyOf({ key }: Token): string {
  return key
}

/** How many at the beginning are the same. */
function alike(one: readonly Token[], other: readonly Token[]): number {
  const end = one.findIndex(({ key }, at) => key !== other[at]?.key)
  return end === -1 ? one.length : end
}

/** Neighbours of one sort become one. */
function push(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1)
  if (last?.same !== next.same) stretches.push(next)
  else {
    const [before, after] = [
      [...last.before, ...next.before],
      [...last.after, ...next.after],
    ]
    stretches[stretches.length - 1] = { same: next.same, before, after }
  }
}

/** A very short word between two longer changes belongs to them: nobody reads word for word in turns. */
function calm(stretches: readonly Stretch[]): Stretch[] {
  const calmed: Stretch[] = []
  for (const [at, stretch] of stretches.entries()) {
    const [last, next] = [calmed.at(-1), stretches[at + 1]]
    const isBetween = stretch.same && last?.same === false && next?.same === false
    if (isBetween && isNothing(stretch.after, last, next)) push(calmed, { ...stretch, same: false })
    else push(calmed, stretch)
  }
  return calmed
}

function isNothing(tokens: readonly Token[], before: Stretch, after: Stretch): boolean {
  if (tokens.length > mostBetween || tokens.includes(paragraphBreak)) return false
  const letters = tokens.reduce((sum, { text }) => sum + lettersOf(text).length, 0)
  const words = (stretch: Stretch) => Math.max(countWords(stretch.before), countWords(stretch.after))
  return letters > 0 && letters <= mostBetween && words(before) > 1 && words(after) > 1
}

function piecesOf({ same, before, after }: Stretch): Piece[] {
  const line = new Line()
  if (same) {
    for (const [at, token] of after.entries()) line.keep(before[at]!, token)
    return line.pieces()
  }
  const letters = (tokens: readonly Token[]) => lettersOf(tokens.map(({ key }) => key).join(''))
  const isMinor = letters(before) === letters(after) && ![...before, ...after].includes(paragraphBreak)
  // The space behind a change is no part of it when it is the same in both texts.
  const [was, is] = [before.at(-1), after.at(-1)]
  const rest = was && is && was.gap === is.gap ? is : null
  for (const token of before) line.put(token, { change: 'deleted', isMinor, hasGap: rest === null || token !== was })
  for (const token of after) line.put(token, { change: 'inserted', isMinor, hasGap: rest === null || token !== is })
  if (was && rest) line.keepGap(was, rest)
  return line.pieces()
}

interface Fate {
  readonly change: Piece['change']
  readonly isMinor: boolean
  readonly was?: Run
}

interface Open {
  readonly change: Piece['change']
  isMinor: boolean
  readonly was?: Run
  readonly look: Run
  text: string
  readonly isBreak?: true
}

/** Pieces as they come; neighbours of one fate and one look become one. */
class Line {
  readonly #list: Open[] = []

  keep(before: Token, after: Token): void {
    this.#same(after.text, [before.look, after.look], !after.isWord)
    this.keepGap(before, after)
  }

  keepGap(before: Token, after: Token): void {
    if (before.gap === after.gap) this.#same(after.gap, [before.gapLook, after.gapLook], true)
    else {
      this.#add(before.gap, before.gapLook, { change: 'deleted', isMinor: true })
      this.#add(after.gap, after.gapLook, { change: 'inserted', isMinor: true })
    }
  }

  put(token: Token, { hasGap, ...fate }: Fate & { readonly hasGap: boolean }): void {
    if (token === paragraphBreak) this.#list.push({ ...fate, look: token.look, text: token.text, isBreak: true })
    else this.#add(token.text, token.look, fate)
    if (hasGap) this.#add(token.gap, token.gapLook, fate)
  }

  #same(text: string, [was, look]: readonly [Run, Run], isMinor: boolean): void {
    if (was === look || sameLook(was, look)) this.#add(text, look, { change: 'same', isMinor: false })
    else this.#add(text, look, { change: 'look', was, isMinor })
  }

  #add(text: string, look: Run, fate: Fate): void {
    if (text === '') return
    const last = this.#list.at(-1)
    const isNext =
      last?.change === fate.change &&
      !last.isBreak &&
      !isOneThing(last.look) &&
      !isOneThing(look) &&
      (last.look === look || sameLook(last.look, look)) &&
      (last.was === fate.was || (last.was && fate.was && sameLook(last.was, fate.was)))
    if (isNext) {
      last.text += text
      last.isMinor &&= fate.isMinor
    } else this.#list.push({ ...fate, look, text })
  }

  pieces(): Piece[] {
    return this.#list.map(({ change, isMinor, was, look, text, isBreak }) => ({
      change,
      run: { ...look, text },
      ...(was && { was: { ...was, text } }),
      ...(isMinor && { isMinor }),
      ...(isBreak && { isBreak }),
    }))
  }
}
