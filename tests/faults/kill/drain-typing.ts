// SIGTERM under a hundred pages that type, with a form half sent and a vote on its way, while people go on asking for
// pages. The server finishes what it has begun, sends everybody away in words, ends with 0, and what was acknowledged
// is in the store.

import { setTimeout } from 'node:timers/promises'
import { openToRead, type Store } from '#db/engine/open.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { ballotChoices } from '#server/domain/decisions/ballot.ts'
import { dossierBefore, meetingWith, voteOn } from '#tests/support/committee.ts'
import { signedIn, type Visitor, visit } from '#tests/support/people/visitor.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { type Place, type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { answered, keepAsking } from '../people/asking.ts'
import { Crowd, crowdPlace, crowdSize } from '../people/crowd.ts'
import { beginForm } from './slow-form.ts'

/**
 * Milliseconds: the latest SIGTERM after typing began, the latest end of the half-sent form, of the vote before
 * SIGTERM.
 */
const [latestStop, latestRest, latestVote] = [1_500, 1_500, 40]
const [askEvery, mostUntilSaved] = [250, 60_000]

const late = { kind: 'opinion', titleEn: 'Half sent', titleFr: 'À moitié', articles: '23', class: 'restricted' }

interface Vote {
  readonly ballotId: string
  readonly requestId: string
  readonly choice: string
}

interface Trial {
  readonly place: Place
  readonly server: Served
  readonly crowd: Crowd
  readonly head: Visitor
  readonly vote: Vote
  readonly chance: Chance
}

const cast = (head: Visitor, { ballotId, ...fields }: Vote) =>
  answered('a vote', () => head.post(`/ballots/${ballotId}/votes`, fields, { accept: 'application/json' }))

async function oneTrial({ place, server, crowd, head, vote, chance }: Trial) {
  crowd.startTyping()
  await setTimeout(chance.whole(latestStop))
  const form = await beginForm(crowd.reader, '/dossiers', late)
  const asking = keepAsking(crowd.reader, visit(place.url), askEvery)
  await setTimeout(askEvery * 2)
  const voting = cast(head, vote)
  await setTimeout(chance.whole(latestVote))
  const began = performance.now()
  const stopping = server.stop()
  await setTimeout(chance.whole(latestRest))
  form.finish()
  const code = await stopping
  const took = performance.now() - began
  const answers = [...(await asking.stop()), await voting]
  const [formAnswer, voteAnswer] = [await form.answer, await voting]
  const store = await openToRead(place)
  const lost = await crowd.lostFrom(store)
  const actsLost = await actsLostFrom(store, { location: formAnswer.location, vote, receipt: voteAnswer })
  await store.close()
  const next = await startServer(place)
  const started = performance.now()
  const again = await cast(head, vote)
  crowd.stopTyping()
  await crowd.allSaved(mostUntilSaved)
  return {
    next,
    code,
    took,
    lost: lost + actsLost,
    savedAfter: performance.now() - started,
    turnedAway: answers.filter(({ isInWords }) => isInWords).length,
    unheard: answers.filter((one) => one.began < began && one.status === 0).length + (formAnswer.status === 0 ? 1 : 0),
    faults:
      answers.filter((one) => one.status >= 500 && !one.isInWords).length +
      (formAnswer.status >= 500 && formAnswer.retryAfter === 0 ? 1 : 0),
    votesKept: voteAnswer.status === 200 ? 1 : 0,
    contradictions: again.status === 200 && (voteAnswer.status !== 200 || again.text === voteAnswer.text) ? 0 : 1,
  }
}

interface Acts {
  readonly location: string
  readonly vote: Vote
  readonly receipt: { readonly status: number; readonly text: string }
}

