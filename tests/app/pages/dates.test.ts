// Dates as people read them, in the time of Paris whatever the machine's.

import { expect, test } from 'vitest'
import { byName } from '#app/components/page/alphabet.ts'
import { sayDay, sayDays, sayInstant } from '#app/components/page/dates.ts'

test('a day is said in words in each language', () => {
  expect(sayDay('en', '2015-06-17')).toBe('17 June 2015')
  expect(sayDay('fr', '2015-06-17')).toBe('17 juin 2015')
})

test('a month without a day stays a month', () => {
  expect(sayDay('en', '2022-03')).toBe('March 2022')
  expect(sayDay('fr', '2022-03')).toBe('mars 2022')
})

test('an instant is said in the time of Paris, summer and winter', () => {
  expect(sayInstant('en', Date.UTC(2026, 6, 1, 22, 30))).toMatch(/^2 July 2026.*00:30/)
  expect(sayInstant('en', Date.UTC(2026, 0, 1, 22, 30))).toMatch(/^1 January 2026.*23:30/)
  expect(sayInstant('fr', Date.UTC(2026, 6, 2, 12, 5))).toBe('2 juillet 2026 à 14\u00a0h\u00a005 (heure de Paris)')
})

test('French counts the first day of a month, and no other', () => {
  expect(sayDay('fr', '2026-12-01')).toBe('1er décembre 2026')
  expect(sayDay('fr', '2026-12-11')).toBe('11 décembre 2026')
  expect(sayDay('en', '2026-12-01')).toBe('1 December 2026')
  expect(sayDays('fr', '2026-12-01', '2026-12-03')).toBe('1er–3 décembre 2026')
  expect(sayDays('fr', '2026-11-30', '2026-12-01')).toBe('30 novembre\u00a0– 1er décembre 2026')
  expect(sayInstant('fr', Date.UTC(2026, 6, 1, 12, 5))).toMatch(/^1er juillet 2026/)
})

test('the days of a meeting are said once', () => {
  expect(sayDays('en', '2022-03-07', '2022-03-10')).toBe('7–10 March 2022')
  expect(sayDays('fr', '2022-03-07', '2022-03-10')).toBe('7–10 mars 2022')
  expect(sayDays('en', '2020-11-23', '2020-11-23')).toBe('23 November 2020')
})

test('names stand in the alphabetical order of the reader', () => {
  const names = ['Zambia', 'Åland', 'Albania', 'Türkiye', 'Tunisia'].map((en) => ({ en, fr: en }))
  expect(byName('en', names, (name) => name).map(({ en }) => en)).toEqual([
    'Åland',
    'Albania',
    'Tunisia',
    'Türkiye',
    'Zambia',
  ])
})
