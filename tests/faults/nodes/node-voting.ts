// Every delegation votes through one of two nodes or the other, and one of the nodes is killed in the middle. What got
// no answer is sent again to the survivor, which closes the vote. What was acknowledged is written down here, outside
// both.

import { demoPassword } from '#server/demo/committee.ts'
import { type BallotChoice, ballotChoices } from '#server/domain/decisions/ballot.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { dossierBefore, meetingWith, type Seats, voteOn } from '#tests/support/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { ownRedis } from '#tests/support/servers/redis.ts'
import type { Asked, Fault } from '../fault.ts'
import { until, wait } from './bus-nodes.ts'
import { type House, openHouse } from './node-house.ts'

const present = 48
/**
 * The most ballots one Party sends in a trial, and the receipts that all have got together at the latest moment of the
 * kill.
 */
const [votesEach, latestKill] = [6, 4 * present]
/** Milliseconds for those receipts. */
const patience = 60_000

interface Receipt {
  readonly seq: number
  readonly hash: string
}

interface Sent {
  readonly partyId: string
  readonly choice: BallotChoice
  readonly requestId: string
}

/** What people outside the nodes know of one ballot. */
class Outside {
  readonly acknowledged = new Map<string, Sent & Receipt>()
  readonly unanswered = new Map<string, Sent>()
  /** Differing answers to one request. */
  contradictions = 0

  note(sent: Sent, { seq, hash }: Receipt): void {
    const before = this.acknowledged.get(sent.requestId)
    if (before && (before.seq !== seq || before.hash !== hash)) this.contradictions += 1
    if (!before) this.acknowledged.set(sent.requestId, { ...sent, seq, hash })
    this.unanswered.delete(sent.requestId)
  }

  /** Of each Party the acknowledged ballot with the highest place in the log. */
  countOf(choice: BallotChoice): number {
    const last = new Map<string, Sent & Receipt>()
    for (const one of this.acknowledged.values())
      if (one.seq > (last.get(one.partyId)?.seq ?? 0)) last.set(one.partyId, one)
    return [...last.values()].filter((one) => one.choice === choice).length
  }
}

/** A Party's head, as a visitor of each node. */
type Heads = ReadonlyMap<string, readonly [Visitor, Visitor]>

interface Trial {
  readonly house: House
  readonly ballotId: string
  readonly heads: Heads
  readonly chair: string
  readonly chance: Chance
  readonly seed: number
}

async function oneTrial({ house, ballotId, heads, chair, chance, seed }: Trial) {
  const outside = new Outside()
  const headers = { accept: 'application/json', origin: house.origin }
  /** False when nobody knows whether it was taken: to be sent again, as the answer says. */
  const send = async (visitor: Visitor, sent: Sent): Promise<boolean> => {
    outside.unanswered.set(sent.requestId, sent)
    const { choice, requestId } = sent
    const answer = await visitor.post(`/ballots/${ballotId}/votes`, { choice, requestId }, headers)
    if (answer.status === 503) {
      await wait(500)
      return false
    }
    if (answer.status !== 200) throw new Error(`a vote was answered ${answer.status}: ${await answer.text()}`)
    outside.note(sent, (await answer.json()) as Receipt)
    return true
  }
  const killed = chance.whole(2)
  const survivor = 1 - killed
  let isKilled = false
  const votes = [...heads].map(async ([partyId, at], rank) => {
    for (let count = 0; count < votesEach && !isKilled; count++) {
      const node = (rank + count) % 2
      const requestId = `node-${seed}-${ballotId}-${partyId}-${count}`
      const sent = { partyId, choice: chance.pick(ballotChoices), requestId }
      const vote = () => send(at[node] as Visitor, sent)
      await until(async () => (await vote()) || isKilled, 'a vote is answered', patience).catch((error) => {
        if (!isKilled || node === survivor) throw error
      })
    }
  })
  const voting = Promise.all(votes)
  // Looked at below; until then nobody waits for it.
  voting.catch(() => {})
  const receipts = 1 + chance.whole(latestKill)
  await until(() => outside.acknowledged.size >= receipts, `${receipts} receipts`, patience)
  isKilled = true
  await house.kill(killed)
  const atKill = outside.acknowledged.size
  await voting
  const resent = [...outside.unanswered.values()]
  for (const sent of resent) {
    await until(() => send(heads.get(sent.partyId)?.[survivor] as Visitor, sent), 'a vote is taken', patience)
  }
  const closing = await visit(house.places[survivor]?.url ?? '', chair).post(
    `/ballots/${ballotId}/closure`,
    {},
    headers,
  )
  const found = await compare(house, ballotId, outside)
  await house.start(killed)
  return {
    ...found,
    atKill,
    resent: resent.length,
    acknowledged: outside.acknowledged.size,
    contradictions: outside.contradictions,
    unclosed: closing.status < 400 ? 0 : 1,
  }
}

