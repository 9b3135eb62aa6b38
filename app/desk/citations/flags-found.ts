// Finds what is to be looked at in the citations of a text. Pure.

import { citationFaults, faultOf } from '#server/document/citations/citation-faults.ts'
import { mentionsOf, type PlacedMention } from '#server/document/citations/mentions.ts'
import type { BothTrees, Paragraph } from '#server/document/tree/tree.ts'
import { parseTarget } from '#server/domain/convention/citation.ts'
import { type Language, languages } from '#server/domain/language.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import { isQuietSince, isSameButPlain } from '../text/quiet.ts'
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

/**
 * Whether the flags of `before` are those of `now`: every paragraph has its citations, and its references in plain
 * words, as it had.
 */
export function flagTheSame(before: BothTrees, now: BothTrees, citable: Citable): boolean {
  return isQuietSince(
    before,
    now,
    (was, is, language) =>
      isSameButPlain(was, is) && areSameOffers(offersIn(was, language, citable), offersIn(is, language, citable)),
  )
}

export interface PlacedOffer extends Offer, PlacedMention {}

/** The references in plain words of one paragraph as they stand in these trees, English first. */
export function placedOffers(trees: BothTrees, pid: string, citable: Citable): PlacedOffer[] {
  return languages.flatMap((language) =>
    trees[language].paragraphs.flatMap((one) => (one.pid === pid ? offersIn(one, language, citable) : [])),
  )
}

/**
 * Where `chosen` of `offers` stand now. What is offered was read earlier: each is known by its words, and by how many
 * alike are before it; where others came or went, none of those alike is meant.
 */
export function whereNow(
  chosen: readonly Offer[],
  offers: readonly Offer[],
  placed: readonly PlacedOffer[],
): PlacedOffer[] {
  return chosen.flatMap((one) => {
    const were = offers.filter((other) => isSameOffer(one, other))
    const are = placed.filter((other) => isSameOffer(one, other))
    return were.length === are.length ? (are[were.indexOf(one)] ?? []) : []
  })
}

const offered = new WeakMap<Citable, WeakMap<Paragraph, readonly PlacedOffer[]>>()

/** The same objects for the same paragraph, which stands in one language. */
function offersIn(paragraph: Paragraph, language: Language, citable: Citable): readonly PlacedOffer[] {
  const known = offered.get(citable) ?? new WeakMap<Paragraph, readonly PlacedOffer[]>()
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
  const [some, others] = [one.faults, other.faults]
  return (
    some.length === others.length &&
    some.every((fault, at) => JSON.stringify(fault) === JSON.stringify(others[at])) &&
    areSameOffers(one.offers, other.offers)
  )
}

/** Wherever they stand. */
function areSameOffers(some: readonly Offer[], others: readonly Offer[]): boolean {
  return some.length === others.length && some.every((one, at) => isSameOffer(one, others[at]!))
}

function isSameOffer(one: Offer, other: Offer): boolean {
  return one.language === other.language && one.target === other.target && one.words === other.words
}
