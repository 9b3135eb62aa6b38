// The drafting desk, the seat in the room, and the index of citations that follows the text.

import { listArticles } from '#db/convention/articles.ts'
import { listFindings } from '#db/convention/findings.ts'
import { findDossierByDocument } from '#db/dossiers/dossiers.ts'
import { transact } from '#db/engine/transaction.ts'
import { listParties } from '#db/people/parties.ts'
import { listPublications } from '#db/publications.ts'
import { listUnfollowed, updateIndexed } from '#db/texts/documents.ts'
import { settledTrees } from '../../document/suggestions/settled.ts'
import { mayKeepCopy, whyNot } from '../../domain/access/access.ts'
import { languages } from '../../domain/language.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { SeatOf, TextChanged } from '../../live/seats/seat.ts'
import type { World } from '../../world.ts'
import { follow } from '../acts/after.ts'
import { followThreads } from '../comments/comment-places.ts'
import { marginView } from '../comments/margin.ts'
import { writeCitations } from '../convention/citation-index.ts'
import { delegationOf, printerOf } from '../people/person-labels.ts'
import { whoHolds } from '../people/sessions.ts'
import { articleLine, dossierLine, findingView } from '../row-views.ts'
import { noteSuggestions } from '../suggestions/suggestions.ts'
import { askDossier, readableOf } from './dossier-access.ts'
import type { DeskView } from './dossier-views.ts'

export async function readDesk(world: World, by: Member, dossierId: string): Promise<DeskView> {
  const { db } = world.store
  const now = world.clock()
  const readable = await askDossier(db, { id: dossierId, by, now }, 'draft.read')
  const { row, item } = readable
  const { trees } = await world.rooms.read(row.document_id)
  const printer = await printerOf(db, now)
  return {
    dossier: dossierLine(row),
    collab: row.document_id,
    me: printer.byId(by.id),
    whyNotEdit: whyNot('text.edit', by, item),
    whyNotSuggest: whyNot('text.suggest', by, item),
    mayKeepCopy: mayKeepCopy(item.class),
    trees,
    ...(await marginView(db, { by, readable, trees, printer, now })),
    citable: {
      articles: (await listArticles(db)).map(articleLine),
      texts: (await listPublications(db)).map((one) => ({
        symbol: one.symbol,
        title: { en: one.title_en, fr: one.title_fr },
      })),
      findings: (await listFindings(db)).map(findingView),
      parties: (await listParties(db)).map((row) => ({ id: row.id, name: { en: row.name_en, fr: row.name_fr } })),
    },
  }
}

/**
 * What the holder of a session may do in a room now; null when they may not read the text, or the session has ended.
 */
export function seatOf(world: World): SeatOf {
  return async (collab, sessionHash) => {
    const { db } = world.store
    const now = world.clock()
    const member = await whoHolds(world, sessionHash)
    const dossier = member && (await findDossierByDocument(db, collab))
    if (!member || !dossier) return null
    const { item } = await readableOf(db, dossier, now)
    if (whyNot('text.presence', member, item) !== null) return null
    const isSecretariat = member.appointments.some((one) => one.role === 'secretariat')
    return {
      memberId: member.id,
      name: member.name,
      delegation: isSecretariat ? { en: '', fr: '' } : await delegationOf(db, member),
      sessionHash,
      mayRead: true,
      mayEdit: whyNot('text.edit', member, item) === null,
      maySuggest: whyNot('text.suggest', member, item) === null,
      hasReserve: isSecretariat,
    }
  }
}

/**
 * What follows a change of the text: its citations are indexed, its suggestions noted, its comment threads followed.
 */
export async function followText(world: World, changed: TextChanged): Promise<void> {
  await indexCitations(world, changed)
  await noteSuggestions(world, changed)
  await followThreads(world, changed)
  await updateIndexed(world.store.db, changed.collab, changed.seq)
}

/** Milliseconds after its last change for which a text is left to the room that it is open in. */
const roomFollows = 10_000
/** Milliseconds for which one that could not be followed is left alone. */
const restAfterFailure = 60_000

/**
 * Follows the texts that nobody has followed: a step failed, or the server died before it. The log itself says what is
 * owed: what stands in it beyond the position that was followed.
 */
export async function followLeft(world: World, resting = new Map<string, number>()): Promise<void> {
  const now = world.clock()
  for (const { id, next_seq: next } of await listUnfollowed(world.store.db, now - roomFollows)) {
    if ((resting.get(id) ?? 0) > now) continue
    await followText(world, { collab: id, seq: next - 1, languages }).catch((error: unknown) => {
      resting.set(id, now + restAfterFailure)
      world.log.error({ err: error, text: id }, 'the indexes of a text could not follow it; they are tried again')
    })
  }
}

/** Rewrites the citation rows of the dossier from the text as it stands. */
async function indexCitations(world: World, { collab }: TextChanged): Promise<void> {
  const dossier = await findDossierByDocument(world.store.db, collab)
  if (!dossier) return
  const { trees } = await world.rooms.read(collab)
  // What is only suggested is not said yet.
  const settled = settledTrees(trees)
  const isNew = await transact(world.store, world.clock(), (tx) => writeCitations(tx, dossier.id, settled))
  if (!isNew) return
  await follow(world, { announce: [`dossier:${dossier.id}`] })
}
