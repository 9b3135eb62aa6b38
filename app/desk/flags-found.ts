// Finds what is to be looked at in the citations of a text. Pure.

import { citationFaults, faultOf } from '#server/document/citation-faults.ts'
import { mentionsOf } from '#server/document/mentions.ts'
import type { BothTrees, Paragraph } from '#server/document/tree.ts'
import { parseTarget } from '#server/domain/citation.ts'
import { type Language, languages } from '#server/domain/language.ts'
import type { Citable } from '#server/workflows/views.ts'
import { type Flagged, type Flags, noFlags, type Offer } from './flags.ts'

/** What changed nothing gives the same objects as `before`. */
export function flagsOf(trees: BothTrees, citable: Citable, before: Flags = noFlags): Flags {
  const faults = citationFaults(trees, citable)
  const offers = languages.flatMap((language) =>
    trees[language].paragraphs.flatMap((paragraph) => offersIn(paragraph, language, citable)),
  )
  const faultsAt = Map.groupBy(faults, ({ pid }) => pid)
  const offersAt = Map.groupBy(offers, ({ pid }) => pid)
  const pids = new Set([...faultsAt.keys(), ...offersAt.keys()].filter(Boolean))
  const byPid = new Map(
    [...pids].map((pid) => {
      const now = { faults: faultsAt.get(pid) ?? [], offers: offersAt.get(pid) ?? [] }
      const was = before.byPid.get(pid)
      return [pid, was && isSame(was, now) ? was : now]
    }),
  )
  const isAsBefore = before.byPid.size === byPid.size && [...byPid].every(([pid, now]) => before.byPid.get(pid) === now)
  return isAsBefore ? before : { faults, byPid }
}

const offered = new WeakMap<Citable, WeakMap<Paragraph, readonly Offer[]>>()

/** The same objects for the same paragraph, which stands in one language. */
function offersIn(paragraph: Paragraph, language: Language, citable: Citable): readonly Offer[] {
  const known = offered.get(citable) ?? new WeakMap<Paragraph, readonly Offer[]>()
  offered.set(citable, known)
  const before = known.get(paragraph)
  if (before) return before
  const offers = mentionsOf(paragraph)
    .filter(({ target }) => isThere(target, citable))
    .map((mention) => ({ ...mention, language, pid: paragraph.pid }))
  known.set(paragraph, offers)
  return offers
}

function isThere(stored: string, citable: Citable): boolean {
  const target = parseTarget(stored)
  return target !== null && (faultOf(target, citable)?.fault ?? 'superseded') === 'superseded'
}

function isSame(one: Flagged, other: Flagged): boolean {
  return areSame(one.faults, other.faults) && areSame(one.offers, other.offers)
}

function areSame(some: readonly object[], others: readonly object[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, at) => one === others[at] || JSON.stringify(one) === JSON.stringify(others[at]))
  )
}
