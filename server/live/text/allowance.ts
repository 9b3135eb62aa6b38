// What the server does for members beyond taking what they write: for those who may only suggest, looking at much
// text, mending, refusing; for anybody, rehearsing and writing texts out. Counted by member over all sockets and texts
// of this node, so that neither a second socket nor coming back gives more.

import { limits } from '../limits.ts'
import { Buckets } from '../wire/buckets.ts'
import type { NotTaken } from './entries.ts'
import type { Judged } from './suggesting-check.ts'

export class Allowance {
  readonly #clock: () => number
  readonly #mendings = new Buckets(limits.mendings, limits.members)
  readonly #told = new Buckets(limits.told, limits.members)
  readonly #looks = new Buckets(limits.looks, limits.members)

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** Whether a text may be written out to answer a member now. */
  mayTell(memberId: string): boolean {
    return this.#told.has(memberId, this.#clock())
  }

  /** A text of so many bytes was gone through to answer a member, however little their page lacked. */
  tell(memberId: string, bytes: number): void {
    this.#told.take(memberId, bytes, this.#clock())
  }

  /** What of it a member has used up; asked before anything is looked at. */
  spent(memberId: string): 'too-many-mendings' | 'too-fast' | null {
    const now = this.#clock()
    if (!this.#mendings.has(memberId, now)) return 'too-many-mendings'
    return this.#looks.has(memberId, now) ? null : 'too-fast'
  }

  /** Takes one rehearsal at the gate from what a member has left, whatever their right and whatever comes of it. */
  mayRehearse(memberId: string): boolean {
    const now = this.#clock()
    if (!this.#mendings.has(memberId, now)) return false
    this.#mendings.take(memberId, 1, now)
    return true
  }

  spend(memberId: string, { is, size }: Judged): void {
    const now = this.#clock()
    if (is !== 'suggests') this.#mendings.take(memberId, 1, now)
    if (size > limits.lookFree) this.#looks.take(memberId, size - limits.lookFree, now)
  }
}

/**
 * What `look` finds of an update from a seat that may only suggest, within what its member has left; or why the update
 * is not taken.
 */
export function judgeWithin(
  allowance: Allowance | undefined,
  memberId: string,
  look: () => Judged,
): Exclude<Judged['is'], 'refused'> | NotTaken {
  const spent = allowance?.spent(memberId)
  if (spent) return { is: 'refused', reason: spent, detail: 'the allowance of the member is spent' }
  const judged = look()
  allowance?.spend(memberId, judged)
  if (judged.is !== 'refused') return judged.is
  return { is: 'refused', reason: 'not-a-suggestion', detail: 'more than suggestions' }
}
