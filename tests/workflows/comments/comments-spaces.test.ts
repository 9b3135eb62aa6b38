// Who sees and says what in which space: every office against every space, written out; and what a closed space tells
// nobody else.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listRecordAfter } from '#db/acts/record.ts'
import { marksIn } from '#server/document/gate/gate.ts'
import { type Space, spaces } from '#server/domain/comments/comment-space.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { openBulletin, type Topic } from '#server/live/bulletin.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { assignThread } from '#server/workflows/comments/comment-changes.ts'
import { listReaders } from '#server/workflows/comments/comment-mentions.ts'
import { comment, reply, resolve } from '#server/workflows/comments/comments.ts'
import { readMargin } from '#server/workflows/comments/margin.ts'
import { changeClass } from '#server/workflows/dossiers/dossiers.ts'
import { readDesk } from '#server/workflows/dossiers/drafting.ts'
import { inviteBody } from '#server/workflows/dossiers/invitations.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { mayHear, topicsWith } from '#server/workflows/topics.ts'
import type { World } from '#server/world.ts'
import { type Committee, draftedDossier, freshCommittee, headOf, type Opened } from '#tests/support/committee.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

/**
 * One letter for each of three spaces (shared, the delegation of Norway, Secretariat and Bureau): r reads and writes
 * there, R resolves there as well, - knows of nothing.
 */
const table = `
secretariat                R - R
chair of another Party     R - R
vice-chair                 r - R
rapporteur                 R - -
head of Norway             r R -
delegate of Norway         r R -
head of Sweden             r - -
delegate of Sweden         r - -
participant invited        r - -
observer invited           r - -
operator                   - - -
observer not invited       - - -
`
const word = 'Zwolqx'

