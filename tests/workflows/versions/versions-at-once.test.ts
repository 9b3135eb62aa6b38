// Two who freeze, or restore, at once: of two versions the later one never has the older text, and none of them lacks
// words.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '#db/engine/open.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { restoreVersion } from '#server/workflows/versions/version-restoring.ts'
import { currentText, versionsOf, versionText } from '#server/workflows/versions/versions.ts'
import type { World } from '#server/world.ts'
import { type Committee, draftedDossier, freshCommittee, type Opened } from '#tests/support/committee.ts'
import { edit } from '#tests/support/documents/wording.ts'
import { refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('versions frozen at once on %s', (engine: Engine) => {
  let own: Committee
  let dossier: Opened
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
  })
  afterEach(() => own.close())

  const freeze = (world: World, name: string) =>
    freezeText(world, own.secretariat, { dossierId: dossier.id, name, note: '' })
  const reword = (words: string) => edit(own.world, dossier, { en: `${words};`, fr: `${words} ;` })
  const firstWords = async (id: string) => {
    const { text } = await versionText(own.world, own.secretariat, id)
    return text.trees.en.paragraphs.map(wordsOf)[0]
  }
  const versions = () => versionsOf(own.world, own.secretariat, dossier.id)

  /** This world, in which `meanwhile` is done between the first taking of a text and what is done with it. */
  function slowWorld(meanwhile: () => Promise<unknown>): World {
    let isFirst = true
    const take: World['rooms']['take'] = async (collab) => {
      const taken = await own.world.rooms.take(collab)
      if (isFirst) {
        isFirst = false
        await meanwhile()
      }
      return taken
    }
    return { ...own.world, rooms: { ...own.world.rooms, take } }
  }

  test('whoever is overtaken freezes what stands by then', async () => {
    const slow = slowWorld(async () => {
      await reword('Noting what came second')
      await freeze(own.world, 'quick')
      await reword('Noting what came third')
    })
    const { id, ordinal } = await freeze(slow, 'slow')
    expect(ordinal).toBe(2)
    expect(await firstWords(id)).toBe('Noting what came third;')
    expect((await versions()).map(({ name }) => name)).toEqual(['slow', 'quick'])
  })

  test('whoever is overtaken by the same text is told which version has it', async () => {
    const slow = slowWorld(async () => {
      await reword('Noting what came second')
      await freeze(own.world, 'quick')
    })
    expect((await refusalOf(freeze(slow, 'slow'))).say.en).toContain('the same as version 1')
    expect((await versions()).length).toBe(1)
  })

  test('what stood before a version was restored is kept with the words that came meanwhile', async () => {
    const { id: versionId } = await freeze(own.world, 'first')
    await reword('Noting what came second')
    const slow = slowWorld(async () => {
      await reword('Noting what came third')
      await freeze(own.world, 'quick')
      await reword('Noting what came fourth')
    })
    await restoreVersion(slow, own.secretariat, { versionId })
    const [before, quick] = await versions()
    expect(quick?.name).toBe('quick')
    expect(before?.ordinal).toBe(3)
    expect(await firstWords(before!.id)).toBe('Noting what came fourth;')
    const now = await currentText(own.world, own.secretariat, dossier.id)
    expect(now.text.trees.en.paragraphs.map(wordsOf)[0]).toBe('Recalling the words of the text;')
  })
})
