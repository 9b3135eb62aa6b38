// One's own letter first: what others write waits while somebody writes, never long, never out of order, and nothing of
// it is lost.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OwnFirst } from '#app/editor/sync/own-first.ts'
import { pageOf } from './own-first-page.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(1_000)
})
afterEach(() => vi.useRealTimers())

describe('what others write', () => {
  const opened = () => {
    const page = pageOf()
    const done: number[] = []
    return { page, done, own: new OwnFirst(page.later), does: (step: number) => () => void done.push(step) }
  }

  test('is shown at once to whoever does not write', () => {
    const { own, done, does } = opened()
    own.take(does(1))
    expect(done).toEqual([1])
  })

  test('is shown after the frame of one’s own letter, in its order', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(does(1))
    own.take(does(2))
    expect(done).toEqual([])
    page.draw()
    expect(done).toEqual([1, 2])
  })

  test('waits for the next letter when that is near, and is shown with it', () => {
    const { page, own, done, does } = opened()
    own.edited()
    page.draw()
    vi.advanceTimersByTime(60)
    own.take(does(1))
    vi.advanceTimersByTime(40)
    expect(done).toEqual([])
    own.edited()
    own.take(does(2))
    expect(done).toEqual([])
    page.draw()
    expect(done).toEqual([1, 2])
  })

  test('costs a frame only now and then, however much of it comes', () => {
    const { page, own, done, does } = opened()
    const shown: number[] = []
    for (let at = 0; at < 50; at++) {
      own.edited()
      own.take(does(at))
      page.draw()
      shown.push(done.length)
      vi.advanceTimersByTime(50)
    }
    const times = shown.filter((count, at) => count !== shown[at - 1]).length
    expect(times).toBeGreaterThan(10)
    expect(times).toBeLessThanOrEqual(18)
    expect(done).toEqual([...done.keys()])
  })

  test('waits three tenths of a second at the longest, also where no frame is drawn', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(does(1))
    for (let waited = 0; waited < 280; waited += 20) {
      vi.advanceTimersByTime(20)
      own.edited()
    }
    expect(done).toEqual([])
    vi.advanceTimersByTime(20)
    page.rest()
    expect(done).toEqual([1])
  })

  test('is shown at once again when nothing was written for a moment', () => {
    const { page, own, done, does } = opened()
    own.edited()
    page.draw()
    vi.advanceTimersByTime(200)
    own.take(does(1))
    expect(done).toEqual([1])
  })

  test('comes one by one, each in a task of its own, and what comes meanwhile after it', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(does(1))
    own.take(does(2))
    own.after(does(3))
    expect(done).toEqual([])
    page.task()
    expect(done).toEqual([1])
    own.take(does(4))
    page.task()
    expect(done).toEqual([1, 2])
    page.rest()
    expect(done).toEqual([1, 2, 3, 4])
  })

  test('does not stop at what fails', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(() => {
      throw new Error('broken')
    })
    own.after(does(2))
    expect(page.task).toThrow('broken')
    page.rest()
    expect(done).toEqual([2])
  })

  test('waits while an input method composes, and is shown in the frame after it', () => {
    const { page, own, done, does } = opened()
    own.composing(true)
    own.take(does(1))
    vi.advanceTimersByTime(4_900)
    page.draw()
    own.take(does(2))
    expect(done).toEqual([])
    own.composing(false)
    expect(done).toEqual([])
    page.draw()
    expect(done).toEqual([1, 2])
    own.take(does(3))
    expect(done).toEqual([1, 2, 3])
  })

  test('waits five seconds at the longest for an input method, and not at all once the seat changes', () => {
    const { page, own, done, does } = opened()
    own.composing(true)
    own.take(does(1))
    vi.advanceTimersByTime(5_300)
    page.rest()
    own.take(does(2))
    expect(done).toEqual([1, 2])
    own.composing(true)
    own.take(does(3))
    own.after(does(4))
    page.rest()
    expect(done).toEqual([1, 2, 3, 4])
  })

  test('is forgotten when nobody waits for it any more, and what comes then is shown', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(does(1))
    own.forget()
    page.draw()
    vi.advanceTimersByTime(300)
    page.rest()
    own.take(does(2))
    expect(done).toEqual([2])
  })

  test('never waits where nothing is drawn', () => {
    const done: number[] = []
    const own = new OwnFirst(null)
    own.edited()
    own.take(() => void done.push(1))
    expect(done).toEqual([1])
  })
})
