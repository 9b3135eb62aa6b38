// Waivers of terms to avoid: given with a reason by whoever edits the text, withdrawn by the same, kept for good in the
// record.

import { terminology } from '#db/convention/terms.ts'
import { findWaiver, insertWaiver, insertWaiverEnd, listWaivers, type WaiverRow } from '#db/convention/waivers.ts'
import type { Db } from '#db/engine/open.ts'
import type { Flag } from '../../document/terms.ts'
import { whyNot } from '../../domain/access/access.ts'
import type { Language } from '../../domain/language.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed, type Refusal } from '../../domain/refusal.ts'
import { unwaived, whyNotRevoke, whyNotWaive } from '../../domain/terminology/waiver.ts'
import type { World } from '../../world.ts'
import { onDossier } from '../acts/on-dossier.ts'
import { askDossier, found, type Readable } from '../dossiers/dossier-access.ts'
import { type Printer, printerOf } from '../people/person-labels.ts'
import type { Person } from '../people/person-views.ts'
import { flagsOf } from './terms.ts'

export interface WaiverView {
  readonly id: string
  readonly language: Language
  readonly pid: string
  readonly term: string
  readonly words: string
  readonly times: number
  readonly context: string
  /** Null for a reader who may not read how the text came about. */
  readonly given: { readonly reason: string; readonly by: Person; readonly at: number } | null
  readonly ended: { readonly by: Person; readonly at: number } | null
}

/** What a desk must know about the wording of one text. */
export interface WordingView {
  /** False for a reader who only reads: the rules of wording are no business of theirs. */
  readonly isDrafting: boolean
  readonly waivers: readonly WaiverView[]
  /** Of giving and of withdrawing a waiver. */
  readonly whyNotWaive: Readonly<Record<Language, Refusal | null>>
  /** In whose name this person puts words in brackets: a Party, a body, `secretariat`, or ''. */
  readonly proposer: string
}

export async function readWording(world: World, by: Member, dossierId: string): Promise<WordingView> {
  const { db } = world.store
  const now = world.clock()
  const { row, item } = await askDossier(db, { id: dossierId, by, now }, 'draft.read')
  const may = (action: 'text.edit' | 'text.suggest' | 'text.history.read') => whyNot(action, by, item) === null
  const isTold = may('text.history.read')
  const printer = await printerOf(db, now)
  const whyNotIn = (language: Language) => whyNot('text.edit', by, { ...item, language })
  return {
    isDrafting: isTold || may('text.edit') || may('text.suggest'),
    waivers: (await listWaivers(db, row.id)).map((waiver) => waiverView(waiver, isTold ? printer : null)),
    whyNotWaive: { en: whyNotIn('en'), fr: whyNotIn('fr') },
    proposer: proposerOf(by),
  }
}

function waiverView(row: WaiverRow, printer: Printer | null): WaiverView {
  const { id, language, pid, term, words, times, context, reason, ended_by, ended_at } = row
  const given = printer && { reason, by: printer.byId(row.member_id), at: row.at }
  const end = ended_at !== null && ended_by !== null ? { by: ended_by, at: ended_at } : null
  const nobody = { id: '', name: '', delegation: { en: '', fr: '' } }
  const ended = end && { by: printer?.byId(end.by) ?? nobody, at: end.at }
  return { id, language, pid, term, words, times, context, given, ended }
}

/** The Secretariat proposes as such; everybody else for their Party or body. */
function proposerOf(by: Member): string {
  if (by.appointments.some(({ role }) => role === 'secretariat')) return 'secretariat'
  return delegationOf(by) ?? by.appointments.find(({ bodyId }) => bodyId !== null)?.bodyId ?? ''
}

export interface WaiverGiven {
  readonly dossierId: string
  readonly language: Language
  readonly pid: string
  /** Id of the entry in the list. */
  readonly term: string
  readonly context: string
  readonly reason: string
}

/** Lets the term stand where it stands now in that paragraph. A place that is written later is flagged again. */
export async function waiveTerm(world: World, by: Member, given: WaiverGiven): Promise<{ id: string }> {
  const { dossierId, language, pid, context, reason } = given
  const asked = { id: dossierId, by, now: world.clock() }
  const { row } = await askToEdit(world.store.db, asked, language)
  const term = found(terminology.terms.find((one) => one.id === given.term && one.lang === language))
  const { trees } = await world.rooms.read(row.document_id)
  const flags = flagsOf(trees).filter(
    (flag) => flag.language === language && flag.pid === pid && flag.term === term && flag.context === null,
  )
  const id = world.mint()
  return onDossier(world, by, { dossierId }, async ({ tx, by }) => {
    await askToEdit(tx.q, { id: dossierId, by, now: tx.now }, language)
    const inForce = (await listWaivers(tx.q, dossierId)).filter(({ ended_at }) => ended_at === null)
    const places = unwaived(flags, inForce).length
    heed(whyNotWaive({ context, reason, allowedContexts: term.allowedContexts, places }))
    const waiver = {
      ...{ id, dossier_id: dossierId, language, pid, term: term.id, context, reason: reason.trim() },
      ...{ words: flags[0]?.words ?? '', times: timesOf(flags), member_id: by.id, at: tx.now },
    }
    await insertWaiver(tx, waiver)
    const sealed = [['term_waiver', id] as const]
    return { act: 'waived a term', detail: { waiver: id, term: term.id }, sealed, result: { id } }
  })
}

/**
 * As it stands or as it is suggested, whichever has the term more often: what a suggestion replaces is not counted
 * twice.
 */
function timesOf(flags: readonly Flag[]): number {
  const isNow = flags.filter(({ stands }) => stands !== 'suggested').length
  const isProposed = flags.filter(({ stands }) => stands !== 'now').length
  return Math.max(isNow, isProposed)
}

/** Withdraws a waiver: the term is flagged again. */
export async function endWaiver(
  world: World,
  by: Member,
  { dossierId, waiverId }: { readonly dossierId: string; readonly waiverId: string },
): Promise<void> {
  await onDossier(world, by, { dossierId, asks: 'draft.read' }, async ({ tx, by }) => {
    const waiver = found(await findWaiver(tx.q, waiverId))
    if (waiver.dossier_id !== dossierId) found(undefined)
    await askToEdit(tx.q, { id: dossierId, by, now: tx.now }, waiver.language)
    heed(whyNotRevoke(waiver.ended_at))
    await insertWaiverEnd(tx, { waiver_id: waiverId, member_id: by.id })
    const detail = { waiver: waiverId, term: waiver.term }
    return { act: 'withdrew a waiver', detail, sealed: [['term_waiver_end', waiverId]], result: null }
  })
}

async function askToEdit(
  db: Db,
  asked: { readonly id: string; readonly by: Member; readonly now: number },
  language: Language,
): Promise<Readable> {
  const readable = await askDossier(db, asked, 'draft.read')
  heed(whyNot('text.edit', asked.by, { ...readable.item, language }))
  return readable
}
