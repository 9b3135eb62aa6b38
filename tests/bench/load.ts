// The process that makes the load: does one order after the other and says what it measured. It knows no target by
// name.

import { seenIn } from '#tests/document/gate/honest.ts'
import { Crowd, type CrowdOf, docOf, type Pace } from './crowd.ts'
import { Client, type Target } from './realtime/client.ts'
import { templateOf } from './texts.ts'

export type Order =
  | { readonly do: 'enter'; readonly crowd: CrowdOf }
  | { readonly do: 'type'; readonly pace: Pace; readonly milliseconds: number; readonly isMeasured: boolean }
  | { readonly do: 'check' | 'leave' }
  | {
      readonly do: 'seed' | 'join'
      readonly target: Target
      readonly rooms: readonly string[]
      readonly paragraphs: number
      readonly isChanged?: boolean
    }

let crowd: Crowd | null = null

/** Puts the text into rooms that have none, as a first client would. */
async function seedAll(target: Target, rooms: readonly string[], paragraphs: number): Promise<void> {
  const { state } = templateOf(paragraphs)
  const seeders: Client[] = []
  for (const name of rooms) {
    const client = new Client(target, name)
    // An answer to the question "what do you have?" shows that the room is open.
    await client.joined(2)
    client.update(state)
    const other = new Client(target, name)
    await other.joined(state.length * 0.9)
    await other.leave()
    seeders.push(client)
  }
  // One peer stores behind its answers: a room left and entered again at once would stand empty.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await Promise.all(seeders.map((client) => client.leave()))
}

/** Milliseconds from connecting to the whole text, room by room. */
async function joinAll(
  target: Target,
  rooms: readonly string[],
  paragraphs: number,
  isChanged: boolean,
): Promise<number[]> {
  const { state } = templateOf(paragraphs)
  const expected = isChanged ? null : seenIn(docOf([state]))
  const times: number[] = []
  for (const name of rooms) {
    const began = performance.now()
    const client = new Client(target, name, true)
    await client.joined(state.length * 0.9)
    times.push(performance.now() - began)
    const seen = seenIn(docOf(client.kept ?? []))
    if (client.failed || (expected !== null && seen !== expected)) throw new Error(`${name}: another text came`)
    await client.leave()
    // A moment of rest, so that what follows a leaving is not counted as the next joining.
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return times
}

async function follow(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'enter':
      crowd = new Crowd(order.crowd)
      await crowd.enter()
      return {}
    case 'type':
      return crowd?.type(order.pace, order.milliseconds, order.isMeasured)
    case 'check':
      await crowd?.check()
      return {}
    case 'leave':
      await crowd?.leave()
      crowd = null
      return {}
    case 'seed':
      await seedAll(order.target, order.rooms, order.paragraphs)
      return {}
    case 'join':
      return joinAll(order.target, order.rooms, order.paragraphs, order.isChanged === true)
  }
}

process.on('message', (order: Order) => {
  follow(order).then(
    (done) => process.send?.(done),
    (error: Error) => process.send?.({ failed: error.stack }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({})