/**
 * Acknowledged ballots that are not there as acknowledged, requests that are there twice, and a tally that is not the
 * recount.
 */
async function compare({ store }: House, ballotId: string, outside: Outside) {
  const rows = await store.db.selectFrom('ballot_event').selectAll().where('ballot_id', '=', ballotId).execute()
  const ballot = await store.db.selectFrom('ballot').select('tally').where('id', '=', ballotId).executeTakeFirst()
  const events = Map.groupBy(rows, (event) => event.request_id)
  const tally = JSON.parse(ballot?.tally ?? '{}') as Record<BallotChoice, number>
  const isThere = ({ requestId, seq, hash, choice, partyId }: Sent & Receipt) => {
    const event = events.get(requestId)?.[0]
    return event?.seq === seq && event.hash === hash && event.choice === choice && event.party_id === partyId
  }
  return {
    lost: [...outside.acknowledged.values()].filter((one) => !isThere(one)).length,
    doubled: [...events].filter(([request, same]) => request !== null && same.length > 1).length,
    miscounted: ballotChoices.some((choice) => tally[choice] !== outside.countOf(choice)) ? 1 : 0,
  }
}

/** As many open votes as there are trials, with every Party in the room. */
async function openVotes(seats: Seats, count: number): Promise<{ ballotIds: string[]; parties: readonly string[] }> {
  const { meetingId, inTheRoom } = await meetingWith(seats, present)
  const ballotIds: string[] = []
  for (let at = 0; at < count; at++) {
    const { id } = await dossierBefore(seats, meetingId)
    ballotIds.push((await voteOn(seats, id)).ballotId)
  }
  return { ballotIds, parties: inTheRoom }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const chance = chanceFrom(seed)
  const redis = await ownRedis()
  let house: House | null = null
  try {
    let votes: Awaited<ReturnType<typeof openVotes>> | null = null
    house = await openHouse(databaseUrl, redis.url, {
      texts: 0,
      also: async (seats) => {
        votes = await openVotes(seats, trials)
      },
    })
    const { ballotIds, parties } = votes ?? { ballotIds: [], parties: [] }
    const [first, second] = [house.places[0].url, house.places[1].url]
    const heads = new Map<string, readonly [Visitor, Visitor]>()
    for (const id of parties) {
      const head = await signedIn(first, `head.${id}@demo.example`, demoPassword)
      heads.set(id, [head, visit(second, head.cookie())])
    }
    const chair = (await signedIn(first, 'chair@demo.example', demoPassword)).cookie()
    const ended: Awaited<ReturnType<typeof oneTrial>>[] = []
    for (const ballotId of ballotIds) {
      const one = await oneTrial({ house, ballotId, heads, chair, chance, seed })
      ended.push(one)
      say(`${ended.length}: ${one.atKill} receipts before the kill, ${one.resent} votes sent again, ${one.lost} lost`)
    }
    const { faults } = await verifyStore(house.store)
    const sum = (figure: (one: (typeof ended)[number]) => number) => ended.reduce((all, one) => all + figure(one), 0)
    return {
      lost: sum((one) => one.lost),
      figures: {
        'nodes killed': ended.length,
        'ballots acknowledged': sum((one) => one.acknowledged),
        'acknowledged before the kill': sum((one) => one.atKill),
        'sent again to the survivor': sum((one) => one.resent),
        'acknowledged ballots lost': sum((one) => one.lost),
        'ballots doubled': sum((one) => one.doubled),
        'requests answered differently': sum((one) => one.contradictions),
        'votes not closed by the survivor': sum((one) => one.unclosed),
        'recounts that differ': sum((one) => one.miscounted),
        'faults found by verify': faults.length,
      },
    }
  } finally {
    await house?.clear()
    await redis.clear()
  }
}

export const nodeVoting: Fault = {
  name: 'node-voting',
  code: 'F12',
  title: 'One of two nodes is killed while all delegations vote through both',
  engines: ['postgresql'],
  trials: 30,
  targets: {
    'acknowledged before the kill': { atLeast: 1 },
    'sent again to the survivor': { atLeast: 1 },
    'acknowledged ballots lost': { exactly: 0 },
    'ballots doubled': { exactly: 0 },
    'requests answered differently': { exactly: 0 },
    'votes not closed by the survivor': { exactly: 0 },
    'recounts that differ': { exactly: 0 },
    'faults found by verify': { exactly: 0 },
  },
  run,
}
