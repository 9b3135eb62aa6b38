// A form is a closed list of fields; a fault is said in both languages and keeps what was typed.

import { expect, test } from 'vitest'
import { day, form, many, oneOf, optionalText, readForm, secret, text, whole } from '#app/http/form.ts'

const fields = form({
  kind: oneOf(['opinion', 'declaration']),
  title: text(10),
  note: optionalText(5),
  articles: many(whole(1, 50)),
})

function posted(pairs: readonly (readonly [string, string])[]): FormData {
  const data = new FormData()
  for (const [name, value] of pairs) data.append(name, value)
  return data
}

const good = [
  ['kind', 'opinion'],
  ['title', '  Grooming '],
  ['note', ''],
] as const

test('a complete form is read, trimmed, and a blank optional field is null', () => {
  const { value, refused } = readForm(fields, posted(good))
  expect(refused).toBeNull()
  expect(value).toEqual({ kind: 'opinion', title: 'Grooming', note: null, articles: [] })
})

test('a field that is repeated once or several times is a list', () => {
  expect(readForm(fields, posted([...good, ['articles', '23']])).value?.articles).toEqual([23])
  expect(readForm(fields, posted([...good, ['articles', '23'], ['articles', '18']])).value?.articles).toEqual([23, 18])
})

test.each([
  ['an unknown field', [...good, ['role', 'chair']], 'role', /does not belong/],
  ['a missing field', [['kind', 'opinion']], 'title', /fill in/],
  ['a blank field', [...good.slice(0, 1), ['title', '   ']], 'title', /fill in/],
  ['too long a field', [...good.slice(0, 1), ['title', 'x'.repeat(11)]], 'title', /too long/],
  ['a value that is not offered', [['kind', 'treaty'], ...good.slice(1)], 'kind', /offered/],
  ['an article that does not exist', [...good, ['articles', '51']], 'articles', /whole number/],
  ['an article that is no number', [...good, ['articles', '23 or 1=1']], 'articles', /whole number/],
  ['a single field sent twice', [...good, ['kind', 'declaration']], 'kind', /offered/],
  ['a name of every object', [...good, ['__proto__', 'x']], '__proto__', /does not belong/],
] as const)('%s is refused with its reason', (_, pairs, field, reason) => {
  const { value, refused } = readForm(fields, posted(pairs as readonly (readonly [string, string])[]))
  expect(value).toBeNull()
  expect(refused?.code).toBe('not-valid')
  expect(refused?.field).toBe(field)
  expect(refused?.say.en).toMatch(reason)
  expect(refused?.say.fr).not.toBe(refused?.say.en)
})

test('what was typed comes back, the password does not', () => {
  const signIn = form({ email: text(100), password: secret })
  const { typed } = readForm(
    signIn,
    posted([
      ['email', ''],
      ['password', 'very secret'],
    ]),
  )
  expect(typed).toEqual({ email: '' })
})

test('a file is not taken where words are asked', () => {
  const data = posted(good.slice(0, 1))
  data.append('title', new File(['x'], 'image.png'))
  expect(readForm(fields, data).refused?.field).toBe('title')
})

test('a day must be one', () => {
  const days = form({ opensOn: day })
  expect(readForm(days, posted([['opensOn', '2026-11-24']])).value).toEqual({ opensOn: '2026-11-24' })
  for (const wrong of ['', '24/11/2026', '2026-13-40', 'tomorrow']) {
    expect(readForm(days, posted([['opensOn', wrong]])).refused?.field, wrong).toBe('opensOn')
  }
})

test.each(['\u0000', '\u001b', '\u007f', '\u202e', '\u2066'])(
  'words that hold %j are refused, in both languages',
  (letter) => {
    const { refused } = readForm(fields, posted([good[0], ['title', `a${letter}b`]]))
    expect(refused).toMatchObject({ code: 'not-valid', field: 'title' })
    expect(refused?.say.en).not.toBe(refused?.say.fr)
  },
)

test('words of several lines are words', () => {
  expect(readForm(fields, posted([good[0], ['title', 'a\r\n\tb']])).value?.title).toBe('a\r\n\tb')
})

test('a form of fifty thousand names is refused in less than a second', () => {
  const many = Array.from({ length: 50_000 }, (_, at) => [`name-${at}`, ''] as const)
  const began = performance.now()
  expect(readForm(fields, posted([...good, ...many])).refused?.code).toBe('not-valid')
  expect(performance.now() - began).toBeLessThan(1000)
})
