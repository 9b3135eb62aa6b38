// A page whose desks paint what is typed before they write it, for the tests of one's own words.

import { INSERT_PARAGRAPH_COMMAND, REDO_COMMAND, UNDO_COMMAND } from 'lexical'
import { expect } from 'vitest'
import { authorOf } from '#app/editor/suggesting/author.ts'
import { OwnFirst } from '#app/editor/sync/own-first.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import { $caret, $type, copyOf, type Desk, openDesk, seededDoc, shown, write } from '../desks.ts'
import { pageOf } from './own-first-page.ts'

const paragraphs = [
  ['p1', 'One.'],
  ['p2', 'Two.'],
  ['p3', 'Three.'],
] as const

/** Lets the editor end what it put off: reloading, steps together. */
export const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A page with desks that paint first. `failed`: what the editors met, and healed by showing the shared text anew. */
export function opened(...languages: Language[]) {
  const doc = seededDoc(paragraphs)
  const page = pageOf()
  const own = new OwnFirst(page.later)
  const author = authorOf(doc)
  const failed: unknown[] = []
  const desks = (languages.length > 0 ? languages : (['en'] as const)).map((language) => {
    const desk = openDesk(doc, language, true, author, own)
    const { draft } = desk
    const fail = draft.fail.bind(draft)
    draft.fail = (error) => {
      failed.push(error)
      fail(error)
    }
    return desk
  })
  return { ...{ doc, page, own, failed }, desk: desks[0]!, other: desks[1]! }
}

/** The words of the shared text, paragraph by paragraph. */
export const held = ({ doc, language }: Desk) => readTrees(doc)[language].paragraphs.map(wordsOf)

export const seen = (desk: Desk) => shown(desk).map((line) => line.split(' ').slice(2).join(' '))

export const type = (desk: Desk, block: number, at: number, words: string) =>
  write(desk, () => {
    $caret(block, at)
    $type(words)
  })

export const split = (desk: Desk, block: number, at: number) =>
  write(desk, () => {
    $caret(block, at)
    desk.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)
  })

export const undo = (desk: Desk) => void desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
export const redo = (desk: Desk) => void desk.editor.dispatchCommand(REDO_COMMAND, undefined)

export function expectWell({ desk, failed }: Pick<ReturnType<typeof opened>, 'desk' | 'failed'>): void {
  expect([desk.draft.health(), desk.errors, failed]).toEqual(['healthy', [], []])
  expect(seen(desk)).toEqual(held(desk))
  expect(shown(openDesk(copyOf(desk.doc), desk.language))).toEqual(shown(desk))
}
