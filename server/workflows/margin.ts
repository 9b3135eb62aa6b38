// The comment threads of a draft as its margin shows them: at the place where their words stand now.

import { type CommentRow, listComments, listThreads, type ThreadRow } from '#db/comments.ts'
import type { Db } from '#db/open.ts'
import { placeOfThread } from '../document/edit.ts'
import type { BothTrees } from '../document/tree.ts'
import { whyNot } from '../domain/access.ts'
import type { Member } from '../domain/appointment.ts'
import { whyNotReply } from '../domain/comment.ts'
import type { Readable } from './items.ts'
import type { Printer } from './persons.ts'
import type { ThreadView } from './views.ts'

interface Margin {
  readonly by: Member
  readonly readable: Readable
  readonly trees: BothTrees
  readonly printer: Printer
}

/** Oldest first. */
export async function threadViews(db: Db, margin: Margin): Promise<readonly ThreadView[]> {
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
