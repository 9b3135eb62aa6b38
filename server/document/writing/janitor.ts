// The single structural writer: keeps the two languages of a text in pairs. It never deletes a word; README.md has its
// rules.

import type * as Y from 'yjs'
import type { Language } from '../../domain/language.ts'
import { keptIn } from '../numbering/kept-in.ts'
import { relabel } from '../numbering/living-labels.ts'
import { type Block, blocksOf, isBlank, rootOf, textsOf } from '../tree/blocks.ts'
import { straysIn } from '../tree/order.ts'
import { newBlock } from './edit.ts'

/** How a text stood after the last tending, or when it was loaded. */
export interface Standing {
  /** Every pid in either language: tells a deleted twin from one that never was. */
  readonly known: ReadonlySet<string>
  /**
   * The one order of both languages, null when they differed: tells in which of them paragraphs have been moved since.
   */
  readonly order: readonly string[] | null
}

export interface Tending extends Pick<Standing, 'known'>, Partial<Pick<Standing, 'order'>> {
  /** The language that people changed last; the other follows in kind and order. English when left out. */
  readonly lead?: Language
}

export interface Tended {
  readonly changed: boolean
  /** Pass it to the next tending. */
  readonly known: ReadonlySet<string>
}

interface Side {
  readonly root: Y.XmlElement
  readonly blocks: Block[]
}

/**
 * Brings a text into pairs, in one transaction of origin 'janitor'. `mint` gives a fresh pid. A second run in a row
 * changes nothing. Throws UnreadableText, before any write, for a text outside the closed vocabulary.
 */
export function tend(doc: Y.Doc, mint: () => string, { known, order = null, lead = 'en' }: Tending): Tended {
  const follows = lead === 'en' ? 'fr' : 'en'
  const leading = sideOf(doc, lead)
  const following = sideOf(doc, follows)
  let changes = 0
  doc.transact(() => {
    changes += dropDoubles(leading) + dropDoubles(following)
    changes += nameAll(leading, following, mint) + nameAll(following, leading, mint)
    changes += pairUp(leading, following, known) + pairUp(following, leading, known)
    changes += furnish(leading, following, mint)
    changes += mirrorKinds(leading, following) + followMoves(leading, following, order)
    const kept = keptIn(doc)
    changes += relabel(leading.blocks, lead, kept?.[lead]) + relabel(following.blocks, follows, kept?.[follows])
  }, 'janitor')
  return { changed: changes > 0, known: pidsOf(doc) }
}

/** Every pid that stands in either language: what is known at load, before the first tending. */
export function pidsOf(doc: Y.Doc): ReadonlySet<string> {
  const both = [...blocksOf(rootOf(doc, 'en')), ...blocksOf(rootOf(doc, 'fr'))]
  return new Set(both.map((block) => block.pid).filter((pid) => pid !== ''))
}

export function standingOf(doc: Y.Doc): Standing {
  return { known: pidsOf(doc), order: orderOf(doc) }
}

/** The order in which the paired paragraphs stand in both languages; null when they differ. */
function orderOf(doc: Y.Doc): readonly string[] | null {
  const [en, fr] = [blocksOf(rootOf(doc, 'en')), blocksOf(rootOf(doc, 'fr'))].map((blocks) =>
    blocks.map(({ pid }) => pid),
  )
  const french = new Set(fr)
  const order = en!.filter((pid) => french.has(pid))
  const common = new Set(order)
  return fr!.filter((pid) => common.has(pid)).every((pid, at) => pid === order[at]) ? order : null
}

function sideOf(doc: Y.Doc, language: Language): Side {
  const root = rootOf(doc, language)
  const blocks = blocksOf(root)
  for (const block of blocks) textsOf(block.element)
  return { root, blocks }
}

function pidsIn(side: Side): Set<string> {
  return new Set(side.blocks.map((block) => block.pid))
}

function find(side: Side, pid: string): number {
  return side.blocks.findIndex((block) => block.pid === pid)
}

function put(side: Side, at: number, { pid, kind }: Pick<Block, 'pid' | 'kind'>): void {
  const element = newBlock({ pid, kind }, [])
  side.root.insert(at, [element])
  side.blocks.splice(at, 0, { element, pid, kind })
}

function drop(side: Side, at: number): void {
  side.root.delete(at, 1)
  side.blocks.splice(at, 1)
}

function rename(side: Side, at: number, pid: string): void {
  const block = side.blocks[at]
  if (!block) return
  block.element.setAttribute('s_pid', pid)
  side.blocks[at] = { ...block, pid }
}

/**
 * Two people moved the same paragraph at once: it stands in both places, the same words with the same pid. The first
 * stays. Other words with that pid stay as well, and get one of their own.
 */
function dropDoubles(side: Side): number {
  const seen = new Map<string, Block>()
  let count = 0
  for (const block of [...side.blocks]) {
    const first = block.pid === '' ? undefined : seen.get(block.pid)
    if (first && wordsIn(first) === wordsIn(block)) {
      drop(side, side.blocks.indexOf(block))
      count += 1
    } else if (!first) seen.set(block.pid, block)
  }
  return count
}

function wordsIn({ element }: Block): string {
  return textsOf(element)
    .flatMap((text) => text.toDelta() as { insert: string }[])
    .map(({ insert }) => insert)
    .join('')
}

/** Gives every block of `side` a pid of its own. Of several with one pid the first keeps it. */
function nameAll(side: Side, other: Side, mint: () => string): number {
  const seen = new Set<string>()
  const nameless = new Set<Block>()
  for (const block of side.blocks) {
    if (block.pid === '' || seen.has(block.pid)) nameless.add(block)
    seen.add(block.pid)
  }
  if (nameless.size === 0) return 0
  const worded = new Set(other.blocks.filter((block) => !isBlank(block.element)).map((block) => block.pid))
  const names = adopt(side.blocks, nameless, (block) => worded.has(block.pid) && isBlank(block.element))
  const before = [...side.blocks]
  let count = 0
  for (const [at, block] of before.entries()) {
    const pid = names.get(block) ?? (nameless.has(block) ? mint() : block.pid)
    if (pid === block.pid) continue
    rename(side, at, pid)
    count += 1
  }
  return count
}

