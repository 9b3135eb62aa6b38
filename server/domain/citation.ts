// What a paragraph may point at, as one short text `kind:id[:point]`, and the relation that the pointing states.

import { articleNumbers } from './article.ts'

/**
 * Targets: an article with an optional paragraph and sub-paragraph (`article:23`, `article:18:1.a`),
 * an adopted text by symbol (`text:T-ES(2015)04`), a finding (`finding:R-01`).
 */
export type Target =
  | { readonly kind: 'article'; readonly number: number; readonly point: string | null }
  | { readonly kind: 'text'; readonly symbol: string }
  | { readonly kind: 'finding'; readonly id: string }

/** interprets: article; recalls: earlier text; rests-on: finding. */
export type Relation = 'interprets' | 'recalls' | 'rests-on'

const pointForm = /^\d{1,2}(\.[a-z])?$/
const symbolForm = /^[A-Za-z0-9()\-_ .]{3,60}$/
const findingForm = /^[A-Z]{1,3}-\d{1,3}[a-z]?$/

/** Reads a stored target. Returns null for anything outside the closed form. */
export function parseTarget(value: string): Target | null {
  const [kind, id = '', point] = value.split(':')
  if (kind === 'article') {
    const number = Number(id)
    if (!articleNumbers.includes(number) || (point !== undefined && !pointForm.test(point))) return null
    return { kind, number, point: point ?? null }
  }
  if (point !== undefined) return null
  if (kind === 'text') return symbolForm.test(id) ? { kind, symbol: id } : null
  if (kind === 'finding') return findingForm.test(id) ? { kind, id } : null
  return null
}

/** The stored form of a target; `parseTarget` reads it back. */
export function formatTarget(target: Target): string {
  if (target.kind === 'article') return `article:${target.number}${target.point ? `:${target.point}` : ''}`
  return target.kind === 'text' ? `text:${target.symbol}` : `finding:${target.id}`
}

export function relationOf(target: Target): Relation {
  if (target.kind === 'article') return 'interprets'
  return target.kind === 'text' ? 'recalls' : 'rests-on'
}
