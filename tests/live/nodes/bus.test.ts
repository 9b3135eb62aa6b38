import { expect, test } from 'vitest'
import { openSilence } from '#server/live/nodes/bus.ts'
import { frameLimits, partsOf, readFrame, writeFrame } from '#server/live/nodes/redis-bus/frame.ts'

test('one node is alone: nothing is missed, nothing is heard', async () => {
  const bus = openSilence('this')
  const heard: unknown[] = []
  bus.listen((said) => heard.push(said))
  bus.onTurn((isUp) => heard.push(isUp))
  bus.tell({ is: 'topic', topic: 'ballot:a' })
  await bus.close()
  expect([bus.node, bus.isUp, heard]).toEqual(['this', true, []])
})

const everything = [
  { is: 'log', collab: 'a', seq: 7 },
  { is: 'state', collab: 'a' },
  { is: 'seats' },
  { is: 'seats', collab: 'a', memberId: 'm', sessionHash: 's' },
  { is: 'presence', collab: 'a', states: [{ client: 4_294_967_295, json: '{"focusing":true}' }] },
  { is: 'who', collab: 'a' },
  { is: 'claim', collab: 'a', client: 1 },
  { is: 'yielded', collab: 'a', client: 1 },
  { is: 'topic', topic: 'ballot:b' },
] as const

test('what is said comes out as it went in', () => {
  expect(readFrame(writeFrame('this', 3, everything.flatMap(partsOf)))).toEqual({
    node: 'this',
    number: 3,
    said: everything,
    unknown: 0,
  })
})

test('who is at a text is told in parts that fit, in order, and nobody is left out', () => {
  const states = Array.from({ length: 300 }, (_, client) => ({ client, json: 'x'.repeat(4096) }))
  const parts = partsOf({ is: 'presence', collab: 'a', states })
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(frameLimits.presence + 8192)
  const told = parts.flatMap((part) => JSON.parse(part).states as { client: number }[])
  expect(told.map(({ client }) => client)).toEqual(states.map(({ client }) => client))
})

test.each([
  ['no JSON', '{"node":'],
  ['not an object', '[]'],
  ['null', 'null'],
  ['no node', '{"number":1,"said":[]}'],
  ['a node that is no name', '{"node":"","number":1,"said":[]}'],
  ['a node with a long name', JSON.stringify({ node: 'x'.repeat(129), number: 1, said: [] })],
  ['a number below nought', '{"node":"a","number":-1,"said":[]}'],
  ['a number that is none', '{"node":"a","number":"1","said":[]}'],
  ['a number beyond counting', '{"node":"a","number":1e300,"said":[]}'],
  ['too much at once', JSON.stringify({ node: 'a', number: 1, said: Array(frameLimits.said + 1).fill(0) })],
  ['too long', JSON.stringify({ node: 'a', number: 1, said: ['x'.repeat(frameLimits.size)] })],
])('no frame: %s', (_, text) => {
  expect(readFrame(text)).toBeNull()
})

test.each([
  ['a newer kind', { is: 'weather', collab: 'a' }],
  ['no kind', { collab: 'a' }],
  ['a list', []],
  ['null', null],
  ['a number that is none', { is: 'log', collab: 'a', seq: Number.NaN }],
  ['a part of a number', { is: 'log', collab: 'a', seq: 1.5 }],
  ['no text', { is: 'state' }],
  ['a text with a long name', { is: 'state', collab: 'x'.repeat(129) }],
  ['a seat of a number', { is: 'seats', memberId: 1 }],
  ['states that are none', { is: 'presence', collab: 'a', states: [null] }],
  ['a long state', { is: 'presence', collab: 'a', states: [{ client: 1, json: 'x'.repeat(16 * 1024 + 1) }] }],
])('left out, and the rest is heard: %s', (_, said) => {
  const frame = JSON.stringify({ node: 'a', number: 1, said: [said, { is: 'who', collab: 'b' }] })
  expect(readFrame(frame)).toEqual({ node: 'a', number: 1, said: [{ is: 'who', collab: 'b' }], unknown: 1 })
})