/**
 * When somebody splits (or pastes) paragraphs right before twins that still await their words, the new ones are those
 * words: they take over the pids in order, and the blocks that waited become nameless in their place.
 */
function adopt(
  blocks: readonly Block[],
  nameless: Set<Block>,
  awaits: (block: Block) => boolean,
): ReadonlyMap<Block, string> {
  const names = new Map<Block, string>()
  let fresh: Block[] = []
  for (const block of blocks) {
    const taker = fresh[0]
    if (nameless.has(block)) {
      if (!isBlank(block.element)) fresh.push(block)
    } else if (taker && awaits(block)) {
      names.set(taker, block.pid)
      nameless.delete(taker)
      nameless.add(block)
      fresh.shift()
    } else fresh = []
  }
  return names
}

/**
 * Each new block gets an empty twin; a block whose twin was deleted goes when it has no words, and stays alone when it
 * has.
 */
function pairUp(side: Side, other: Side, known: ReadonlySet<string>): number {
  const twins = pidsIn(other)
  let count = 0
  for (const block of [...side.blocks]) {
    if (twins.has(block.pid)) continue
    if (!known.has(block.pid)) put(other, placeForTwin(side, other, block), block)
    else if (isBlank(block.element)) drop(side, side.blocks.indexOf(block))
    else continue
    count += 1
  }
  return count
}

/**
 * Right after the twin of the nearest paired block before, else right before the twin of the nearest after, else at the
 * end.
 */
function placeForTwin(side: Side, other: Side, block: Block): number {
  const at = side.blocks.indexOf(block)
  for (let before = at - 1; before >= 0; before--) {
    const place = find(other, side.blocks[before]?.pid ?? '')
    if (place !== -1) return place + 1
  }
  for (const after of side.blocks.slice(at + 1)) {
    const place = find(other, after.pid)
    if (place !== -1) return place
  }
  return other.blocks.length
}

/**
 * A language without any block cannot be written in: it gets the twin of the other's first, or both get an empty pair.
 */
function furnish(one: Side, other: Side, mint: () => string): number {
  if (one.blocks.length > 0 && other.blocks.length > 0) return 0
  const first = one.blocks[0] ?? other.blocks[0] ?? { pid: mint(), kind: 'operative' as const }
  let count = 0
  for (const side of [one, other]) {
    if (side.blocks.length > 0) continue
    put(side, 0, first)
    count += 1
  }
  return count
}

function mirrorKinds(leading: Side, following: Side): number {
  const kinds = new Map(leading.blocks.map((block) => [block.pid, block.kind]))
  let count = 0
  for (const [at, block] of following.blocks.entries()) {
    const kind = kinds.get(block.pid) ?? block.kind
    if (kind === block.kind) continue
    block.element.setAttribute('s_kind', kind)
    following.blocks[at] = { ...block, kind }
    count += 1
  }
  return count
}

/**
 * Where the languages stood in one order, the one in which paragraphs were moved since is followed, words and all.
 * Where they did not, nobody can tell who moved what: then only empty blocks follow.
 */
function followMoves(leading: Side, following: Side, order: readonly string[] | null): number {
  const common = pidsIn(following)
  const now = [...pidsIn(leading)].filter((pid) => common.has(pid))
  const paired = new Set(now)
  if ([...common].filter((pid) => paired.has(pid)).every((pid, rank) => pid === now[rank])) return 0
  if (order === null) return keepInStep(leading, following)
  const hasMoved = (side: Side) => straysIn(order, [...pidsIn(side)]).size > 0
  return hasMoved(following) && !hasMoved(leading) ? bringInStep(following, leading) : bringInStep(leading, following)
}

/** Moves the fewest blocks of the follower that will do, each right behind the twin of its predecessor. */
function bringInStep(leading: Side, following: Side): number {
  const common = pidsIn(following)
  const order = [...pidsIn(leading)].filter((pid) => common.has(pid))
  const strays = straysIn(order, [...common])
  for (const [rank, pid] of order.entries()) {
    const block = following.blocks[find(following, pid)]
    if (!block || !strays.has(pid)) continue
    const element = block.element.clone()
    drop(following, following.blocks.indexOf(block))
    const before = order[rank - 1]
    const at = before === undefined ? 0 : find(following, before) + 1
    following.root.insert(at, [element])
    following.blocks.splice(at, 0, { ...block, element })
  }
  return strays.size
}

/**
 * Puts each empty paired block of the follower right behind the twin of its predecessor. Blocks with words never move.
 */
function keepInStep(leading: Side, following: Side): number {
  const common = pidsIn(following)
  const order = [...pidsIn(leading)].filter((pid) => common.has(pid))
  const paired = new Set(order)
  if ([...common].filter((pid) => paired.has(pid)).every((pid, rank) => pid === order[rank])) return 0
  let count = 0
  for (const [rank, pid] of order.entries()) {
    const sequence = following.blocks.filter((block) => paired.has(block.pid))
    const now = sequence.findIndex((block) => block.pid === pid)
    const block = sequence[now]
    if (!block || sequence[now - 1]?.pid === order[rank - 1] || !isBlank(block.element)) continue
    drop(following, following.blocks.indexOf(block))
    const before = order[rank - 1]
    put(following, before === undefined ? 0 : find(following, before) + 1, block)
    count += 1
  }
  return count
}
