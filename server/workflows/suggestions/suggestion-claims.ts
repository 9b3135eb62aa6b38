// One suggestion is decided on by one person at a time, whichever node they are at: it is claimed, then the text is
// written, then the decision, which ends the claim. One whose server died in between is ended later, and the record
// says that a decision was interrupted.

import { findDossierByDocument } from '#db/dossiers/dossiers.ts'
import { type Tx, transact } from '#db/engine/transaction.ts'
import { type ClaimRow, deleteClaims, insertClaims, listClaimsUntil } from '#db/texts/suggestion-claims.ts'
import { type SuggestionRow, updateSuggestionDecided } from '#db/texts/suggestions.ts'
import { suggestionsOf } from '../../document/suggestions/suggestions.ts'
import type { Decision } from '../../domain/text/suggestion.ts'
import type { World } from '../../world.ts'
import { follow } from '../acts/after.ts'
import { type Line, record } from '../record/record.ts'
import { transactAtHead } from '../record/transact-at-head.ts'

/** Milliseconds after which whoever claimed is held to be gone: several times what the store lets a statement take. */
const lasts = 120_000
/** Milliseconds between two looks for such. */
const lookEvery = 60_000

interface Claiming {
  readonly collab: string
  readonly decision: Decision
  /** The member's id. */
  readonly by: string
  readonly ids: readonly string[]
}

export interface Claim {
  readonly token: string
  /** Those that nobody else is deciding on. */
  readonly ids: readonly string[]
}

/** Claims those that are free. To be given up with `giveUp`, or with the decision. */
export async function claimSuggestions(world: World, { collab, decision, by, ids }: Claiming): Promise<Claim> {
  const token = world.mint()
  // In one order for all, so that two claims of the same wait for each other once.
  const held = await transact(world.store, world.clock(), (tx) => {
    const claim = { document_id: collab, claim: token, decision, by_member: by, at: tx.now }
    return insertClaims(
      tx,
      ids.toSorted().map((id): ClaimRow => ({ ...claim, id })),
    )
  })
  return { token, ids: held }
}

export function giveUp(world: World, { token }: Claim): Promise<unknown> {
  return transact(world.store, world.clock(), (tx) => deleteClaims(tx, token))
}

interface Deciding extends Omit<Claiming, 'ids'> {
  readonly dossierId: string
  readonly token: string
  readonly words: readonly DecidedWords[]
  /** All that were noted. */
  readonly rows: readonly SuggestionRow[]
}

interface DecidedWords {
  readonly id: string
  readonly before: string
  readonly after: string
}

/** Writes the rows of a decision that the text already has, and ends the claim. Returns its line in the record. */
export async function writeDecision(tx: Tx, asked: Deciding): Promise<Omit<Line, 'actor'>> {
  const { collab, dossierId, token, decision, by, words, rows } = asked
  await deleteClaims(tx, token)
  // One whose author was never known has no row; that it was decided stands in the line all the same.
  const known = new Set(rows.map(({ id }) => id))
  const noted = words.filter(({ id }) => known.has(id))
  for (const one of noted) await updateSuggestionDecided(tx, { ...one, document_id: collab, decision, by })
  const decided = new Set(words.map(({ id }) => id))
  const delegations = rows.flatMap(({ id, party_id }) => (decided.has(id) && party_id !== null ? party_id : []))
  return {
    act: `${decision} suggestions`,
    subject: `dossier:${dossierId}`,
    detail: { suggestions: [...decided], delegations: [...new Set(delegations)].sort() },
    sealed: noted.map(({ id }) => ['suggestion', collab, id] as const),
  }
}

/**
 * Ends the claims of servers that died. Whether the text was written by then cannot be known any more (the suggestion
 * may be gone for another reason), so that nothing is said to be decided: the record says who was at it, since when,
 * and which of them are in the text no more.
 */
export async function endClaims(world: World): Promise<void> {
  const { db } = world.store
  const now = world.clock()
  for (const [token, claims] of Map.groupBy(await listClaimsUntil(db, now - lasts), ({ claim }) => claim)) {
    const { document_id: collab, decision, by_member: by, at } = claims[0]!
    const dossier = await findDossierByDocument(db, collab)
    if (!dossier) continue
    const standing = new Set(suggestionsOf((await world.rooms.read(collab)).trees).map(({ id }) => id))
    await transactAtHead(world.store, world.clock, async (tx) => {
      // Another node may have been quicker, or the one that was held to be dead.
      const ids = (await deleteClaims(tx, token)).map(({ id }) => id).sort()
      if (ids.length === 0) return
      const gone = ids.filter((id) => !standing.has(id))
      const detail = { decision, by, at, suggestions: ids, gone }
      await record(tx, {
        actor: 'system',
        act: 'ended an interrupted decision',
        subject: `dossier:${dossier.id}`,
        detail,
      })
    })
    await follow(world, { announce: [`dossier:${dossier.id}`] })
  }
}

/** Looks for such claims now and again. Returns the way to stop. */
export function watchClaims(world: World): () => void {
  const look = () =>
    endClaims(world).catch((error: unknown) =>
      world.log.error({ err: error }, 'interrupted decisions were not looked for'),
    )
  void look()
  const beat = setInterval(() => void look(), lookEvery)
  return () => clearInterval(beat)
}
