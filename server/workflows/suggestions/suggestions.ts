// Suggestions in a draft: noted when they appear, decided on by those who may. The words stand in the text: a decision
// claims its suggestions, writes the text, and then its rows and its line in the record.

import type * as Y from 'yjs'
import { findDossierByDocument } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import { listMembersInForce } from '#db/people/members.ts'
import { listClients } from '#db/texts/documents.ts'
import { listClaims } from '#db/texts/suggestion-claims.ts'
import { insertSuggestions, listSuggestions, type SuggestionRow, updateSuggestionOpen } from '#db/texts/suggestions.ts'
import { listTakings } from '#db/texts/taken-words.ts'
import { decide } from '../../document/suggestions/decide.ts'
import { type Standing, suggestionsOf, wordsOfSuggestion } from '../../document/suggestions/suggestions.ts'
import { readTrees } from '../../document/tree/read.ts'
import type { BothTrees } from '../../document/tree/tree.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed, Refused } from '../../domain/refusal.ts'
import {
  clientOfSuggestion,
  type Decision,
  type Earlier,
  whyNotDecide,
  whyNotWithdraw,
} from '../../domain/text/suggestion.ts'
import type { TextChanged } from '../../live/seats/seat.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import { follow } from '../acts/after.ts'
import type { MarginView } from '../comments/margin-views.ts'
import { askDossier, type Readable } from '../dossiers/dossier-access.ts'
import { type Printer, printerOf } from '../people/person-labels.ts'
import { record } from '../record/record.ts'
import { transactAtHead } from '../record/transact-at-head.ts'
import { type Claim, claimSuggestions, giveUp, writeDecision } from './suggestion-claims.ts'
import type { DecidedView } from './suggestion-views.ts'

export interface Deciding {
  readonly dossierId: string
  /** Those of them that do not stand, or that somebody else is deciding on, are passed over. */
  readonly ids: readonly string[]
  readonly decision: Decision
}

export interface Decided {
  readonly decided: readonly string[]
  /** How many suggestions still stand in the text. */
  readonly left: number
}

/** Accepts, rejects or withdraws. Refused not-again when none of them stands, not-now while the text is frozen. */
export async function decideSuggestions(world: World, by: Member, asked: Deciding): Promise<Decided> {
  const { dossierId, decision } = asked
  const { db } = world.store
  const action = decision === 'withdrawn' ? 'text.suggest' : 'suggestion.decide'
  const { row } = await askDossier(db, { id: dossierId, by, now: world.clock() }, action)
  const collab = row.document_id
  // Whoever decides may be quicker than the index.
  await noteSuggestions(world, { collab })
  const known = new Map((await listSuggestions(db, collab)).map((one) => [one.id, one]))
  if (decision === 'withdrawn')
    heed(
      whyNotWithdraw(
        by.id,
        asked.ids.map((id) => known.get(id)?.member_id ?? null),
      ),
    )
  const claim = await claimStanding(world, by, { collab, ...asked })
  const earlier = await earlierOf(world, by, { collab, claim, ids: asked.ids })
  const { done, left } = await write(world, collab, { ids: claim.ids, decision, earlier }).catch(async (why) => {
    // What else went wrong may have come after the text was written: then the claim stays, until it is found
    // (endClaims).
    if (why instanceof Refused) await giveUp(world, claim)
    throw why
  })
  const rows = await listSuggestions(db, collab)
  const words = done.map((one) => ({ id: one.id, ...wordsOfSuggestion(one) }))
  await act(world, by, async ({ tx }) => ({
    result: null,
    line: await writeDecision(tx, { collab, dossierId, decision, by: by.id, token: claim.token, rows, words }),
    after: { announce: [`dossier:${dossierId}`] },
  }))
  return { decided: done.map(({ id }) => id), left }
}

async function claimStanding(world: World, by: Member, asked: Deciding & { readonly collab: string }): Promise<Claim> {
  const { collab, ids, decision } = asked
  const wanted = new Set(ids)
  const standing = suggestionsOf((await world.rooms.read(collab)).trees).filter(({ id }) => wanted.has(id))
  return claimSuggestions(world, { collab, decision, by: by.id, ids: standing.map(({ id }) => id) })
}

interface Wanted extends Omit<Deciding, 'dossierId'> {
  readonly earlier: Earlier | null
}

/** In one edit, so that what is decided on is what stands at that moment. */
async function write(
  world: World,
  collab: string,
  { ids, decision, earlier }: Wanted,
): Promise<{ readonly done: readonly Standing[]; readonly left: number }> {
  const wanted = new Set(ids)
  const made: { done: readonly Standing[]; left: number } = { done: [], left: 0 }
  await world.rooms.write(collab, (doc: Y.Doc) => {
    made.done = suggestionsOf(readTrees(doc)).filter(({ id }) => wanted.has(id))
    heed(whyNotDecide(made.done.length, earlier))
    decide(
      doc,
      made.done.map(({ id }) => id),
      decision === 'accepted' ? 'accept' : 'reject',
    )
    made.left = suggestionsOf(readTrees(doc)).length
  })
  return made
}

interface Before {
  readonly collab: string
  readonly claim: Claim
  readonly ids: readonly string[]
}

