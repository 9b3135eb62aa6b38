// What a paragraph may point at, as one short text `kind:id[:point][~relation]`, and the relation that the pointing
// states.

import { articleNumbers } from './article.ts'

/** What a paragraph says of an article or of an earlier text. */
type StatedRelation = 'interprets' | 'recalls' | 'applies'

/** Stated ones; rests-on: finding; concerns: Party; refers-to: a paragraph or a footnote of the same text. */
export type Relation = StatedRelation | 'rests-on' | 'concerns' | 'refers-to'

/**
 * Targets: an article with an optional paragraph and sub-paragraph (`article:23`, `article:18:1.a`, `article:3:a`), an
 * adopted text by symbol (`text:T-ES(2015)04`), a finding (`finding:R-01`), a Party (`party:IE`), and, in the same
 * text, a paragraph or a footnote by its pid (`paragraph:PID`, `footnote:PID`). `relation` is there only when another
 * one is stated than the first of `relationsOf` (`article:23~applies`): a target has one written form.
 */
export type Target =
  | {
      readonly kind: 'article'
      readonly number: number
      readonly point: string | null
      readonly relation?: StatedRelation
    }
  | { readonly kind: 'text'; readonly symbol: string; readonly relation?: StatedRelation }
  | { readonly kind: 'finding'; readonly id: string }
  | { readonly kind: 'party'; readonly id: string }
  | { readonly kind: 'paragraph' | 'footnote'; readonly pid: string }

const pointForm = /^(\d{1,2}(\.[a-z])?|[a-z])$/
const symbolForm = /^[A-Za-z0-9()\-_ .]{3,60}$/
const findingForm = /^[A-Z]{1,3}-\d{1,3}[a-z]?$/
const partyForm = /^[A-Z]{2}$/
const pidForm = /^[A-Za-z0-9_-]{1,64}$/

const choices = {
  article: ['interprets', 'recalls', 'applies'],
  text: ['recalls', 'applies', 'interprets'],
} as const

/** Reads a stored target. Returns null for anything outside the closed form. */
export function parseTarget(value: string): Target | null {
  const [base = '', stated, ...rest] = value.split('~')
  const target = parseBase(base)
  if (target === null || stated === undefined) return target
  if (rest.length > 0 || (target.kind !== 'article' && target.kind !== 'text')) return null
  // The first relation goes without saying, and is never written.
  const relation = choices[target.kind].slice(1).find((one) => one === stated)
  return relation ? { ...target, relation } : null
}

function parseBase(value: string): Target | null {
  const [kind, id = '', point, ...rest] = value.split(':')
  if (rest.length > 0) return null
  if (kind === 'article') {
    const number = Number(id)
    // One written form: no '023', no '2e1'.
    if (!articleNumbers.includes(number) || String(number) !== id) return null
    if (point !== undefined && !pointForm.test(point)) return null
    return { kind, number, point: point ?? null }
  }
  if (point !== undefined) return null
  switch (kind) {
    case 'text':
      return symbolForm.test(id) ? { kind, symbol: id } : null
    case 'finding':
      return findingForm.test(id) ? { kind, id } : null
    case 'party':
      return partyForm.test(id) ? { kind, id } : null
    case 'paragraph':
    case 'footnote':
      return pidForm.test(id) ? { kind, pid: id } : null
    default:
      return null
  }
}

/** The stored form of a target; `parseTarget` reads it back. */
export function formatTarget(target: Target): string {
  const relation = 'relation' in target && target.relation ? `~${target.relation}` : ''
  switch (target.kind) {
    case 'article':
      return `article:${target.number}${target.point ? `:${target.point}` : ''}${relation}`
    case 'text':
      return `text:${target.symbol}${relation}`
    case 'finding':
    case 'party':
      return `${target.kind}:${target.id}`
    default:
      return `${target.kind}:${target.pid}`
  }
}

/** The relations that may be stated of a target, the one that goes without saying first. */
export function relationsOf(target: Target): readonly [Relation, ...Relation[]] {
  switch (target.kind) {
    case 'article':
    case 'text':
      return choices[target.kind]
    case 'finding':
      return ['rests-on']
    case 'party':
      return ['concerns']
    default:
      return ['refers-to']
  }
}

/** The relation that a pointing states. */
export function relationOf(target: Target): Relation {
  return ('relation' in target && target.relation) || relationsOf(target)[0]
}

/** The same target with another relation; unchanged where that one may not be stated of it. */
export function relatedAs(target: Target, relation: Relation): Target {
  if (target.kind !== 'article' && target.kind !== 'text') return target
  const { relation: _, ...bare } = target
  const stated = choices[target.kind].slice(1).find((one) => one === relation)
  if (stated) return { ...bare, relation: stated }
  return relation === choices[target.kind][0] ? bare : target
}

/** What a stored target points at, whatever relation it states. */
export function bareTarget(stored: string): string {
  return stored.split('~')[0] ?? stored
}
