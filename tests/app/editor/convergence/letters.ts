// The letters of a text one by one, by who wrote them, with the marks of suggestions and of comments that each carries.

import * as Y from 'yjs'
import { rootOf } from '#server/document/tree/blocks.ts'
import { threadOfKey } from '#server/domain/comments/comment.ts'
import { languages } from '#server/domain/language.ts'
import { clientOfSuggestion, markOfWords, readMark } from '#server/domain/text/suggestion.ts'

/** By `client.clock` of the letter: its marks in order, those left out whose suggestion `isLeftOut`. */
export function markedLetters(doc: Y.Doc, isLeftOut: (client: number) => boolean): Map<string, string> {
  const letters = new Map<string, string>()
  for (const language of languages) {
    for (const block of rootOf(doc, language).toArray()) {
      if (!(block instanceof Y.XmlElement)) continue
      for (const text of block.toArray()) if (text instanceof Y.XmlText) readLetters(text, isLeftOut, letters)
    }
  }
  return letters
}

function readLetters(text: Y.XmlText, isLeftOut: (client: number) => boolean, letters: Map<string, string>): void {
  const look = new Map<string, string>()
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const { content, id, length } = item
    if (content instanceof Y.ContentFormat) {
      const { key, value } = content
      const thread = value === null ? null : threadOfKey(key)
      const mark = value === null ? null : markOfWords(key, value)
      if (thread !== null) look.set(key, thread)
      else if (mark === null || isLeftOut(clientOfSuggestion(readMark(mark).id) ?? -1)) look.delete(key)
      else look.set(key, mark)
    } else if (content instanceof Y.ContentString) {
      const marks = [...look.values()].sort().join(' ')
      for (let at = 0; at < length; at++) letters.set(`${id.client}.${id.clock + at}`, marks)
    }
  }
}