describe.each(engines)('the spaces of comments on %s', (engine) => {
  let own: Committee
  let dossier: Opened
  let people: Readonly<Record<string, Member>>
  const threads: Partial<Record<Space, string>> = {}

  beforeAll(async () => {
    own = await freshCommittee(engine)
    const { world, secretariat } = own
    dossier = await draftedDossier(own)
    await changeClass(world, secretariat, { dossierId: dossier.id, class: 'observers' })
    for (const bodyId of ['itu', 'ecpat']) await inviteBody(world, secretariat, { dossierId: dossier.id, bodyId })
    const office = (role: 'operator' | 'observer', bodyId: string | null) => [{ role, partyId: null, bodyId }]
    const newcomer = { language: 'en' as const, passwordHash: 'x' }
    const [operator, stranger] = await admitMembers(world, secretariat, [
      { ...newcomer, email: 'operator@demo.example', name: 'An Operator', appointments: office('operator', null) },
      { ...newcomer, email: 'other@demo.example', name: 'A Stranger', appointments: office('observer', 'unicef') },
    ])
    people = {
      secretariat,
      'chair of another Party': own.chair,
      'vice-chair': own.viceChair,
      rapporteur: own.rapporteur,
      'head of Norway': headOf(own, 'NO'),
      'delegate of Norway': own.delegates.get('NO')!,
      'head of Sweden': headOf(own, 'SE'),
      'delegate of Sweden': own.delegates.get('SE')!,
      'participant invited': own.itu,
      'observer invited': own.observer,
      operator: operator!,
      'observer not invited': stranger!,
    }
    const authors = { shared: own.itu, delegation: people['delegate of Norway']!, bureau: own.viceChair }
    for (const space of spaces) threads[space] = (await say(authors[space], space, word)).threadId
  })
  afterAll(() => own.close())

  const say = (by: Member, space: Space, body: string, world: World = own.world) =>
    comment(world, by, {
      dossierId: dossier.id,
      language: 'en',
      pid: dossier.pids[0],
      start: 0,
      end: 9,
      body,
      space,
    })

  const rows = table
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, 27).trim(), line.slice(27).split(' ')] as const)

  test.each(rows)('%s: %s', async (name, letters) => {
    const by = people[name]!
    const { id: dossierId } = dossier
    const mayRead = letters.some((letter) => letter !== '-')
    if (!mayRead) expect(await codeOf(readMargin(own.world, by, dossierId))).toBe('not-found')
    const margin = mayRead ? await readMargin(own.world, by, dossierId) : null
    const seen = margin?.threads.map(({ space }) => space) ?? []
    expect([...new Set(seen)]).toEqual(spaces.filter((_, at) => letters[at] !== '-'))
    expect(margin?.spaces.map(({ space }) => space) ?? []).toEqual(
      // Everybody with a delegation has a space of it, and only that one.
      spaces.filter((space, at) => letters[at] !== '-' || (space === 'delegation' && hasDelegation(by) && mayRead)),
    )
    for (const [at, space] of spaces.entries()) {
      const threadId = threads[space]!
      const answers = reply(own.world, by, { threadId, body: `From ${name}.` })
      if (letters[at] === '-') {
        const unknown = { threadId: own.world.mint(), body: 'x' }
        expect(await refusalOf(answers)).toEqual(await refusalOf(reply(own.world, by, unknown)))
        expect(await refusalOf(resolve(own.world, by, { threadId }))).toEqual(
          await refusalOf(resolve(own.world, by, unknown)),
        )
        const assigning = { threadId, memberId: by.id }
        expect(await refusalOf(assignThread(own.world, by, assigning))).toEqual(
          await refusalOf(assignThread(own.world, by, { ...assigning, threadId: unknown.threadId })),
        )
      } else {
        await answers
        const thread = margin?.threads.find(({ id }) => id === threadId)
        expect([space, thread?.whyNotResolve === null]).toEqual([space, letters[at] === 'R'])
      }
    }
  })

  test('nobody writes into the space of a delegation from outside it, or among Secretariat and Bureau from outside', async () => {
    expect(await codeOf(say(own.itu, 'delegation', 'x'))).toBe('not-allowed')
    expect(await codeOf(say(own.secretariat, 'delegation', 'x'))).toBe('not-allowed')
    expect(await codeOf(say(headOf(own, 'NO'), 'bureau', 'x'))).toBe('not-allowed')
    expect(await codeOf(say(own.rapporteur, 'bureau', 'x'))).toBe('not-allowed')
    const sweden = await say(headOf(own, 'SE'), 'delegation', 'Of Sweden.')
    const seen = (await readMargin(own.world, headOf(own, 'NO'), dossier.id)).threads.map(({ id }) => id)
    expect(seen).not.toContain(sweden.threadId)
  })

  test('a closed thread leaves no mark in the shared text, and none may be put there for it', async () => {
    const loaded = await loadText(own.world.store.db, dossier.collab)
    const marked = loaded && [...marksIn(loaded.doc).threads]
    expect(marked).toEqual([threads.shared])
    expect(loaded?.threads).toContain(threads.shared)
    expect(loaded?.threads).not.toContain(threads.delegation)
    expect(loaded?.threads).not.toContain(threads.bureau)
    const { trees } = await readDesk(own.world, own.secretariat, dossier.id)
    expect(JSON.stringify(trees)).not.toContain(threads.delegation)
  })

  test('the record tells of a closed space who and when, and neither words nor thread nor space', async () => {
    const lines = await listRecordAfter(own.world.store.db, 0, 1000)
    const closed = lines.filter(({ act }) => act === 'wrote in a closed space')
    expect(closed.length).toBeGreaterThan(2)
    // Seals with hidden keys, and no two lines alike: nobody can tell which of them are about one thread.
    const seals = closed.flatMap(({ detail }) => {
      const { seals, ...rest } = JSON.parse(detail)
      expect(rest).toEqual({})
      return seals as [string, string, string][]
    })
    expect(seals.every(([, key]) => key.startsWith('~'))).toBe(true)
    expect(new Set(seals.map(([, , hash]) => hash)).size).toBe(seals.length)
    for (const line of lines) {
      expect(JSON.stringify(line)).not.toContain(word)
      for (const space of ['delegation', 'bureau'] as const) expect(line.detail).not.toContain(threads[space])
    }
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('only those of a closed space hear that something was said in it', async () => {
    const heard = new Map<Topic, number>()
    const bulletin = openBulletin()
    const world = { ...own.world, bulletin }
    const topics = [`dossier:${dossier.id}`, `closed:${dossier.id}:NO`, `closed:${dossier.id}:`]
    const stops = topics.map((topic) =>
      bulletin.listen(topic, {
        memberId: 'x',
        hear: () => heard.set(topic, (heard.get(topic) ?? 0) + 1),
        end: () => {},
      }),
    )
    await say(people['delegate of Norway']!, 'delegation', 'Once more.', world)
    await say(own.viceChair, 'bureau', 'Once more.', world)
    for (const stop of stops) stop()
    expect([...heard]).toEqual([
      [topics[1], 1],
      [topics[2], 1],
    ])
    const hears = async (name: string) => {
      const asked = await Promise.all(
        topics.map(async (topic) => {
          const by = people[name]!
          return topicsWith(by, topics[0]!).includes(topic) && (await mayHear(own.world, by, topic))
        }),
      )
      return asked.map((yes) => (yes ? '+' : '-')).join('')
    }
    expect(await hears('secretariat')).toBe('+-+')
    expect(await hears('head of Norway')).toBe('++-')
    expect(await hears('head of Sweden')).toBe('+--')
    expect(await hears('observer invited')).toBe('+--')
    expect(await hears('operator')).toBe('---')
  })

  test('those offered to be named in a space are those who may read it', async () => {
    const offered = async (by: Member, space: Space) =>
      (await listReaders(own.world, by, { dossierId: dossier.id, space })).map(({ mentioned }) => mentioned)
    const norway = await offered(headOf(own, 'NO'), 'delegation')
    expect(norway.sort()).toEqual([`m:${headOf(own, 'NO').id}`, `m:${own.delegates.get('NO')?.id}`, 'p:NO'].sort())
    const bureau = await offered(own.secretariat, 'bureau')
    expect(bureau).toHaveLength(4)
    expect(bureau.every((one) => one.startsWith('m:'))).toBe(true)
    const shared = await offered(own.observer, 'shared')
    expect(shared).toContain('b:ecpat')
    expect(shared).toContain('p:NO')
    expect(shared).not.toContain(`m:${people.operator?.id}`)
    expect(await codeOf(offered(own.secretariat, 'delegation'))).toBe('not-allowed')
    expect(await codeOf(offered(own.rapporteur, 'bureau'))).toBe('not-allowed')
  })

  test('an observer’s comment carries the organisation, also after it was let go', async () => {
    const { threadId } = await say(own.observer, 'shared', 'From an organisation.')
    own.wait(1000)
    await own.world.store.db
      .updateTable('appointment')
      .set({ until_at: own.now() })
      .where('member_id', '=', own.observer.id)
      .execute()
    own.wait(1000)
    const { threads: all } = await readMargin(own.world, own.secretariat, dossier.id)
    const said = all.find(({ id }) => id === threadId)?.comments[0]
    expect([said?.from, said?.author.delegation.en]).toEqual(['ecpat', expect.stringMatching(/ECPAT/)])
  })
})

function hasDelegation(by: Member): boolean {
  return by.appointments.some(({ partyId }) => partyId !== null)
}
