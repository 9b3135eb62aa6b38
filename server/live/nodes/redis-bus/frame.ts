// What travels: several things said, in one JSON text, numbered by the node that says them. Whoever may write to Redis
// may write anything, so each is read as one reads a form. It knows no connection.

import * as v from 'valibot'
import type { BusSaid } from '../bus.ts'

/** UTF-16 units of a frame, and things said in one. */
export const frameLimits = { size: 256 * 1024, said: 500, presence: 32 * 1024 } as const

export interface Frame {
  readonly node: string
  /** Of the last frame of this node that said anything, this one included. From 1. */
  readonly number: number
  readonly said: readonly BusSaid[]
  /** How many things said were of no kind that is known here. */
  readonly unknown: number
}

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(128))
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const said: v.GenericSchema<unknown, BusSaid> = v.variant('is', [
  v.object({ is: v.literal('log'), collab: id, seq: whole }),
  v.object({ is: v.literal('state'), collab: id }),
  v.object({
    is: v.literal('seats'),
    collab: v.exactOptional(id),
    memberId: v.exactOptional(id),
    sessionHash: v.exactOptional(id),
  }),
  v.object({
    is: v.literal('presence'),
    collab: id,
    states: v.pipe(v.array(v.object({ client: whole, json: v.pipe(v.string(), v.maxLength(16 * 1024)) }))),
  }),
  v.object({ is: v.literal('who'), collab: id }),
  v.object({ is: v.literal('claim'), collab: id, client: whole }),
  v.object({ is: v.literal('yielded'), collab: id, client: whole }),
  v.object({ is: v.literal('topic'), topic: id }),
])

const frame = v.object({
  node: id,
  number: whole,
  said: v.pipe(v.array(v.unknown()), v.maxLength(frameLimits.said)),
})

/** Null when it is no frame. What is of an unknown kind is left out: a newer node may say more. */
export function readFrame(text: string): Frame | null {
  if (text.length > frameLimits.size) return null
  const read = v.safeParse(frame, parsed(text))
  if (!read.success) return null
  const { node, number } = read.output
  const known = read.output.said.flatMap((one) => {
    const result = v.safeParse(said, one)
    return result.success ? [result.output] : []
  })
  return { node, number, said: known, unknown: read.output.said.length - known.length }
}

export function writeFrame(node: string, number: number, parts: readonly string[]): string {
  return `{"node":${JSON.stringify(node)},"number":${number},"said":[${parts.join(',')}]}`
}

/** As texts that fit into a frame: who is at a text may be a long list, and is told in several. */
export function partsOf(one: BusSaid): string[] {
  if (one.is !== 'presence') return [JSON.stringify(one)]
  const parts: string[] = []
  let states: (typeof one.states)[number][] = []
  let size = 0
  const take = () => {
    if (states.length > 0) parts.push(JSON.stringify({ ...one, states }))
    states = []
    size = 0
  }
  for (const state of one.states) {
    if (size + state.json.length > frameLimits.presence) take()
    states.push(state)
    size += state.json.length
  }
  take()
  return parts
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
