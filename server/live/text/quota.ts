// How much somebody who may only suggest may put into one text, and how large the text may become. What is asked for is
// what the text needs now, and what stands in it now: what was rejected or withdrawn gives its room back at once. It
// knows bytes and letters, no socket.

import type { BothTrees } from '../../document/tree/tree.ts'
import { languages } from '../../domain/language.ts'
import { clientOfSuggestion, readMark } from '../../domain/text/suggestion.ts'
import { limits } from '../limits.ts'
import type { Sender } from './entries.ts'

/** Bytes that a member added to the log in one hour, counted from the beginning of time. */
export interface Written {
  readonly memberId: string
  readonly hour: number
  readonly bytes: number
}

const [hourLong, dayLong] = [3_600_000, 24]

const hourOf = (at: number) => Math.floor(at / hourLong)

/** The first of the hours that count at an instant. */
export const firstHour = (at: number) => hourOf(at) - dayLong + 1

interface Needs {
  readonly clock: () => number
  readonly trees: () => BothTrees
  /** Whose a Yjs client id is. */
  readonly ownerOf: (client: number) => string | undefined
  readonly written: readonly Written[]
}

interface Asked {
  readonly memberId: string
  readonly bytes: number
  /** New words, in letters. */
  readonly letters: number
  /** Marks of suggestions. */
  readonly marks: number
}

export class Quota {
  readonly #needs: Needs
  /** By member, by hour. */
  readonly #written = new Map<string, Map<number, number>>()
  /** By member: what of theirs stood when it was last counted, in letters, and what came since. */
  readonly #standing = new Map<string, { readonly counted: number; added: number }>()

  constructor(needs: Needs) {
    this.#needs = needs
    for (const { memberId, hour, bytes } of needs.written) this.#add(memberId, hour, bytes)
  }

  /** Why a seat that may only suggest puts in no more; null when it may. */
  whyNotSuggest({ memberId, bytes, letters, marks }: Asked): 'suggested-today' | 'suggested-letters' | null {
    if (this.#writtenBy(memberId) + bytes > limits.suggested.bytes) return 'suggested-today'
    const more = weightOf({ letters, marks })
    if (more === 0) return null
    const { letters: most } = limits.suggested
    const known = this.#standing.get(memberId)
    // A mark may come to lie on many stretches: what came is counted anew now and again.
    const isSure = known && known.counted + known.added + more <= most && known.added <= most * sureFor
    const standing = isSure ? known : { counted: this.#count(memberId), added: 0 }
    this.#standing.set(memberId, standing)
    return standing.counted + standing.added + more > most ? 'suggested-letters' : null
  }

  /** What a member wrote is in the text, here or at another node. */
  wrote({ memberId, bytes, letters, marks }: Asked): void {
    this.#add(memberId, hourOf(this.#needs.clock()), bytes)
    const known = this.#standing.get(memberId)
    if (known) known.added += weightOf({ letters, marks })
  }

  #add(memberId: string, hour: number, bytes: number): void {
    const hours = this.#written.get(memberId) ?? new Map<number, number>()
    this.#written.set(memberId, hours.set(hour, (hours.get(hour) ?? 0) + bytes))
  }

  #writtenBy(memberId: string): number {
    const hours = this.#written.get(memberId) ?? new Map<number, number>()
    const first = firstHour(this.#needs.clock())
    let sum = 0
    for (const [hour, bytes] of hours) {
      if (hour < first) hours.delete(hour)
      else sum += bytes
    }
    return sum
  }

  /** What stands in the text of the suggestions of a member, in letters. */
  #count(memberId: string): number {
    const { ownerOf, trees } = this.#needs
    const owners = new Map<string, boolean>()
    const isTheirs = (mark: string) => {
      const { id } = readMark(mark)
      const known = owners.get(id) ?? ownerOf(clientOfSuggestion(id) ?? -1) === memberId
      owners.set(id, known)
      return known
    }
    const both = trees()
    let sum = 0
    for (const language of languages) {
      for (const { runs, marks: onAll = [] } of both[language].paragraphs) {
        sum += weightOf({ letters: 0, marks: onAll.filter(isTheirs).length })
        for (const { text, marks = [] } of runs) {
          const theirs = marks.filter(isTheirs)
          const letters = theirs.some((mark) => mark.startsWith('i_')) ? text.length : 0
          sum += weightOf({ letters, marks: theirs.length })
        }
      }
    }
    return sum
  }
}

/** The part of what a member may have standing that may come before all is counted anew. */
const sureFor = 0.02

function weightOf({ letters, marks }: Pick<Asked, 'letters' | 'marks'>): number {
  return letters + marks * limits.suggested.perMark
}

interface Size {
  /** Bytes of the state when it was last measured. */
  readonly measured: number
  readonly whole: () => number
}

/** What a text needs: bytes of its state, and of the log since that was measured. */
export class TextSize {
  #measured: number
  #grown = 0
  readonly #whole: () => number
  /** Something went since, by a decision for one: it may need much less. */
  #hasShrunk = false

  constructor({ measured, whole }: Size) {
    this.#measured = measured
    this.#whole = whole
  }

  /** Bytes of log since the state was last measured. */
  get grown(): number {
    return this.#grown
  }

  /** About what the state needs. */
  get bytes(): number {
    return this.#measured + this.#grown
  }

  grow(bytes: number): void {
    this.#grown += bytes
  }

  shrink(): void {
    this.#hasShrunk = true
  }

  /** The whole state was written down in so many bytes. */
  measure(bytes: number): void {
    this.#measured = bytes
    this.#grown = 0
    this.#hasShrunk = false
  }

  /** Bytes that it comes to with so many more. Measured anew only where it would be too large, and may not be. */
  with(bytes: number, most: number): number {
    const isDue = this.#hasShrunk || this.#grown >= limits.measuredAfter
    if (isDue && this.#measured + this.#grown + bytes > most) this.measure(this.#whole())
    return this.#measured + this.#grown + bytes
  }
}

interface Coming {
  readonly size: TextSize
  readonly quota: Quota
  readonly news: { readonly update: Uint8Array | null; readonly letters: number; readonly marks: number }
  readonly seat: Sender['seat']
  readonly right: 'edit' | 'suggest'
}

/** Why news of somebody has no room in a text; null when it has. */
export function whyFull({ size, quota, news: { update, letters, marks }, seat, right }: Coming) {
  const bytes = update?.length ?? 0
  const { memberId } = seat
  const reason = right === 'suggest' ? quota.whyNotSuggest({ memberId, bytes, letters, marks }) : null
  if (reason) return { reason, detail: `${bytes} bytes more` } as const
  const most = limits.text + (seat.hasReserve ? limits.reserve : 0)
  const needed = size.with(bytes, most)
  return needed > most ? ({ reason: 'full', detail: `${needed} bytes` } as const) : null
}
