// The comment threads of a draft as its margin shows them: those this reader may see, at the place where their words
// stand now.

import { findCommentsDue, listPlaces, type PlaceRow } from '#db/comments/comment-places.ts'
import {
  type CommentRow,
  listComments,
  listCommentVersions,
  listThreads,
  type ThreadRow,
} from '#db/comments/comments.ts'
import type { Db } from '#db/engine/open.ts'
import { findKeptVersion } from '#db/versions/version-names.ts'
import { findLastVersion } from '#db/versions/versions.ts'
import { canonicalText } from '../../document/canonical/canonical.ts'
import type { BothTrees } from '../../document/tree/tree.ts'
import { whyNot } from '../../domain/access/access.ts'
import { whyNotReply } from '../../domain/comments/comment.ts'
import { mentionsIn } from '../../domain/comments/comment-mention.ts'
import { type Space, spaces, whyNotAssign, whyNotThere } from '../../domain/comments/comment-space.ts'
import type { Words } from '../../domain/language.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { askDossier, type Readable } from '../dossiers/dossier-access.ts'
import { type Printer, printerOf } from '../people/person-labels.ts'
import { suggestionViews } from '../suggestions/suggestions.ts'
import { mayReadHistory } from '../versions/versions.ts'
import { standsAt } from './comment-places.ts'
import { commentView, type Shown } from './comment-view.ts'
import type { MarginView, ThreadView } from './margin-views.ts'

interface Margin {
  readonly by: Member
  readonly readable: Readable
  readonly trees: BothTrees
  readonly printer: Printer
  readonly now: number
}

/**
 * The margin alone, for a desk that is open: asked for whenever something was said. Whoever may read the text may ask.
 */
export async function readMargin(world: World, by: Member, dossierId: string): Promise<MarginView> {
  const { db } = world.store
  const now = world.clock()
  const readable = await askDossier(db, { id: dossierId, by, now }, 'draft.read')
  const { trees } = await world.rooms.read(readable.row.document_id)
  return marginView(db, { by, readable, trees, printer: await printerOf(db, now), now })
}

/** Threads oldest first; none of a space that is not the reader's. */
export async function marginView(db: Db, margin: Margin): Promise<MarginView> {
  const { by, readable, printer } = margin
  const { item, row } = readable
  const dueAt = await findCommentsDue(db, row.id)
  const threads = await threadViews(db, { ...margin, dueAt })
  const partyId = delegationOf(by)
  const party = partyId === null ? null : printer.place(partyId)
  return {
    whyNotComment: whyNot('comment.write', by, item),
    spaces: spacesOf(by, readable),
    threads,
    named: namesIn(threads.flatMap(wordsIn), printer),
    due: { at: dueAt, whyNotSet: whyNot('comments.due', by, item) },
    reply: party && { party, whyNot: whyNot('reply.release', by, { ...item, partyId }) },
    ...(await suggestionViews(db, margin)),
    whyNotDecide: whyNot('suggestion.decide', by, item),
    ...(await standingOf(db, margin)),
  }
}

/** Where the text stands among its versions. */
async function standingOf(db: Db, { by, readable, trees }: Margin) {
  const { row, item } = readable
  const mayReadVersions = mayReadHistory(by, readable)
  const last = mayReadVersions ? await findLastVersion(db, row.id) : undefined
  return {
    version: last ? { id: last.id, ordinal: last.number, isSame: canonicalText(trees).sha256 === last.sha256 } : null,
    mayReadVersions,
    whyNotFreeze: whyNot('version.freeze', by, item),
    keptBy: await findKeptVersion(db, row.id),
  }
}

/** Everybody has the shared one; the others only those whose they are. */
function spacesOf(by: Member, { item }: Readable): MarginView['spaces'] {
  const partyIdIn = (space: Space) => (space === 'delegation' ? delegationOf(by) : null)
  return spaces.flatMap((space) => {
    const at = { item, space, partyId: partyIdIn(space) }
    const isTheirs = space === 'shared' || whyNotThere('read', by, at) === null
    return isTheirs ? [{ space, whyNot: whyNotThere('write', by, at) }] : []
  })
}

