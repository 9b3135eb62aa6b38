// A roll call in front of a full room: what 48 ballots cost the store when 50 pages listen.

import type { KyselyPlugin } from 'kysely'
import { describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { castVote } from '#server/workflows/decisions/ballots.ts'
import type { World } from '#server/world.ts'
import { serve } from '#tests/app/pages/house.ts'
import { freshCommittee, freshRequest, openVote } from '#tests/support/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { engines } from '#tests/support/store.ts'

/** Adds up what the store is asked. */
function counting(): KyselyPlugin & { asked: number } {
  return {
    asked: 0,
    transformQuery({ node }) {
      this.asked += 1
      return node
    },
    transformResult: async ({ result }) => result,
  }
}

const listeners = 50

describe.each(engines)('a roll call on %s', (engine) => {
  test('costs the store four looks a second and listener at most, whose questions on the ballot are asked once', async () => {
    const committee = await freshCommittee(engine)
    const counter = counting()
    const store = { ...committee.world.store, db: committee.world.store.db.withPlugin(counter) }
    const world = { ...committee.world, store }
    const { ballotId } = await openVote(committee, 48)
    const site = await serve(world)
    try {
      const streams: { looks: number }[] = []
      for (const email of ['delegate.se@demo.example', 'delegate.it@demo.example']) {
        const delegate = await signedIn(site.url, email, demoPassword)
        for (let at = 0; at < listeners / 2; at++) {
          const { body } = await delegate.get(`/bulletin?topic=ballot:${ballotId}`)
          const words = body!.pipeThrough(new TextDecoderStream()).getReader()
          expect((await words.read()).value).toBe(': listening\n\n')
          const heard = { looks: 0 }
          void hear(words, heard)
          streams.push(heard)
        }
      }
      const cast = (on: World, head: Member, choice: 'for' | 'against') =>
        castVote(on, head, { ballotId, choice, requestId: freshRequest() })
      const heads = [...committee.heads.values()]
      const silent = { ...world, bulletin: { ...world.bulletin, announce() {} } }
      for (const head of heads) await cast(silent, head, 'against')
      const castsCost = counter.asked
      for (const head of heads) await cast(silent, head, 'for')
      const ofCasts = counter.asked - castsCost

      let tellings = 0
      world.bulletin.listen(`ballot:${ballotId}`, { memberId: 'nobody', hear: () => void tellings++, end() {} })
      const [before, began] = [counter.asked, performance.now()]
      for (const head of heads) await cast(world, head, 'against')
      await expect.poll(() => tellings > 1 && streams.every(({ looks }) => looks === tellings)).toBe(true)
      const ofLooks = counter.asked - before - ofCasts
      const most = Math.floor((performance.now() - began) / 250) + 2
      console.log(
        `${engine}: ${heads.length} casts, ${tellings} tellings, ${ofLooks} questions of ${listeners} listeners`,
      )
      expect(tellings).toBeLessThanOrEqual(most)
      // Of each are asked a session, a person and their offices; of all together the ballot, its dossier and who works
      // on it.
      expect(ofLooks).toBeLessThanOrEqual(tellings * (listeners * 3 + 4))
    } finally {
      await site.close()
      await committee.close()
    }
  }, 60_000)
})

async function hear(words: ReadableStreamDefaultReader<string>, heard: { looks: number }): Promise<void> {
  try {
    for (let said = await words.read(); !said.done; said = await words.read())
      heard.looks += said.value.split('data: ').length - 1
  } catch {
    // The site was closed.
  }
}
