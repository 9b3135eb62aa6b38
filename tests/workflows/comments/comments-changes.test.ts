// What becomes of a comment after it was said: corrected, withdrawn, sent twice, assigned, released as a reply, late.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rootOf } from '#server/document/tree/blocks.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { assignThread, correctComment, withdrawComment } from '#server/workflows/comments/comment-changes.ts'
import { setCommentsDue } from '#server/workflows/comments/comment-deadline.ts'
import { listMyMentions } from '#server/workflows/comments/comment-mentions.ts'
import { releaseReply } from '#server/workflows/comments/comment-replies.ts'
import { comment, reply, resolve } from '#server/workflows/comments/comments.ts'
import { readMargin } from '#server/workflows/comments/margin.ts'
import { changeClass } from '#server/workflows/dossiers/dossiers.ts'
import { type Committee, draftedDossier, freshCommittee, headOf, type Opened } from '#tests/support/committee.ts'
import { commentOfFrance } from '#tests/support/people/journey.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

const day = 86_400_000

describe.each(engines)('what becomes of comments on %s', (engine) => {
  let own: Committee
  let dossier: Opened
  let france: Member
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
    france = headOf(own, 'FR')
  })
  afterEach(() => own.close())

  const threadsOf = async (by: Member) => (await readMargin(own.world, by, dossier.id)).threads
  const firstOf = async (by: Member) => (await threadsOf(by))[0]?.comments[0]
  const say = (by: Member, body: string, more: { space?: 'delegation'; requestId?: string } = {}) =>
    comment(own.world, by, {
      dossierId: dossier.id,
      language: 'en',
      pid: dossier.pids[0],
      start: 0,
      end: 9,
      body,
      ...more,
    })

  test('the author corrects a comment as often as wished, and what it said before is kept for all to see', async () => {
    await commentOfFrance(own, dossier)
    const commentId = (await firstOf(france))?.id ?? ''
    for (const body of ['Another.', 'Another.', 'A third.']) {
      own.wait(1000)
      await correctComment(own.world, france, { commentId, body })
    }
    const seen = await firstOf(headOf(own, 'SE'))
    expect([seen?.body, seen?.earlier.map(({ body }) => body)]).toEqual(['A third.', ['A comment.', 'Another.']])
    expect(seen?.earlier.map(({ at }) => at)).toEqual([own.now() - 3000, own.now() - 2000])
    expect(seen?.whyNotChange?.code).toBe('not-allowed')
    expect(await codeOf(correctComment(own.world, own.secretariat, { commentId, body: 'x' }))).toBe('not-allowed')
    expect(await codeOf(withdrawComment(own.world, own.delegates.get('FR')!, { commentId }))).toBe('not-allowed')
    expect((await refusalOf(correctComment(own.world, france, { commentId, body: ' ' }))).field).toBe('body')
  })

  test('a withdrawn comment stays as one that was withdrawn, its words shown to nobody and kept', async () => {
    const { threadId } = await commentOfFrance(own, dossier)
    const commentId = (await firstOf(france))?.id ?? ''
    await correctComment(own.world, france, { commentId, body: 'Too much said.' })
    await withdrawComment(own.world, france, { commentId })
    for (const by of [france, own.secretariat]) {
      expect(await firstOf(by)).toMatchObject({ body: '', earlier: [], withdrawnAt: own.now() })
    }
    expect(await codeOf(withdrawComment(own.world, france, { commentId }))).toBe('not-again')
    expect(await codeOf(correctComment(own.world, france, { commentId, body: 'x' }))).toBe('not-again')
    await reply(own.world, own.rapporteur, { threadId, body: 'Noted.' })
    const kept = await own.world.store.db.selectFrom('comment').select('body').where('id', '=', commentId).execute()
    expect(kept).toEqual([{ body: 'A comment.' }])
  })

  test('a comment whose author may no longer read the text is neither corrected nor told from none', async () => {
    await commentOfFrance(own, dossier)
    const commentId = (await firstOf(france))?.id ?? ''
    await changeClass(own.world, own.secretariat, { dossierId: dossier.id, class: 'internal' })
    expect(await refusalOf(correctComment(own.world, france, { commentId, body: 'x' }))).toEqual(
      await refusalOf(correctComment(own.world, france, { commentId: own.world.mint(), body: 'x' })),
    )
  })

  test('the store itself keeps what was said, and what it was corrected to', async () => {
    await commentOfFrance(own, dossier)
    const commentId = (await firstOf(france))?.id ?? ''
    await correctComment(own.world, france, { commentId, body: 'Another.' })
    const { db } = own.world.store
    await expect(db.updateTable('comment').set({ body: 'x' }).execute()).rejects.toThrow(/keeps what was written/)
    await expect(db.updateTable('comment_version').set({ body: 'x' }).execute()).rejects.toThrow(/keeps what was/)
    await expect(db.deleteFrom('comment').execute()).rejects.toThrow()
    await expect(db.deleteFrom('comment_version').execute()).rejects.toThrow(/keeps what was written/)
  })

  test('what is sent again after a lost answer is there once; with other words it is a correction', async () => {
    const requestId = 'request-000001'
    const first = await say(france, 'Once.', { requestId })
    // The words commented on go before it is sent again.
    await own.world.rooms.write(dossier.collab, (doc) => rootOf(doc, 'en').delete(0, 1))
    expect(await say(france, 'Once.', { requestId })).toEqual(first)
    expect(await say(france, 'Once, and better.', { requestId })).toEqual(first)
    const [thread, ...others] = await threadsOf(france)
    expect([others, thread?.comments.map(({ body, earlier }) => [body, earlier.length])]).toEqual([
      [],
      [['Once, and better.', 1]],
    ])
    const { threadId } = first
    for (let time = 0; time < 3; time += 1) {
      await reply(own.world, france, { threadId, body: 'An answer.', requestId: 'request-000002' })
    }
    expect((await threadsOf(france))[0]?.comments).toHaveLength(2)
    // Another's request of the same name is another request.
    await reply(own.world, own.rapporteur, { threadId, body: 'Mine.', requestId })
    expect((await threadsOf(france))[0]?.comments).toHaveLength(3)
    expect(await codeOf(reply(own.world, france, { threadId: own.world.mint(), body: 'x', requestId }))).toBe(
      'not-valid',
    )
    expect((await refusalOf(say(france, 'x', { requestId: 'no' }))).field).toBe('requestId')
  })

  test('words sent again for other readers never stand before those of the first', async () => {
    const requestId = 'request-000004'
    await say(france, 'For all.', { requestId })
    const refused = await refusalOf(say(france, 'We could live without it.', { space: 'delegation', requestId }))
    expect([refused.code, refused.say.en]).toEqual(['not-again', expect.stringContaining('for other readers')])
    const official = { dossierId: dossier.id, language: 'en' as const, pid: dossier.pids[0], body: 'x', requestId }
    expect(await codeOf(releaseReply(own.world, france, official))).toBe('not-valid')
    const seen = (await threadsOf(headOf(own, 'SE'))).flatMap(({ comments }) => comments)
    expect(seen.map(({ body, earlier }) => [body, earlier])).toEqual([['For all.', []]])
    const atOnce = [say(france, 'For all.', { requestId: 'request-000005' })]
    atOnce.push(say(france, 'For us.', { space: 'delegation', requestId: 'request-000005' }))
    const [all, us] = await Promise.allSettled(atOnce)
    expect([all?.status, us?.status].sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('several at once under one request make one comment', async () => {
    const requestId = 'request-000003'
    const sent = await Promise.all([1, 2, 3].map(() => say(france, 'Once.', { requestId })))
    expect(new Set(sent.map(({ threadId }) => threadId)).size).toBe(1)
    expect(await threadsOf(france)).toHaveLength(1)
  })

  test('a thread is given to somebody who may answer in it, and to nobody else', async () => {
    const { threadId } = await commentOfFrance(own, dossier)
    const give = (by: Member, to: Member | null) => assignThread(own.world, by, { threadId, memberId: to?.id ?? null })
    await give(own.rapporteur, headOf(own, 'SE'))
    expect((await threadsOf(france))[0]?.assigned).toMatchObject({
      to: { id: headOf(own, 'SE').id },
      by: { id: own.rapporteur.id },
    })
    await give(france, null)
    expect((await threadsOf(france))[0]?.assigned).toBeNull()
    expect(await codeOf(give(headOf(own, 'SE'), france))).toBe('not-allowed')
    expect((await refusalOf(give(own.rapporteur, own.itu))).field).toBe('memberId')
    const closed = await say(france, 'Ours.', { space: 'delegation' })
    const give2 = (to: Member) => assignThread(own.world, france, { threadId: closed.threadId, memberId: to.id })
    await give2(own.delegates.get('FR')!)
    expect((await refusalOf(give2(headOf(own, 'SE')))).field).toBe('memberId')
  })

  test('people and delegations are named by id, told of it, and only when they may read it', async () => {
    const sweden = headOf(own, 'SE')
    const { threadId } = await say(france, `Ask @[m:${sweden.id}] and @[p:IE].`)
    const margin = await readMargin(own.world, sweden, dossier.id)
    expect(margin.named).toEqual({
      [`m:${sweden.id}`]: { en: sweden.name, fr: sweden.name },
      'p:IE': { en: 'Ireland', fr: 'Irlande' },
    })
    const calls = async (by: Member) => (await threadsOf(by)).map(({ callsMe }) => callsMe)
    expect([await calls(sweden), await calls(own.rapporteur), await calls(france)]).toEqual([[true], [true], [false]])
    const mentions = await listMyMentions(own.world, sweden)
    expect(mentions.map(({ body, dossier: { id }, author }) => [body, id, author.id])).toEqual([
      [`Ask @[m:${sweden.id}] and @[p:IE].`, dossier.id, france.id],
    ])
    const commentId = (await firstOf(france))?.id ?? ''
    await correctComment(own.world, france, { commentId, body: 'Ask @[p:IE].' })
    expect(await listMyMentions(own.world, sweden)).toEqual([])
    expect(await listMyMentions(own.world, own.rapporteur)).toMatchObject([{ body: 'Ask @[p:IE].' }])
    for (const named of [`m:${own.itu.id}`, 'm:nobody', 'b:itu', 'p:ZZ']) {
      const refused = refusalOf(reply(own.world, france, { threadId, body: `And @[${named}]?` }))
      expect((await refused).field).toBe('body')
    }
    const closed = refusalOf(say(france, 'With @[p:IE]?', { space: 'delegation' }))
    expect((await closed).field).toBe('body')
    await say(france, 'With @[p:FR].', { space: 'delegation' })
    expect(await listMyMentions(own.world, own.delegates.get('FR')!)).toHaveLength(1)
    await changeClass(own.world, own.secretariat, { dossierId: dossier.id, class: 'internal' })
    expect(await listMyMentions(own.world, own.delegates.get('FR')!)).toEqual([])
  })

  test('the deadline is set by the Secretariat, and a delegation’s comment after it is marked late', async () => {
    const { world, secretariat } = own
    const set = (by: Member, dueAt: number | null) => setCommentsDue(world, by, { dossierId: dossier.id, dueAt })
    expect((await readMargin(world, france, dossier.id)).due).toMatchObject({ at: null })
    expect(await codeOf(set(own.chair, own.now()))).toBe('not-allowed')
    const due = own.now() + day
    await set(secretariat, due)
    await say(france, 'In time.')
    own.wait(2 * day)
    const { threadId } = await say(france, 'Late.')
    await say(france, 'Among ourselves.', { space: 'delegation' })
    await reply(world, own.rapporteur, { threadId, body: 'Answered.' })
    await reply(world, secretariat, { threadId, body: 'Noted.' })
    await set(secretariat, own.now() + day)
    await reply(world, france, { threadId, body: 'In time again.' })
    const late = (await threadsOf(france)).map(({ comments }) => comments.map(({ lateFor }) => lateFor))
    expect(late).toEqual([[null], [due, null, null, null], [null]])
    await set(secretariat, null)
    expect((await readMargin(world, france, dossier.id)).due.at).toBeNull()
  })

  test('the head alone releases the official reply, corrects it until the deadline, and only adds to it afterwards', async () => {
    const { world, secretariat } = own
    const release = (by: Member, body: string, requestId: string | null = null) =>
      releaseReply(world, by, { dossierId: dossier.id, language: 'fr', pid: '', body, requestId })
    await say(own.delegates.get('FR')!, 'Our experts doubt it.', { space: 'delegation' })
    for (const by of [own.delegates.get('FR')!, own.itu, secretariat, own.chair]) {
      expect(await codeOf(release(by, 'x'))).toMatch(/not-allowed|not-found/)
    }
    const due = own.now() + day
    await setCommentsDue(world, secretariat, { dossierId: dossier.id, dueAt: due })
    const { threadId } = await release(france, 'France doubts it.', 'request-000009')
    expect(await release(france, 'France doubts it.', 'request-000009')).toEqual({ threadId })
    const official = async (by: Member) => (await threadsOf(by)).find(({ id }) => id === threadId)
    expect(await official(headOf(own, 'SE'))).toMatchObject({ space: 'shared', pid: '', isWhole: true })
    const [first] = (await official(france))?.comments ?? []
    expect(first).toMatchObject({ officialOf: { en: 'France', fr: 'France' }, lateFor: null, whyNotChange: null })
    const commentId = first?.id ?? ''
    await correctComment(world, france, { commentId, body: 'France doubts it strongly.' })
    expect(await codeOf(correctComment(world, own.delegates.get('FR')!, { commentId, body: 'x' }))).toBe('not-allowed')
    await resolve(world, secretariat, { threadId })
    own.wait(2 * day)
    expect(await codeOf(correctComment(world, france, { commentId, body: 'x' }))).toBe('not-now')
    expect(await codeOf(withdrawComment(world, france, { commentId }))).toBe('not-now')
    expect(await release(france, 'France adds this.')).toEqual({ threadId })
    const thread = await official(own.rapporteur)
    expect(thread?.resolved).toBeNull()
    expect(thread?.comments.map(({ body, lateFor, officialOf }) => [body, lateFor, officialOf?.en])).toEqual([
      ['France doubts it strongly.', null, 'France'],
      ['France adds this.', due, 'France'],
    ])
    expect((await readMargin(world, france, dossier.id)).reply).toMatchObject({ whyNot: null })
    expect((await readMargin(world, own.itu, dossier.id).catch(() => null))?.reply ?? null).toBeNull()
  })
})
