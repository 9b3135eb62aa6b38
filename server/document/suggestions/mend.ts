// Puts back what an update of somebody who may only suggest has changed beyond suggestions, where honest writing can do
// that: it crossed a decision on its way. Words typed at the end of a suggestion that was accepted meanwhile would be
// settled words; a mark that Yjs sets again behind words put into another's suggestion would bring back what was
// decided; words of one's own, taken back, may have become the text's.

import * as Y from 'yjs'
import { threadOfKey } from '../../domain/comments/comment.ts'
import { breakSign, suggestionId, suggestionOfKey } from '../../domain/text/suggestion.ts'
import { backTo, dropNeedless, type Look, modeOf, ofNextTransaction, wordsThrough } from '../writing/word-formatting.ts'

type Op =
  | { retain: number; attributes: Record<string, unknown> }
  | { delete: number }
  | { insert: string; attributes: Record<string, unknown> }

type Inserted = Extract<Op, { insert: string }>

interface Mend {
  readonly text: Y.XmlText
  /** The block that lost the text, and which of its texts it was; null when it has it. */
  readonly lostAt: { readonly block: Y.XmlElement; readonly at: number } | null
  readonly delta: Op[]
}

/**
 * A piece of a citation that Yjs holds in several. Words put in between are moved behind it: a citation is one thing.
 */
interface Piece {
  /** Behind it in the delta. */
  readonly end: number
  /** New words behind it, by their place in the delta, as they would be put elsewhere. */
  readonly behind: { readonly at: number; readonly words: Inserted }[]
  readonly moved: readonly Inserted[]
  readonly name: string
  readonly mine: Look
  /** Marks that not all pieces so far have. */
  readonly parted: ReadonlySet<string>
  /** Of this piece and those before it. */
  readonly pieces: readonly { readonly were: Look; readonly fix: Record<string, unknown> }[]
}

interface Kept {
  readonly were: Look
  readonly are: Look
  readonly length: number
  readonly delta: Op[]
}

/** Whether a Yjs client id is the sender's, and whether a suggestion is. */
export interface Own {
  readonly isClient: (client: number) => boolean
  readonly isSuggestion: (id: string) => boolean
}

/**
 * Watches the next transaction of a text. What is returned puts back, in a transaction of origin 'server', what words
 * looked like that are not the sender's, and words of the sender's that had become the text's; new words become
 * suggestions of the sender's. It returns the ids of those, or null, with nothing done, where that is not enough:
 * paragraphs came or went, or words of others.
 */
export function mending(doc: Y.Doc, own: Own): () => string[] | null {
  const planned = ofNextTransaction(doc, (transaction) => new Plan(transaction, own))
  return () => {
    const plan = planned()
    if (!plan?.isPossible) return null
    const { mends, made } = plan
    doc.transact((transaction) => {
      for (const { text, lostAt, delta } of mends) {
        const home = lostAt ? new Y.XmlText() : text
        if (lostAt) lostAt.block.insert(Math.min(lostAt.at, lostAt.block.length), [home])
        home.applyDelta(delta)
        dropNeedless(home, transaction)
      }
    }, 'server')
    return made
  }
}

class Plan {
  isPossible = true
  readonly mends: Mend[] = []
  readonly made: string[] = []
  readonly #transaction: Y.Transaction
  readonly #own: Own
  /** Letters to be put back that another hand had written, which then are the server's. */
  #ofOthers = 0

