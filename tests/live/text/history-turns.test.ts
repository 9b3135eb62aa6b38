// Questions about the history of texts: taken in turns, and answered once.

import { describe, expect, it } from 'vitest'
import { Answers } from '#server/live/text/history/answers.ts'
import { type Pieces, Turns } from '#server/live/text/history/turns.ts'
import type { HistoryWork } from '#server/live/text/history/work.ts'

describe('turns', () => {
  const ended: string[] = []
  async function* work(name: string, pieces: number): Pieces<string> {
    for (let at = 0; at < pieces; at++) yield
    ended.push(name)
    return name
  }
  const ask = (turns: Turns, about: string, { pieces = 1, isAtHand = false, name = about } = {}) =>
    turns.ask({ about, isAtHand: () => isAtHand }, () => work(name, pieces))

  it('answer a short question while a long one about another text is worked on', async () => {
    ended.length = 0
    const turns = new Turns(2)
    await Promise.all([ask(turns, 'long', { pieces: 500 }), ask(turns, 'short'), ask(turns, 'next')])
    expect(ended).toEqual(['short', 'next', 'long'])
  })

  it('let what is at hand by while as many long ones as may are under way', async () => {
    ended.length = 0
    const turns = new Turns(2)
    const long = ['one', 'two', 'three'].map((name) => ask(turns, name, { pieces: 100 }))
    await Promise.all([...long, ask(turns, 'known', { isAtHand: true })])
    expect(ended).toEqual(['known', 'one', 'two', 'three'])
  })

  it('keep to the order of questions about one text', async () => {
    ended.length = 0
    const turns = new Turns(2)
    const first = ask(turns, 'text', { pieces: 50, name: 'first' })
    await Promise.all([first, ask(turns, 'text', { isAtHand: true, name: 'second' })])
    expect(ended).toEqual(['first', 'second'])
  })

  it('go on after a question that failed', async () => {
    const turns = new Turns(1)
    const failing = turns.ask({ about: 'bad', isAtHand: () => false }, () => {
      throw new Error('broken')
    })
    const other = ask(turns, 'good')
    await expect(failing).rejects.toThrow('broken')
    expect(await other).toBe('good')
  })
})

describe('answers', () => {
  const asked = (upto: number, pid = 'p'): HistoryWork => ({
    ...{ documentId: 'd', upto, boundaries: [] },
    ...{ want: 'paragraph', pid },
  })

  it('are found once for one position, and anew for the next', async () => {
    const answers = new Answers()
    let found = 0
    const find = async () => {
      found += 1
      return []
    }
    await Promise.all([answers.of(asked(1), find), answers.of(asked(1), find)])
    await answers.of(asked(1), find)
    expect(found).toBe(1)
    await answers.of(asked(2), find)
    expect(found).toBe(2)
  })

  it('that failed are asked again', async () => {
    const answers = new Answers()
    await expect(answers.of(asked(1), () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
    expect(await answers.of(asked(1), async () => [])).toEqual([])
  })

  it('asked for longest ago are forgotten when there are many', async () => {
    const answers = new Answers()
    let found = 0
    const find = async () => {
      found += 1
      return []
    }
    for (let at = 0; at <= 4_000; at++) await answers.of(asked(at), find)
    await answers.of(asked(4_000), find)
    expect(found).toBe(4_001)
    await answers.of(asked(0), find)
    expect(found).toBe(4_002)
  })
})
