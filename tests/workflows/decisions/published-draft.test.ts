// What a publication opens, and what it does not: the text is everybody's, what led to it stays with those who could
// read the draft.

import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { migrate } from '#db/migrate.ts'
import { insertSession } from '#db/people/sessions.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { listMyMentions, listReaders } from '#server/workflows/comments/comment-mentions.ts'
import { comment, reply } from '#server/workflows/comments/comments.ts'
import { readMargin } from '#server/workflows/comments/margin.ts'
import { readCoverage } from '#server/workflows/convention/coverage.ts'
import { readWording } from '#server/workflows/convention/waivers.ts'
import { closeBallot, readBallot, readBallotText } from '#server/workflows/decisions/ballots.ts'
import { changeClass, findPublishedInstead, moveDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { readDesk, seatOf } from '#server/workflows/dossiers/drafting.ts'
import { inviteBody } from '#server/workflows/dossiers/invitations.ts'
import { publish, readPublished } from '#server/workflows/publications/publications.ts'
import { mayHear } from '#server/workflows/topics.ts'
import { readNumbering } from '#server/workflows/versions/kept-numbers.ts'
import { readVersions } from '#server/workflows/versions/version-pages.ts'
import { findByReference } from '#server/workflows/versions/version-references.ts'
import { type Committee, freshCommittee, headOf, openVote, vote, voteOn } from '#tests/support/committee.ts'
import { suggestWord } from '#tests/support/documents/suggested.ts'
import { codeOf } from '#tests/support/refusals.ts'
import { engines, freshStore } from '#tests/support/store.ts'

describe.each(engines)('a published dossier on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  /** A restricted dossier, voted on twice and published, with a comment and a suggestion that stands to the end. */
  async function published() {
    const { world, secretariat, chair } = own
    const first = await openVote(own)
    const dossierId = first.id
    await vote(own, first.ballotId, { AL: 'against' })
    await closeBallot(world, chair, { ballotId: first.ballotId })
    await moveDossier(world, secretariat, { dossierId, to: 'drafting' })
    await world.rooms.write(first.collab, (doc) => {
      const [text] = textsOf(rootOf(doc, 'en').get(1) as Y.XmlElement)
      text?.insert(0, 'Again ')
    })
    const remark = { dossierId, language: 'en' as const, pid: first.pids[0], start: 0, end: 9, body: 'A comment.' }
    const { threadId } = await comment(world, headOf(own, 'FR'), remark)
    await suggestWord(own, headOf(own, 'FR'), 'Noting', first.collab)
    await moveDossier(world, secretariat, { dossierId, to: 'circulated' })
    await moveDossier(world, secretariat, { dossierId, to: 'meeting', meetingId: first.meetingId })
    const { ballotId } = await voteOn(own, dossierId)
    await vote(own, ballotId, { AL: 'for', AM: 'for' })
    await closeBallot(world, chair, { ballotId })
    const { symbol } = await publish(world, secretariat, { dossierId })
    return { ...first, rejected: first.ballotId, ballotId, threadId, symbol }
  }

  async function sessionOf(member: Member): Promise<string> {
    const at = own.now()
    const row = { id_hash: `hash of ${member.id}`, member_id: member.id, created_at: at, expires_at: at + 1 }
    await insertSession(own.world.store.db, row)
    return row.id_hash
  }

  test('shows nobody else what led to the text: no margin, desk, socket, stream, version, vote on other words', async () => {
    const { world, observer, itu } = own
    const { id, collab, threadId, symbol, rejected, ballotId } = await published()
    for (const stranger of [observer, itu]) {
      const codes = await Promise.all([
        codeOf(readMargin(world, stranger, id)),
        codeOf(readDesk(world, stranger, id)),
        codeOf(readDossier(world, stranger, id)),
        codeOf(readCoverage(world, stranger, id)),
        codeOf(readWording(world, stranger, id)),
        codeOf(readNumbering(world, stranger, id)),
        codeOf(listReaders(world, stranger, { dossierId: id, space: 'shared' })),
      ])
      expect(new Set(codes)).toEqual(new Set(['not-allowed']))
      expect(await codeOf(readVersions(world, stranger, id))).toBe('not-found')
      expect(await codeOf(reply(world, stranger, { threadId, body: 'Words.', requestId: null }))).toBe('not-found')
      expect(await codeOf(readBallotText(world, stranger, rejected))).toBe('not-found')
      expect(await seatOf(world)(collab, await sessionOf(stranger))).toBeNull()
      expect(await mayHear(world, stranger, `dossier:${id}`)).toBe(false)
      expect(await listMyMentions(world, stranger)).toEqual([])
      expect(await findPublishedInstead(world, stranger, id)).toBe(symbol)
      expect(await findByReference(world, stranger, symbol)).toEqual({ symbol })
      expect((await readBallot(world, stranger, ballotId)).outcome?.adopted).toBe(true)
      expect((await readBallotText(world, stranger, ballotId)).text.en.length).toBe(2)
      expect((await readPublished(world, symbol)).text.en.length).toBe(2)
    }
  })

  test('keeps the desk of those who could read the draft, and takes a seat from nobody else’s body', async () => {
    const { world, secretariat, itu, observer } = own
    const { id, collab, rejected } = await published()
    for (const bodyId of ['itu', 'ecpat']) await inviteBody(world, secretariat, { dossierId: id, bodyId })
    for (const reader of [secretariat, own.rapporteur, headOf(own, 'FR'), itu]) {
      expect((await readMargin(world, reader, id)).suggestions).toHaveLength(1)
      expect(await seatOf(world)(collab, await sessionOf(reader))).toMatchObject({ mayRead: true, mayEdit: false })
      expect(await mayHear(world, reader, `dossier:${id}`)).toBe(true)
      expect(await findPublishedInstead(world, reader, id)).toBeNull()
      expect((await readBallotText(world, reader, rejected)).text.en.length).toBe(2)
    }
    // Invited, but the draft was never opened to observers.
    expect(await codeOf(readMargin(world, observer, id))).toBe('not-allowed')
    expect(await findPublishedInstead(world, observer, 'no dossier')).toBeNull()
  })

  test('is public as a dossier and keeps the class of its draft, which changes no more', async () => {
    const { id } = await published()
    const row = await own.world.store.db.selectFrom('dossier').selectAll().executeTakeFirstOrThrow()
    expect([row.class, row.draft_class]).toEqual(['public', 'restricted'])
    expect(await readDossier(own.world, own.secretariat, id)).toMatchObject({ class: 'public', state: 'published' })
    expect(await codeOf(changeClass(own.world, own.secretariat, { dossierId: id, class: 'observers' }))).toBe('not-now')
  })
})

