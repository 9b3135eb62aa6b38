// The page of a delegation's official reply: private remarks by paragraph, what was released, and whom it is closed to.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Member } from '#server/domain/people/appointment.ts'
import { setCommentsDue } from '#server/workflows/comments/comment-deadline.ts'
import { releaseReply } from '#server/workflows/comments/comment-replies.ts'
import { comment, resolve } from '#server/workflows/comments/comments.ts'
import { readReplyDesk } from '#server/workflows/comments/reply-desk.ts'
import { changeClass, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { type Committee, draftedDossier, freshCommittee, headOf, type Opened } from '#tests/support/committee.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('composing an official reply on %s', (engine) => {
  let own: Committee
  let dossier: Opened
  let france: Member
  let expert: Member
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
    france = headOf(own, 'FR')
    expert = own.delegates.get('FR')!
  })
  afterEach(() => own.close())

  const remark = (by: Member, pid: string, body: string, space: 'delegation' | 'shared' = 'delegation') =>
    comment(own.world, by, { dossierId: dossier.id, language: 'en', pid, start: 0, end: 0, body, space })
  const read = (by: Member) => readReplyDesk(own.world, by, dossier.id)
  const release = (body: string, pid: string) =>
    releaseReply(own.world, france, { dossierId: dossier.id, language: 'fr', pid, body, requestId: null })

  test('the text as a whole, then every paragraph in order, with the remarks of the delegation and no others', async () => {
    const [first, second] = dossier.pids
    await remark(expert, second, 'Too narrow.')
    await remark(headOf(own, 'SE'), second, 'Of Sweden.')
    await remark(expert, second, 'Said to all.', 'shared')
    const { parts, party, whyNotRelease } = await read(france)
    expect([party.en, whyNotRelease]).toEqual(['France', null])
    expect(parts.map(({ pid, number, isGone }) => [pid, number, isGone])).toEqual([
      ['', null, false],
      [first, '1', false],
      [second, '2', false],
    ])
    expect(parts[1]?.words.en).toBe('Recalling the words of the text;')
    const said = parts.map(({ remarks }) => remarks.flatMap(({ comments }) => comments.map(({ body }) => body)))
    expect(said).toEqual([[], [], ['Too narrow.']])
  })

  test('an expert sees the same and releases nothing; a stranger to the delegation is told of nothing', async () => {
    await remark(expert, dossier.pids[0], 'Zwolqx.')
    const seen = await read(expert)
    expect(seen.whyNotRelease?.code).toBe('not-allowed')
    expect(JSON.stringify(seen)).toContain('Zwolqx')
    expect(JSON.stringify(await read(headOf(own, 'SE')))).not.toContain('Zwolqx')
    const unknown = await refusalOf(readReplyDesk(own.world, own.secretariat, own.world.mint()))
    for (const by of [own.secretariat, own.legalAdviser]) expect(await refusalOf(read(by))).toEqual(unknown)
    expect(await codeOf(read(own.itu))).toBe('not-found')
    await changeClass(own.world, own.secretariat, { dossierId: dossier.id, class: 'internal' })
    expect(await refusalOf(read(france))).toEqual(unknown)
  })

  test('what was released stands beside its remarks, also of a paragraph that went, and is corrected until the deadline', async () => {
    const [first] = dossier.pids
    const { threadId } = await remark(expert, first, 'Doubtful.')
    await release('France doubts it.', first)
    await release('France thanks the rapporteur.', '')
    const due = own.now() + 1000
    await setCommentsDue(own.world, own.secretariat, { dossierId: dossier.id, dueAt: due })
    const bodies = async () =>
      (await read(france)).parts.map(({ pid, released }) => [pid, released.map(({ body }) => body)])
    expect((await bodies()).slice(0, 2)).toEqual([
      ['', ['France thanks the rapporteur.']],
      [first, ['France doubts it.']],
    ])
    expect((await read(france)).parts[1]?.released[0]?.whyNotChange).toBeNull()
    await resolve(own.world, france, { threadId })
    await own.world.rooms.write(dossier.collab, (doc) => {
      for (const language of ['en', 'fr']) doc.get(language, Y.XmlElement).delete(0, 1)
    })
    own.wait(2000)
    const { parts, isLate } = await read(france)
    expect(isLate).toBe(true)
    const gone = parts.at(-1)
    expect([gone?.pid, gone?.isGone, gone?.remarks.length]).toEqual([first, true, 1])
    expect(gone?.released[0]?.whyNotChange?.code).toBe('not-now')
    await release('And regrets it.', '')
    expect((await read(france)).parts[0]?.released.map(({ lateFor }) => lateFor)).toEqual([null, due])
  })

  test('the page of the dossier leads delegations there, and tells the deadline to every reader', async () => {
    await setCommentsDue(own.world, own.secretariat, { dossierId: dossier.id, dueAt: 5 })
    const view = (by: Member) => readDossier(own.world, by, dossier.id)
    expect(await view(expert)).toMatchObject({ hasReply: true, due: { at: 5, whyNotSet: { code: 'not-allowed' } } })
    expect(await view(own.secretariat)).toMatchObject({ hasReply: false, due: { at: 5, whyNotSet: null } })
  })
})
