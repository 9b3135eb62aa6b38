// A desk of a journey whose server runs in this process, so that the saved text and the record can be read behind the
// browsers.

import type { Browser } from 'playwright-core'
import { demoPassword } from '#server/demo/committee.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { seed } from '#server/document/writing/edit.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'
import { openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { openBrowser } from '#tests/support/people/browser.ts'
import { arrive, type Person, signIn } from '#tests/support/people/person.ts'

export interface Study {
  readonly committee: Committee
  readonly browser: Browser
  readonly url: string
  /** Someone of the demo committee, signed in. */
  member(name: string, language?: 'en' | 'fr'): Promise<Person>
  close(): Promise<void>
}

/** Milliseconds. */
const tick = 100

export async function openStudy(): Promise<Study> {
  const committee = await freshCommittee('sqlite')
  const { url, close } = await serve(committee.world)
  const browser = await openBrowser()
  // Of a clock that stands nobody would be allowed another message once the first few hundred are sent.
  const ticking = setInterval(() => committee.wait(tick), tick)
  return {
    committee,
    browser,
    url,
    async member(name, language = 'en') {
      const person = await arrive(browser, url, language)
      await signIn(person, `${name}@demo.example`, demoPassword)
      return person
    },
    async close() {
      clearInterval(ticking)
      await browser.close()
      await close()
      await committee.close()
    },
  }
}

/** Kind, English, French. */
export type Line = readonly [kind: ParagraphKind, en: string, fr: string]

export interface Text {
  /** `/dossiers/<id>`. */
  readonly path: string
  readonly dossierId: string
  readonly collab: string
  /** Of its paragraphs, in order. */
  readonly pids: readonly string[]
  /** As the server holds it now. */
  read(): Promise<BothTrees>
}

/** A text in drafting, with Ireland as its rapporteur; delegations may suggest. */
export async function writeText({ committee }: Study, lines: readonly Line[]): Promise<Text> {
  const { world, secretariat, rapporteur } = committee
  const { id: dossierId } = await openDossier(world, secretariat, {
    kind: 'opinion',
    titleEn: 'Opinion on helplines',
    titleFr: 'Avis sur les lignes d’assistance',
    articles: [13],
    rapporteurId: rapporteur.id,
    class: 'restricted',
  })
  const { collab } = await readDossier(world, secretariat, dossierId)
  const pairs = lines.map(([kind, en, fr]) => ({ pid: world.mint(), kind, en: [{ text: en }], fr: [{ text: fr }] }))
  await world.rooms.write(collab, (doc) => seed(doc, pairs))
  return {
    path: `/dossiers/${dossierId}`,
    dossierId,
    collab,
    pids: pairs.map(({ pid }) => pid),
    read: async () => (await world.rooms.read(collab)).trees,
  }
}
