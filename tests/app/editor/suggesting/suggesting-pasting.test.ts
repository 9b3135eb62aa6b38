// Pasting while suggesting, where it meets tables: a table goes between words, a cell stays one paragraph, a footnote
// is left out.

import { INSERT_PARAGRAPH_COMMAND } from 'lexical'
import { afterEach, expect, it } from 'vitest'
import { PASTED_COMMAND } from '#app/editor/typing/commands.ts'
import { caret, marked, run, standing, suggesting } from './suggesting-room.ts'

let opened: ReturnType<typeof suggesting>
const open = (paragraphs: Parameters<typeof suggesting>[0]) => {
  opened = suggesting(paragraphs)
  return opened.desk
}
afterEach(() => {
  expect(opened.room.refused).toEqual([])
  expect(marked(opened.room.doc)).toEqual(marked(opened.desk.doc))
})

const table = [
  { kind: 'cell' as const, runs: [{ text: 'Year' }] },
  { kind: 'cell' as const, runs: [{ text: 'Reports' }] },
]

it('a table stands between what was before the caret and what was behind it', () => {
  const desk = open([['p1', 'States shall act.']])
  caret(desk, 0, 6)
  run(desk, PASTED_COMMAND, table)
  expect(marked(desk.doc)).toEqual(['States[i ¶row][i Year][i ¶cell][i Reports][i ¶operative] shall act.'])
  expect(standing(desk.doc)).toEqual(['States shall act.'])
})

it('an empty paragraph is suggested to become what is pasted into it', () => {
  const desk = open([['p1', '']])
  caret(desk, 0, 0)
  run(desk, PASTED_COMMAND, [
    { kind: 'title', runs: [{ text: 'Opinion' }] },
    { kind: null, runs: [{ text: 'Words.' }] },
  ])
  expect(marked(desk.doc)).toEqual(['{k=title} [i Opinion][i ¶operative][i Words.]'])
})

it('into a cell come words only, and Enter is refused there', () => {
  const desk = open([
    ['p1', 'Year', 'row'],
    ['p2', '', 'cell'],
  ])
  caret(desk, 1, 0)
  run(desk, PASTED_COMMAND, table)
  run(desk, INSERT_PARAGRAPH_COMMAND, undefined)
  expect(marked(desk.doc)).toEqual(['Year', '[i Year Reports]'])
  expect(desk.stopped).toEqual(['table'])
})

it('a footnote is left out, and it is said', () => {
  const desk = open([['p1', 'States.']])
  caret(desk, 0, 6)
  run(desk, PASTED_COMMAND, [
    { kind: null, runs: [{ text: ' act' }, { text: '*', note: 'n1' }], notes: new Map([['n1', [{ text: 'Note.' }]]]) },
  ])
  expect(marked(desk.doc)).toEqual(['States[i  act].'])
  expect(desk.stopped).toEqual(['footnotes'])
})
