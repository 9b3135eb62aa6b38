// The left column: the outline, what is open in a text, and how much there is of it.

import { describe, expect, test } from 'vitest'
import { countIn, wordsIn } from '#app/desk/outline/counts.ts'
import { beginningOf, outlineOf, rowsNear } from '#app/desk/outline/outline.ts'
import { openPoints } from '#app/desk/outline/points.ts'
import type { Paragraph, Run, Tree } from '#server/document/tree/tree.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'

const paragraph = (pid: string, kind: Paragraph['kind'], ...runs: (Run | string)[]): Paragraph => ({
  pid,
  kind,
  runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)),
})
const tree = (language: 'en' | 'fr', ...paragraphs: Paragraph[]): Tree => ({ language, paragraphs })

describe('the outline', () => {
  test('has headings and numbered paragraphs, as they stand without what is suggested', () => {
    const text = tree(
      'en',
      paragraph('h', 'heading2', 'On scope'),
      paragraph('a', 'recital', 'Recalling ', { text: 'nothing ', marks: ['i_1-1'] }, 'the text;'),
      paragraph('i', 'item', 'left out'),
      paragraph('', 'operative', 'not named yet'),
      paragraph('b', 'operative'),
    )
    expect(outlineOf(text)).toEqual([
      { pid: 'h', level: 2, number: '', words: 'On scope' },
      { pid: 'a', level: 0, number: '1', words: 'Recalling the text;' },
      { pid: 'b', level: 0, number: '3', words: '' },
    ])
  })

  test('begins a long paragraph without cutting a word', () => {
    const long = paragraph('a', 'operative', `${'considering '.repeat(20)}everything`)
    expect(beginningOf(long)).toMatch(/^(considering )+considering…$/)
    expect(beginningOf(long).length).toBeLessThanOrEqual(61)
  })
})

describe('a long outline', () => {
  const row = (pid: string, level: 0 | 2) => ({ pid, level, number: '', words: pid })
  const part = (name: string, count: number) => [
    row(name, 2),
    ...Array.from({ length: count }, (_, at) => row(`${name}${at + 1}`, 0)),
  ]
  const pidsNear = (rows: ReturnType<typeof part>, current: string | null) =>
    rowsNear(rows, current).map(({ pid }) => pid)

  test('shows all headings, and the paragraphs under the one where the person is', () => {
    const rows = [...part('a', 25), ...part('b', 25), ...part('c', 25)]
    const under = (name: string) => part(name, 25).map(({ pid }) => pid)
    expect(pidsNear(rows, 'b7')).toEqual(['a', ...under('b'), 'c'])
    expect(pidsNear(rows, 'c')).toEqual(['a', 'b', ...under('c')])
    expect(pidsNear(rows, null)).toEqual([...under('a'), 'b', 'c'])
  })

  test('shows those around the person where a part is long as well', () => {
    const shown = pidsNear(part('a', 200), 'a100')
    expect(shown.length).toBeLessThanOrEqual(62)
    expect(shown).toEqual(expect.arrayContaining(['a', 'a80', 'a99', 'a100', 'a101', 'a120']))
  })

  test('is shown as a whole while it is short', () => {
    const rows = [...part('a', 30), ...part('b', 30)]
    expect(rowsNear(rows, 'b7')).toEqual(rows)
  })
})

const thread = (id: string, pid: string, resolved: boolean) =>
  ({
    id,
    pid,
    language: 'en',
    comments: [{ author: { name: 'Ana' }, body: 'Is this enough?' }],
    resolved: resolved ? {} : null,
  }) as unknown as ThreadView

describe('open points', () => {
  const en = tree(
    'en',
    paragraph('a', 'recital', 'Keep [this] or [that [and more]], and [', { text: 'new', marks: ['i_1-1'] }),
    paragraph('b', 'operative', 'Only English.', { text: 'old', marks: ['d_1-1', 'd_2-1'] }),
    paragraph('c', 'operative', 'Both.'),
  )
  const fr = tree(
    'fr',
    paragraph('a', 'recital', 'Rien.'),
    paragraph('b', 'operative'),
    paragraph('c', 'operative', 'Deux.'),
  )
  const points = openPoints({ en, fr }, [thread('t', 'b', false), thread('u', 'b', true)])
  const of = (kind: string) => points.filter((point) => point.kind === kind)

  test('are open threads, not resolved ones', () => {
    expect(of('comment').map(({ key, pid, words }) => [key, pid, words])).toEqual([['t', 'b', 'Ana: Is this enough?']])
  })

  test('are suggestions, one each however many paragraphs they mark', () => {
    expect(of('suggestion').map(({ key, pid, words }) => [key, pid, words])).toEqual([
      ['1-1', 'a', 'new'],
      ['2-1', 'b', 'old'],
    ])
  })

  test('are brackets, an inner one with the outer, and one that was never closed', () => {
    expect(of('bracket').map(({ words }) => words)).toEqual(['[this]', '[that [and more]]', '['])
  })

  test('are paragraphs that one language lacks', () => {
    expect(of('translation').map(({ pid, language, words }) => [pid, language, words])).toEqual([
      ['b', 'fr', 'Only English.old'],
    ])
  })

  test('include what others have found', () => {
    const flagged = { kind: 'term', pid: 'c', language: 'fr', words: 'pornographie' } as const
    expect(openPoints({ en, fr }, [], [flagged]).filter(({ kind }) => kind === 'term')).toHaveLength(1)
  })
})

describe('the counts', () => {
  test('count words as a word processor does, and nothing for signs', () => {
    expect(wordsIn('The Party’s 12 texts – all of them.', 'en')).toBe(7)
    expect(wordsIn('L’enfant, aujourd’hui ; où ?', 'fr')).toBe(3)
    expect(wordsIn('  … – ', 'fr')).toBe(0)
  })

  test('leave out what is only suggested, and count each suggestion once', () => {
    const text = tree(
      'en',
      paragraph('a', 'recital', 'one two ', { text: 'three', marks: ['i_1-1'] }, { text: 'four', marks: ['d_1-1'] }),
      { ...paragraph('b', 'heading1', 'five'), marks: ['k_2-2=operative'] },
    )
    expect(countIn(text)).toEqual({ words: 4, paragraphs: 1, changes: 2 })
  })

  test('stop when told to, and go on where they stopped', () => {
    const text = tree('en', paragraph('a', 'recital', 'one'), paragraph('b', 'operative', 'two three'))
    let left = 1
    expect(countIn(text, () => left-- > 0)).toBeNull()
    left = 1
    expect(countIn(text, () => left-- > 0)).toEqual({ words: 3, paragraphs: 2, changes: 0 })
  })
})
