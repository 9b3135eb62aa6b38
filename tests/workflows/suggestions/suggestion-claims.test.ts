// One suggestion is decided on once: two who decide at the same moment, and a server that dies between the text and its
// record.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { listRecordAfter } from '#db/acts/record.ts'
import { listClaims } from '#db/texts/suggestion-claims.ts'
import { listSuggestions } from '#db/texts/suggestions.ts'
import { suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { Refused, refusal } from '#server/domain/refusal.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { endClaims } from '#server/workflows/suggestions/suggestion-claims.ts'
import { type Decided, decideSuggestions, noteSuggestions } from '#server/workflows/suggestions/suggestions.ts'
import type { World } from '#server/world.ts'
import { type Committee, draftedDossier, freshCommittee, headOf, type Opened } from '#tests/support/committee.ts'
import { suggestWord } from '#tests/support/documents/suggested.ts'
import { refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('deciding once on %s', (engine) => {
  let own: Committee
  let dossier: Opened
  let id: string
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
    id = await suggestWord(own, headOf(own, 'FR'), 'Noting', dossier.collab)
  })
  afterEach(() => own.close())

  type Write = World['rooms']['write']
  /** This world, in which a text is written so. */
  const worldThat = (write: (usual: Write) => Write): World => ({
    ...own.world,
    rooms: { ...own.world.rooms, write: write(own.world.rooms.write) },
  })
  const accept = (world: World) => decideSuggestions(world, own.rapporteur, asked('accepted'))
  const reject = (world: World) => decideSuggestions(world, own.secretariat, asked('rejected'))
  const asked = (decision: 'accepted' | 'rejected') => ({ dossierId: dossier.id, ids: [id], decision })
  const lines = async () =>
    (await listRecordAfter(own.world.store.db, 0, 1_000)).flatMap(({ act, actor }) =>
      act.endsWith('suggestions') ? [[act, actor]] : [],
    )
  const decision = async () => (await listSuggestions(own.world.store.db, dossier.collab))[0]?.decision
  const claims = () => listClaims(own.world.store.db, dossier.collab)
  const firstWords = async () => (await own.world.rooms.read(dossier.collab)).trees.en.paragraphs.map(wordsOf)[0]
  const accepted = 'Noting the words of the text;'

  test('of two who decide at the same moment the second is told who is at it, and nothing of theirs is done', async () => {
    let refused: Awaited<ReturnType<typeof refusalOf>> | null = null
    const slow = worldThat((usual) => async (collab, edit) => {
      refused = await refusalOf(reject(own.world))
      return usual(collab, edit)
    })
    expect(await accept(slow)).toEqual({ decided: [id], left: 0 } satisfies Decided)
    expect(refused).toMatchObject({ code: 'not-now', say: { en: expect.stringContaining(own.rapporteur.name) } })
    expect([await firstWords(), await decision(), await lines()]).toEqual([
      accepted,
      'accepted',
      [['accepted suggestions', own.rapporteur.id]],
    ])
    expect(await claims()).toEqual([])
  })

  test('a server that dies after the text was written: nothing is said to be decided, and the record says what is known, once', async () => {
    const dying = worldThat((usual) => async (collab, edit) => {
      await usual(collab, edit)
      throw new Error('the server dies')
    })
    const begun = own.now()
    await expect(accept(dying)).rejects.toThrow('the server dies')
    expect([await firstWords(), await decision(), await lines()]).toEqual([accepted, null, []])
    own.wait(119_999)
    await endClaims(own.world)
    expect((await claims()).length).toBe(1)
    own.wait(1)
    await Promise.all([endClaims(own.world), endClaims(own.world)])
    expect([await decision(), await lines(), await claims()]).toEqual([null, [], []])
    const interrupted = (await listRecordAfter(own.world.store.db, 0, 1_000)).filter(({ act }) =>
      act.includes('interrupted'),
    )
    expect(interrupted.map(({ actor, subject }) => [actor, subject])).toEqual([['system', `dossier:${dossier.id}`]])
    expect(JSON.parse(interrupted[0]!.detail)).toEqual({
      ...{ decision: 'accepted', by: own.rapporteur.id, at: begun, suggestions: [id], gone: [id] },
    })
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('a server that dies before: the suggestion stands, nobody else decides for two minutes, and then it is free', async () => {
    const dying = worldThat(() => async () => {
      throw new Error('the server dies')
    })
    await expect(accept(dying)).rejects.toThrow('the server dies')
    expect(await refusalOf(reject(own.world))).toMatchObject({
      code: 'not-now',
      say: { en: expect.stringContaining(own.rapporteur.name) },
    })
    expect(await refusalOf(accept(own.world))).toMatchObject({
      code: 'not-now',
      say: { en: expect.stringContaining('yours') },
    })
    own.wait(120_000)
    await endClaims(own.world)
    expect(await reject(own.world)).toEqual({ decided: [id], left: 0 })
    expect(await lines()).toEqual([['rejected suggestions', own.secretariat.id]])
    expect(await firstWords()).toBe('Recalling the words of the text;')
  })

  test('one whose author was never known is decided with the others, and the line names it', async () => {
    await own.world.rooms.write(dossier.collab, (doc) => {
      const [text] = textsOf(rootOf(doc, 'en').get(1) as Y.XmlElement)
      text?.insert(0, 'Planted ', { 's_i_zz-1': 1 })
    })
    const [, planted] = suggestionsOf((await own.world.rooms.read(dossier.collab)).trees).map((one) => one.id)
    expect(planted).toBe('zz-1')
    const both = { dossierId: dossier.id, ids: [id, 'zz-1'], decision: 'accepted' as const }
    expect((await decideSuggestions(own.world, own.rapporteur, both)).left).toBe(0)
    const [line] = (await listRecordAfter(own.world.store.db, 0, 1_000)).filter(
      ({ act }) => act === 'accepted suggestions',
    )
    expect(JSON.parse(line?.detail ?? '{}').suggestions).toEqual([id, 'zz-1'])
    expect(await claims()).toEqual([])
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('what several note at once is noted in one line', async () => {
    const { collab } = dossier
    const before = (await listRecordAfter(own.world.store.db, 0, 1_000)).length
    await own.world.store.db
      .deleteFrom('suggestion')
      .execute()
      .catch(() => {})
    await Promise.all([1, 2, 3].map(() => noteSuggestions(own.world, { collab })))
    expect((await listRecordAfter(own.world.store.db, 0, 1_000)).length - before).toBeLessThanOrEqual(1)
  })

  test('what is refused holds nothing', async () => {
    const frozen = worldThat(() => async () => {
      throw new Refused(refusal('not-now', { en: 'frozen', fr: 'gelé' }))
    })
    expect((await refusalOf(accept(frozen))).say.en).toBe('frozen')
    expect(await claims()).toEqual([])
    await reject(own.world)
  })

  test('one that was decided, brought back and decided anew before that was noted has both decisions in the record', async () => {
    await accept(own.world)
    await own.world.rooms.write(dossier.collab, (doc) => {
      const [text] = textsOf(rootOf(doc, 'en').get(0) as Y.XmlElement)
      text?.format(0, 6, { [`s_d_${id}`]: 1 })
    })
    await reject(own.world)
    expect(await decision()).toBe('rejected')
    expect(await lines()).toEqual([
      ['accepted suggestions', own.rapporteur.id],
      ['rejected suggestions', own.secretariat.id],
    ])
  })

  test('whoever is slower than that still has their decision recorded', async () => {
    const slow = worldThat((usual) => async (collab, edit) => {
      own.wait(120_000)
      await endClaims(own.world)
      return usual(collab, edit)
    })
    await accept(slow)
    expect([await decision(), await lines()]).toEqual(['accepted', [['accepted suggestions', own.rapporteur.id]]])
  })
})
