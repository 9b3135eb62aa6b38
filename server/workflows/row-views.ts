// One-line views from rows, shared by the workflows that show them.

import type { ArticleRow } from '#db/convention/articles.ts'
import type { FindingRow } from '#db/convention/findings.ts'
import type { BallotRow } from '#db/decisions/ballots.ts'
import type { MeetingRow } from '#db/decisions/meetings.ts'
import type { DossierRow } from '#db/dossiers/dossiers.ts'
import type { BodyRow } from '#db/people/bodies.ts'
import type { PublicationLineRow } from '#db/publications.ts'
import type { AccessClass } from '../domain/access/access.ts'
import type { BallotState, Tally } from '../domain/decisions/ballot.ts'
import type { Outcome } from '../domain/decisions/outcome.ts'
import { outcomeOf } from '../domain/decisions/outcome.ts'
import { parseRule, type VotingRule } from '../domain/decisions/procedure.ts'
import type { DossierKind, DossierState } from '../domain/dossiers/dossier.ts'
import { formatReference } from '../domain/dossiers/reference.ts'
import type { Words } from '../domain/language.ts'
import type { FindingView } from './convention/finding-views.ts'
import type { PublishedLine } from './publications/published-views.ts'

/** UTC milliseconds. */
type Instant = number

/** A participant or an observer. */
export interface BodyLine {
  readonly id: string
  readonly name: Words
}

export interface DossierLine {
  readonly id: string
  /** `T-ES(2026)01` */
  readonly reference: string
  readonly kind: DossierKind
  readonly title: Words
  readonly state: DossierState
  readonly class: AccessClass
}

export interface ArticleLine {
  readonly number: number
  readonly heading: Words
  readonly summary: Words
  readonly chapter: string
  readonly chapterTitle: Words
}

export interface PartyLine {
  readonly id: string
  readonly name: Words
}

export interface MeetingLine {
  readonly id: string
  readonly number: number
  readonly place: Words
  readonly opensOn: string
  readonly closesOn: string
}

export interface BallotLine {
  readonly id: string
  readonly question: Words
  readonly state: BallotState
  readonly openedAt: Instant
  readonly closedAt: Instant | null
  readonly outcome: Outcome | null
}

export function dossierLine(row: DossierRow): DossierLine {
  return {
    id: row.id,
    reference: formatReference(row.ref_year, row.ref_number),
    kind: row.kind,
    title: { en: row.title_en, fr: row.title_fr },
    state: row.state,
    class: row.class,
  }
}

/** The full name, with the acronym after it unless the name says it already. */
export function bodyLine(row: BodyRow): BodyLine {
  const named = (name: string, acronym: string | null) =>
    acronym === null || name.toLowerCase().includes(acronym.toLowerCase()) ? name : `${name} (${acronym})`
  return { id: row.id, name: { en: named(row.name_en, row.acronym_en), fr: named(row.name_fr, row.acronym_fr) } }
}

export function articleLine(row: ArticleRow): ArticleLine {
  return {
    number: row.number,
    heading: { en: row.heading_en, fr: row.heading_fr },
    summary: { en: row.summary_en, fr: row.summary_fr },
    chapter: row.chapter,
    chapterTitle: { en: row.chapter_en, fr: row.chapter_fr },
  }
}

export function meetingLine(row: MeetingRow): MeetingLine {
  return {
    id: row.id,
    number: row.number,
    place: { en: row.place_en, fr: row.place_fr },
    opensOn: row.opens_on,
    closesOn: row.closes_on,
  }
}

export function findingView(row: FindingRow): FindingView {
  return {
    id: row.id,
    kind: row.kind,
    round: row.round,
    theme: row.theme,
    statement: { en: row.statement, fr: row.statement_fr },
    partyCount: row.party_count,
    qualifier: wordsOrNull(row.qualifier, row.qualifier_fr),
    asOf: row.as_of,
    denominator: row.denominator,
    denominatorNote: wordsOrNull(row.denominator_note, row.denominator_note_fr),
    level: row.level,
    officialCode: row.official_code,
    articles: row.articles,
    supersededBy: row.superseded_by,
  }
}

/** The store holds both or neither. */
function wordsOrNull(en: string | null, fr: string | null): Words | null {
  return en === null || fr === null ? null : { en, fr }
}

export function publishedLine(row: PublicationLineRow): PublishedLine {
  return {
    symbol: row.symbol,
    nature: row.nature,
    kind: row.kind,
    title: { en: row.title_en, fr: row.title_fr },
    adoptedOn: row.adopted_on,
  }
}

/** The rule frozen in a ballot. It was readable when it was frozen; otherwise the store was changed. */
export function ruleOf(row: BallotRow): VotingRule {
  const rule = parseRule(row.rule)
  if (!rule) throw new Error(`the rule of ballot ${row.id} is not readable`)
  return rule
}

/** Null while the ballot is open. */
export function outcomeOfRow(row: BallotRow): Outcome | null {
  if (row.tally === null) return null
  return outcomeOf(ruleOf(row), JSON.parse(row.tally) as Tally, row.present)
}

export function ballotLine(row: BallotRow): BallotLine {
  return {
    id: row.id,
    question: { en: row.question_en, fr: row.question_fr },
    state: row.state,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    outcome: outcomeOfRow(row),
  }
}
