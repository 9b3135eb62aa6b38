// Numbers that a text keeps from one of its versions: what is put in later is called after what stands before it, and
// what is gone leaves a gap. It knows no words and no version.

import { type Series, scopesOf } from './counts.ts'
import type { KeptNumbers } from './kept.ts'

/** What one count had in the version: its labels by pid, those of paragraphs that are gone too. */
export interface KeptSeries {
  readonly labels: ReadonlyMap<string, string>
  /** How far the count had come. */
  readonly highest: number
}

// Latin, as in both languages of the Council of Europe's treaties; more than twenty in one place are counted in
// figures.
const ordinals = (
  'bis ter quater quinquies sexies septies octies nonies decies undecies duodecies terdecies quaterdecies ' +
  'quindecies sexdecies septdecies octodecies novodecies vicies'
).split(' ')

const known = new WeakMap<KeptNumbers, ReadonlyMap<string, KeptSeries>>()

/** What a count keeps; undefined when the version had no such count. */
export function keptSeries(kept: KeptNumbers, scope: string): KeptSeries | undefined {
  let scopes = known.get(kept)
  if (!scopes) {
    scopes = new Map([...scopesOf(kept)].map(([name, { series, members }]) => [name, seriesOf(kept, members, series)]))
    known.set(kept, scopes)
  }
  return scopes.get(scope)
}

function seriesOf(kept: KeptNumbers, members: readonly number[], series: Series): KeptSeries {
  const labels = new Map<string, string>()
  for (const at of members) {
    const { pid, number } = kept[at]!
    const label = series.read(number)
    if (pid !== '' && label) labels.set(pid, label)
  }
  const bases = new Set([...labels.values()].map((label) => split(label).base))
  let highest = 0
  // A version may have gaps and numbers in between of its own: how far it came is not how many it has.
  for (let count = 1, left = bases.size; left > 0 && count <= 9_999; count++) {
    if (!bases.has(series.name(count))) continue
    highest = Math.max(highest, count)
    left -= 1
  }
  return { labels, highest }
}

/**
 * The printed numbers of one count, in order. Without `kept`: 1, 2, 3. With it, paragraphs of the version have theirs;
 * what follows the last of them goes on counting; what stands between is called after the one before it, '12 bis', '12
 * ter'; where the next is '12 bis' already, '12 bis A'. Before the first it is called '-1' as in texts of the European
 * Union. No label is given twice, nor one that somebody else had.
 */
export function labelsIn(pids: readonly string[], series: Series, kept?: KeptSeries): string[] {
  if (!kept) return pids.map((_, index) => series.print(series.name(index + 1)))
  const seen = new Set<string>()
  const own = pids.map((pid) => {
    const label = seen.has(pid) ? undefined : kept.labels.get(pid)
    seen.add(pid)
    return label
  })
  const taken = new Set(kept.labels.values())
  const lastOwn = own.findLastIndex((label) => label !== undefined)
  let count = kept.highest
  let before = ''
  return own.map((label, index) => {
    if (label !== undefined) {
      before = label
      return series.print(label)
    }
    if (index > lastOwn) return series.print(series.name(++count))
    const next = own.find((other, at) => at > index && other !== undefined) ?? ''
    const fresh = between(before, next, taken)
    taken.add(fresh)
    return series.print(fresh)
  })
}

/** A label that nobody has, for what stands behind `before` and ahead of `next`; '' for the beginning. */
function between(before: string, next: string, taken: ReadonlySet<string>): string {
  if (before === '') {
    if (!taken.has(`-${next}`)) return `-${next}`
    return firstFree((count) => `-${next} ${ordinal(count)}`, taken)
  }
  const { base, rank } = split(before)
  if (split(next).base === base && next !== base)
    return firstFree((count) => `${next} ${String.fromCharCode(64 + count)}`, taken)
  return firstFree((count) => `${base} ${ordinal(rank + count)}`, taken)
}

function firstFree(name: (count: number) => string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) if (!taken.has(name(count))) return name(count)
}

/** '12 ter' is 12 and 2; '12' is 12 and 0. */
function split(label: string): { readonly base: string; readonly rank: number } {
  const [base = '', word = ''] = label.split(' ')
  const rank = ordinals.indexOf(word) + 1
  return { base, rank: rank > 0 ? rank : Number.parseInt(word, 10) || 0 }
}

/** 1 is bis. */
function ordinal(rank: number): string {
  return ordinals[rank - 1] ?? `${rank + 1}`
}
