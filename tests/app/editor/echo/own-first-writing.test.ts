// One's own letter is painted, then written into the shared text: once, in its order, and never much later.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OwnFirst } from '#app/editor/sync/own-first.ts'
import { pageOf } from './own-first-page.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(1_000)
})
afterEach(() => vi.useRealTimers())

describe('what one writes oneself', () => {
  const opened = () => {
    const page = pageOf()
    const done: number[] = []
    return { page, done, own: new OwnFirst(page.later), does: (step: number) => () => void done.push(step) }
  }
  const fails = () => {
    throw new Error('broken')
  }

  test('is written after the frame that shows it, in a task of its own', () => {
    const { page, own, done, does } = opened()
    own.write(does(1))
    page.rest()
    expect(done).toEqual([])
    page.frame()
    expect(done).toEqual([])
    page.task()
    expect(done).toEqual([1])
  })

  test('is written after the next frame also when the page changed the text in another way meanwhile', () => {
    const { page, own, done, does } = opened()
    own.write(does(1))
    vi.advanceTimersByTime(5)
    own.edited()
    page.draw()
    expect(done).toEqual([1])
  })

  test('is written within a tenth of a second where no frame is drawn, and not again when one comes', () => {
    const { page, own, done, does } = opened()
    own.write(does(1))
    vi.advanceTimersByTime(99)
    page.rest()
    expect(done).toEqual([])
    vi.advanceTimersByTime(1)
    expect(done).toEqual([1])
    page.draw()
    expect(done).toEqual([1])
  })

  test('is written at once when more of it comes, which has its own frame and its own tenth of a second', () => {
    const { page, own, done, does } = opened()
    own.write(does(1))
    vi.advanceTimersByTime(60)
    own.write(does(2))
    expect(done).toEqual([1])
    vi.advanceTimersByTime(60)
    expect(done).toEqual([1])
    own.write(does(3))
    expect(done).toEqual([1, 2])
    page.draw()
    expect(done).toEqual([1, 2, 3])
    vi.advanceTimersByTime(1_000)
    expect(done).toEqual([1, 2, 3])
  })

  test('has its own frame also when it comes between the frame of the one before it and what follows that', () => {
    const { page, own, done, does } = opened()
    own.write(does(1))
    page.frame()
    own.write(does(2))
    page.rest()
    expect(done).toEqual([1])
    page.draw()
    expect(done).toEqual([1, 2])
  })

  test('is written although what was typed before it cannot be', () => {
    const { page, own, done, does } = opened()
    own.write(fails)
    expect(() => own.write(does(2))).toThrow('broken')
    page.draw()
    expect(done).toEqual([2])
  })

  test('is written once when it is asked for, and by nothing that comes later', () => {
    const { page, own, done, does } = opened()
    own.settle()
    own.write(does(1))
    own.settle()
    expect(done).toEqual([1])
    own.settle()
    page.draw()
    vi.advanceTimersByTime(1_000)
    expect(done).toEqual([1])
  })

  test('is written once also when writing it asks for it', () => {
    const { page, own, done, does } = opened()
    own.write(() => {
      own.settle()
      does(1)()
    })
    page.draw()
    own.settle()
    expect(done).toEqual([1])
  })

  test('is not lost when it comes while something else is written', () => {
    const { own, done, does } = opened()
    own.write(() => {
      does(1)()
      own.write(does(2))
    })
    own.settle()
    expect(done).toEqual([1])
    vi.advanceTimersByTime(100)
    expect(done).toEqual([1, 2])
  })

  test('does not stop what comes next when it fails, after a frame, without one, or when it is asked for', () => {
    const { page, own, done, does } = opened()
    own.write(fails)
    expect(page.draw).toThrow('broken')
    own.write(does(1))
    page.draw()
    own.write(fails)
    expect(() => vi.advanceTimersByTime(100)).toThrow('broken')
    own.write(does(2))
    page.draw()
    own.write(fails)
    expect(() => own.settle()).toThrow('broken')
    own.settle()
    own.write(does(3))
    page.draw()
    expect(done).toEqual([1, 2, 3])
  })

  test('holds letters of others again after it failed, as any edit does', () => {
    const { page, own, done, does } = opened()
    own.write(fails)
    expect(() => own.settle()).toThrow('broken')
    page.draw()
    vi.advanceTimersByTime(100)
    own.edited()
    own.take(does(1))
    expect(done).toEqual([])
    page.draw()
    expect(done).toEqual([1])
  })

  test('asks for one frame: what writing it changes asks for none, and holds no letter of others', () => {
    const { page, own, done, does } = opened()
    own.write(() => {
      own.edited()
      does(1)()
    })
    page.draw()
    expect(done).toEqual([1])
    expect(page.isAsked()).toBe(false)
    vi.advanceTimersByTime(5)
    own.take(does(2))
    expect(done).toEqual([1, 2])
  })

  test('is written before letters of others are shown that came meanwhile', () => {
    const { page, own, done, does } = opened()
    own.write(does(1))
    own.take(does(2))
    own.take(does(3))
    expect(done).toEqual([])
    page.draw()
    expect(done).toEqual([1, 2, 3])
  })

  test('is written before letters of others are shown also where no frame is drawn', () => {
    const { page, own, done, does } = opened()
    own.write(does(1))
    own.take(does(2))
    own.take(does(3))
    vi.advanceTimersByTime(300)
    page.rest()
    expect(done).toEqual([1, 2, 3])
  })

  test('is no letter of others: forgetting those does not lose it', () => {
    const { page, own, done, does } = opened()
    own.write(does(1))
    own.take(does(2))
    own.forget()
    page.draw()
    vi.advanceTimersByTime(1_000)
    page.rest()
    expect(done).toEqual([1])
  })

  test('is written at once where nothing is drawn', () => {
    const done: number[] = []
    const own = new OwnFirst(null)
    own.write(() => void done.push(1))
    expect(done).toEqual([1])
    own.settle()
    vi.advanceTimersByTime(1_000)
    expect(done).toEqual([1])
  })
})
