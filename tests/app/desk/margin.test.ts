// What stands in the margin, and where.

import { describe, expect, it } from 'vitest'
import { countOpen } from '#app/desk/comments/waiting.ts'
import { stack } from '#app/desk/margin/aligned.ts'
import { marginOf } from '#app/desk/margin/notes.ts'
import type { BothTrees, Paragraph, Run } from '#server/document/tree/tree.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'

const paragraph = (pid: string, runs: readonly Run[], kind: Paragraph['kind'] = 'operative'): Paragraph => ({
  pid,
  kind,
  runs,
})
const trees = (en: readonly Paragraph[], fr: readonly Paragraph[]): BothTrees => ({
  en: { language: 'en', paragraphs: en },
  fr: { language: 'fr', paragraphs: fr },
})
const person = { id: 'm1', name: 'Ada', delegation: { en: 'Ireland', fr: 'Irlande' } }
const thread = (over: Partial<ThreadView>): ThreadView => ({
  id: 't1',
  language: 'en',
  pid: 'p1',
  quote: 'shall act',
  isWhole: false,
  space: 'shared',
  party: null,
  comments: [],
  resolved: null,
  assigned: null,
  callsMe: false,
  whyNotReply: null,
  whyNotResolve: null,
  whyNotAssign: null,
  ...over,
})
const text = trees(
  [
    paragraph('p0', [{ text: 'Scope' }], 'heading1'),
    paragraph('p1', [{ text: 'States ' }, { text: 'shall act', threads: ['t1'] }]),
    paragraph('p2', [
      { text: 'See ' },
      { text: 'Article 23', cites: 'article:23' },
      { text: 'finding R-01', cites: 'finding:R-01' },
    ]),
  ],
  [
    paragraph('p0', [], 'heading1'),
    paragraph('p1', []),
    paragraph('p2', [{ text: 'Voir ' }, { text: 'article 23', cites: 'article:23' }]),
  ],
)

