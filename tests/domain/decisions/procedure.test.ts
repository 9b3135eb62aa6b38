// Rules as data: quorums, the words of a rule, and the closed form in which it is stored.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  defaultRules,
  majorityInWords,
  neededOf,
  parseRule,
  quorumOf,
  ruleInWords,
  type VotingRule,
} from '#server/domain/decisions/procedure.ts'

const text = defaultRules.find((one) => one.key === 'vote.text')?.rule as VotingRule
const procedure = defaultRules.find((one) => one.key === 'vote.procedure')?.rule as VotingRule

describe('the quorum', () => {
  it.each([
    [48, 25],
    [47, 24],
    [46, 24],
    [1, 1],
    [0, 1],
  ])('of %i Parties by majority is %i', (electorate, quorum) => {
    expect(quorumOf(text, electorate)).toBe(quorum)
  })

  it.each([
    [48, 16],
    [46, 16],
    [1, 1],
    [0, 1],
  ])('of %i Parties by one third is %i', (electorate, quorum) => {
    expect(quorumOf({ ...text, quorum: { numerator: 1, denominator: 3 } }, electorate)).toBe(quorum)
  })
})

describe('the votes needed', () => {
  it('are two thirds of all Parties: 32 of 48', () => {
    expect(neededOf(text, 48)).toBe(32)
  })

  it('are one more than half when half must be passed, odd or even', () => {
    expect([neededOf(procedure, 34), neededOf(procedure, 35)]).toEqual([18, 18])
  })

  it('are the smallest number that satisfies the fraction', () => {
    const rules = fc.record({
      numerator: fc.integer({ min: 1, max: 30 }),
      denominator: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(rules, fc.constantFrom('at-least', 'more-than'), fc.nat(200), (share, reach, base) => {
        fc.pre(share.numerator <= share.denominator)
        const enough = (votes: number) =>
          reach === 'at-least'
            ? votes * share.denominator >= share.numerator * base
            : votes * share.denominator > share.numerator * base
        const needed = neededOf({ ...text, ...share, reach }, base)
        expect(enough(needed)).toBe(true)
        expect(needed === 0 || !enough(needed - 1)).toBe(true)
      }),
    )
  })
})

describe('a rule in words', () => {
  it('is one sentence in each language', () => {
    expect(ruleInWords(text)).toEqual({
      en: 'Two thirds of the votes cast; abstentions do not count as votes cast; a tie is not carried; quorum: a majority of the Parties entitled to vote.',
      fr: 'Les deux tiers des suffrages exprimés\u00a0; les abstentions ne comptent pas comme suffrages exprimés\u00a0; en cas de partage des voix, la proposition n’est pas adoptée\u00a0; quorum\u00a0: la majorité des Parties ayant le droit de vote.',
    })
  })

  it.each([
    [{ base: 'cast' }, 'more than half of the votes cast', 'plus de la moitié des suffrages exprimés'],
    [
      { base: 'present', numerator: 2, denominator: 3 },
      'more than two thirds of the Parties present',
      'plus des deux tiers des Parties présentes',
    ],
    [
      { reach: 'at-least', numerator: 3, denominator: 4 },
      'three quarters of the votes cast',
      'les trois quarts des suffrages exprimés',
    ],
    [
      { base: 'full', reach: 'at-least', numerator: 5, denominator: 9 },
      '5/9 of the Parties entitled to vote',
      '5/9 des Parties ayant le droit de vote',
    ],
    [
      { base: 'full', reach: 'at-least', numerator: 1, denominator: 1 },
      'all of the Parties entitled to vote',
      'la totalité des Parties ayant le droit de vote',
    ],
  ] as const)('%o is “%s”', (change, en, fr) => {
    expect(majorityInWords({ ...procedure, ...change })).toEqual({ en, fr })
  })

  it('names a quorum that is a share, and abstentions that count', () => {
    const words = ruleInWords({ ...text, abstentionsCast: true, quorum: { numerator: 1, denominator: 3 } })
    expect(words.en).toContain('abstentions count as votes cast')
    expect(words.fr).toContain('quorum\u00a0: le tiers des Parties ayant le droit de vote.')
  })
})

describe('the default rules', () => {
  it('are two, and each says that it is a default and what it is borrowed from', () => {
    expect(defaultRules.map((one) => one.key)).toEqual(['vote.text', 'vote.procedure'])
    for (const { basis } of defaultRules) {
      expect(basis.en).toMatch(/^Default, not the Committee’s own rule: borrowed from /)
      expect(basis.fr).toMatch(/^Valeur par défaut, et non règle propre du Comité\u00a0: empruntée à /)
    }
  })
})

describe('a stored rule', () => {
  it('is read back as it was', () => {
    for (const { rule } of defaultRules) expect(parseRule(JSON.stringify(rule))).toEqual(rule)
    const other: VotingRule = { ...procedure, base: 'full', quorum: { numerator: 1, denominator: 3 } }
    expect(parseRule(JSON.stringify(other))).toEqual(other)
    const unanimity: VotingRule = { ...text, numerator: 1, denominator: 1 }
    expect(parseRule(JSON.stringify(unanimity))).toEqual(unanimity)
    const fine: VotingRule = { ...text, numerator: 667, denominator: 1000 }
    expect(parseRule(JSON.stringify(fine))).toEqual(fine)
  })

  it.each<[string, unknown]>([
    ['a field too many', { ...text, tie: 'carried' }],
    ['a field too few', { ...text, base: undefined }],
    ['an unknown base', { ...text, base: 'members' }],
    ['an unknown reach', { ...text, reach: 'about' }],
    ['half reached, which a tie would carry', { ...text, numerator: 1, denominator: 2 }],
    ['more than a third, which a minority would carry', { ...procedure, numerator: 1, denominator: 3 }],
    ['more than all', { ...procedure, numerator: 1, denominator: 1 }],
    ['a share above the whole', { ...text, numerator: 4, denominator: 3 }],
    ['a share too fine', { ...text, numerator: 667, denominator: 1001 }],
    ['a share of nothing', { ...text, numerator: 0 }],
    ['a figure that is not whole', { ...text, numerator: 1.5 }],
    ['a figure as text', { ...text, numerator: '2' }],
    ['abstentions neither counted nor not', { ...text, abstentionsCast: 1 }],
    ['an unknown quorum', { ...text, quorum: 'none' }],
    ['a quorum of nothing', { ...text, quorum: { numerator: 0, denominator: 3 } }],
    ['a quorum with a field too many', { ...text, quorum: { numerator: 1, denominator: 3, of: 'all' } }],
    ['a list', [text]],
    ['nothing', null],
  ])('is refused with %s', (_, value) => {
    expect(parseRule(JSON.stringify(value))).toBeNull()
  })

  it('is refused when it is not JSON', () => {
    expect(parseRule('two thirds')).toBeNull()
  })
})