/**
 * What became of the first, or is becoming of it at this moment; null when something is claimed here, or nothing is
 * known.
 */
async function earlierOf(world: World, by: Member, { collab, claim, ids }: Before): Promise<Earlier | null> {
  if (claim.ids.length > 0) return null
  const { db } = world.store
  const other = (await listClaims(db, collab)).find(({ id }) => id === ids[0])
  const row = (await listSuggestions(db, collab)).find(({ id }) => id === ids[0])
  const memberId = other?.by_member ?? row?.decided_by
  if (!memberId) return null
  const { name } = (await printerOf(db, world.clock())).byId(memberId)
  return { decision: other ? null : (row?.decision ?? null), name, isOwn: memberId === by.id }
}

/**
 * Writes down whose the suggestions are that were not seen before, for which delegation, and when; those that were
 * decided and stand again are open again.
 */
export async function noteSuggestions(world: World, { collab }: Pick<TextChanged, 'collab'>): Promise<void> {
  const { db } = world.store
  // Rows first: what was decided by then is gone from the text that is read after, unless it was brought back.
  const known = new Map((await listSuggestions(db, collab)).map((row) => [row.id, row]))
  const standing = suggestionsOf((await world.rooms.read(collab)).trees)
  const fresh = standing.filter(({ id }) => !known.has(id))
  const again = standing.flatMap(({ id }) => known.get(id) ?? []).filter(({ decision }) => decision !== null)
  if (fresh.length + again.length === 0) return
  const dossier = await findDossierByDocument(db, collab)
  if (!dossier) return
  const now = world.clock()
  const rows = await rowsOf(db, { collab, fresh, now })
  if (rows.length + again.length === 0) return
  const isNews = await transactAtHead(world.store, world.clock, async (tx) => {
    const noted = await insertSuggestions(tx, rows)
    for (const row of again) if (await updateSuggestionOpen(tx, row)) noted.push(row.id)
    // Another node may have been quicker.
    if (noted.length === 0) return false
    await record(tx, {
      ...{ actor: 'system', act: 'noted what was suggested', subject: `dossier:${dossier.id}` },
      detail: { suggestions: noted },
      sealed: noted.map((id) => ['suggestion', collab, id] as const),
    })
    return true
  })
  if (isNews) await follow(world, { announce: [`dossier:${dossier.id}`] })
}

interface Fresh {
  readonly collab: string
  readonly fresh: readonly Standing[]
  readonly now: number
}

async function rowsOf(db: Db, { collab, fresh, now }: Fresh): Promise<SuggestionRow[]> {
  if (fresh.length === 0) return []
  const authors = new Map((await listClients(db, collab)).map(({ client_id, member_id }) => [client_id, member_id]))
  const members = new Map((await listMembersInForce(db, now)).map((member) => [member.id, member]))
  return fresh.flatMap(({ id, language, pids }): SuggestionRow[] => {
    const memberId = authors.get(clientOfSuggestion(id) ?? -1)
    if (memberId === undefined) return []
    const member = members.get(memberId)
    const bodyId = member?.appointments.find((one) => one.bodyId !== null)?.bodyId ?? null
    const partyId = member ? delegationOf(member) : null
    const undecided = { decided_at: null, decided_by: null, decision: null, before_words: null, after_words: null }
    return [
      {
        ...{ document_id: collab, id, member_id: memberId, party_id: partyId, body_id: partyId ? null : bodyId },
        ...{ language, pid: pids[0] ?? '', at: now },
        ...undecided,
      },
    ]
  })
}

interface Asked {
  readonly by: Member
  readonly readable: Readable
  readonly trees: BothTrees
  readonly printer: Printer
}

/** Of the reader's suggestions, so many that were decided last. */
const mostDecided = 50

/** Those that stand in the text, and what others decided on the reader's own. */
export async function suggestionViews(
  db: Db,
  { by, readable, trees, printer }: Asked,
): Promise<Pick<MarginView, 'suggestions' | 'decided'>> {
  const standing = new Set(suggestionsOf(trees).map(({ id }) => id))
  const rows = await listSuggestions(db, readable.row.document_id)
  const takings = Map.groupBy(await listTakings(db, readable.row.document_id), (taking) => taking.suggestion_id)
  return {
    suggestions: rows
      .filter(({ id }) => standing.has(id))
      .map(({ id, at, member_id, party_id, body_id }) => ({
        ...{ id, at },
        by: printer.of(member_id, { partyId: party_id, bodyId: body_id }),
        takenBy: (takings.get(id) ?? []).map((taking) => printer.byId(taking.member_id).name),
      })),
    decided: rows
      .filter(({ member_id }) => member_id === by.id)
      .sort((one, other) => (other.decided_at ?? 0) - (one.decided_at ?? 0))
      .slice(0, mostDecided)
      .flatMap((row) => decidedView(row, printer)),
  }
}

function decidedView(row: SuggestionRow, printer: Printer): DecidedView[] {
  const { id, decision, decided_at: at, decided_by: decider, before_words: before, after_words: after } = row
  if (at === null || decider === null || decider === row.member_id) return []
  return [{ id, at, isAccepted: decision === 'accepted', by: printer.byId(decider), words: after || before || '' }]
}