describe('the margin', () => {
  it('says beside each paragraph what it points at, once for both languages, and which text alone says so', () => {
    const { notes } = marginOf(text, [])
    expect(notes).toEqual([
      {
        pid: 'p2',
        number: '2',
        isGone: false,
        threads: [],
        suggestions: [],
        points: [
          { target: 'article:23', relation: 'interprets', only: null, place: null },
          { target: 'finding:R-01', relation: 'rests-on', only: 'en', place: null },
        ],
      },
    ])
  })

  it('does not call a paragraph one-sided while the other language has no words yet', () => {
    const half = trees([paragraph('p1', [{ text: 'Article 5', cites: 'article:5' }])], [paragraph('p1', [])])
    expect(marginOf(half, []).notes[0]?.points[0]?.only).toBe(null)
  })

  it('puts a thread where its words stand now, though it was made elsewhere', () => {
    const { notes } = marginOf(text, [thread({ pid: 'p0' })])
    expect(notes.find(({ threads }) => threads.length > 0)?.pid).toBe('p1')
  })

  it('keeps a thread under its paragraph when the words are gone, and says so', () => {
    const { notes } = marginOf(text, [thread({ id: 't2', quote: 'must not act' })])
    expect(notes[0]).toMatchObject({ pid: 'p1', threads: [{ isGone: true }] })
  })

  it('does not call words gone whose mark is lost while the paragraph still says them', () => {
    const { notes } = marginOf(text, [thread({ id: 't2', quote: 'States shall act' })])
    expect(notes[0]?.threads[0]?.isGone).toBe(false)
  })

  it('keeps a comment on a whole paragraph whatever becomes of its words, until the paragraph is gone', () => {
    const whole = thread({ id: 't2', quote: 'It said something else then.', isWhole: true })
    expect(marginOf(text, [whole]).notes[0]).toMatchObject({ pid: 'p1', threads: [{ isGone: false }] })
    expect(marginOf(text, [{ ...whole, pid: 'gone' }]).loose).toMatchObject([{ isGone: true }])
  })

  it('says when the words it was made on say something else now, and not while that is only suggested', () => {
    const isChanged = (quote: string, marks?: readonly string[]) => {
      const runs = [
        { text: 'shall act', threads: ['t1'] },
        { text: ' now', threads: ['t1'], ...(marks && { marks }) },
      ]
      const changed = trees([paragraph('p1', runs)], [paragraph('p1', [])])
      return marginOf(changed, [thread({ quote })]).notes[0]?.threads[0]?.isChanged
    }
    expect(isChanged('shall act')).toBe(true)
    expect(isChanged('shall act now')).toBe(false)
    expect(isChanged('shall act', ['i_1-1'])).toBe(false)
    const whole = thread({ id: 't2', quote: 'It said something else then.', isWhole: true })
    expect(marginOf(text, [whole]).notes[0]?.threads[0]).toMatchObject({ isChanged: true, isGone: false })
    expect(marginOf(text, [{ ...whole, quote: 'States shall act' }]).notes[0]?.threads[0]?.isChanged).toBe(false)
  })

  it('keeps threads on the text as a whole apart from those whose paragraph is gone', () => {
    const { general, loose } = marginOf(text, [thread({ pid: '', quote: '', isWhole: true })])
    expect([general.length, loose.length]).toEqual([1, 0])
    expect(general[0]?.isGone).toBe(false)
  })

  it('never drops a thread: without its paragraph it stands at the end', () => {
    const { notes, loose } = marginOf(text, [thread({ id: 't2', pid: 'gone', quote: 'x' })])
    expect(notes.flatMap(({ threads }) => threads)).toEqual([])
    expect(loose.map(({ thread: { id }, isGone }) => [id, isGone])).toEqual([['t2', true]])
  })

  it('opens a note where a comment is being written', () => {
    expect(marginOf(text, [], ['p0']).notes.map(({ pid, number }) => [pid, number])).toEqual([
      ['p0', null],
      ['p2', '2'],
    ])
  })

  it('keeps the note of a paragraph that goes while a comment is being written on it, with its threads', () => {
    const { notes, loose } = marginOf(text, [thread({ pid: 'gone', quote: 'x', id: 't2' })], ['gone'])
    expect(notes.at(-1)).toMatchObject({ pid: 'gone', isGone: true, threads: [{ isGone: true }] })
    expect(loose).toEqual([])
  })

  it('counts the threads that wait', () => {
    expect(countOpen([thread({}), thread({ id: 't2', resolved: { by: person, at: 1 } })])).toBe(1)
  })
})

describe('notes beside their paragraphs', () => {
  it.each([
    ['stand at their paragraphs when there is room', [0, 100, 200], [50, 50, 50], -1, [0, 100, 200]],
    ['push each other down when there is none', [0, 10, 20], [50, 50, 50], -1, [0, 62, 124]],
    ['make room upwards for the active one', [100, 150, 200], [80, 80, 80], 2, [16, 108, 200]],
    ['leave the others alone when the active one has room', [0, 100, 300], [50, 50, 50], 2, [0, 100, 300]],
    ['never stand above the margin for its sake', [0, 20, 60], [50, 50, 50], 2, [0, 62, 124]],
    ['follow the one before when their paragraph is not on the page', [0, Number.NaN], [50, 50], -1, [0, 62]],
  ])('%s', (_name, wished, heights, active, tops) => {
    expect(stack(wished, heights, { active })).toEqual(tops)
  })

  it('begin below the head of the margin', () => {
    expect(stack([0, Number.NaN], [50, 50], { active: -1, from: 40 })).toEqual([40, 102])
  })
})

describe('suggestions in the margin', () => {
  const suggested = trees(
    [
      paragraph('p1', [{ text: 'States ' }, { text: 'shall', marks: ['d_1-1'] }, { text: 'may', marks: ['i_1-1'] }]),
      { ...paragraph('p2', [{ text: 'act', marks: ['d_1-1'] }]), marks: ['m_2-1=p1'] },
    ],
    [paragraph('p1', []), paragraph('p2', [])],
  )

  it('stand at the first paragraph that each marks, and say behind which one it would be moved', () => {
    const { notes } = marginOf(suggested, [])
    expect(
      notes.map(({ pid, suggestions }) => [pid, suggestions.map(({ standing, behind }) => [standing.id, behind])]),
    ).toEqual([
      ['p1', [['1-1', null]]],
      ['p2', [['2-1', '1']]],
    ])
  })
})
