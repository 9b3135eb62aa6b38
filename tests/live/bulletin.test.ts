import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openBulletin } from '#server/live/bulletin.ts'
import { type BusSaid, openSilence } from '#server/live/nodes/bus.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function listener(memberId = 'somebody') {
  const heard: string[] = []
  return { memberId, heard, hear: () => heard.push('look'), end: () => heard.push('end') }
}

test('a topic is heard by those who listen to it, until they stop', () => {
  const bulletin = openBulletin()
  const one = listener()
  const other = listener()
  const stop = bulletin.listen('dossier:a', one)
  bulletin.listen('dossier:b', other)
  bulletin.announce('dossier:a')
  stop()
  bulletin.announce('dossier:a')
  bulletin.announce('dossier:b')
  expect([one.heard, other.heard]).toEqual([['look'], ['look']])
})

test('when the house closes, every listener is told once, also one that stops while being told', () => {
  const bulletin = openBulletin()
  const one = listener()
  const stop = bulletin.listen('ballot:a', {
    ...one,
    end() {
      one.end()
      stop()
    },
  })
  const other = listener()
  bulletin.listen('ballot:a', other)
  bulletin.close()
  expect([one.heard, other.heard]).toEqual([['end'], ['end']])
})

test('the listeners of a member are counted over all topics, and no longer when they stop', () => {
  const bulletin = openBulletin()
  const stop = bulletin.listen('dossier:a', listener('a member'))
  bulletin.listen('ballot:b', listener('a member'))
  bulletin.listen('ballot:b', listener('another'))
  expect(bulletin.count('a member')).toBe(2)
  stop()
  expect([bulletin.count('a member'), bulletin.count('nobody')]).toEqual([1, 0])
})

test('what is announced of one topic within a quarter of a second is heard once, at its end; another topic waits for nothing', () => {
  const bulletin = openBulletin()
  const [one, other] = [listener(), listener()]
  bulletin.listen('ballot:a', one)
  bulletin.listen('ballot:b', other)
  for (let at = 0; at < 5; at++) bulletin.announce('ballot:a')
  bulletin.announce('ballot:b')
  expect([one.heard, other.heard]).toEqual([['look'], ['look']])
  vi.advanceTimersByTime(249)
  expect(one.heard).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect([one.heard, other.heard]).toEqual([['look', 'look'], ['look']])
  bulletin.announce('ballot:a')
  vi.advanceTimersByTime(250)
  expect(one.heard).toHaveLength(3)
  vi.advanceTimersByTime(1_000)
  bulletin.announce('ballot:a')
  expect(one.heard).toHaveLength(4)
})

test('four announcements a second of one topic are heard at most, however many are made, and the last is heard', () => {
  const bulletin = openBulletin()
  const one = listener()
  bulletin.listen('ballot:a', one)
  for (let at = 0; at < 48; at++) {
    bulletin.announce('ballot:a')
    vi.advanceTimersByTime(20)
  }
  vi.advanceTimersByTime(250)
  expect(one.heard).toHaveLength(5)
})

test('other nodes are told as seldom, hear as seldom what several tell, and are told the rest when the house closes', () => {
  const told: BusSaid[] = []
  let say: (said: BusSaid) => void = () => {}
  const bus = {
    ...openSilence('one'),
    tell: (said: BusSaid) => void told.push(said),
    listen(hear: (said: BusSaid, from: string) => void) {
      say = (said) => hear(said, 'another')
      return () => {}
    },
  }
  const bulletin = openBulletin(bus)
  const one = listener()
  bulletin.listen('ballot:a', one)
  for (let at = 0; at < 5; at++) {
    bulletin.announce('ballot:a')
    say({ is: 'topic', topic: 'ballot:a' })
  }
  expect([told.length, one.heard.length]).toEqual([1, 1])
  vi.advanceTimersByTime(250)
  expect([told.length, one.heard.length]).toEqual([2, 2])
  bulletin.announce('ballot:a')
  bulletin.close()
  expect(told).toHaveLength(3)
  // What the requests that are still under way change.
  bulletin.announce('ballot:a')
  expect(told).toHaveLength(4)
})

test('those who hear one announcement are told that it is the same, and of what', () => {
  const bulletin = openBulletin()
  const told: unknown[] = []
  const hears = () => ({ ...listener(), hear: (telling: unknown) => void told.push(telling) })
  bulletin.listen('ballot:a', hears())
  bulletin.listen('ballot:a', hears())
  bulletin.announce('ballot:a')
  vi.advanceTimersByTime(1_000)
  bulletin.announce('ballot:a')
  expect(told).toEqual(Array.from({ length: 4 }, () => ({ topic: 'ballot:a' })))
  expect([told[0] === told[1], told[1] === told[2]]).toEqual([true, false])
})
