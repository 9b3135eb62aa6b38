// Until when comments on a draft are asked for: dated, set and changed by the Secretariat, none unless it says so.

import { insertCommentsDue } from '#db/comments/comment-places.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { onDossier } from '../acts/on-dossier.ts'

/** `dueAt` in UTC milliseconds; null for no deadline. What was late for an earlier deadline stays marked so. */
export async function setCommentsDue(
  world: World,
  by: Member,
  { dossierId, dueAt }: { readonly dossierId: string; readonly dueAt: number | null },
): Promise<void> {
  await onDossier(world, by, { dossierId, asks: 'comments.due' }, async ({ tx, by }) => {
    const row = { id: world.mint(), dossier_id: dossierId, due_at: dueAt, set_by: by.id, at: tx.now }
    await insertCommentsDue(tx, row)
    const sealed = [['comments_due', row.id] as const]
    return { act: 'set the deadline for comments', detail: { due: dueAt }, sealed, result: null }
  })
}
