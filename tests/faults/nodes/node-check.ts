// What is held against the disk when two nodes have been broken: words that were promised, texts that must be one,
// paragraphs in pairs.

import * as Y from 'yjs'
import { readTrees } from '#server/document/tree/read.ts'
import { seenIn } from '#tests/document/gate/honest.ts'
import { until } from './bus-nodes.ts'
import type { House } from './node-house.ts'
import { brokenIn, type Writer } from './node-writer.ts'

/** Milliseconds. */
const patience = 60_000

export class Tally {
  lost = 0
  revived = 0
  differing = 0
  edits = 0
  shown = 0
  refused = 0
  unpaired = 0
  /** Close code, or HTTP status of an upgrade that was refused → how often. */
  readonly endings = new Map<number, number>()

  check({ lost, revived }: { readonly lost: number; readonly revived: number }): void {
    this.lost += lost
    this.revived += revived
  }

  /** When their round is over. */
  count(writers: readonly Writer[]): void {
    for (const one of writers) {
      this.edits += one.edits
      this.shown += one.promised().clock
      if (one.link.refused) this.refused += 1
      for (const [how, count] of one.ended) this.endings.set(how, (this.endings.get(how) ?? 0) + count)
    }
  }

  /** How many sockets ended in a way that is meant. */
  ended(isMeant: (how: number) => boolean): number {
    return [...this.endings].reduce((sum, [how, count]) => sum + (isMeant(how) ? count : 0), 0)
  }

  sayEndings(): string {
    return [...this.endings].map(([how, count]) => `${how} × ${count}`).join(', ')
  }
}

interface Scene {
  readonly house: House
  readonly collab: string
  readonly writers: readonly Writer[]
  readonly tally: Tally
}

/**
 * Returns the milliseconds until every page is connected, has everything saved, and shows what a fresh replay of the
 * log shows; then looks for all that was promised.
 */
export async function settle({ house, collab, writers, tally }: Scene): Promise<number> {
  const isOne = async () => {
    if (!writers.every((one) => one.isSettled) || !areAsFar(writers)) return false
    const seen = seenIn(await house.stored(collab))
    return writers.every((one) => one.isSettled && one.shows(seen))
  }
  let took = Number.POSITIVE_INFINITY
  try {
    took = await until(isOne, 'all pages show what is on disk', patience)
  } catch {
    const seen = seenIn(await house.stored(collab))
    tally.differing += Math.max(1, writers.filter((one) => !one.shows(seen)).length)
  }
  tally.check(
    brokenIn(
      await house.stored(collab),
      writers.map((one) => one.promised()),
    ),
  )
  return took
}

/** Cheap, and false while words are on their way. */
function areAsFar(writers: readonly Writer[]): boolean {
  const [first, ...others] = writers.map(({ doc }) => Y.decodeStateVector(Y.encodeStateVector(doc)))
  return others.every(
    (other) => other.size === first?.size && [...other].every(([client, clock]) => first.get(client) === clock),
  )
}

/**
 * Paragraphs of either language that are nameless, there twice, or not there in the other, once that has had time to be
 * tidied.
 */
export async function countUnpaired({ house, collab }: Pick<Scene, 'house' | 'collab'>): Promise<number> {
  let unpaired = Number.NaN
  const isTidy = async () => {
    unpaired = unpairedIn(await house.stored(collab))
    return unpaired === 0
  }
  await until(isTidy, 'every paragraph has its twin', patience / 2).catch(() => {})
  return unpaired
}

function unpairedIn(doc: Y.Doc): number {
  const { en, fr } = readTrees(doc)
  const [first, second] = [en, fr].map(({ paragraphs }) => paragraphs.map(({ pid }) => pid)) as [string[], string[]]
  const count = (pids: readonly string[], others: readonly string[]) =>
    pids.filter((pid) => pid === '' || pids.filter((one) => one === pid).length > 1 || !others.includes(pid)).length
  return count(first, second) + count(second, first)
}
