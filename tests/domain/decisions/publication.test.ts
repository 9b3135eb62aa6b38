// Only the text that was voted on, and adopted, is published; and what it points at has a closed form.

import { describe, expect, it } from 'vitest'
import { formatTarget, parseTarget, relationOf, type Target } from '#server/domain/convention/citation.ts'
import { dossierStates } from '#server/domain/dossiers/dossier.ts'
import { whyNotPublish } from '#server/domain/publication.ts'

const voted = 'a'.repeat(64)
const ready = { state: 'adopted', versionSha256: voted, decidedSha256: voted, adopted: true } as const

describe('publishing', () => {
  it('is open to an adopted text with the hash that was voted on', () => {
    expect(whyNotPublish(ready)).toBeNull()
  })

  it('is closed in every other state', () => {
    const codes = dossierStates.map((state) => whyNotPublish({ ...ready, state })?.code)
    expect(codes).toEqual(['not-now', 'not-now', 'not-now', 'not-now', undefined, 'not-again'])
  })

  it.each([
    ['the recount does not adopt it', { adopted: false }],
    ['the text is another', { versionSha256: 'b'.repeat(64) }],
    ['there is no frozen text', { versionSha256: null }],
    ['there was no vote', { decidedSha256: null }],
    ['there is neither', { versionSha256: null, decidedSha256: null }],
  ])('is refused when %s', (_, change) => {
    expect(whyNotPublish({ ...ready, ...change })?.code).toBe('not-now')
  })
})

describe('what a paragraph points at', () => {
  it.each<[string, Target, string]>([
    ['article:23', { kind: 'article', number: 23, point: null }, 'interprets'],
    ['article:18:1.a', { kind: 'article', number: 18, point: '1.a' }, 'interprets'],
    ['article:50:2', { kind: 'article', number: 50, point: '2' }, 'interprets'],
    ['text:T-ES(2015)04', { kind: 'text', symbol: 'T-ES(2015)04' }, 'recalls'],
    ['finding:R-01', { kind: 'finding', id: 'R-01' }, 'rests-on'],
  ])('%s is read, written back, and states a relation', (written, target, relation) => {
    expect(parseTarget(written)).toEqual(target)
    expect(formatTarget(target)).toBe(written)
    expect(relationOf(target)).toBe(relation)
  })

  it.each([
    'article:0',
    'article:51',
    'article:',
    'article:18:zz',
    'article:18:1.A',
    'text:',
    'text:<b>',
    'text:T-ES(2015)04:1',
    'finding:r-1',
    'finding:R-01:1',
    'party:NOR',
    '',
  ])('“%s” is refused', (written) => {
    expect(parseTarget(written)).toBeNull()
  })
})
