// Comments at the desk without a page: who is named while one types, which threads are shown, how a deadline is said
// elsewhere.

import { describe, expect, test } from 'vitest'
import { clockInParis, sayInstantHere } from '#app/components/page/dates.ts'
import { countWith, isFiltering, matches, noFilter, sourcesOf } from '#app/desk/comments/filter.ts'
import type { PlacedThread } from '#app/desk/margin/notes.ts'
import { askedAt, asSent, asTyped, pick } from '#app/desk/mentions/mentions.ts'
import type { CommentView, ThreadView } from '#server/workflows/comments/margin-views.ts'

describe('naming somebody', () => {
  test('a name is typed, an id is sent; of two names the longer is meant; what nobody picked stays words', () => {
    const picked = new Map<string, string>()
    const ireland = { mentioned: 'p:IE', name: 'Ireland', delegation: '' }
    expect(pick(picked, ireland)).toBe('Ireland')
    expect(pick(picked, { mentioned: 'm:1', name: 'Ireland Smith', delegation: 'Malta' })).toBe('Ireland Smith')
    expect(asSent('Ask @Ireland Smith, then @Ireland. Not @Irelandic, nor @France.', picked)).toBe(
      'Ask @[m:1], then @[p:IE]. Not @Irelandic, nor @France.',
    )
  })

  test('two people of one name are told apart by their delegations', () => {
    const picked = new Map<string, string>()
    const ada = { name: 'Ada (Lovelace)', delegation: 'Malta' }
    expect(pick(picked, { ...ada, mentioned: 'm:1' })).toBe('Ada (Lovelace)')
    expect(pick(picked, { ...ada, mentioned: 'm:2' })).toBe('Ada (Lovelace) (Malta)')
    expect(pick(picked, { ...ada, mentioned: 'm:1' })).toBe('Ada (Lovelace)')
    expect(asSent('@Ada (Lovelace) (Malta) and @Ada (Lovelace)', picked)).toBe('@[m:2] and @[m:1]')
  })

  test('a comment that is corrected begins with names, and is sent with the same ids', () => {
    const picked = new Map<string, string>()
    const named = { 'p:IE': { en: 'Ireland', fr: 'Irlande' } }
    const body = 'Ask @[p:IE] and @[m:gone].'
    const typed = asTyped(body, { named, language: 'fr', picked })
    expect(typed).toBe('Ask @Irlande and @[m:gone].')
    expect(asSent(typed, picked)).toBe(body)
  })

  test.each([
    ['Ask @', 5, { from: 4, query: '' }],
    ['Ask @Ire', 8, { from: 4, query: 'Ire' }],
    ['Ask @Ada Love', 13, { from: 4, query: 'Ada Love' }],
    ['(@É', 3, { from: 1, query: 'É' }],
    ['Ask @Ada Love too', 17, null],
    ['a@b', 3, null],
    ['@Ire, then', 10, null],
    ['Ask', 3, null],
  ])('%s', (words, caret, asked) => {
    expect(askedAt(words, caret)).toEqual(asked)
  })
})

const person = (id: string, delegation: string) => ({ id, name: id, delegation: { en: delegation, fr: delegation } })
const said = (over: Partial<CommentView>): CommentView => ({
  ...{ id: 'c', author: person('m1', 'Ireland'), from: 'IE', body: 'x', at: 1, earlier: [], withdrawnAt: null },
  ...{ officialOf: null, lateFor: null, whyNotChange: null },
  ...over,
})
const placed = (over: Partial<ThreadView>, isGone = false): PlacedThread => ({
  pid: 'p1',
  isGone,
  isChanged: false,
  thread: {
    ...{ id: 't', language: 'en', pid: 'p1', quote: 'x', isWhole: false, space: 'shared', party: null },
    ...{ comments: [said({})], resolved: null, assigned: null, callsMe: false },
    ...{ whyNotReply: null, whyNotResolve: null, whyNotAssign: null },
    ...over,
  },
})

describe('which threads are shown', () => {
  const me = person('m1', 'Ireland')
  const chair = said({ author: person('m3', 'Chair'), from: null })
  const all = [
    placed({ id: 'mine' }),
    placed({
      id: 'resolved',
      resolved: { by: me, at: 1 },
      comments: [said({ author: person('m2', 'Malta'), from: 'MT' })],
    }),
    placed({ id: 'tome', assigned: { to: me, by: me, at: 1 }, comments: [chair], isWhole: true }),
    placed({ id: 'names', callsMe: true, comments: [chair], space: 'delegation' }, true),
    placed({ id: 'official', pid: '', comments: [said({ officialOf: { en: 'Malta', fr: 'Malte' }, from: 'MT' })] }),
  ]
  test.each([
    [{ show: 'everything' }, 'mine resolved tome names official'],
    [{ show: 'unresolved' }, 'mine tome names official'],
    [{ show: 'mine' }, 'mine official'],
    [{ show: 'toMe' }, 'tome'],
    [{ show: 'namesMe' }, 'names'],
    [{ from: 'MT' }, 'resolved official'],
    [{ from: 'Chair' }, 'tome names'],
    [{ space: 'delegation' }, 'names'],
    [{ kind: 'words' }, 'mine resolved names'],
    [{ kind: 'paragraph' }, 'tome'],
    [{ kind: 'text' }, 'official'],
    [{ kind: 'official' }, 'official'],
    [{ kind: 'gone' }, 'names'],
    [{ show: 'unresolved', from: 'MT' }, 'official'],
  ] as const)('%o', (change, ids) => {
    const filter = { ...noFilter, ...change }
    const shown = all.filter((one) => matches(one, filter, 'm1')).map(({ thread: { id } }) => id)
    expect(shown.join(' ')).toBe(ids)
    expect(countWith(all, { filter: noFilter, change, me: 'm1' })).toBe(shown.length)
    expect(isFiltering(filter)).toBe(filter.show !== 'everything' || Object.keys(change).some((key) => key !== 'show'))
  })

  test('those who said something are offered once each, delegations by id and offices by name', () => {
    expect(sourcesOf(all).map(({ id }) => id)).toEqual(['IE', 'MT', 'Chair'])
  })
})

describe('a deadline', () => {
  const at = Date.UTC(2026, 11, 1, 17, 0)
  test('is said in the zone of the reader where its clock shows something else', () => {
    expect(sayInstantHere('en', at, 'America/New_York')).toBe('1 December at 12:00 where you are (America/New York)')
    expect(sayInstantHere('fr', at, 'Asia/Tokyo')).toBe('2 décembre à 02\u00a0h\u00a000 chez vous (Asia/Tokyo)')
    expect(sayInstantHere('en', at, 'Europe/Berlin')).toBeNull()
  })
  test('stands in its field as the clock in Paris shows it', () => {
    expect(clockInParis(at)).toBe('2026-12-01T18:00')
  })
})
