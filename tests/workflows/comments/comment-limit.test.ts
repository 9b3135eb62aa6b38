// How many comments a member may write in an hour: over all dossiers, replies with them, and no longer than the hour
// lasts.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commentLimit } from '#server/domain/comments/comment-limit.ts'
import { isRefused } from '#server/domain/refusal.ts'
import { correctComment } from '#server/workflows/comments/comment-changes.ts'
import { comment, reply } from '#server/workflows/comments/comments.ts'
import { type Committee, draftedDossier, freshCommittee, headOf, type Opened } from '#tests/support/committee.ts'
import { refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

const minute = 60_000

describe.each(engines)('the comments of an hour on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  const open = (who: string, { id, pids }: Opened) =>
    comment(own.world, headOf(own, who), {
      ...{ dossierId: id, language: 'en', pid: pids[0], start: 0, end: 0 },
      body: 'A comment.',
    })
  const answer = (who: string, threadId: string) => reply(own.world, headOf(own, who), { threadId, body: 'A reply.' })

  /** Leaves room for so many more, in two threads of France. */
  async function writeAllBut(left: number): Promise<{ threadId: string; dossiers: readonly [Opened, Opened] }> {
    const first = await draftedDossier(own)
    const { threadId } = await open('FR', first)
    own.wait(10 * minute)
    const other = await draftedDossier(own)
    const { threadId: elsewhere } = await open('FR', other)
    for (let sent = 2; sent < commentLimit.comments - left; sent += 1) {
      await answer('FR', sent % 2 ? threadId : elsewhere)
    }
    return { threadId, dossiers: [first, other] }
  }

  test('are counted over all dossiers and with replies; beyond, the words say when to try again', async () => {
    const { threadId, dossiers } = await writeAllBut(0)
    const refused = await refusalOf(answer('FR', threadId))
    expect(refused).toMatchObject({ code: 'not-now' })
    expect(refused.say.en).toContain('in 50 minutes')
    expect(refused.say.fr).toContain('dans 50 minutes')
    expect(await refusalOf(open('FR', dossiers[1]))).toEqual(refused)
    await answer('SE', threadId)
    own.wait(50 * minute - 1)
    expect((await refusalOf(answer('FR', threadId))).say.en).toContain('in 1 minute.')
    own.wait(1)
    await answer('FR', threadId)
    expect((await refusalOf(answer('FR', threadId))).say.en).toContain('in 10 minutes')
  })

  test('do not keep anybody from correcting what they wrote', async () => {
    await writeAllBut(0)
    const { db } = own.world.store
    const [first] = await db.selectFrom('comment').selectAll().orderBy('at').orderBy('id').limit(1).execute()
    await correctComment(own.world, headOf(own, 'FR'), { commentId: first?.id ?? '', body: 'Corrected.' })
  })

  test('are not more when several are sent to different dossiers at the same time', async () => {
    const { dossiers } = await writeAllBut(1)
    const sent = await Promise.allSettled([...dossiers, ...dossiers, ...dossiers].map((dossier) => open('FR', dossier)))
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of sent) if (one.status === 'rejected') expect(isRefused(one.reason), String(one.reason)).toBe(true)
  })
})
