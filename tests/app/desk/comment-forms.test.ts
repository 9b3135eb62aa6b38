// What is being typed into the margin, and under which name it is sent.

import { expect, test } from 'vitest'
import { forget, requestOf, type Typed } from '#app/desk/comments/comment-forms.ts'

test('the same words for the same readers are sent under one name; for other readers, or once they were sent, under another', () => {
  const typed: Typed = new Map()
  const ask = (space: 'shared' | 'delegation') => requestOf(typed, '/dossiers/1/comments', space)
  const first = ask('shared')
  expect(ask('shared')).toBe(first)
  const closed = ask('delegation')
  expect(closed).not.toBe(first)
  expect([ask('shared'), ask('delegation')]).toEqual([first, closed])
  forget(typed, '/dossiers/1/comments')
  expect([first, closed]).not.toContain(ask('shared'))
})
