// The closed vocabulary of a text: what may stand in a root, in a block, and among words. It knows no document and no
// person.

import { threadOfKey } from '../../domain/comments/comment.ts'
import { parseTarget } from '../../domain/convention/citation.ts'
import { isParagraphKind, isProposer } from '../../domain/text/paragraph.ts'
import { markOfParagraph, markOfWords, readMark } from '../../domain/text/suggestion.ts'
import type { Place, Placed } from './place.ts'
import { Stopped } from './reason.ts'
import type { Content } from './scan.ts'

/** What an id may look like: a pid or a comment thread. */
const idForm = /^[A-Za-z0-9_-]{1,64}$/
/** Bold and italic. */
const formatBits = 3
/** V2's separator counts the runs of a paragraph. */
const mostRuns = 20_000
// Neither a keyboard nor HTML makes them, and no XML or PostgreSQL text can hold them.
const controlCharacters = /[^\P{Cc}\t\n\r\u0080-\u009f]/u

/**
 * Which marks the sender may set: comment threads that exist, suggestions of the sender's own or that the text has
 * seen.
 */
export interface Marking {
  readonly knowsThread: (id: string) => boolean
  readonly maySuggest: (id: string) => boolean
}

/** Throws Stopped (vocabulary, unknown-thread, unknown-suggestion) for what may not stand where it is placed. */
export function checkVocabulary({ struct, place }: Placed, marking: Marking): void {
  const { content } = struct
  checkSub(place)
  if (content.is === 'words' && controlCharacters.test(content.words))
    throw new Stopped('vocabulary', 'a control character')
  if (content.is === 'format') checkFormat(content.key, content.value, marking)
  if (place.kind !== 'gone' && place.sub !== null && content.is === 'values')
    checkMark(place.sub, content.values, marking)
  if (place.kind === 'gone' || content.is === 'collected' || content.is === 'deleted') return
  if (!mayStand(content, place)) throw new Stopped('vocabulary', `${content.is} in ${place.kind}`)
}

function checkSub(place: Place): void {
  if (place.kind === 'gone' || place.sub === null) return
  const isOwn = place.sub === 's_pid' || place.sub === 's_kind' || markOfParagraph(place.sub, '') !== null
  if (place.kind !== 'block' || !isOwn) {
    throw new Stopped('vocabulary', `an attribute on a ${place.kind}`)
  }
}

function mayStand(content: Content, place: Exclude<Place, { kind: 'gone' }>): boolean {
  if (place.sub !== null)
    return content.is === 'values' && content.values.every((value) => isAttribute(place.sub, value))
  if (place.kind === 'root') return content.is === 'element' && content.name === 'block'
  if (place.kind === 'block') return content.is === 'text'
  return content.is === 'words' || content.is === 'format'
}

function isAttribute(name: string | null, value: string): boolean {
  if (name === 's_kind') return isParagraphKind(value)
  if (name === 's_pid') return value === '' || idForm.test(value)
  return markOfParagraph(name ?? '', value) !== null
}

function checkMark(name: string, values: readonly string[], { maySuggest }: Marking): void {
  for (const value of values) {
    const mark = markOfParagraph(name, value)
    if (mark && !maySuggest(readMark(mark).id)) throw new Stopped('unknown-suggestion', 'a suggestion of somebody else')
  }
}

function checkFormat(key: string, value: unknown, { knowsThread, maySuggest }: Marking): void {
  const mark = markOfWords(key, value === null ? (key.startsWith('s_f_') ? 0 : 1) : value)
  if (mark !== null) {
    if (value !== null && !maySuggest(readMark(mark).id))
      throw new Stopped('unknown-suggestion', 'a suggestion of somebody else')
    return
  }
  const thread = threadOfKey(key)
  if (thread !== null) {
    if (value !== null && value !== 1) throw new Stopped('vocabulary', 'a comment mark that is not 1')
    if (value === 1 && !knowsThread(thread)) throw new Stopped('unknown-thread', 'a comment mark that no one made')
    return
  }
  if (!isLook(key, value)) throw new Stopped('vocabulary', 'an attribute of words')
}

function isLook(key: string, value: unknown): boolean {
  switch (key) {
    case 'p':
      return value === null || isProperties(value)
    case 'i':
      return value === null || isWhole(value, mostRuns)
    case 's_ref':
      return value === null || value === '' || (typeof value === 'string' && parseTarget(value) !== null)
    case 's_by':
      return value === null || isProposer(value)
    case 's_break':
      return value === null || value === '' || isParagraphKind(value)
    default:
      return false
  }
}

function isProperties(value: unknown): boolean {
  if (typeof value !== 'object' || Array.isArray(value)) return false
  return Object.entries(value as object).every(
    ([name, of]) => (name === '__format' && isWhole(of, formatBits)) || (name === '__mode' && isWhole(of, 1)),
  )
}

function isWhole(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
}
