// GET /: for a public reader the front door of the reading room, for a member what needs them.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import type { Member } from '#server/domain/people/appointment.ts'
import { listArticles } from '#server/workflows/convention/convention.ts'
import { listDossiers, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { listMeetings } from '#server/workflows/meetings/meetings.ts'
import { listPublished } from '#server/workflows/publications/publications.ts'
import type { World } from '#server/world.ts'
import { MemberFront } from '../components/page/member-front.tsx'
import { titled } from '../components/page/title.ts'
import { memberOrNull } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { PublicFront } from '../reading/front.tsx'

export const meta: MetaFunction = ({ matches }) => titled(matches, undefined)

export const loader = answering(async ({ context }) => {
  const by = memberOrNull(context)
  const texts = await listPublished(context.world)
  if (by) return { texts, mine: await workOf(context.world, by), articles: [] }
  return { texts, mine: null, articles: await listArticles(context.world) }
})

/** What is under way and open to this member; the votes are those of the dossiers at the stage of voting. */
async function workOf(world: World, by: Member) {
  const dossiers = (await listDossiers(world, by)).filter(({ state }) => state !== 'published')
  const voting = await Promise.all(
    dossiers.filter(({ state }) => state === 'vote').map(({ id }) => readDossier(world, by, id)),
  )
  return {
    dossiers,
    ballots: voting.flatMap((dossier) => dossier.ballots).filter(({ state }) => state === 'open'),
    meetings: await listMeetings(world, by),
  }
}

export default function Front() {
  const { texts, mine, articles } = useLoaderData<typeof loader>()
  return mine ? <MemberFront work={mine} texts={texts} /> : <PublicFront texts={texts} articles={articles} />
}
