// The server is killed with SIGKILL while all delegations vote over HTTP. What was acknowledged is written down here,
// outside it.

import { openToRead } from '#db/engine/open.ts'
import { readConfig } from '#server/config.ts'
import { demoPassword, seatCommittee } from '#server/demo/committee.ts'
import type { BallotChoice } from '#server/domain/decisions/ballot.ts'
import { ballotChoices } from '#server/domain/decisions/ballot.ts'
import { buildWorld } from '#server/index.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { dossierBefore, meetingWith, voteOn } from '#tests/support/committee.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { environmentOf, freshPlace, type Place, startServer } from '#tests/support/servers/server.ts'
import type { Fault } from '../fault.ts'

/** Trials in which one ballot stays open before it is closed and counted. */
const trialsPerBallot = 20
/** The most ballots one Party sends in a trial, and the latest moment of the kill (ms after the first vote is sent). */
const votesPerTrial = 12
const latestKill = 700

interface Sent {
  readonly ballotId: string
  readonly partyId: string
  readonly choice: BallotChoice
  readonly requestId: string
}
interface Acknowledged extends Sent {
  readonly seq: number
  readonly hash: string
}

/** What people outside the server know. */
class Outside {
  readonly acknowledged: Acknowledged[] = []
  /** Sent, and no answer came: to be sent again after the restart. */
  readonly pending = new Map<string, Sent>()
  /** Differing answers to one request. */
  contradictions = 0

  note(sent: Sent, receipt: { seq: number; hash: string }): void {
    const before = this.acknowledged.find(({ requestId }) => requestId === sent.requestId)
    if (before && (before.seq !== receipt.seq || before.hash !== receipt.hash)) this.contradictions += 1
    if (!before) this.acknowledged.push({ ...sent, seq: receipt.seq, hash: receipt.hash })
    this.pending.delete(sent.requestId)
  }

  /** What must be counted: of each Party the acknowledged ballot with the highest place in the log. */
  tallyOf(ballotId: string): Record<BallotChoice, number> {
    const last = new Map<string, Acknowledged>()
    for (const one of this.acknowledged) {
      if (one.ballotId === ballotId && one.seq > (last.get(one.partyId)?.seq ?? 0)) last.set(one.partyId, one)
    }
    const tally = { for: 0, against: 0, abstain: 0 }
    for (const { choice } of last.values()) tally[choice] += 1
    return tally
  }
}

/** Seats a committee with every Party in the room, and opens as many votes as the trials need. */
async function prepare(place: Place, ballots: number): Promise<{ ballotIds: string[]; parties: string[] }> {
  const config = readConfig(environmentOf(place))
  if ('wrong' in config) throw new Error(config.wrong.join('; '))
  const world = await buildWorld(config)
  const seats = { world, ...(await seatCommittee(world)) }
  const { meetingId, inTheRoom } = await meetingWith(seats, 48)
  const ballotIds: string[] = []
  for (let count = 0; count < ballots; count++) {
    const { id } = await dossierBefore(seats, meetingId)
    ballotIds.push((await voteOn(seats, id)).ballotId)
  }
  await world.rooms.close()
  await world.store.close()
  return { ballotIds, parties: [...inTheRoom] }
}

async function send(visitor: Visitor, sent: Sent, outside: Outside): Promise<void> {
  outside.pending.set(sent.requestId, sent)
  const path = `/ballots/${sent.ballotId}/votes`
  const { choice, requestId } = sent
  const response = await visitor.post(path, { choice, requestId }, { accept: 'application/json' })
  if (response.status !== 200) throw new Error(`a vote was answered ${response.status}: ${await response.text()}`)
  outside.note(sent, (await response.json()) as { seq: number; hash: string })
}

async function readEvents(place: Place, ballotId: string) {
  const store = await openToRead({ dataDir: place.dataDir, databaseUrl: place.databaseUrl })
  try {
    return await store.db.selectFrom('ballot_event').selectAll().where('ballot_id', '=', ballotId).execute()
  } finally {
    await store.close()
  }
}

