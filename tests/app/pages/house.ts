// The built pages over a fresh World, on a port of their own: a committee, a published text, an open vote, a draft.

import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { demoPassword } from '#server/demo/committee.ts'
import { fillShelf } from '#server/demo/shelf.ts'
import { builtFiles } from '#server/http/files.ts'
import { openSite } from '#server/http/site.ts'
import { doorOf } from '#server/index.ts'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import { moveDossier, openDossier } from '#server/workflows/dossiers/dossiers.ts'
import { convene } from '#server/workflows/meetings/meetings.ts'
import type { World } from '#server/world.ts'
import { type Committee, draftedDossier, freshCommittee } from '#tests/support/committee.ts'
import { wholeJourney } from '#tests/support/people/journey.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'

export interface House {
  readonly url: string
  readonly committee: Committee
  readonly published: Awaited<ReturnType<typeof wholeJourney>>
  /** A dossier that only members may know of; `draftTitle` must appear nowhere in public. */
  readonly draftId: string
  /** A vote that is open at the meeting of the published text. */
  readonly openBallotId: string
  /** The dossier of that vote; its operative paragraph cites Article 23. */
  readonly votedOnId: string
  readonly nextMeetingId: string
  /** Someone not signed in. Who signs in with it stays signed in: use `visit` for that. */
  readonly anyone: Visitor
  as(email: string): Promise<Visitor>
  close(): Promise<void>
}

export const draftTitle = { en: 'Opinion on a matter not yet public', fr: 'Avis sur une question non encore publique' }

export async function openHouse(): Promise<House> {
  const committee = await freshCommittee('sqlite')
  const { world, secretariat, rapporteur } = committee
  await fillShelf(world, secretariat)
  const published = await wholeJourney(committee)
  const { openBallotId, votedOnId } = await secondVote(committee, published.meetingId)
  const draft = await openDossier(world, secretariat, {
    kind: 'declaration',
    titleEn: draftTitle.en,
    titleFr: draftTitle.fr,
    articles: [23],
    rapporteurId: rapporteur.id,
    class: 'restricted',
  })
  const meeting = { number: 44, placeEn: 'Nicosia', placeFr: 'Nicosie', opensOn: '2027-03-02', closesOn: '2027-03-05' }
  const { id: nextMeetingId } = await convene(world, secretariat, meeting)
  const { url, close } = await serve(committee.world)
  return {
    url,
    committee,
    published,
    draftId: draft.id,
    openBallotId,
    votedOnId,
    nextMeetingId,
    anyone: visit(url),
    as: (email) => signedIn(url, `${email}@demo.example`, demoPassword),
    async close() {
      await close()
      await committee.close()
    },
  }
}

async function secondVote(committee: Committee, meetingId: string): Promise<Pick<House, 'openBallotId' | 'votedOnId'>> {
  const { world, secretariat, chair } = committee
  const { id: dossierId } = await draftedDossier(committee)
  await moveDossier(world, secretariat, { dossierId, to: 'circulated' })
  await moveDossier(world, secretariat, { dossierId, to: 'meeting', meetingId })
  const question = { questionEn: 'Shall the text be adopted?', questionFr: 'Le texte est-il adopté ?' }
  const { id } = await openBallot(world, chair, { dossierId, ...question })
  return { openBallotId: id, votedOnId: dossierId }
}

/** The site over a World, until it is closed. */
export async function serve(ofWorld: World): Promise<{ url: string; close(): Promise<void> }> {
  const build: ServerBuild = await import(new URL('../../../build/server/index.js', import.meta.url).href)
  const files = builtFiles(fileURLToPath(new URL('../../../build/client', import.meta.url)))
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://localhost:${address.port}`
  const world = { ...ofWorld, config: { ...ofWorld.config, publicUrl: url } }
  server.on('request', openSite({ world, version: 'test', build, files, development: false }))
  server.on('upgrade', doorOf(world))
  return {
    url,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