interface Drawn extends Margin {
  readonly dueAt: number | null
}

async function threadViews(db: Db, margin: Drawn): Promise<readonly ThreadView[]> {
  const { by, readable } = margin
  const { item, row } = readable
  const rows = (await listThreads(db, row.id)).filter(
    ({ space, party_id: partyId }) => whyNotThere('read', by, { item, space, partyId }) === null,
  )
  if (rows.length === 0) return []
  const said = Map.groupBy(await listComments(db, row.id), (comment) => comment.thread_id)
  const versions = Map.groupBy(await listCommentVersions(db, row.id), (version) => version.comment_id)
  const places = new Map((await listPlaces(db, row.id)).map((place) => [place.thread_id, place]))
  const shown = { ...margin, item, versions }
  return rows.map((thread) =>
    threadView(shown, { thread, said: said.get(thread.id) ?? [], place: places.get(thread.id) }),
  )
}

interface Parts {
  readonly thread: ThreadRow
  readonly said: readonly CommentRow[]
  readonly place: PlaceRow | undefined
}

function threadView(shown: Shown & Margin, { thread, said, place }: Parts): ThreadView {
  const { by, printer, trees, item } = shown
  const { space, party_id: partyId } = thread
  const at = { item, space, partyId }
  const comments = said.map((comment) => commentView(shown, comment))
  const mine = new Set(calledAs(by))
  return {
    id: thread.id,
    language: thread.language,
    pid: standsAt(trees, thread, place)?.pid ?? place?.pid ?? thread.pid,
    quote: thread.quote,
    isWhole: thread.is_whole === 1,
    space,
    party: partyId === null ? null : printer.place(partyId),
    comments,
    resolved: done(printer, { by: thread.resolved_by, at: thread.resolved_at }),
    assigned: assigned(printer, thread),
    callsMe: comments.some(({ body }) => mentionsIn(body).some((named) => mine.has(named))),
    whyNotReply: whyNotThere('write', by, at) ?? whyNotReply(thread.resolved_at),
    // An open thread is resolved, a resolved one reopened: the same people may do either.
    whyNotResolve: whyNotThere('resolve', by, at),
    whyNotAssign: whyNotAssign(by, { ...at, openedBy: thread.member_id }),
  }
}

function done(printer: Printer, { by, at }: { by: string | null; at: number | null }): ThreadView['resolved'] {
  return by === null || at === null ? null : { by: printer.byId(by), at }
}

function assigned(printer: Printer, thread: ThreadRow): ThreadView['assigned'] {
  const { assigned_to: to, assigned_by: by, assigned_at: at } = thread
  return to === null || by === null || at === null ? null : { to: printer.byId(to), by: printer.byId(by), at }
}

/** As what somebody is named in comments: themselves, their delegation, their body. */
export function calledAs({ id, appointments }: Member): readonly string[] {
  const places = appointments.flatMap(({ partyId, bodyId }) => [
    ...(partyId ? [`p:${partyId}`] : []),
    ...(bodyId ? [`b:${bodyId}`] : []),
  ])
  return [...new Set([`m:${id}`, ...places])]
}

function wordsIn({ comments }: ThreadView): readonly string[] {
  return comments.flatMap(({ body, earlier }) => [body, ...earlier.map((one) => one.body)])
}

/** How those are called who are named in these words, by `m:ID`, `p:ID`, `b:ID`. */
export function namesIn(bodies: readonly string[], printer: Printer): Readonly<Record<string, Words>> {
  const named = [...new Set(bodies.flatMap((body) => mentionsIn(body)))]
  const names = named.map((one) => [one, nameOf(one, printer)] as const)
  return Object.fromEntries(names.flatMap(([one, name]) => (name ? [[one, name]] : [])))
}

function nameOf(named: string, printer: Printer): Words | null {
  const id = named.slice(2)
  if (!named.startsWith('m:')) return printer.place(id)
  const { name } = printer.byId(id)
  return name === '' ? null : { en: name, fr: name }
}
