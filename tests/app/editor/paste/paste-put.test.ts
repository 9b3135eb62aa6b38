// Where pasted paragraphs go: into the words, between paragraphs, into cells; footnotes with their calls; large ones in
// parts.

import { UNDO_COMMAND } from 'lexical'
import { describe, expect, it } from 'vitest'
import { registerPasting } from '#app/editor/paste/paste.ts'
import type { Pasted } from '#app/editor/paste/pasted.ts'
import { PASTED_COMMAND } from '#app/editor/typing/commands.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { $caret, $select, type Desk, openDesk, seededDoc, shown, write } from '../desks.ts'

const text = () =>
  openDesk(
    seededDoc([
      ['p1', 'The Committee recalls.', 'recital'],
      ['p2', ''],
      ['a1', 'Head', 'row'],
      ['a2', 'Second', 'cell'],
    ]),
  )
const words = (kind: Pasted['kind'], text: string): Pasted => ({ kind, runs: [{ text }] })

async function paste(desk: Desk, select: () => void, ...pasted: Pasted[]): Promise<string[]> {
  const stop = registerPasting(desk.editor, () => {})
  write(desk, () => {
    select()
    desk.editor.dispatchCommand(PASTED_COMMAND, pasted)
  })
  await new Promise((resolve) => setImmediate(resolve))
  stop()
  expect(desk.draft.health()).toBe('healthy')
  return shown(desk)
}

describe('a paste', () => {
  it('of one paragraph goes into the words and leaves their kind; an empty paragraph takes its kind', async () => {
    const desk = text()
    expect((await paste(desk, () => $select([0, 4], [0, 13]), words('item', 'Bureau')))[0]).toBe(
      'p1 recital The Bureau recalls.',
    )
    expect((await paste(desk, () => $caret(1, 0), words('item', 'a point')))[1]).toBe('p2 item a point')
  })

  it('of several stands between what was before the caret and what was behind it, each with its kind', async () => {
    const several = [words('heading1', 'Title'), words(null, 'Words')]
    expect((await paste(text(), () => $caret(0, 13), ...several)).slice(0, 4)).toEqual([
      'p1 recital The Committee',
      '- heading1 Title',
      '- operative Words',
      '- recital  recalls.',
    ])
    expect((await paste(text(), () => $caret(0, 0), ...several)).slice(0, 3)).toEqual([
      '- heading1 Title',
      '- operative Words',
      'p1 recital The Committee recalls.',
    ])
    expect((await paste(text(), () => $caret(0, 22), ...several)).slice(0, 4)).toEqual([
      'p1 recital The Committee recalls.',
      '- heading1 Title',
      '- operative Words',
      'p2 operative ',
    ])
    expect((await paste(text(), () => $caret(1, 0), ...several)).slice(0, 4)).toEqual([
      'p1 recital The Committee recalls.',
      '- heading1 Title',
      '- operative Words',
      'a1 row Head',
    ])
  })

  it('into a cell stays in it; a table becomes rows below', async () => {
    const desk = text()
    await paste(desk, () => $caret(3, 6), words('heading1', '!'), words(null, 'More'))
    expect(shown(desk)[3]).toBe('a2 cell Second! More')
    await paste(desk, () => $caret(2, 0), words('row', 'x'), words('cell', 'y'))
    expect(shown(desk).slice(2)).toEqual(['a1 row Head', 'a2 cell Second! More', '- row x', '- cell y'])
  })

  it('is taken back by one undo', async () => {
    const desk = text()
    const before = shown(desk)
    await paste(desk, () => $caret(0, 13), words('heading1', 'Title'), words(null, 'Words'))
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    await Promise.resolve()
    expect(shown(desk)).toEqual(before)
  })

  it('of more than one message carries comes in parts, each in its place', async () => {
    const desk = text()
    const sizes: number[] = []
    desk.doc.on('update', (update: Uint8Array) => sizes.push(update.length))
    const many = Array.from({ length: 900 }, (_, at) => words(null, `${at} ${'é'.repeat(100)}`))
    const after = await paste(desk, () => $caret(0, 22), ...many)
    expect(after.slice(1, 901).map((line) => Number(line.split(' ')[2]))).toEqual(many.map((_, at) => at))
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024)
    expect(sizes.length).toBeGreaterThan(2)
  })
})

it('a footnote comes with its call, behind the paragraph; those of a table behind the table', async () => {
  const desk = text()
  const noted = (kind: Pasted['kind']): Pasted => ({
    kind,
    runs: [{ text: 'Said' }, { text: '*', note: 'n' }, { text: '.' }],
    notes: new Map([['n', [{ text: 'By whom', italic: true }]]]),
  })
  const lines = await paste(desk, () => $caret(1, 0), noted('operative'), noted('row'), words('cell', 'last'))
  expect(lines.slice(1, 6).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
    'operative Said1.',
    'footnote By whom',
    'row Said1.',
    'cell last',
    'footnote By whom',
  ])
  const { paragraphs } = readTrees(desk.doc).en
  for (const [caller, note] of [
    [1, 2],
    [3, 5],
  ] as const) {
    expect(paragraphs[caller]?.runs[1]?.cites).toBe(`footnote:${paragraphs[note]?.pid}`)
    expect(paragraphs[note]?.runs).toEqual([{ text: 'By whom', italic: true }])
  }
})
