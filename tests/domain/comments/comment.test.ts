// What a comment must be, and when a thread takes one.

import { describe, expect, it } from 'vitest'
import {
  longestComment,
  whyNotBody,
  whyNotReopen,
  whyNotReply,
  whyNotResolve,
  whyNotSpan,
} from '#server/domain/comments/comment.ts'

describe('a comment', () => {
  it('says something, in at most 5,000 characters', () => {
    expect(longestComment).toBe(5000)
    expect(whyNotBody('Why “may”?')).toBeNull()
    expect(whyNotBody('a'.repeat(5000))).toBeNull()
    expect(whyNotBody(' \n ')).toMatchObject({ code: 'not-valid', field: 'body' })
    expect(whyNotBody('a'.repeat(5001))).toMatchObject({ code: 'not-valid', field: 'body' })
  })

  it.each([
    [0, 5, 5],
    [4, 5, 5],
    [0, 0, 5],
    [0, 0, 0],
  ])('may stand on the words from %i to %i of %i', (start, end, length) => {
    expect(whyNotSpan({ start, end }, length)).toBeNull()
  })

  it.each([
    [0, 6, 5],
    [3, 3, 5],
    [4, 2, 5],
    [-1, 2, 5],
    [0.5, 2, 5],
    [0, Number.NaN, 5],
    [0, 0, null],
  ])('may not stand on the words from %d to %d of %s', (start, end, length) => {
    expect(whyNotSpan({ start, end }, length)?.code).toBe('not-now')
  })
})

describe('a thread', () => {
  it('takes replies and is resolved while it is open', () => {
    expect([whyNotReply(null), whyNotResolve(null), whyNotReopen(null)?.code]).toEqual([null, null, 'not-again'])
  })

  it('is only reopened once it is resolved', () => {
    expect([whyNotReply(0)?.code, whyNotResolve(0)?.code, whyNotReopen(0)]).toEqual(['not-now', 'not-again', null])
  })
})
