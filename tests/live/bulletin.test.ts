import { expect, test } from 'vitest'
import { openBulletin } from '#server/live/bulletin.ts'

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
