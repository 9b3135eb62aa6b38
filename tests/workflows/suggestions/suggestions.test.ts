// Suggestions: noted with whose they are, decided by those who may, one at a time or many, and written into the record.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { listRecordAfter } from '#db/acts/record.ts'
import { transact } from '#db/engine/transaction.ts'
import { listSuggestions, updateSuggestionOpen } from '#db/texts/suggestions.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import { readMargin } from '#server/workflows/comments/margin.ts'
import { readDesk } from '#server/workflows/dossiers/drafting.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { decideSuggestions, noteSuggestions } from '#server/workflows/suggestions/suggestions.ts'
import { noteTakenWords } from '#server/workflows/suggestions/taken-words.ts'
import {
  type Committee,
  draftedDossier,
  freshCommittee,
  headOf,
  type Opened,
  openVote,
} from '#tests/support/committee.ts'
import { suggestWord } from '#tests/support/documents/suggested.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('suggestions on %s', (engine) => {
  let own: Committee
  let dossier: Opened
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
  })
  afterEach(() => own.close())

  const suggest = (by: Member, words: string) => suggestWord(own, by, words, dossier.collab)
  const decide = (by: Member, ids: readonly string[], decision: 'accepted' | 'rejected' | 'withdrawn') =>
    decideSuggestions(own.world, by, { dossierId: dossier.id, ids, decision })
  const firstWords = async () => {
    const { trees } = await readDesk(own.world, own.secretariat, dossier.id)
    return trees.en.paragraphs[0]?.runs.map(({ text }) => text).join('')
  }
  const rows = () => listSuggestions(own.world.store.db, dossier.collab)

  test('the margin says whose a suggestion is, for which delegation and since when', async () => {
    const id = await suggest(headOf(own, 'FR'), 'Noting')
    const { suggestions, whyNotDecide } = await readMargin(own.world, headOf(own, 'SE'), dossier.id)
    expect(suggestions).toEqual([
      {
        id,
        at: own.now(),
        by: expect.objectContaining({ id: headOf(own, 'FR').id, delegation: { en: 'France', fr: 'France' } }),
        takenBy: [],
      },
    ])
    expect(whyNotDecide?.code).toBe('not-allowed')
    expect((await readMargin(own.world, own.rapporteur, dossier.id)).whyNotDecide).toBeNull()
  })

  test('the rapporteur accepts: the text has the words, the row who and which, the record a line without them', async () => {
    const id = await suggest(headOf(own, 'FR'), 'Noting')
    expect(await decide(own.rapporteur, [id], 'accepted')).toEqual({ decided: [id], left: 0 })
    expect(await firstWords()).toBe('Noting the words of the text;')
    const [row] = await rows()
    expect(row).toMatchObject({ decision: 'accepted', decided_by: own.rapporteur.id, decided_at: own.now() })
    expect([row?.before_words, row?.after_words]).toEqual(['Recalling', 'Noting'])
    const line = (await listRecordAfter(own.world.store.db, 0, 1_000)).at(-1)
    expect([line?.act, line?.actor]).toEqual(['accepted suggestions', own.rapporteur.id])
    expect(JSON.parse(line?.detail ?? '')).toMatchObject({ suggestions: [id], delegations: ['FR'] })
    expect(line?.detail).not.toContain('Noting')
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('rejected, the text is as it was', async () => {
    const before = await firstWords()
    const id = await suggest(headOf(own, 'FR'), 'Noting')
    await decide(own.secretariat, [id], 'rejected')
    expect(await firstWords()).toBe(before)
    expect((await readMargin(own.world, own.secretariat, dossier.id)).suggestions).toEqual([])
  })

  test('whoever suggested, and nobody else, is told in the margin what somebody else decided', async () => {
    const france = headOf(own, 'FR')
    const decided = async (by: Member) => (await readMargin(own.world, by, dossier.id)).decided
    const first = await suggest(france, 'Noting')
    await decide(own.secretariat, [first], 'rejected')
    const second = await suggest(france, 'Stressing')
    await decide(own.rapporteur, [second], 'accepted')
    await decide(france, [await suggest(france, 'Recognising')], 'withdrawn')
    const by = ({ id }: Member) => expect.objectContaining({ id })
    expect(await decided(france)).toEqual(
      expect.arrayContaining([
        { id: second, at: own.now(), isAccepted: true, by: by(own.rapporteur), words: 'Stressing' },
        { id: first, at: own.now(), isAccepted: false, by: by(own.secretariat), words: 'Noting' },
      ]),
    )
    expect(await decided(france)).toHaveLength(2)
    for (const other of [own.rapporteur, own.secretariat, headOf(own, 'SE')]) expect(await decided(other)).toEqual([])
  })

  test('words that an editor takes out of one are on its card, and in the record once, without the words', async () => {
    const id = await suggest(headOf(own, 'FR'), 'Noting')
    const taken = { collab: dossier.collab, memberId: own.rapporteur.id, suggestions: [id] }
    await noteTakenWords(own.world, taken)
    await noteTakenWords(own.world, taken)
    await noteTakenWords(own.world, { ...taken, memberId: own.secretariat.id })
    const { suggestions } = await readMargin(own.world, headOf(own, 'FR'), dossier.id)
    expect(suggestions.map(({ takenBy }) => takenBy.toSorted())).toEqual([
      [own.rapporteur.name, own.secretariat.name].toSorted(),
    ])
    const lines = (await listRecordAfter(own.world.store.db, 0, 1_000)).flatMap(({ act, actor, detail }) =>
      act === 'rejected words of a suggestion' ? [{ actor, detail: JSON.parse(detail) }] : [],
    )
    const told = lines.map(({ actor, detail: { seals, ...detail } }) => [actor, detail])
    expect(told).toEqual([
      [own.rapporteur.id, { suggestions: [id] }],
      [own.secretariat.id, { suggestions: [id] }],
    ])
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('several are decided in one act, and what does not stand is passed over', async () => {
    const [one, two] = [await suggest(headOf(own, 'FR'), 'Noting'), await suggest(headOf(own, 'SE'), 'Affirming')]
    const decided = await decide(own.rapporteur, [one, two, suggestionId(99, 99)], 'rejected')
    expect([...decided.decided].sort()).toEqual([one, two].sort())
    const lines = (await listRecordAfter(own.world.store.db, 0, 1_000)).filter(
      ({ act }) => act === 'rejected suggestions',
    )
    expect(lines).toHaveLength(1)
  })

  test('whoever comes second is told who decided', async () => {
    const id = await suggest(headOf(own, 'FR'), 'Noting')
    await decide(own.rapporteur, [id], 'accepted')
    const refused = await refusalOf(decide(own.secretariat, [id], 'rejected'))
    expect(refused.code).toBe('not-again')
    expect(refused.say.en).toContain(own.rapporteur.name)
    expect(await firstWords()).toBe('Noting the words of the text;')
    expect((await refusalOf(decide(own.secretariat, [suggestionId(99, 99)], 'accepted'))).code).toBe('not-again')
  })

  test('a delegate withdraws their own, and only their own, and decides on none', async () => {
    const france = headOf(own, 'FR')
    const [mine, other] = [await suggest(france, 'Noting'), await suggest(headOf(own, 'SE'), 'Affirming')]
    expect(await codeOf(decide(france, [mine], 'accepted'))).toBe('not-allowed')
    expect(await codeOf(decide(france, [mine, other], 'withdrawn'))).toBe('not-allowed')
    await decide(france, [mine], 'withdrawn')
    expect((await rows()).map(({ id, decision }) => [id, decision])).toContainEqual([mine, 'withdrawn'])
    expect((await readMargin(own.world, france, dossier.id)).suggestions.map(({ id }) => id)).toEqual([other])
  })

  test('whoever may not read the text is told the same as of one that does not exist', async () => {
    const id = await suggest(headOf(own, 'FR'), 'Noting')
    const asked = { dossierId: dossier.id, ids: [id], decision: 'accepted' as const }
    const known = await refusalOf(decideSuggestions(own.world, own.itu, asked))
    expect(known).toEqual(await refusalOf(decideSuggestions(own.world, own.itu, { ...asked, dossierId: 'none' })))
  })

  async function bringBack(id: string): Promise<void> {
    await own.world.rooms.write(dossier.collab, (doc) => {
      const [text] = textsOf(rootOf(doc, 'en').get(0) as Y.XmlElement)
      text?.format(0, 9, { [`s_d_${id}`]: 1 })
    })
    await noteSuggestions(own.world, { collab: dossier.collab })
  }

  test('a suggestion that is brought back is open again', async () => {
    const id = await suggest(headOf(own, 'FR'), 'Noting')
    await decide(own.rapporteur, [id], 'rejected')
    await bringBack(id)
    expect((await rows()).map(({ decision }) => decision)).toEqual([null])
  })

  test('one that was brought back and decided anew stays decided, however late somebody notes that it was back', async () => {
    const id = await suggest(headOf(own, 'FR'), 'Noting')
    await decide(own.rapporteur, [id], 'rejected')
    const [asRejected] = await rows()
    await bringBack(id)
    own.wait(1000)
    await decide(own.rapporteur, [id], 'accepted')
    await transact(own.world.store, own.now(), (tx) => updateSuggestionOpen(tx, asRejected!))
    expect((await rows()).map(({ decision }) => decision)).toEqual(['accepted'])
  })

  test('while a vote has the text frozen nothing is decided', async () => {
    const voted = await openVote(own)
    const asked = { dossierId: voted.id, ids: [suggestionId(99, 99)], decision: 'accepted' as const }
    expect(await codeOf(decideSuggestions(own.world, own.secretariat, asked))).toBe('not-now')
  })
})
