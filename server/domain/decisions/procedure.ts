// Majorities and quorums as data. The values here are defaults that the Secretariat replaces by dated rules; the rules
// of procedure of the Committee that could be read give none (domain.md A4).

import type { Words } from '../language.ts'

/** What the majority is taken of: the votes cast, the Parties present at opening, or all Parties entitled to vote. */
const ruleBases = ['cast', 'present', 'full'] as const
type RuleBase = (typeof ruleBases)[number]

/**
 * A majority of `numerator/denominator` of the base, reached or passed. The fraction is above one half, or passed at
 * one half: a tie is never carried.
 */
export interface VotingRule {
  readonly base: RuleBase
  readonly numerator: number
  readonly denominator: number
  readonly reach: 'at-least' | 'more-than'
  /** Whether an abstention counts as a vote cast. */
  readonly abstentionsCast: boolean
  /** 'majority': more than half of the Parties entitled to vote; otherwise at least this share of them. */
  readonly quorum: 'majority' | { readonly numerator: number; readonly denominator: number }
}

/** What is put to the vote: a text (opinion, declaration, recommendation …) or a question of procedure. */
export type RuleKey = 'vote.text' | 'vote.procedure'

export interface DefaultRule {
  readonly key: RuleKey
  readonly rule: VotingRule
  /** Where the default is borrowed from; shown wherever the rule is shown. */
  readonly basis: Words
}

export const defaultRules: readonly DefaultRule[] = [
  {
    key: 'vote.text',
    rule: { base: 'cast', numerator: 2, denominator: 3, reach: 'at-least', abstentionsCast: false, quorum: 'majority' },
    basis: {
      en: 'Default, not the Committee’s own rule: borrowed from the resolution of the Committee of Ministers on intergovernmental committees (two thirds of the votes cast; quorum, a majority of the members).',
      fr: 'Valeur par défaut, et non règle propre du Comité\u00a0: empruntée à la résolution du Comité des Ministres sur les comités intergouvernementaux (deux tiers des suffrages exprimés\u00a0; quorum, la majorité des membres).',
    },
  },
  {
    key: 'vote.procedure',
    rule: {
      base: 'cast',
      numerator: 1,
      denominator: 2,
      reach: 'more-than',
      abstentionsCast: false,
      quorum: 'majority',
    },
    basis: {
      en: 'Default, not the Committee’s own rule: borrowed from the resolution of the Committee of Ministers on intergovernmental committees (a majority of the votes cast on questions of procedure); that a tie is not carried is a choice of this workspace.',
      fr: 'Valeur par défaut, et non règle propre du Comité\u00a0: empruntée à la résolution du Comité des Ministres sur les comités intergouvernementaux (majorité des suffrages exprimés pour les questions de procédure)\u00a0; le rejet en cas de partage des voix est un choix de cet espace de travail.',
    },
  },
]

/** The smallest number of Parties that must be present: 25 of 48 by majority. */
export function quorumOf(rule: VotingRule, electorate: number): number {
  if (rule.quorum === 'majority') return Math.floor(electorate / 2) + 1
  return Math.max(1, Math.ceil((rule.quorum.numerator * electorate) / rule.quorum.denominator))
}

/** Votes in favour needed when the base counts so many. Integers only. */
export function neededOf(rule: VotingRule, base: number): number {
  const share = rule.numerator * base
  if (rule.reach === 'more-than') return Math.floor(share / rule.denominator) + 1
  return Math.ceil(share / rule.denominator)
}

/** The rule as one sentence. */
export function ruleInWords(rule: VotingRule): Words {
  const majority = majorityInWords(rule)
  const quorum = quorumInWords(rule)
  return {
    en: `${capital(majority.en)}; abstentions ${rule.abstentionsCast ? 'count' : 'do not count'} as votes cast; a tie is not carried; quorum: ${quorum.en}.`,
    fr: `${capital(majority.fr)}\u00a0; les abstentions ${rule.abstentionsCast ? 'comptent' : 'ne comptent pas'} comme suffrages exprimés\u00a0; en cas de partage des voix, la proposition n’est pas adoptée\u00a0; quorum\u00a0: ${quorum.fr}.`,
  }
}

