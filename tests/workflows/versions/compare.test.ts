// Versions compared, who wrote what between them, and the log of it: people write over real sockets, so that the log is
// theirs.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '#db/engine/open.ts'
import { insertSession } from '#db/people/sessions.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import { openDoor } from '#server/live/wire/door.ts'
import { readDesk, seatOf } from '#server/workflows/dossiers/drafting.ts'
import { decideSuggestions, noteSuggestions } from '#server/workflows/suggestions/suggestions.ts'
import { paragraphAuthors } from '#server/workflows/versions/authorship.ts'
import type { HandView } from '#server/workflows/versions/authorship-views.ts'
import { compareTexts, readChangeLog } from '#server/workflows/versions/compare.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { restoreVersion } from '#server/workflows/versions/version-restoring.ts'
import { Guest } from '#tests/live/guest.ts'
import { type Committee, draftedDossier, freshCommittee, headOf, type Opened } from '#tests/support/committee.ts'
import { refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

const minute = 60_000

describe.each(engines)('a comparison on %s', (engine: Engine) => {
  let own: Committee
  let dossier: Opened
  let door: Awaited<ReturnType<typeof openHouse>>
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
    own.wait(minute)
    door = await openHouse(own, dossier)
  })
  afterEach(async () => {
    await door.close()
    await own.close()
  })

  const freeze = async (name: string) =>
    (await freezeText(own.world, own.secretariat, { dossierId: dossier.id, name, note: '' })).id
  const compare = (from: string | null, to: string | null, by: Member = own.secretariat) =>
    compareTexts(own.world, by, { dossierId: dossier.id, from, to })
  const log = (from: string, to: string) =>
    readChangeLog(own.world, own.secretariat, { dossierId: dossier.id, from, to })
  const authors = async (pid: string) =>
    (await paragraphAuthors(own.world, own.secretariat, { dossierId: dossier.id, pid })).filter(
      ({ language }) => language === 'en',
    )[0]

  test('says what changed from one version to the next, how much, and who wrote it; and not what came after', async () => {
    const first = await freeze('first')
    own.wait(minute)
    await door.write(own.rapporteur, (guest) => guest.text(0).insert(9, ' all'))
    const second = await freeze('second')
    await door.write(own.secretariat, (guest) => guest.text(1).insert(0, 'Now '))
    const { languages, sides, pending } = await compare(first, second)
    expect([sides?.from.version?.name, sides?.to.version?.name, pending]).toEqual(['first', 'second', 0])
    expect(languages?.en).toMatchObject({ put: 1, taken: 0, counts: { changed: 1, inserted: 0, deleted: 0 } })
    expect(Object.keys(languages?.en.writers ?? {})).toEqual([dossier.pids[0]])
    expect(languages?.en.writers[dossier.pids[0]]).toMatchObject([
      { id: own.rapporteur.id, delegation: { en: 'Ireland' } },
    ])
    expect(languages?.fr.counts).toMatchObject({ changed: 0 })
    const [line, ...others] = (await log(first, second)).lines
    expect(others).toEqual([])
    expect(line).toMatchObject({ language: 'en', pid: dossier.pids[0], number: '1', what: 'changed', put: 1 })
    expect(line?.firstAt).toBe(own.now())
  })

  test('left to itself is of the newest version with the text as it stands', async () => {
    expect((await compare(null, null)).sides).toBeNull()
    await freeze('first')
    const second = await freeze2()
    const { sides } = await compare(null, null)
    expect([sides?.from.id, sides?.to.id, sides?.to.version]).toEqual([second, 'now', null])
    async function freeze2() {
      await door.write(own.rapporteur, (guest) => guest.text(0).insert(0, 'Now '))
      return freeze('second')
    }
  })

  test('with the text as it stands counts what is only suggested, and leaves it out', async () => {
    const version = await freeze('first')
    await suggest(headOf(own, 'FR'), ' kindly')
    const { languages, pending } = await compare(version, 'now')
    expect(pending).toBe(1)
    expect(languages?.en.counts).toMatchObject({ changed: 0 })
    expect((await log(version, 'now')).lines).toEqual([])
  })

  test('a suggestion that was accepted is logged as of the delegation that made it, with who accepted it', async () => {
    const version = await freeze('first')
    const id = await suggest(headOf(own, 'FR'), ' kindly')
    await decideSuggestions(own.world, own.rapporteur, { dossierId: dossier.id, ids: [id], decision: 'accepted' })
    const { lines, places } = await log(version, 'now')
    expect(lines.map(({ hand }) => spoken(hand))).toEqual([`France accepted by ${own.rapporteur.name}`])
    expect(places).toEqual([{ place: 'FR', delegation: { en: 'France', fr: 'France' } }])
    const { writers } = (await authors(dossier.pids[0]))!
    expect(writers.map(({ writer, words }) => [writer?.delegation.en ?? 'server', words])).toEqual([
      ['server', 6],
      ['France', 1],
    ])
  })

  test('a restored version is logged as of who restored it, and its words stay with who wrote them', async () => {
    await door.write(own.rapporteur, (guest) => guest.text(0).insert(9, ' all'))
    const version = await freeze('first')
    await door.write(own.secretariat, (guest) => guest.text(0).delete(0, guest.text(0).length))
    own.wait(minute)
    await restoreVersion(own.world, own.secretariat, { versionId: version })
    const { lines } = await log(version, 'now')
    expect(lines.map(({ hand, taken, put }) => [spoken(hand), taken, put])).toEqual([
      ['Secretariat', 7, 0],
      ['Secretariat restored 1', 0, 7],
    ])
    const { writers } = (await authors(dossier.pids[0]))!
    expect(writers.map(({ writer, words }) => [writer?.delegation.en ?? 'server', words])).toEqual([
      ['server', 6],
      ['Ireland', 1],
      ['Secretariat', 0],
    ])
  })

  test('a paragraph that is gone keeps its writers, and the log says who took it out', async () => {
    const version = await freeze('first')
    await door.write(own.secretariat, (guest) => guest.root().delete(0, 1))
    await door.write(own.secretariat, (guest) => guest.root('fr').delete(0, 1))
    const { lines } = await log(version, 'now')
    expect(lines.map(({ what, hand, language }) => [language, what, spoken(hand)])).toEqual([
      ['en', 'deleted', 'Secretariat'],
      ['fr', 'deleted', 'Secretariat'],
    ])
    expect(await authors(dossier.pids[0])).toMatchObject({ isGone: true })
  })

  test('what was read once is read on from there, also past a version that was frozen since', async () => {
    const first = await freeze('first')
    await door.write(own.rapporteur, (guest) => guest.text(0).insert(0, 'a '))
    expect((await log(first, 'now')).lines).toHaveLength(1)
    const second = await freeze('second')
    await door.write(own.rapporteur, (guest) => guest.text(0).insert(0, 'b '))
    await door.write(own.rapporteur, (guest) => guest.text(0).insert(0, 'c '))
    expect((await log(second, 'now')).lines.map(({ put }) => put)).toEqual([2])
    expect((await log(first, second)).lines.map(({ put }) => put)).toEqual([1])
    expect((await log('now', first)).lines.map(({ put }) => put)).toEqual([1, 2])
  })

  test('is not there for whoever may not read the history, nor for a version of another dossier', async () => {
    const version = await freeze('first')
    const unknown = await refusalOf(
      compareTexts(own.world, own.secretariat, { dossierId: 'none', from: null, to: null }),
    )
    expect(unknown.code).toBe('not-found')
    expect(await refusalOf(compare(version, 'now', own.itu))).toEqual(unknown)
    expect(
      await refusalOf(paragraphAuthors(own.world, own.itu, { dossierId: dossier.id, pid: dossier.pids[0] })),
    ).toEqual(unknown)
    const other = await draftedDossier(own)
    const asked = { dossierId: other.id, from: version, to: 'now' }
    expect(await refusalOf(compareTexts(own.world, own.secretariat, asked))).toEqual(unknown)
    expect(await refusalOf(readChangeLog(own.world, own.secretariat, asked))).toEqual(unknown)
  })

  test('ends where the text stands', async () => {
    await door.write(own.rapporteur, (guest) => guest.text(0).insert(0, 'Now '))
    const { trees } = await readDesk(own.world, own.secretariat, dossier.id)
    const { contributions = [] } = (await authors(dossier.pids[0])) ?? {}
    expect(contributions[0]).toMatchObject({ put: 1, hand: { is: 'edit' } })
    expect(wordsOf(trees.en.paragraphs[0]!)).toBe('Now Recalling the words of the text;')
  })

  /** Words suggested behind the first of the recital; returns the suggestion. */
  async function suggest(by: Member, words: string): Promise<string> {
    let id = ''
    await door.write(by, (guest) => {
      id = suggestionId(guest.doc.clientID, 1)
      guest.text(0).insert(9, words, { [`s_i_${id}`]: 1 })
    })
    await noteSuggestions(own.world, { collab: dossier.collab })
    return id
  }
})

