// The gate: what a client sends is examined here before Yjs may see it. Pure: it reads the document and never changes
// it; it knows no socket and no person, only which client ids are the sender's.

import * as Y from 'yjs'
import { threadOfKey } from '../../domain/comments/comment.ts'
import { clientOfSuggestion } from '../../domain/text/suggestion.ts'
import { placeStructs } from './place.ts'
import { type GateReason, Stopped } from './reason.ts'
import { rehearse } from './rehearse.ts'
import { type DeleteRange, type Scanned, scanUpdate } from './scan.ts'
import { checkVocabulary } from './vocabulary.ts'

export type { GateReason } from './reason.ts'

/** What the gate has to know about the sender and the text. */
export interface Holder {
  /** Whose a Yjs client id is: the sender's, somebody else's, or nobody's yet. */
  ownerOf(client: number): 'sender' | 'other' | null
  /** True for a comment thread whose mark was set by the server. */
  knowsThread(id: string): boolean
  /**
   * True for a suggestion that stands, or stood, in the text. Others are made only under a client id of the sender's.
   */
  knowsSuggestion(id: string): boolean
  /**
   * False for whoever may not change which paragraphs there are; that is found out elsewhere, and here only spared a
   * rehearsal.
   */
  readonly mayArrange?: boolean
  /** Asked before a rehearsal, which copies what the update touches; false refuses the update (too-fast). */
  readonly mayRehearse?: () => boolean
}

/**
 * `update` is what is new, ready for Y.applyUpdate; null when the document already holds all of it. `firstUsed` are the
 * client ids that become the sender's with this update, `clients` all that it has words of.
 * `detail` is for the operator's log.
 */
export type Verdict =
  | {
      readonly passed: true
      readonly update: Uint8Array | null
      readonly firstUsed: readonly number[]
      readonly clients: readonly number[]
      /** Suggestions that were unknown and are the sender's. */
      readonly suggestions: readonly string[]
      /** New words, in letters, and marks of suggestions that it sets. */
      readonly letters: number
      readonly marks: number
    }
  | { readonly passed: false; readonly reason: GateReason; readonly detail: string }

/**
 * Examines an update in Yjs format V1. Honest repetitions (a reconnection, a duplicate) pass and are trimmed away.
 * An update that passes applies without an error, leaves nothing pending, and reloads to the same document.
 */
export function examine(doc: Y.Doc, update: Uint8Array, holder: Holder): Verdict {
  try {
    // Scanned before it is trimmed: the trimming is Yjs's own and must not meet raw bytes.
    const raw = scanUpdate(update)
    const isNew = [...raw.structs].every(([client, [first]]) => first?.clock === Y.getState(doc.store, client))
    const fresh = isNew ? update : Y.diffUpdate(update, Y.encodeStateVector(doc))
    const scanned = isNew ? raw : scanUpdate(fresh)
    const firstUsed = checkOwners(doc, scanned, holder)
    const suggestions = new Set<string>()
    const marking = {
      knowsThread: (id: string) => holder.knowsThread(id),
      maySuggest: (id: string) => holder.knowsSuggestion(id) || isMaking(id),
    }
    const isMaking = (id: string) => {
      const client = clientOfSuggestion(id)
      const isOwn = client !== null && (firstUsed.includes(client) || holder.ownerOf(client) === 'sender')
      if (isOwn) suggestions.add(id)
      return isOwn
    }
    const { isDoubtful } = placeStructs(doc, scanned, (placed) => checkVocabulary(placed, marking))
    checkDeletes(doc, scanned)
    if (isDoubtful) {
      if (holder.mayRehearse?.() === false) throw new Stopped('too-fast', 'too many rehearsals')
      rehearse(doc, fresh, holder.mayArrange ?? true)
    }
    return {
      ...{ passed: true, update: bringsNews(doc, scanned) ? fresh : null, firstUsed },
      ...{ clients: [...scanned.structs.keys()], suggestions: [...suggestions], ...newsIn(scanned) },
    }
  } catch (error) {
    if (error instanceof Stopped) return { passed: false, reason: error.reason, detail: error.message }
    throw error
  }
}

