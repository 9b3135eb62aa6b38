// Comments: on words, kept on them, answered, resolved, and seen only by those who read the text.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { marksIn } from '#server/document/gate/gate.ts'
import { blocksOf, rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { comment, reopen, reply, resolve } from '#server/workflows/comments/comments.ts'
import { readMargin } from '#server/workflows/comments/margin.ts'
import { changeClass } from '#server/workflows/dossiers/dossiers.ts'
import { readDesk } from '#server/workflows/dossiers/drafting.ts'
import {
  type Committee,
  draftedDossier,
  freshCommittee,
  headOf,
  type Opened,
  openVote,
} from '#tests/support/committee.ts'
import { commentOfFrance } from '#tests/support/people/journey.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('comments on %s', (engine) => {
  let own: Committee
  let dossier: Opened
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
  })
  afterEach(() => own.close())

  const remarkOn = (start: number, end: number, body = 'A comment.') => ({
    dossierId: dossier.id,
    language: 'en' as const,
    pid: dossier.pids[0],
    start,
    end,
    body,
  })

  test('a thread stays known to the text when its words are gone, so that an undo may bring them back', async () => {
    const { threadId } = await commentOfFrance(own, dossier)
    await own.world.rooms.write(dossier.collab, (doc) => rootOf(doc, 'en').delete(0, 1))
    const loaded = await loadText(own.world.store.db, dossier.collab)
    expect(loaded && marksIn(loaded.doc).threads.has(threadId)).toBe(false)
    expect(loaded?.threads).toContain(threadId)
  })

  test('a delegate comments on words, and the words are marked for everyone', async () => {
    const { threadId } = await commentOfFrance(own, dossier)
    const desk = await readDesk(own.world, own.rapporteur, dossier.id)
    const [thread] = desk.threads
    expect(thread).toMatchObject({
      id: threadId,
      quote: 'Recalling',
      pid: dossier.pids[0],
      language: 'en',
      isWhole: false,
      resolved: null,
    })
    expect(thread?.comments.map(({ author, body }) => [author.delegation.fr, body])).toEqual([['France', 'A comment.']])
    expect(desk.trees.en.paragraphs[0]?.runs[0]).toEqual({ text: 'Recalling', threads: [threadId] })
  })

  test('the thread follows its words when others write before them', async () => {
    const { threadId } = await commentOfFrance(own, dossier)
    await own.world.rooms.write(dossier.collab, (doc) => {
      const [block] = blocksOf(rootOf(doc, 'en'))
      if (block) textsOf(block.element)[0]?.insert(0, 'Firmly ', {})
    })
    const { threads, trees } = await readDesk(own.world, own.rapporteur, dossier.id)
    expect(threads[0]?.pid).toBe(dossier.pids[0])
    expect(trees.en.paragraphs[0]?.runs.find((run) => run.threads)?.text).toBe('Recalling')
    expect(threads[0]?.id).toBe(threadId)
  })

  test('a comment on the whole paragraph marks no words, quotes them all, and says that it is on the whole', async () => {
    await comment(own.world, own.rapporteur, remarkOn(0, 0))
    const { threads, trees } = await readDesk(own.world, own.rapporteur, dossier.id)
    expect(threads[0]).toMatchObject({ quote: 'Recalling the words of the text;', isWhole: true })
    expect(trees.en.paragraphs[0]?.runs).toEqual([{ text: 'Recalling the words of the text;' }])
  })

  test('the rapporteur answers, resolves and reopens; a delegate answers only', async () => {
    const { threadId } = await commentOfFrance(own, dossier)
    const france = headOf(own, 'FR')
    await reply(own.world, own.rapporteur, { threadId, body: 'Agreed.' })
    expect(await codeOf(resolve(own.world, france, { threadId }))).toBe('not-allowed')
    await resolve(own.world, own.rapporteur, { threadId })
    expect(await codeOf(resolve(own.world, own.rapporteur, { threadId }))).toBe('not-again')
    expect(await codeOf(reply(own.world, france, { threadId, body: 'But …' }))).toBe('not-now')
    const resolved = (await readDesk(own.world, france, dossier.id)).threads[0]
    expect([resolved?.resolved?.by.id, resolved?.whyNotReply?.code]).toEqual([own.rapporteur.id, 'not-now'])
    await reopen(own.world, own.rapporteur, { threadId })
    await reply(own.world, france, { threadId, body: 'But …' })
    expect(await codeOf(reopen(own.world, own.rapporteur, { threadId }))).toBe('not-again')
    const { threads } = await readDesk(own.world, france, dossier.id)
    expect(threads[0]?.comments.map(({ body }) => body)).toEqual(['A comment.', 'Agreed.', 'But …'])
  })

  test('nothing said, words that are not there and a paragraph that is gone are refused', async () => {
    const refused = (remark: ReturnType<typeof remarkOn>) => refusalOf(comment(own.world, own.rapporteur, remark))
    expect((await refused(remarkOn(0, 9, '  '))).field).toBe('body')
    expect((await refused(remarkOn(0, 999))).code).toBe('not-now')
    expect((await refused({ ...remarkOn(0, 9), pid: own.world.mint() })).code).toBe('not-now')
    expect((await readDesk(own.world, own.rapporteur, dossier.id)).threads).toEqual([])
  })

  test('an open desk asks for its margin alone, and gets what the whole desk would say', async () => {
    await commentOfFrance(own, dossier)
    for (const by of [own.secretariat, own.rapporteur, headOf(own, 'SE')]) {
      const margin = await readMargin(own.world, by, dossier.id)
      expect(margin.threads).toHaveLength(1)
      expect(await readDesk(own.world, by, dossier.id)).toMatchObject(margin)
    }
    const known = await refusalOf(readMargin(own.world, own.itu, dossier.id))
    expect(known).toEqual(await refusalOf(readMargin(own.world, own.itu, 'none')))
  })

  test('whoever may not read the text cannot comment, answer, or tell a thread from none', async () => {
    const { threadId } = await commentOfFrance(own, dossier)
    await changeClass(own.world, own.secretariat, { dossierId: dossier.id, class: 'internal' })
    const france = headOf(own, 'FR')
    expect(await codeOf(comment(own.world, france, remarkOn(0, 9)))).toBe('not-found')
    const known = await refusalOf(reply(own.world, france, { threadId, body: 'Still here?' }))
    expect(known).toEqual(await refusalOf(reply(own.world, france, { threadId: 'none', body: 'Still here?' })))
  })

  test('no comment is made once the text is before a vote', async () => {
    const other = await freshCommittee(engine)
    try {
      const { id, pids } = await openVote(other)
      expect(await codeOf(commentOfFrance(other, { id, pids }))).toBe('not-now')
    } finally {
      await other.close()
    }
  })
})
