// What the wording of a text asks for, paragraph by paragraph: terms, brackets, opening verbs. Pure; read anew when the
// text has changed.

import { type Alternatives, bracketsOf } from '#server/document/brackets.ts'
import { readingOf } from '#server/document/suggestions/shown.ts'
import { type Flag, type Flagger, flaggerOf, type Mismatch, mismatchesOf } from '#server/document/terms.ts'
import type { BothTrees, Paragraph } from '#server/document/tree/tree.ts'
import { type Language, languages } from '#server/domain/language.ts'
import { compileTerminology } from '#server/domain/terminology/terminology.ts'
import { compileOpenings, isOpeningKind, type OpensWell } from '#server/domain/terminology/verbs.ts'
import { unwaived } from '#server/domain/terminology/waiver.ts'
import type { HouseWording } from '#server/workflows/convention/terms.ts'
import type { WaiverView } from '#server/workflows/convention/waivers.ts'

/** The rules, ready to be asked. */
export interface Rules {
  readonly flagger: Flagger
  readonly opensWell: OpensWell
  readonly house: HouseWording
}

export function rulesOf(house: HouseWording): Rules {
  return {
    flagger: flaggerOf(compileTerminology(house.terminology)),
    opensWell: compileOpenings(house.openings),
    house,
  }
}

/** A group of brackets, and which of its paragraph's groups it is. */
export interface PlacedBrackets extends Alternatives {
  readonly group: number
}

/** What one paragraph asks for, in both languages. */
export interface AtParagraph {
  /** In no legitimate context, and not waived. */
  readonly flags: readonly Flag[]
  readonly mismatches: readonly Mismatch[]
  readonly brackets: readonly PlacedBrackets[]
  /** Where a recital or an operative paragraph has words but no opening verb. */
  readonly unopened: readonly Language[]
  /** In force, with words to cover or without. */
  readonly waivers: readonly WaiverView[]
}

export interface Found {
  readonly byPid: ReadonlyMap<string, AtParagraph>
  /** All that are marked in the text, English first, in order. */
  readonly flags: readonly Flag[]
}

const nothing: AtParagraph = { flags: [], mismatches: [], brackets: [], unopened: [], waivers: [] }

/** `before` is what was found the last time: what is the same stays the same object. */
export function findIn(
  trees: BothTrees,
  { flagger, opensWell }: Rules,
  { waivers, before }: { readonly waivers: readonly WaiverView[]; readonly before: Found },
): Found {
  const all = { en: flagger(trees.en), fr: flagger(trees.fr) }
  const inForce = waivers.filter(({ ended }) => ended === null)
  const flags = languages.flatMap((language) => [...coveredBy(all[language], inForce)])
  const parts: { readonly [Key in keyof AtParagraph]: ReadonlyMap<string, AtParagraph[Key]> } = {
    flags: Map.groupBy(flags, ({ pid }) => pid),
    mismatches: Map.groupBy(mismatchesOf(trees, all), ({ pid }) => pid),
    brackets: Map.groupBy(placed(bracketsOf(trees)), ({ pid }) => pid),
    unopened: unopenedIn(trees, opensWell),
    waivers: Map.groupBy(inForce, ({ pid }) => pid),
  }
  const pids = new Set(Object.values(parts).flatMap((part) => [...part.keys()]))
  pids.delete('')
  const byPid = new Map(
    [...pids].map((pid) => {
      const now: AtParagraph = {
        flags: parts.flags.get(pid) ?? nothing.flags,
        mismatches: parts.mismatches.get(pid) ?? nothing.mismatches,
        brackets: parts.brackets.get(pid) ?? nothing.brackets,
        unopened: parts.unopened.get(pid) ?? nothing.unopened,
        waivers: parts.waivers.get(pid) ?? nothing.waivers,
      }
      const was = before.byPid.get(pid)
      return [pid, was && isSameAt(was, now) ? was : now] as const
    }),
  )
  return { byPid, flags: isSameList(before.flags, flags) ? before.flags : flags }
}

/** What stands as it is and what is suggested are two readings of the same words: each is covered for itself. */
function coveredBy(flags: readonly Flag[], waivers: readonly WaiverView[]): ReadonlySet<Flag> {
  const settled = unwaived(
    flags.filter(({ stands }) => stands !== 'suggested'),
    waivers,
  )
  const proposed = unwaived(
    flags.filter(({ stands }) => stands !== 'now'),
    waivers,
  )
  const open = new Set([...settled, ...proposed])
  return new Set(flags.filter((flag) => open.has(flag)))
}

function placed(groups: readonly Alternatives[]): PlacedBrackets[] {
  const counts = new Map<string, number>()
  return groups.map((group) => {
    const key = `${group.language} ${group.pid}`
    const at = counts.get(key) ?? 0
    counts.set(key, at + 1)
    return { ...group, group: at }
  })
}

const opened = new WeakMap<Paragraph, boolean>()

function unopenedIn(trees: BothTrees, opensWell: OpensWell): ReadonlyMap<string, readonly Language[]> {
  const found = new Map<string, Language[]>()
  for (const language of languages) {
    for (const paragraph of trees[language].paragraphs) {
      let isFine = opened.get(paragraph)
      if (isFine === undefined) {
        isFine = isOpened(paragraph, language, opensWell)
        opened.set(paragraph, isFine)
      }
      if (!isFine) found.set(paragraph.pid, [...(found.get(paragraph.pid) ?? []), language])
    }
  }
  return found
}

/** As it would read with the suggestions: whoever just wrote the verb has done what was asked. */
function isOpened(paragraph: Paragraph, language: Language, opensWell: OpensWell): boolean {
  const { kind } = paragraph
  if (!isOpeningKind(kind)) return true
  const { words } = readingOf(paragraph, 'proposed')
  return words.trim() === '' || opensWell(words, kind, language)
}

function isSameAt(one: AtParagraph, other: AtParagraph): boolean {
  return (
    isSameList(one.flags, other.flags) &&
    isSameList(one.waivers, other.waivers) &&
    one.unopened.join() === other.unopened.join() &&
    JSON.stringify([one.mismatches, one.brackets]) === JSON.stringify([other.mismatches, other.brackets])
  )
}

function isSameList<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at])
}