/** Whether an update holds more than the document, or cannot be read. Rehearses nothing. */
export function isNews(doc: Y.Doc, update: Uint8Array): boolean {
  try {
    return bringsNews(doc, scanUpdate(update))
  } catch (error) {
    if (error instanceof Stopped) return true
    throw error
  }
}

function bringsNews(doc: Y.Doc, { structs, deletes }: Scanned): boolean {
  const isBeyond = ({ client, clock, length }: DeleteRange) => clock + length > Y.getState(doc.store, client)
  return (
    [...structs.values()].some((list) => list.slice(-1).some(isBeyond)) ||
    deletes.some((range) => isBeyond(range) || isAlive(doc, range))
  )
}

function newsIn({ structs }: Scanned): { letters: number; marks: number } {
  const news = { letters: 0, marks: 0 }
  for (const some of structs.values()) {
    for (const { content, sub } of some) {
      if (content.is === 'words') news.letters += content.words.length
      const isMark = content.is === 'format' ? content.value !== null && isMarkKey(content.key) : isMarkKey(sub ?? '')
      if (isMark) news.marks += 1
    }
  }
  return news
}

function isMarkKey(key: string): boolean {
  return /^s_[idfjkm]_/.test(key)
}

function checkOwners(doc: Y.Doc, { structs }: Scanned, holder: Holder): number[] {
  const firstUsed: number[] = []
  for (const client of structs.keys()) {
    const owner = holder.ownerOf(client)
    // An id without an owner that already stands in the text is the server's own.
    if (owner === 'other' || (owner === null && Y.getState(doc.store, client) > 0)) {
      throw new Stopped('foreign-client', 'words under the id of another client')
    }
    if (owner === null) firstUsed.push(client)
  }
  return firstUsed
}

function checkDeletes(doc: Y.Doc, { structs, deletes }: Scanned): void {
  for (const { client, clock, length } of deletes) {
    const last = structs.get(client)?.at(-1)
    const known = last ? last.clock + last.length : Y.getState(doc.store, client)
    if (clock + length > known) throw new Stopped('delete-beyond', 'a deletion of what is not there')
  }
}

function isAlive(doc: Y.Doc, { client, clock, length }: DeleteRange): boolean {
  const structs = doc.store.clients.get(client)
  if (!structs) return false
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
    const struct = structs[at]
    if (!struct || struct.id.clock >= clock + length) return false
    if (!struct.deleted) return true
  }
  return false
}

/**
 * The comment threads and the suggestions whose marks stand in a text, those on what was deleted included as long as
 * Yjs keeps them.
 */
export function marksIn(doc: Y.Doc): { readonly threads: Set<string>; readonly suggestions: Set<string> } {
  const threads = new Set<string>()
  const suggestions = new Set<string>()
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue
      const key = struct.content instanceof Y.ContentFormat ? struct.content.key : struct.parentSub
      const thread = key ? threadOfKey(key) : null
      if (thread !== null) threads.add(thread)
      else if (key) suggestions.add(/^s_[a-z]_(.+)$/.exec(key)?.[1] ?? '')
    }
  }
  suggestions.delete('')
  return { threads, suggestions }
}

/** Under which client ids an update of the log has words, and the suggestions that it marks. */
export function writtenIn(update: Uint8Array): {
  readonly clients: readonly number[]
  readonly suggestions: Set<string>
} {
  const { structs } = scanUpdate(update)
  const suggestions = new Set<string>()
  for (const { content, sub } of [...structs.values()].flat()) {
    const key = content.is === 'format' ? content.key : sub
    const id = /^s_[idfjkm]_(.+)$/.exec(key ?? '')?.[1]
    if (id !== undefined) suggestions.add(id)
  }
  return { clients: [...structs.keys()], suggestions }
}