/** Of the form and the vote, those that were acknowledged and are not in the store as they were. */
async function actsLostFrom({ db }: Store, { location, vote, receipt }: Acts): Promise<number> {
  const id = /^\/dossiers\/(.+)$/.exec(location)?.[1]
  const dossier = id && (await db.selectFrom('dossier').select('id').where('id', '=', id).executeTakeFirst())
  const event = await db
    .selectFrom('ballot_event')
    .select(['seq', 'hash'])
    .where('request_id', '=', vote.requestId)
    .executeTakeFirst()
  const isFormLost = id !== undefined && !dossier
  const said = receipt.status === 200 ? (JSON.parse(receipt.text) as { seq: number; hash: string }) : null
  const isVoteLost = said !== null && (event?.seq !== said.seq || event.hash !== said.hash)
  return Number(isFormLost) + Number(isVoteLost)
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const chance = chanceFrom(seed)
  let ballotId = ''
  let party = ''
  const seating = await crowdPlace(databaseUrl, async (seats) => {
    const { meetingId, inTheRoom } = await meetingWith(seats, 30)
    const { id } = await dossierBefore(seats, meetingId)
    ballotId = (await voteOn(seats, id)).ballotId
    party = inTheRoom[0] ?? ''
  })
  const { place } = seating
  let server = await startServer(place)
  const crowd = await Crowd.seat(seating, chance)
  try {
    const head = await signedIn(place.url, `head.${party}@demo.example`, demoPassword)
    const ended: Awaited<ReturnType<typeof oneTrial>>[] = []
    for (let trial = 0; trial < trials; trial++) {
      const vote = { ballotId, requestId: `drain-${seed}-${trial}`, choice: chance.pick(ballotChoices) }
      const one = await oneTrial({ place, server, crowd, head, vote, chance })
      server = one.next
      ended.push(one)
      say(
        `ended with ${one.code} after ${Math.round(one.took)} ms; all saved ${Math.round(one.savedAfter)} ms after the start`,
      )
    }
    const { lost, differ } = await crowd.compare()
    return outcomeOf(ended, { lost, differ, typed: crowd.typed, refused: crowd.refused })
  } finally {
    crowd.leave()
    await server.kill()
    place.clear()
  }
}

interface AtEnd {
  readonly lost: number
  readonly differ: number
  readonly typed: number
  readonly refused: number
}

function outcomeOf(ended: readonly Awaited<ReturnType<typeof oneTrial>>[], atEnd: AtEnd) {
  type Ended = (typeof ended)[number]
  const sum = (figure: (one: Ended) => number) => ended.reduce((all, one) => all + figure(one), 0)
  const worst = (figure: (one: Ended) => number) => Math.max(...ended.map(figure))
  return {
    lost: sum((one) => one.lost) + atEnd.lost,
    figures: {
      pages: crowdSize,
      'exits other than 0': ended.filter(({ code }) => code !== 0).length,
      'slowest exit': worst((one) => one.took) / 1000,
      'words typed': atEnd.typed,
      'acknowledged and not in the store': sum((one) => one.lost),
      'words typed and lost': atEnd.lost,
      'pages that show another text': atEnd.differ,
      'pages refused': atEnd.refused,
      'votes acknowledged while stopping': sum((one) => one.votesKept),
      'votes answered differently afterwards': sum((one) => one.contradictions),
      'requests sent away in words': sum((one) => one.turnedAway),
      'requests begun before and not answered': sum((one) => one.unheard),
      'answers of 5xx without words': sum((one) => one.faults),
      'latest all saved after the start': worst((one) => one.savedAfter) / 1000,
    },
  }
}

export const drainTyping: Fault = {
  name: 'drain-typing',
  code: 'F25',
  title: 'SIGTERM under a hundred pages, with a form half sent and a vote on its way',
  engines: ['sqlite', 'postgresql'],
  trials: 20,
  targets: {
    'exits other than 0': { exactly: 0 },
    'slowest exit': { atMost: 10, unit: 's' },
    'acknowledged and not in the store': { exactly: 0 },
    'words typed and lost': { exactly: 0 },
    'pages that show another text': { exactly: 0 },
    'pages refused': { exactly: 0 },
    'votes answered differently afterwards': { exactly: 0 },
    'requests begun before and not answered': { exactly: 0 },
    'answers of 5xx without words': { exactly: 0 },
    'latest all saved after the start': { atMost: 30, unit: 's' },
  },
  run,
}
