// What is typed at a desk that paints it first: shown at once, in the shared text after its frame, and before anything
// else reads or changes that.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { $block, $caret, copyOf, type Desk, deliver, openDesk, write } from '../desks.ts'
import { marked, type as typeLetters } from '../suggesting/suggesting-room.ts'
import { expectWell, held, opened, seen, settled, split, type } from './own-words-desks.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

describe('a letter', () => {
  it('is shown at once, and in the shared text after its frame', () => {
    const all = opened()
    type(all.desk, 0, 0, 'x')
    expect(seen(all.desk)[0]).toBe('xOne.')
    expect(held(all.desk)[0]).toBe('One.')
    all.page.draw()
    expect(held(all.desk)[0]).toBe('xOne.')
    expectWell(all)
  })

  it('is in the shared text within a tenth of a second where no frame is drawn', () => {
    const all = opened()
    type(all.desk, 0, 0, 'x')
    vi.advanceTimersByTime(100)
    expect(held(all.desk)[0]).toBe('xOne.')
    expectWell(all)
  })

  it('is in the shared text as soon as the next is typed, also one in the other language', () => {
    const all = opened('en', 'fr')
    const { desk, other, page } = all
    type(desk, 0, 0, 'x')
    type(desk, 0, 1, 'y')
    expect(held(desk)[0]).toBe('xOne.')
    type(other, 0, 0, 'é')
    expect([held(desk)[0], held(other)[0]]).toEqual(['xyOne.', 'One.'])
    type(desk, 0, 2, 'z')
    expect([held(desk)[0], held(other)[0]]).toEqual(['xyOne.', 'éOne.'])
    page.draw()
    expectWell(all)
    expectWell({ ...all, desk: other })
  })

  it('is in the shared text once the caret goes elsewhere', () => {
    const all = opened()
    type(all.desk, 0, 0, 'x')
    write(all.desk, () => $caret(1, 0))
    expect(held(all.desk)[0]).toBe('xOne.')
    expectWell(all)
  })

  it('is in the shared text when the desk is closed', () => {
    const { desk, page } = opened()
    type(desk, 0, 0, 'x')
    desk.draft.dispose()
    expect(held(desk)[0]).toBe('xOne.')
    page.draw()
    expect(held(desk)[0]).toBe('xOne.')
  })

  it('is in the shared text when the seat is lost, and nothing typed after it is', () => {
    const all = opened()
    const { desk, page } = all
    type(desk, 0, 0, 'x')
    desk.mayEdit = false
    desk.draft.reseat()
    expect(held(desk)[0]).toBe('xOne.')
    expect(desk.editor.isEditable()).toBe(false)
    expectWell(all)
    type(desk, 0, 0, 'y')
    page.draw()
    expect(held(desk)[0]).toBe('xOne.')
  })

  it('stands, and is no suggestion, when the person begins to suggest right after it', () => {
    const all = opened()
    const { desk, page } = all
    type(desk, 0, 0, 'x')
    desk.mode = 'suggest'
    desk.draft.reseat()
    expect(marked(desk.doc)[0]).toBe('xOne.')
    page.draw()
    write(desk, () => $caret(0, 1))
    typeLetters(desk, 'y')
    // What is suggested waits for no frame.
    expect(marked(desk.doc)[0]).toBe('x[i y]One.')
    expectWell(all)
  })

  it('outlives an error of the editor right after it', async () => {
    const all = opened()
    const { desk, page } = all
    type(desk, 0, 0, 'x')
    write(desk, () => {
      $block(1).clear()
      throw new Error('a plugin failed')
    })
    await settled()
    page.draw()
    expect(held(desk)).toEqual(['xOne.', 'Two.', 'Three.'])
    expect([desk.draft.health(), seen(desk)]).toEqual(['healthy', held(desk)])
  })
})

describe('a change from elsewhere', () => {
  const elsewhere = (doc: Desk['doc']) => {
    const ben = openDesk(copyOf(doc))
    type(ben, 0, 4, 'BEN')
    return ben
  }

  it('stands beside a letter typed just before it, once that is written', () => {
    const all = opened()
    const { desk, own, page } = all
    const ben = elsewhere(desk.doc)
    type(desk, 0, 4, 'ANA')
    own.settle()
    deliver(desk.doc, ben.doc)
    page.draw()
    expect(['One.ANABEN', 'One.BENANA']).toContain(held(desk)[0])
    expect(held(ben)).toEqual(held(desk))
    expectWell(all)
  })

  it('that comes too early stays, the desk shows it anew, and only what was typed is gone', async () => {
    const { desk, page, failed, doc } = opened()
    const ben = elsewhere(doc)
    type(desk, 0, 0, 'ANA')
    deliver(ben.doc, doc)
    await settled()
    const one = 'One.BEN'
    expect([desk.draft.health(), seen(desk)[0], held(desk)[0]]).toEqual(['healthy', one, one])
    expect(failed).toHaveLength(1)
    page.draw()
    vi.advanceTimersByTime(1_000)
    await settled()
    expect([seen(desk)[0], held(desk)[0]]).toEqual([one, one])
    type(desk, 0, 0, 'y')
    page.draw()
    expect(held(desk)[0]).toBe(`y${one}`)
    expect([desk.errors, failed.length]).toEqual([[], 1])
  })
})

describe('a letter that cannot be written', () => {
  it('takes what was typed right after it with it: that is not written on the text that is shown anew', async () => {
    const { desk, doc, page, failed } = opened()
    type(desk, 0, 0, 'x')
    doc.once('beforeTransaction', () => {
      throw new Error('the shared text does not take it')
    })
    split(desk, 1, 2)
    await settled()
    expect([desk.draft.health(), seen(desk), failed.length]).toEqual(['healthy', ['One.', 'Two.', 'Three.'], 1])
    page.draw()
    vi.advanceTimersByTime(1_000)
    await settled()
    expect([desk.draft.health(), seen(desk), failed.length]).toEqual(['healthy', held(desk), 1])
    expect(held(desk)).toEqual(['One.', 'Two.', 'Three.'])
  })
})