function spoken(hand: HandView): string {
  if (hand.is === 'server') return 'server'
  if (hand.is === 'edit') return hand.by.delegation.en
  if (hand.is === 'restoring') return `${hand.by.delegation.en} restored ${hand.number}`
  return `${hand.by.map((one) => one.delegation.en).join()} accepted by ${hand.acceptedBy?.name}`
}

/** A door to the committee's rooms, for whoever has a session, with the rights they have. */
async function openHouse(own: Committee, { collab }: Opened) {
  const { world } = own
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const whoIs = async (cookie: string | undefined) => (cookie ? { sessionHash: cookie } : null)
  const needs = { rooms: world.rooms, config: { publicUrl: url }, log: world.log, seatOf: seatOf(world), whoIs }
  server.on('upgrade', openDoor(needs))
  const sessions = new Set<string>()
  return {
    /** Somebody comes, writes, waits until it is saved, and goes. */
    async write(by: Member, edit: (guest: Guest) => void): Promise<void> {
      if (!sessions.has(by.id)) {
        const session = { id_hash: by.id, member_id: by.id, created_at: own.now(), expires_at: own.now() + 60 * minute }
        await insertSession(world.store.db, session)
        sessions.add(by.id)
      }
      const guest = new Guest({ url, collab, cookie: by.id })
      await guest.synced()
      guest.doc.transact(() => edit(guest))
      await guest.allSaved()
      await guest.leave()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
