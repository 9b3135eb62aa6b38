// Putting a footnote: its call, its place, its twin, and that all of it is one step back.

import { UNDO_COMMAND } from 'lexical'
import { describe, expect, it } from 'vitest'
import { $insertFootnote, insertFootnote } from '#app/editor/typing/footnote.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { tend } from '#server/document/writing/janitor.ts'
import { isPid } from '#server/domain/ids.ts'
import { mintFrom } from '#tests/document/texts.ts'
import { $caret, $select, copyOf, type Desk, deliver, openDesk, seededDoc, shown, write } from '../desks.ts'

const three = () =>
  openDesk(
    seededDoc([
      ['p1', 'The Committee recalls.', 'recital'],
      ['p2', 'States shall act.'],
      ['p3', 'End.'],
    ]),
  )
const put = (desk: Desk, index: number, offset: number, pid: string) =>
  write(desk, () => {
    $caret(index, offset)
    $insertFootnote(pid)
  })

describe('a footnote', () => {
  it('is called where the caret stands and begins behind the paragraph, with the caret in it', () => {
    const desk = three()
    put(desk, 1, 6, 'n1')
    expect(shown(desk)).toEqual([
      'p1 recital The Committee recalls.',
      'p2 operative States1 shall act.',
      'n1 footnote ',
      'p3 operative End.',
    ])
    expect(readTrees(desk.doc).en.paragraphs[1]?.runs).toEqual([
      { text: 'States' },
      { text: '1', cites: 'footnote:n1' },
      { text: ' shall act.' },
    ])
    write(desk, () => $insertFootnote('n2'))
    expect(shown(desk)).toHaveLength(4)
  })

  it('stands among the others in the order in which they are called', () => {
    const desk = three()
    put(desk, 1, 17, 'later')
    put(desk, 1, 6, 'earlier')
    expect(shown(desk).slice(1, 4)).toEqual([
      'p2 operative States1 shall act.1',
      'earlier footnote ',
      'later footnote ',
    ])
    const server = copyOf(desk.doc)
    tend(server, mintFrom(), { known: new Set(['p1', 'p2', 'p3']) })
    deliver(server, desk.doc)
    expect(shown(desk)[1]).toBe('p2 operative States1 shall act.2')
  })

  it('stands behind the whole table that calls it, never among its cells', () => {
    const desk = openDesk(
      seededDoc([
        ['c1', 'One', 'row'],
        ['c2', 'Two', 'cell'],
        ['c3', 'Three', 'row'],
        ['p1', 'After.'],
      ]),
    )
    put(desk, 2, 5, 'late')
    put(desk, 0, 3, 'early')
    expect(shown(desk).map((line) => line.split(' ')[0])).toEqual(['c1', 'c2', 'c3', 'early', 'late', 'p1'])
  })

  it('calls behind what is selected, and keeps it', () => {
    const desk = three()
    write(desk, () => {
      $select([1, 6], [1, 0])
      $insertFootnote('n1')
    })
    expect(shown(desk)[1]).toBe('p2 operative States1 shall act.')
  })

  it('goes back, call and all, in one step', () => {
    const desk = three()
    const before = shown(desk)
    put(desk, 1, 6, 'n1')
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(shown(desk)).toEqual(before)
  })

  it('has an id of the form of every id, its twin from the janitor, and no second id', () => {
    const desk = three()
    write(desk, () => $caret(0, 22))
    expect(insertFootnote(desk.editor)).toBe('put')
    tend(desk.doc, mintFrom(), { known: new Set(['p1', 'p2', 'p3']) })
    const { en, fr } = readTrees(desk.doc)
    const note = en.paragraphs[1]!
    expect(isPid(note.pid)).toBe(true)
    expect(en.paragraphs[0]?.runs[1]?.cites).toBe(`footnote:${note.pid}`)
    expect(fr.paragraphs[1]).toEqual({ pid: note.pid, kind: 'footnote', runs: [] })
  })

  it('is not put where there is no caret, nor inside another', () => {
    const desk = three()
    put(desk, 1, 6, 'n1')
    expect(insertFootnote(desk.editor)).toBe('nested')
  })
})
