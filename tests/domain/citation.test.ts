// The written form of what a paragraph points at, and what the pointing says.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bareTarget,
  formatTarget,
  parseTarget,
  relatedAs,
  relationOf,
  relationsOf,
} from '#server/domain/convention/citation.ts'

describe('a target', () => {
  it.each([
    ['article:23', 'interprets'],
    ['article:18:1.a', 'interprets'],
    ['article:3:a', 'interprets'],
    ['article:23:1~applies', 'applies'],
    ['text:T-ES(2015)04', 'recalls'],
    ['text:T-ES(2015)04~interprets', 'interprets'],
    ['finding:R-03a', 'rests-on'],
    ['party:IE', 'concerns'],
    ['paragraph:01jdqk3v5w0000000000000000', 'refers-to'],
    ['footnote:p1', 'refers-to'],
  ])('%s is read and written back the same, and %s', (stored, relation) => {
    const target = parseTarget(stored)!
    expect(formatTarget(target)).toBe(stored)
    expect(relationOf(target)).toBe(relation)
    expect(relationsOf(target)).toContain(relation)
  })

  it.each([
    'article:0',
    'article:51',
    'article:023',
    'article:23:1.a.b',
    'article:23:1:2',
    'article:23~interprets',
    'article:23~rests-on',
    'article:23~applies~applies',
    'text:T-ES(2015)04~recalls',
    'finding:R-01~applies',
    'party:ie',
    'party:IE:1',
    'paragraph:',
    'paragraph:a b',
    'footnote:a~applies',
    'javascript:alert(1)',
    '',
  ])('"%s" is none', (stored) => expect(parseTarget(stored)).toBeNull())

  it('is the same target whatever is said of it, and has one written form for each', () => {
    const bases = fc.constantFrom('article:23', 'article:18:1.a', 'text:T-ES(2015)04', 'finding:R-01', 'party:IE')
    const relations = fc.constantFrom('interprets', 'recalls', 'applies', 'rests-on', 'concerns', 'refers-to')
    fc.assert(
      fc.property(bases, relations, relations, (stored, one, other) => {
        const base = parseTarget(stored)!
        const said = relatedAs(base, one)
        expect(relationOf(said)).toBe(relationsOf(base).includes(one) ? one : relationOf(base))
        expect(parseTarget(formatTarget(said))).toEqual(said)
        expect(bareTarget(formatTarget(said))).toBe(stored)
        if (relationsOf(base).includes(other)) expect(relatedAs(said, other)).toEqual(relatedAs(base, other))
        expect(relatedAs(said, relationsOf(base)[0])).toEqual(base)
      }),
    )
  })
})