/** The majority alone: “two thirds of the votes cast”. */
export function majorityInWords(rule: VotingRule): Words {
  const share = shareInWords(rule.numerator, rule.denominator)
  const of = baseWords[rule.base]
  if (rule.reach === 'at-least') return { en: `${share.en} of ${of.en}`, fr: `${share.fr} ${of.fr}` }
  return { en: `more than ${share.en} of ${of.en}`, fr: `plus ${deShare(share.fr)} ${of.fr}` }
}

function quorumInWords(rule: VotingRule): Words {
  if (rule.quorum === 'majority') {
    return {
      en: 'a majority of the Parties entitled to vote',
      fr: 'la majorité des Parties ayant le droit de vote',
    }
  }
  const share = shareInWords(rule.quorum.numerator, rule.quorum.denominator)
  return { en: `${share.en} of ${baseWords.full.en}`, fr: `${share.fr} ${baseWords.full.fr}` }
}

const baseWords: Readonly<Record<RuleBase, Words>> = {
  cast: { en: 'the votes cast', fr: 'des suffrages exprimés' },
  present: { en: 'the Parties present', fr: 'des Parties présentes' },
  full: { en: 'the Parties entitled to vote', fr: 'des Parties ayant le droit de vote' },
}

const shares: Readonly<Record<string, Words>> = {
  '1/2': { en: 'half', fr: 'la moitié' },
  '1/3': { en: 'one third', fr: 'le tiers' },
  '2/3': { en: 'two thirds', fr: 'les deux tiers' },
  '1/4': { en: 'one quarter', fr: 'le quart' },
  '3/4': { en: 'three quarters', fr: 'les trois quarts' },
  '3/5': { en: 'three fifths', fr: 'les trois cinquièmes' },
  '4/5': { en: 'four fifths', fr: 'les quatre cinquièmes' },
  '1/1': { en: 'all', fr: 'la totalité' },
}

function shareInWords(numerator: number, denominator: number): Words {
  const figures = `${numerator}/${denominator}`
  return shares[figures] ?? { en: figures, fr: figures }
}

/** “plus de la moitié”, “plus des deux tiers”, “plus du tiers”. */
function deShare(share: string): string {
  if (share.startsWith('les ')) return `des ${share.slice(4)}`
  if (share.startsWith('le ')) return `du ${share.slice(3)}`
  return `de ${share}`
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

const ruleFields = ['abstentionsCast', 'base', 'denominator', 'numerator', 'quorum', 'reach']

/** Reads a stored rule. Null for anything outside the closed form, extra fields included. */
export function parseRule(json: string): VotingRule | null {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return null
  }
  if (!hasExactly(value, ruleFields)) return null
  const { base, numerator, denominator, reach, abstentionsCast, quorum } = value
  if (!ruleBases.some((one) => one === base) || typeof abstentionsCast !== 'boolean') return null
  if (reach !== 'at-least' && reach !== 'more-than') return null
  if (!isShare(numerator, denominator)) return null
  const doubled = 2 * (numerator as number) - (denominator as number)
  if (reach === 'at-least' ? doubled <= 0 : doubled < 0 || numerator === denominator) return null
  if (quorum !== 'majority') {
    if (!hasExactly(quorum, ['denominator', 'numerator'])) return null
    if (!isShare(quorum.numerator, quorum.denominator)) return null
  }
  return value as unknown as VotingRule
}

function hasExactly(value: unknown, fields: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.keys(value).sort().join() === fields.join()
}

/** A fraction above nothing and at most the whole, in small integers. */
function isShare(numerator: unknown, denominator: unknown): boolean {
  return (
    Number.isInteger(numerator) &&
    Number.isInteger(denominator) &&
    (numerator as number) >= 1 &&
    (numerator as number) <= (denominator as number) &&
    (denominator as number) <= 1000
  )
}
