// Who is named in a comment, and what may become of one.

import { describe, expect, it } from 'vitest'
import { isPast, whyNotChange, whyNotRequest } from '#server/domain/comments/comment.ts'
import { mention, mentionsIn, mostMentions, piecesOf, whyNotMentions } from '#server/domain/comments/comment-mention.ts'
import { instantInStrasbourg } from '#server/workflows/strasbourg.ts'

describe('those named in a comment', () => {
  it.each([
    ['', []],
    ['No one.', [{ words: 'No one.' }]],
    ['@[p:IE]', [{ mentioned: 'p:IE' }]],
    [
      'Ask @[m:01a] and @[b:itu]!',
      [{ words: 'Ask ' }, { mentioned: 'm:01a' }, { words: ' and ' }, { mentioned: 'b:itu' }, { words: '!' }],
    ],
    ['a@b.example @[x:IE] @[p:] @[p:a b]', [{ words: 'a@b.example @[x:IE] @[p:] @[p:a b]' }]],
  ])('are told from the words of %j', (body, pieces) => {
    expect(piecesOf(body)).toEqual(pieces)
    const again = piecesOf(body).map((piece) => ('words' in piece ? piece.words : mention(piece.mentioned)))
    expect(again.join('')).toBe(body)
  })

  it('are counted once each', () => {
    expect(mentionsIn('@[p:IE] @[p:FR] @[p:IE]')).toEqual(['p:IE', 'p:FR'])
  })

  it('are only those who may read it, and not too many', () => {
    expect(whyNotMentions(['p:IE'], new Set(['p:IE']))).toBeNull()
    expect(whyNotMentions(['p:IE', 'p:FR'], new Set(['p:IE']))).toMatchObject({ code: 'not-valid', field: 'body' })
    const crowd = Array.from({ length: mostMentions + 1 }, (_, at) => `m:${at}`)
    expect(whyNotMentions(crowd, new Set(crowd))).toMatchObject({ code: 'not-valid', field: 'body' })
  })
})

describe('a comment that was said', () => {
  const plain = { withdrawnAt: null, isOfficial: false, dueAt: 100 }
  it.each([
    ['plain, before the deadline', plain, 99, undefined],
    ['plain, after it', plain, 101, undefined],
    ['official, at the deadline', { ...plain, isOfficial: true }, 100, undefined],
    ['official, after it', { ...plain, isOfficial: true }, 101, 'not-now'],
    ['official, without one', { ...plain, isOfficial: true, dueAt: null }, 101, undefined],
    ['withdrawn', { ...plain, withdrawnAt: 50 }, 99, 'not-again'],
  ])('%s', (_name, changing, now, code) => {
    expect(whyNotChange(changing, now)?.code).toBe(code)
  })

  it('is late once its deadline has passed, and never without one', () => {
    expect([isPast(100, 100), isPast(100, 101), isPast(null, 101)]).toEqual([false, true, false])
  })

  it('is known by a request of letters, digits, lines, or by none', () => {
    expect([whyNotRequest(null), whyNotRequest('abcd-EF_12')]).toEqual([null, null])
    for (const wrong of ['', 'short', 'x'.repeat(65), 'with space', 'naïve-ïd']) {
      expect(whyNotRequest(wrong)?.code).toBe('not-valid')
    }
  })
})

describe('the clock in Strasbourg', () => {
  it.each([
    ['2026-12-04T18:00', '2026-12-04T17:00:00Z'],
    ['2026-07-01T18:00', '2026-07-01T16:00:00Z'],
    // Twice that night, and left out that night.
    ['2026-10-25T02:30', '2026-10-25T00:30:00Z'],
    ['2027-03-28T02:30', '2027-03-28T01:30:00Z'],
  ])('shows %s at %s', (local, instant) => {
    expect(new Date(instantInStrasbourg(local)).toISOString()).toBe(instant.replace('Z', '.000Z'))
  })
})
