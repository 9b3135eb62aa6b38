// The comment threads of a draft as its margin shows them: at the place where their words stand now.

import { type CommentRow, listComments, listThreads, type ThreadRow } from '#db/comments.ts'
import type { Db } from '#db/open.ts'
import { placeOfThread } from '../document/edit.ts'
import type { BothTrees } from '../document/tree.ts'
import { whyNot } from '../domain/access.ts'
import type { Member } from '../domain/appointment.ts'
import { whyNotReply } from '../domain/comment.ts'
import type { World } from '../world.ts'
import { askDossier, type Readable } from './items.ts'
import { type Printer, printerOf } from './persons.ts'
import type { MarginView, ThreadView } from './views.ts'

interface Margin {
  readonly by: Member
  readonly readable: Readable
  readonly trees: BothTrees
  readonly printer: Printer
}

/** The margin alone, for a desk that is open: asked for whenever something was said. Whoever may read the text may ask. */
export async function readMargin(world: World, by: Member, dossierId: string): Promise<MarginView> {
  const { db } = world.store
  const now = world.clock()
  const readable = await askDossier(db, { id: dossierId, by, now }, 'text.read')
  const { trees } = await world.rooms.read(readable.row.document_id)
  return marginView(db, { by, readable, trees, printer: await printerOf(db, now) })
}

/** Threads oldest first; none for a reader who may not see comments. */
export async function marginView(db: Db, margin: Margin): Promise<MarginView> {
  const { by, readable } = margin
  const mayRead = whyNot('comment.read', by, readable.item) === null
  return {
    whyNotComment: whyNot('comment.write', by, readable.item),
    threads: mayRead ? await threadViews(db, margin) : [],
  }
}

async function threadViews(db: Db, margin: Margin): Promise<readonly ThreadView[]> {
  const { row } = margin.readable
  const said = Map.groupBy(await listComments(db, row.id), (comment) => comment.thread_id)
  return (await listThreads(db, row.id)).map((thread) => threadView(margin, thread, said.get(thread.id) ?? []))
}

function threadView(margin: Margin, thread: ThreadRow, comments: readonly CommentRow[]): ThreadView {
  const { by, printer, trees } = margin
  const { item } = margin.readable
  const place = placeOfThread(trees, thread.id) ?? thread
  return {
    id: thread.id,
    language: place.language,
    pid: place.pid,
    quote: thread.quote,
    isWhole: thread.is_whole === 1,
    comments: comments.map(({ id, member_id, body, at }) => ({ id, author: printer.byId(member_id), body, at })),
    resolved:
      thread.resolved_at !== null && thread.resolved_by !== null
        ? { by: printer.byId(thread.resolved_by), at: thread.resolved_at }
        : null,
    whyNotReply: whyNot('comment.write', by, item) ?? whyNotReply(thread.resolved_at),
    // An open thread is resolved, a resolved one reopened: the same people may do either.
    whyNotResolve: whyNot('comment.resolve', by, item),
  }
}