  constructor(transaction: Y.Transaction, own: Own) {
    this.#transaction = transaction
    this.#own = own
    for (const text of this.#texts()) this.#plan(text)
    this.isPossible &&= this.#ofOthers <= mostOfOthers
  }

  #texts(): Set<Y.XmlText> {
    const { changed, beforeState, afterState, doc } = this.#transaction
    const texts = new Set<Y.XmlText>()
    for (const type of changed.keys()) {
      if (type instanceof Y.XmlText) texts.add(type)
      // A text that has gone as a whole.
      if (type instanceof Y.XmlElement) for (const text of textsOnceIn(type)) texts.add(text)
    }
    for (const [client, clock] of afterState) {
      const structs = doc.store.clients.get(client) ?? []
      const from = beforeState.get(client) ?? 0
      if (clock <= from) continue
      for (let at = Y.findIndexSS(structs as never, from); at < structs.length; at++) {
        const struct = structs[at]
        if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) continue
        if (struct.content.type instanceof Y.XmlText) texts.add(struct.content.type)
      }
    }
    return texts
  }

  #plan(text: Y.XmlText): void {
    const own = text._item
    if (own?.deleted && !Y.isDeleted(this.#transaction.deleteSet, own.id)) return
    const delta: Op[] = []
    let fresh: string | null = null
    let citation: Piece | null = null
    for (const { item, words, isNew, goes, were, are } of wordsThrough(text, this.#transaction)) {
      const { length, id } = item
      if (!goes && isNew) {
        const needsMark = !this.#isOwn(are)
        if (needsMark) fresh ??= suggestionId(id.client, farCount + id.clock)
        const fix = {
          ...this.#foreignIn(are, were),
          ...inheritedIn(are, words),
          ...(needsMark && { [`s_i_${fresh}`]: 1 }),
        }
        citation?.behind.push({ at: delta.length, words: elsewhere(words, { ...Object.fromEntries(are), ...fix }) })
        delta.push({ retain: length, attributes: fix })
      } else if (!goes) {
        citation = this.#keep(citation, { were, are, length, delta })
      } else if (!isNew && !this.#isOwn(were)) {
        if (!this.#own.isClient(id.client)) this.#ofOthers += length
        delta.push({ insert: words, attributes: Object.fromEntries(were) })
      }
    }
    if (citation) putBehind(citation, delta)
    if (delta.every((op) => 'retain' in op && Object.keys(op.attributes).length === 0)) return
    if (fresh !== null) this.made.push(fresh)
    const lostAt = own?.deleted ? placeOf(own) : null
    this.isPossible &&= !own?.deleted || lostAt !== null
    this.mends.push({ text, lostAt, delta })
  }

  /** The suggestion that a key marks, when it is one of the sender's. */
  #isMine(key: string): boolean {
    const id = suggestionOfKey(key)
    return id !== null && this.#own.isSuggestion(id)
  }

  #isOwn(look: Look): boolean {
    return [...look.keys()].some((key) => key.startsWith('s_i_') && this.#isMine(key))
  }

  /**
   * Suggestions of others that new words came to carry because those reach over them, and comments that were taken off
   * there.
   */
  #foreignIn(look: Look, around: Look): Record<string, null> {
    const foreign = [...look.keys()].filter((key) =>
      threadOfKey(key) !== null ? !around.has(key) : suggestionOfKey(key) !== null && !this.#isMine(key),
    )
    return Object.fromEntries(foreign.map((key) => [key, null]))
  }

  /**
   * Words that stood and stand. A citation is one thing, also where somebody made it of words that another marked some
   * of, or wrote between: what is marked in one piece of it only is as it was in all, and what was put between two is
   * moved behind it.
   */
  #keep(before: Piece | null, { were, are, length, delta }: Kept): Piece | null {
    const fix = this.#changedBack(were, are)
    const name = were.get('s_ref') ? `${were.get('s_ref')} ${were.get('i')}` : null
    if (before && before.name !== name) putBehind(before, delta)
    if (name === null) {
      delta.push({ retain: length, attributes: fix })
      return null
    }
    const goesOn = before?.name === name ? before : null
    const mine = new Map([...are].filter(([key]) => this.#isMine(key) && !key.startsWith('s_i_')))
    const pieces = [...(goesOn?.pieces ?? []), { were: new Map(were), fix }]
    const parted = new Set(goesOn?.parted)
    for (const key of goesOn ? [...goesOn.mine.keys(), ...mine.keys()] : []) {
      if (goesOn?.mine.get(key) !== mine.get(key)) parted.add(key)
    }
    for (const key of parted) for (const each of pieces) each.fix[key] = each.were.get(key) ?? null
    const moved = [...(goesOn?.moved ?? []), ...(goesOn?.behind ?? []).map((one) => one.words)]
    for (const { at, words } of goesOn?.behind ?? []) delta[at] = { delete: words.insert.length }
    delta.push({ retain: length, attributes: fix })
    return { name, mine, parted, pieces, moved, behind: [], end: delta.length }
  }

  /**
   * What brings words back to what they were. How one's own look, and what one suggests about others, is free; comments
   * are marked by the server.
   */
  #changedBack(were: Look, are: Look): Record<string, unknown> {
    const isFree = this.#isOwn(were) && this.#isOwn(are)
    return backTo(were, are, (key) => {
      // It only keeps words apart, but for citations it says where one ends.
      if (key === 'i') return Boolean(were.get('s_ref') || were.get('s_break'))
      if (this.#isMine(key)) return key.startsWith('s_i_') && !isFree
      return !isFree || threadOfKey(key) !== null || suggestionOfKey(key) !== null || isOfOneThing(key, were, are)
    })
  }
}

/** All texts of a block that Yjs still knows. */
function textsOnceIn(block: Y.XmlElement): Y.XmlText[] {
  const texts: Y.XmlText[] = []
  for (let item = block._start; item !== null; item = item.right) {
    if (item.deleted && item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlText)
      texts.push(item.content.type)
  }
  return texts
}

function placeOf({ parent, left }: Y.Item): Mend['lostAt'] {
  if (!(parent instanceof Y.XmlElement) || parent._item?.deleted) return null
  let at = 0
  for (let item = left; item !== null; item = item.left) if (!item.deleted) at += 1
  return { block: parent, at }
}

/** New words that came to stand in the sign of a break, which has one letter, are no part of it. */
function inheritedIn(look: Look, words: string): Record<string, unknown> {
  if (!look.has('s_break') || words.replaceAll(breakSign, '') === '') return {}
  const { __format: format } = (look.get('p') ?? {}) as { __format?: number }
  return { s_break: null, p: format ? { __format: format } : null }
}

/**
 * An editor that splits a paragraph, or joins two, writes suggested words of others again: then they are no longer
 * under the client id of who suggested them, who may take them back all the same. More than that is no accident.
 */
const mostOfOthers = 200

/** Where the counts begin of suggestions that are named here: an editor never gets that far. */
const farCount = 36 ** 5

function putBehind({ moved, end }: Piece, delta: Op[]): void {
  if (moved.length > 0) delta.splice(end, 0, ...moved)
}

/** New words as they are put outside of a citation that they came to stand in. */
function elsewhere(words: string, look: Record<string, unknown>): Inserted {
  const { s_ref: _ref, i: _i, p, ...rest } = look
  const { __format: format } = (p ?? {}) as { __format?: number }
  const properties = rest.s_break ? { ...(p as object), __mode: 1 } : format ? { __format: format } : null
  const attributes = { ...rest, ...(properties && { p: properties }) }
  return {
    insert: words,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)),
  }
}

/** Whether a key makes words one thing, as a citation is, or no longer. */
function isOfOneThing(key: string, were: Look, are: Look): boolean {
  return key === 's_ref' || key === 's_break' || (key === 'p' && modeOf(were) !== modeOf(are))
}
