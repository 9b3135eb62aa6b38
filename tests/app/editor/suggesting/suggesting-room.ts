// A desk that suggests, and the room that looks at what it sends: the gate and the check of seats that may only
// suggest.

import { CONTROLLED_TEXT_INSERTION_COMMAND, DELETE_CHARACTER_COMMAND, type LexicalCommand } from 'lexical'
import { afterEach, expect } from 'vitest'
import * as Y from 'yjs'
import { examine } from '#server/document/gate/gate.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { Paragraph, Run } from '#server/document/tree/tree.ts'
import { clientOfSuggestion, readMark } from '#server/domain/text/suggestion.ts'
import { judge } from '#server/live/text/suggesting-check.ts'
import { $caret, $select, copyOf, type Desk, openDesk, seededDoc, write } from '../desks.ts'

export interface Room {
  readonly doc: Y.Doc
  /** Why updates were not taken. */
  readonly refused: string[]
  readonly seats: { readonly desk: Desk; readonly clients: Set<number> }[]
}

export function openRoom(doc: Y.Doc): Room {
  return { doc: copyOf(doc), refused: [], seats: [] }
}

/** Sends what the desk writes to the room, as it is written; what is refused does not reach the room. */
export function seat(room: ReturnType<typeof openRoom>, desk: Desk): void {
  const clients = new Set([desk.doc.clientID])
  room.seats.push({ desk, clients })
  desk.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'network') receive(room, desk, update)
  })
}

function receive(room: ReturnType<typeof openRoom>, desk: Desk, update: Uint8Array): void {
  const isMine = (id: string) => clientOfSuggestion(id) === desk.doc.clientID
  const others = room.seats.filter((one) => one.desk !== desk)
  const verdict = examine(room.doc, update, {
    ownerOf: (client) =>
      client === desk.doc.clientID ? 'sender' : others.some(({ clients }) => clients.has(client)) ? 'other' : null,
    knowsThread: () => true,
    knowsSuggestion: (id) => !isMine(id),
  })
  if (!verdict.passed) room.refused.push(`${verdict.reason}: ${verdict.detail}`)
  else if (verdict.update) {
    const isOwn = (client: number) => client === desk.doc.clientID
    if (desk.mode === 'edit' || judge(room.doc, verdict.update, isOwn).is === 'suggests')
      Y.applyUpdate(room.doc, verdict.update, 'room')
    else room.refused.push('not a suggestion')
  }
}

/** One desk that suggests on these paragraphs, and its room. */
export function suggesting(paragraphs: Parameters<typeof seededDoc>[0]): {
  desk: Desk
  room: ReturnType<typeof openRoom>
} {
  const doc = seededDoc(paragraphs)
  const room = openRoom(doc)
  const desk = openDesk(doc)
  desk.mode = 'suggest'
  seat(room, desk)
  return { desk, room }
}

/** Paragraphs in one line each: `[i words]` for what is marked, `{d}` before a paragraph that is marked as such. */
export function marked(doc: Y.Doc): string[] {
  return readTrees(doc).en.paragraphs.map(lineOf)
}

function lineOf({ marks = [], runs }: Paragraph): string {
  const said = marks.map(readMark).map(({ kind, value }) => `{${kind}${value && `=${value}`}} `)
  return said.join('') + runs.map(wordOf).join('')
}

function wordOf({ text, marks = [], breaks, bold, italic }: Run): string {
  const look = `${bold ? '*' : ''}${italic ? '/' : ''}`
  const words = breaks ? `¶${breaks}` : `${look}${text}`
  if (marks.length === 0) return words
  return `[${marks
    .map(readMark)
    .map(({ kind, value }) => kind + value)
    .join('')} ${words}]`
}

/** The paragraphs without suggestions. */
export function standing(doc: Y.Doc): string[] {
  return settledTrees(readTrees(doc)).en.paragraphs.map(lineOf)
}

/** The ids of the suggestions in a text, in order of their marks. */
export function idsIn(doc: Y.Doc): string[] {
  const marks = readTrees(doc).en.paragraphs.flatMap((paragraph) => [
    ...(paragraph.marks ?? []),
    ...paragraph.runs.flatMap((run) => run.marks ?? []),
  ])
  return [...new Set(marks.map((mark) => readMark(mark).id))]
}

export function run<T>(desk: Desk, command: LexicalCommand<T>, payload: T): void {
  write(desk, () => void desk.editor.dispatchCommand(command, payload))
}

export function type(desk: Desk, words: string): void {
  for (const letter of words) run(desk, CONTROLLED_TEXT_INSERTION_COMMAND, letter)
}

export function backspace(desk: Desk, times = 1): void {
  for (let time = 0; time < times; time += 1) run(desk, DELETE_CHARACTER_COMMAND, true)
}

export function caret(desk: Desk, paragraph: number, at: number): void {
  write(desk, () => $caret(paragraph, at))
}

export function select(desk: Desk, from: readonly [number, number], to: readonly [number, number]): void {
  write(desk, () => $select(from, to))
}

const two: Parameters<typeof suggesting>[0] = [
  ['p1', 'The Committee recalls.', 'recital'],
  ['p2', 'States shall act.'],
]
/** What `two` says. */
export const before = ['The Committee recalls.', 'States shall act.']

/** One desk for each test, and after it the look that nothing was refused and both hold the same. */
export function suggestingAlone() {
  let opened: ReturnType<typeof suggesting>
  afterEach(() => {
    expect(opened.room.refused).toEqual([])
    expect(opened.desk.errors).toEqual([])
    expect(opened.desk.draft.health()).toBe('healthy')
    expect(marked(opened.room.doc)).toEqual(marked(opened.desk.doc))
  })
  return {
    open(paragraphs = two) {
      opened = suggesting(paragraphs)
      return opened.desk
    },
    room: () => opened.room,
  }
}