/** Acknowledged ballots that are not there as acknowledged, and requests that are there more than once. */
async function compare(place: Place, ballotId: string, outside: Outside) {
  const events = Map.groupBy(await readEvents(place, ballotId), (event) => event.request_id)
  const mine = outside.acknowledged.filter((one) => one.ballotId === ballotId)
  const lost = mine.filter(({ requestId, seq, hash, choice, partyId }) => {
    const event = events.get(requestId)?.[0]
    return event?.seq !== seq || event.hash !== hash || event.choice !== choice || event.party_id !== partyId
  }).length
  const doubled = [...events.values()].filter((same) => same.length > 1).length
  return { lost, doubled }
}

async function tallyAndFaults(place: Place, ballotId: string) {
  const store = await openToRead({ dataDir: place.dataDir, databaseUrl: place.databaseUrl })
  try {
    const row = await store.db.selectFrom('ballot').select('tally').where('id', '=', ballotId).executeTakeFirst()
    const { faults } = await verifyStore(store)
    return { tally: JSON.parse(row?.tally ?? '{}') as Record<BallotChoice, number>, faults: faults.length }
  } finally {
    await store.close()
  }
}

export const killVoting: Fault = {
  name: 'kill-voting',
  code: 'F2',
  title: 'SIGKILL while all delegations vote',
  engines: ['sqlite', 'postgresql'],
  trials: 100,
  targets: {
    'acknowledged ballots lost': { exactly: 0 },
    'ballots doubled': { exactly: 0 },
    'requests answered differently': { exactly: 0 },
    'recounts that differ': { exactly: 0 },
    'faults found by verify': { exactly: 0 },
  },
  async run({ trials, seed, databaseUrl }) {
    const chance = chanceFrom(seed)
    const place = await freshPlace(databaseUrl)
    const outside = new Outside()
    const figures = { lost: 0, doubled: 0, recounts: 0, faults: 0, kills: 0 }
    const visitors = new Map<string, Visitor>()
    try {
      const { ballotIds, parties } = await prepare(place, Math.ceil(trials / trialsPerBallot))
      let server = await startServer(place)
      for (const id of parties) visitors.set(id, await signedIn(place.url, `head.${id}@demo.example`, demoPassword))
      const chair = await signedIn(place.url, 'chair@demo.example', demoPassword)
      let requests = 0
      for (let trial = 0; trial < trials; trial++) {
        const ballotId = ballotIds[Math.floor(trial / trialsPerBallot)] ?? ''
        let killed = false
        const voting = [...visitors].map(async ([partyId, visitor]) => {
          for (let count = 0; count < votesPerTrial && !killed; count++) {
            const choice = chance.pick(ballotChoices)
            requests += 1
            const sent = { ballotId, partyId, choice, requestId: `kill-${seed}-${requests}` }
            await send(visitor, sent, outside).catch((error) => {
              if (!killed) throw error
            })
          }
        })
        await new Promise((resolve) => setTimeout(resolve, chance.whole(latestKill)))
        killed = true
        await server.kill()
        figures.kills += 1
        await Promise.all(voting)

        server = await startServer(place)
        for (const sent of [...outside.pending.values()]) {
          const visitor = visitors.get(sent.partyId)
          if (visitor) await send(visitor, sent, outside)
        }
        const { lost, doubled } = await compare(place, ballotId, outside)
        figures.lost += lost
        figures.doubled += doubled
        if (trial % trialsPerBallot === trialsPerBallot - 1 || trial === trials - 1) {
          const closing = await chair.post(`/ballots/${ballotId}/closure`)
          if (closing.status !== 302) throw new Error(`the closing was answered ${closing.status}`)
          const { tally, faults } = await tallyAndFaults(place, ballotId)
          const expected = outside.tallyOf(ballotId)
          if (ballotChoices.some((choice) => tally[choice] !== expected[choice])) figures.recounts += 1
          figures.faults += faults
        }
      }
      await server.stop()
    } finally {
      place.clear()
    }
    return {
      lost: figures.lost,
      figures: {
        kills: figures.kills,
        'ballots acknowledged': outside.acknowledged.length,
        'acknowledged ballots lost': figures.lost,
        'ballots doubled': figures.doubled,
        'requests answered differently': outside.contradictions,
        'recounts that differ': figures.recounts,
        'faults found by verify': figures.faults,
      },
    }
  },
}
