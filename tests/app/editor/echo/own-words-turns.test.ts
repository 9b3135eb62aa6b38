// Paragraphs, undo and steps together at a desk that paints what is typed before it writes it: each in its turn.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TOGETHER_COMMAND } from '#app/editor/typing/commands.ts'
import { $block, $caret, $type, copyOf, type Desk, openDesk, stored, write } from '../desks.ts'
import { expectWell, held, opened, redo, seen, settled, split, type, undo } from './own-words-desks.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

describe('changes of paragraphs', () => {
  it('one after the other before a frame each reach the shared text as they were', async () => {
    const all = opened()
    split(all.desk, 0, 2)
    split(all.desk, 1, 1)
    await settled()
    expect(held(all.desk)).toEqual(['On', 'e.', 'Two.', 'Three.'])
    all.page.draw()
    await settled()
    expect(held(all.desk)).toEqual(['On', 'e', '.', 'Two.', 'Three.'])
    expectWell(all)
  })

  it('that undo each other before a frame end as they began', async () => {
    const all = opened()
    const before = stored(all.doc)
    split(all.desk, 0, 2)
    write(all.desk, () => {
      $block(1).remove()
      $block(0).getFirstChildOrThrow().selectEnd().insertText('e.')
    })
    type(all.desk, 2, 0, '')
    await settled()
    all.page.draw()
    await settled()
    expect(held(all.desk)).toEqual(['One.', 'Two.', 'Three.'])
    expect(stored(all.doc)).toHaveLength(before.length)
    expectWell(all)
  })

  it('of many kinds, drawn now and then, end as if written at once', async () => {
    const all = opened()
    const plain = openDesk(copyOf(all.doc))
    const steps: ((desk: Desk) => void)[] = [
      (desk) => split(desk, 1, 2),
      (desk) => write(desk, () => $block(0).remove()),
      (desk) => type(desk, 1, 0, 'abc'),
      (desk) => split(desk, 2, 3),
      (desk) => write(desk, () => void $block(0).insertBefore($block(2))),
      (desk) => split(desk, 3, 1),
      (desk) => write(desk, () => $block(2).clear()),
    ]
    for (const [at, step] of steps.entries()) {
      step(plain)
      step(all.desk)
      if (at % 3 === 2) all.page.draw()
      await settled()
    }
    all.page.draw()
    expect(held(all.desk)).toEqual(held(plain))
    expectWell(all)
  })
})

describe('undo', () => {
  it('takes a letter back that is not in the shared text yet, and redo brings it', () => {
    const all = opened()
    const { desk, page } = all
    type(desk, 0, 0, 'x')
    undo(desk)
    expect([seen(desk)[0], held(desk)[0]]).toEqual(['One.', 'One.'])
    page.draw()
    expect([seen(desk)[0], held(desk)[0]]).toEqual(['One.', 'One.'])
    redo(desk)
    expect(held(desk)[0]).toBe('xOne.')
    expectWell(all)
  })

  it('of what was redone finds a letter typed after it, which ends what can be redone', async () => {
    const all = opened()
    const { desk } = all
    type(desk, 0, 0, 'x')
    undo(desk)
    type(desk, 1, 0, 'y')
    redo(desk)
    expect(held(desk).slice(0, 2)).toEqual(['One.', 'yTwo.'])
    expectWell(all)
  })

  it('takes steps together back in one, and the letters before and after them in one each', async () => {
    const all = opened()
    const { desk, page } = all
    type(desk, 0, 0, 'x')
    desk.editor.dispatchCommand(TOGETHER_COMMAND, [
      () => {
        $caret(0, 1)
        $type('ab')
      },
      () => {
        $caret(1, 0)
        $type('cd')
      },
    ])
    await settled()
    expect(held(desk)).toEqual(['xabOne.', 'cdTwo.', 'Three.'])
    type(desk, 2, 0, 'y')
    undo(desk)
    expect(held(desk)).toEqual(['xabOne.', 'cdTwo.', 'Three.'])
    undo(desk)
    expect(held(desk)).toEqual(['xOne.', 'Two.', 'Three.'])
    undo(desk)
    expect(held(desk)).toEqual(['One.', 'Two.', 'Three.'])
    page.draw()
    expectWell(all)
  })
})