test.each(engines)('a store of before finds the class of each published draft in its record, on %s', async (engine) => {
  const { store, close } = await freshStore(engine, '0014-suggestion-claims')
  const run = (statement: string) => sql.raw<Record<string, unknown>>(statement).execute(store.db)
  let seq = 0
  const dossier = async (id: string, state: string, acts: readonly (readonly [string, object])[]) => {
    seq += 1
    await run(`insert into reference (year, number, taken_at) values (2026, ${seq}, 0)`)
    await run(`insert into document (id, next_seq, created_at) values ('${id}', 1, 0)`)
    await run(`insert into dossier (id, kind, title_en, title_fr, state, class, ref_year, ref_number, document_id, created_by, created_at)
      values ('${id}', 'opinion', 'x', 'y', '${state}', 'public', 2026, ${seq}, '${id}', 'm', 0)`)
    for (const [act, detail] of acts) {
      seq += 1
      await run(`insert into record (seq, at, actor, act, subject, detail, prev_hash, hash)
        values (${seq}, 0, 'm', '${act}', 'dossier:${id}', '${JSON.stringify(detail)}', '', '${seq}')`)
    }
  }
  try {
    await run(
      `insert into member (id, email, name, language, password_hash, created_at) values ('m', 'm@x', 'M', 'en', '', 0)`,
    )
    const opened = ['opened a dossier', { class: 'restricted' }] as const
    const published = ['published a text', { symbol: 'x' }] as const
    await dossier('as opened', 'published', [opened, published])
    await dossier('as changed', 'published', [
      opened,
      ['changed the class', { from: 'restricted', to: 'internal' }],
      ['changed the class', { from: 'internal', to: 'observers' }],
      published,
    ])
    await dossier('not said', 'published', [published])
    await dossier('adopted', 'adopted', [opened])
    await migrate(store)
    const rows = (await run('select id, draft_class from dossier order by id')).rows
    expect(rows.map(({ id, draft_class }) => [id, draft_class])).toEqual([
      ['adopted', null],
      ['as changed', 'observers'],
      ['as opened', 'restricted'],
      ['not said', 'internal'],
    ])
  } finally {
    await close()
  }
})
