// Whether a change of the live text left the words that stand where they are. Equal trees do not tell: words that are
// deleted and written again read the same, but whoever types in them at that moment loses theirs, and they seem to be
// another's.

import * as Y from 'yjs'
import { suggestionId } from '../../domain/text/suggestion.ts'
import { type Look, modeOf, wordsThrough } from '../writing/word-formatting.ts'

type Mine = (suggestion: string) => boolean

/**
 * True when a transaction, looked at before Yjs forgets what it deleted, adds and removes no paragraph, makes no words
 * one thing that were not, and writes words that are not `mine` anew only between two places where mine came or went:
 * an editor that changes two places of a paragraph at once writes what lies between them again.
 */
export function keepsWords(transaction: Y.Transaction, mine: Mine): boolean {
  const texts = new Set<Y.XmlText>()
  for (const type of transaction.changed.keys()) if (type instanceof Y.XmlText) texts.add(type as Y.XmlText)
  for (const item of newItems(transaction)) if (isBlock(item) || isNeedless(item)) return false
  for (const item of goingItems(transaction)) {
    if (isBlock(item)) return false
    const { content } = item
    if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlText)) continue
    if (isOneOfSeveral(item, transaction)) continue
    if (!mine(suggestionId(item.id.client, 0))) return false
    texts.add(content.type)
  }
  return [...texts].every((text) => keepsWordsIn(text, transaction, mine))
}

/** True when a transaction sets or takes off nothing of a paragraph as such but suggestions that are `mine`. */
export function keepsBlocks({ changed }: Y.Transaction, mine: Mine): boolean {
  return [...changed].every(
    ([type, keys]) => !(type instanceof Y.XmlElement) || [...keys].every((key) => key === null || isMark(key, mine)),
  )
}

function isMark(key: string, mine: Mine): boolean {
  const id = /^s_[a-z]_(.+)$/.exec(key)?.[1]
  return id !== undefined && mine(id)
}

function isBlock({ content }: Y.Item): boolean {
  return content instanceof Y.ContentType && !(content.type instanceof Y.XmlText)
}

/**
 * Texts that a block may have before one more has to have words: several people may begin an empty paragraph at once.
 */
const fewTexts = 3

function isNeedless({ content, deleted, parent }: Y.Item): boolean {
  if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlText) || deleted) return false
  return content.type.length === 0 && parent instanceof Y.XmlElement && parent.length > fewTexts
}

/**
 * Two people who began an empty paragraph at once made two texts of it; an editor puts them together. The one that
 * stays had words before: a new one, or an empty one, is another's hand under all words.
 */
function isOneOfSeveral({ parent }: Y.Item, { beforeState, deleteSet }: Y.Transaction): boolean {
  const stoodBefore = ({ id }: Y.Item) => id.clock < (beforeState.get(id.client) ?? 0)
  const hadWords = (text: Y.XmlText) => {
    for (let item = text._start; item !== null; item = item.right) {
      const isGone = item.deleted && !Y.isDeleted(deleteSet, item.id)
      if (item.content instanceof Y.ContentString && stoodBefore(item) && !isGone) return true
    }
    return false
  }
  return (
    parent instanceof Y.XmlElement &&
    parent
      .toArray()
      .some((text) => text instanceof Y.XmlText && text._item && stoodBefore(text._item) && hadWords(text))
  )
}

function* newItems({ beforeState, afterState, doc }: Y.Transaction): Generator<Y.Item> {
  for (const [client, clock] of afterState) {
    const from = beforeState.get(client) ?? 0
    if (clock > from) yield* itemsIn(doc, { client, clock: from, len: clock - from })
  }
}

/** What was there before and is deleted by it. */
function* goingItems({ beforeState, deleteSet, doc }: Y.Transaction): Generator<Y.Item> {
  for (const [client, ranges] of deleteSet.clients) {
    const known = beforeState.get(client) ?? 0
    for (const { clock, len } of ranges) {
      if (clock < known) yield* itemsIn(doc, { client, clock, len: Math.min(len, known - clock) })
    }
  }
}

interface Range {
  readonly client: number
  readonly clock: number
  readonly len: number
}

function* itemsIn(doc: Y.Doc, { client, clock, len }: Range): Generator<Y.Item> {
  const structs = doc.store.clients.get(client) ?? []
  for (let at = Y.findIndexSS(structs as never, clock); at < structs.length; at++) {
    const struct = structs[at]
    if (!struct || struct.id.clock >= clock + len) return
    if (struct instanceof Y.Item) yield struct
  }
}

/** Units of words, counted over all that stood before or stands after. */
interface Stretch {
  readonly from: number
  readonly to: number
}

function keepsWordsIn(text: Y.XmlText, transaction: Y.Transaction, mine: Mine): boolean {
  const written: Stretch[] = []
  const [own, swapped]: [Stretch[], Stretch[]] = [[], []]
  const isOwn = (look: Look) => [...look.keys()].some((key) => key.startsWith('s_i_') && mine(key.slice('s_i_'.length)))
  let at = 0
  for (const { item, isNew, goes, were, are } of wordsThrough(text, transaction)) {
    const stretch = { from: at, to: at + item.length }
    at = stretch.to
    const [wasOwn, isOwnNow] = [isOwn(were), isOwn(are)]
    if (isNew) {
      if (goes || isOwnNow) own.push(stretch)
    } else if (goes) (wasOwn ? own : written).push(stretch)
    else if (wasOwn !== isOwnNow) swapped.push(stretch)
    else if (!isOwnNow && modeOf(were) !== modeOf(are)) return false
  }
  return written.length === 0 || liesBetween(written, own, swapped)
}

/** Between like letters an editor does not know which is whose (`swapped`): as many more may go beside them. */
function liesBetween(written: readonly Stretch[], own: readonly Stretch[], swapped: readonly Stretch[]): boolean {
  const ends = [...own, ...swapped]
  const room = swapped.reduce((sum, { from, to }) => sum + to - from, 0)
  const from = Math.min(...ends.map((stretch) => stretch.from)) - room
  const to = Math.max(...ends.map((stretch) => stretch.to)) + room
  return ends.length > 0 && written.every((stretch) => stretch.from >= from && stretch.to <= to)
}
