// Marks of other people's suggestions on paragraphs, where somebody edits. Such a mark goes with its paragraph,
// wherever that is written anew; an editor sets none, and takes none off a paragraph that stays.

import type * as Y from 'yjs'
import { markOfParagraph, readMark } from '../../domain/text/suggestion.ts'
import type { Editor } from './others-words.ts'
import { isNewIn, wentWith } from './touched.ts'

/** An attribute of a paragraph to be set again; null takes it off. */
export interface Again {
  readonly block: Y.XmlElement
  readonly key: string
  readonly value: string | null
}

interface Change {
  readonly block: Y.XmlElement
  readonly key: string
  readonly value: string
}

/** What puts them right after a transaction of an editor. To be asked once. */
export function othersMarksAgain(blocks: Iterable<Y.XmlElement>, transaction: Y.Transaction, editor: Editor): Again[] {
  const { by, takenOut } = editor
  const [came, went]: [Change[], Change[]] = [[], []]
  const moved = new Map<string, number>()
  for (const block of blocks) {
    const [before, after] = [attributesOf(block, transaction, 'before'), attributesOf(block, transaction, 'after')]
    const differ = (one: typeof before, other: typeof before) =>
      [...one].flatMap(([key, value]) =>
        isOthers(key, value, editor) && other.get(key) !== value ? { block, key, value } : [],
      )
    came.push(...differ(after, before))
    went.push(...differ(before, after))
  }
  for (const { key, value } of went) count(moved, `${key}=${value}`, 1)
  const forged = came.filter(({ key, value }) => {
    const mark = `${key}=${value}`
    const isMoved = (moved.get(mark) ?? 0) > 0
    if (isMoved) {
      count(moved, mark, -1)
      takenOut.putMark({ mark, by, is: 'moved' })
    }
    return !isMoved && !takenOut.takeMark(mark, by)
  })
  const lost = went.filter(({ key, value }) => {
    const isLost = (moved.get(`${key}=${value}`) ?? 0) > 0
    if (isLost) count(moved, `${key}=${value}`, -1)
    return isLost
  })
  const again = lost.flatMap((one): Again[] => {
    if (isSameParagraph(one.block, transaction)) return [one]
    takenOut.putMark({ mark: `${one.key}=${one.value}`, by, is: 'taken' })
    return []
  })
  // What a paragraph had under the same key comes again, and not nothing.
  const isAgain = ({ block, key }: Change) => again.some((one) => one.block === block && one.key === key)
  return [...again, ...forged.filter((one) => !isAgain(one)).map(({ block, key }) => ({ block, key, value: null }))]
}

export function setAgain({ block, key, value }: Again): void {
  if (value === null) block.removeAttribute(key)
  else block.setAttribute(key, value)
}

function isOthers(key: string, value: string, { isOwn }: Editor): boolean {
  const mark = markOfParagraph(key, value)
  return !!mark && !isOwn(readMark(mark).id)
}

/** Where paragraphs come and go the editor may write one into the place of another. */
function isSameParagraph(block: Y.XmlElement, transaction: Y.Transaction): boolean {
  if (block._item?.deleted) return false
  const [before, after] = [attributesOf(block, transaction, 'before'), attributesOf(block, transaction, 'after')]
  return before.get('s_pid') === after.get('s_pid')
}

/** What is an attribute of a paragraph before or after a transaction. */
function attributesOf(block: Y.XmlElement, transaction: Y.Transaction, when: 'before' | 'after'): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, last] of block._map) {
    let item: Y.Item | null = last
    if (when === 'before') while (item && isNewIn(transaction, item.id)) item = item.left
    const stands = item && (when === 'before' ? !item.deleted || wentWith(transaction, item) : !item.deleted)
    const value: unknown = stands ? item?.content.getContent().at(-1) : undefined
    if (typeof value === 'string') found.set(key, value)
  }
  return found
}

function count(counts: Map<string, number>, key: string, by: 1 | -1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}
