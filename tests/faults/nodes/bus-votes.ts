// A vote that goes on at two nodes: one head of delegation after another votes, at the nodes in turn, and remembers the
// receipt.

import { openToRead } from '#db/engine/open.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { type BallotChoice, ballotChoices } from '#server/domain/decisions/ballot.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { dossierBefore, meetingWith, type Seats, voteOn } from '#tests/support/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'
import type { Chance } from '#tests/support/seeded.ts'
import type { Place } from '#tests/support/servers/server.ts'

/** Parties in the room, and those of them that vote, again and again. */
const [present, voting] = [25, 8]

interface Vote {
  readonly ballotId: string
  readonly partyIds: readonly string[]
}

/** Opens a vote; for `seatedPlace`. */
export async function openVoteOf(seats: Seats): Promise<Vote> {
  const { meetingId, inTheRoom } = await meetingWith(seats, present)
  const { id } = await dossierBefore(seats, meetingId)
  return { ...(await voteOn(seats, id)), partyIds: inTheRoom }
}

/** A Party's head, as a visitor of each node. */
interface Head {
  readonly partyId: string
  readonly at: readonly Visitor[]
}

interface Receipt {
  readonly partyId: string
  readonly choice: BallotChoice
  readonly requestId: string
  readonly seq: number
  readonly hash: string
}

export class Voters {
  /** Milliseconds that each vote took, with Redis there and without. */
  readonly took = { there: [] as number[], away: [] as number[] }
  /** Votes that were not answered with a receipt. */
  failed = 0
  readonly receipts: Receipt[] = []
  readonly #ballotId: string
  readonly #chance: Chance
  readonly #origin: string
  readonly #heads: readonly Head[]
  #cast = 0

  private constructor(ballotId: string, heads: readonly Head[], about: { origin: string; chance: Chance }) {
    this.#ballotId = ballotId
    this.#heads = heads
    this.#origin = about.origin
    this.#chance = about.chance
  }

  static async arrive({ ballotId, partyIds }: Vote, urls: readonly [string, string], chance: Chance): Promise<Voters> {
    const heads: Head[] = []
    for (const partyId of partyIds.slice(0, voting)) {
      const first = await signedIn(urls[0], `head.${partyId}@demo.example`, demoPassword)
      heads.push({ partyId, at: [first, visit(urls[1], first.cookie())] })
    }
    return new Voters(ballotId, heads, { origin: urls[0], chance })
  }

  /** The next vote, at the next node. */
  async cast(redis: 'there' | 'away'): Promise<void> {
    const cast = this.#cast++
    const head = this.#heads[cast % this.#heads.length]
    const visitor = head?.at[Math.floor(cast / this.#heads.length + cast) % 2]
    if (!head || !visitor) throw new Error('nobody votes')
    const [choice, requestId] = [this.#chance.pick(ballotChoices), `bus-${String(cast).padStart(6, '0')}`]
    const began = performance.now()
    const headers = { accept: 'application/json', origin: this.#origin }
    const answer = await visitor.post(`/ballots/${this.#ballotId}/votes`, { choice, requestId }, headers)
    this.took[redis].push(performance.now() - began)
    if (answer.status === 200) {
      const receipt = (await answer.json()) as { seq: number; hash: string }
      this.receipts.push({ partyId: head.partyId, choice, requestId, ...receipt })
    } else {
      this.failed += 1
    }
  }

  /**
   * Closes the vote; receipts that are not in the log as given, choices that are counted otherwise, and what `verify`
   * finds.
   */
  async close(chair: Visitor, place: Place): Promise<{ lost: number; miscounted: number; faults: number }> {
    const closing = await chair.post(`/ballots/${this.#ballotId}/closure`, {}, { origin: this.#origin })
    if (closing.status !== 302) throw new Error(`the closing was answered ${closing.status}`)
    const store = await openToRead({ dataDir: place.dataDir, databaseUrl: place.databaseUrl })
    try {
      const events = await store.db
        .selectFrom('ballot_event')
        .selectAll()
        .where('ballot_id', '=', this.#ballotId)
        .execute()
      const row = await store.db
        .selectFrom('ballot')
        .select('tally')
        .where('id', '=', this.#ballotId)
        .executeTakeFirst()
      const tally = JSON.parse(row?.tally ?? '{}') as Record<BallotChoice, number>
      const { faults } = await verifyStore(store)
      const isThere = ({ requestId, seq, hash, choice }: Receipt) =>
        events.some(
          (one) => one.request_id === requestId && one.seq === seq && one.hash === hash && one.choice === choice,
        )
      return {
        lost: this.receipts.filter((one) => !isThere(one)).length,
        miscounted: ballotChoices.filter((choice) => tally[choice] !== this.#counted(choice)).length,
        faults: faults.length,
      }
    } finally {
      await store.close()
    }
  }

  #counted(choice: BallotChoice): number {
    const last = new Map<string, Receipt>()
    for (const one of this.receipts) if (one.seq > (last.get(one.partyId)?.seq ?? 0)) last.set(one.partyId, one)
    return [...last.values()].filter((one) => one.choice === choice).length
  }
}
