// What somebody who may only suggest might try to slip in.

import * as Y from 'yjs'
import { newBlock } from '#server/document/writing/edit.ts'
import { rootsOf } from '#tests/document/gate/honest.ts'
import { breakBefore, word } from '#tests/document/suggestions/suggested.ts'
import type { Chance } from '#tests/support/seeded.ts'

/** One suggestion as it should be, and beside it something that should not pass. */
export function cheat(doc: Y.Doc, chance: Chance, [mine, theirs]: readonly [mine: string, theirs: string]): void {
  const root = chance.pick(rootsOf(doc))
  const at = chance.whole(root.length)
  const block = root.get(at) as Y.XmlElement
  const words = block.length > 0 ? (block.get(0) as Y.XmlText) : null
  const length = words?.length ?? 0
  const from = chance.whole(Math.max(1, length))
  const some = Math.min(length - from, 1 + chance.whole(6))
  const tricks: (() => void)[] = [
    () => words?.format(from, some, { [`s_i_${mine}`]: 1 }),
    () => words?.insert(from, 'x', {}),
    () => words?.insert(from, 'x', { [`s_i_${mine}`]: 1, [`s_i_${theirs}`]: 1 }),
    () => words?.insert(from, 'slogan', { s_break: 'operative', p: { __mode: 1 } }),
    () => words?.insert(from, 'slogan', { s_break: 'operative', [`s_i_${mine}`]: 1 }),
    () => words?.insert(from, 'x', { [`s_i_${mine}`]: 1, s_c_t1: 1 }),
    () => words?.format(from, some, { p: { __mode: 1 } }),
    () => words?.format(from, some, { s_c_t1: chance.sometimes(0.5) ? 1 : null }),
    () => words?.format(from, some, { [`s_d_${theirs}`]: chance.sometimes(0.5) ? 1 : null }),
    () => words?.format(from, some, { s_break: 'operative', [`s_d_${mine}`]: 1 }),
    () => words?.format(from, some, { s_ref: 'article:18', [`s_d_${mine}`]: 1 }),
    () => block.setAttribute(chance.pick(['s_kind', 's_pid']), chance.pick(['quote', 'p1', ''])),
    () => block.setAttribute(`s_d_${theirs}`, chance.pick(['', '1'])),
    () => {
      for (const key of Object.keys(block.getAttributes())) block.removeAttribute(key)
    },
    () => {
      const same = block.clone()
      root.delete(at, 1)
      root.insert(at, [same])
    },
    () => {
      if (words && length > 0) {
        const rewritten = words.toDelta()
        words.delete(0, length)
        words.applyDelta(rewritten)
      }
    },
    () => block.insert(block.length, [new Y.XmlText()]),
    () => {
      if (words) block.delete(0, 1)
    },
    () =>
      root.insert(at, [
        newBlock({ pid: '', kind: 'operative' }, [word('x', `i_${mine}`), breakBefore('item', `i_${mine}`)]),
      ]),
  ]
  if (chance.sometimes(0.5)) block.setAttribute(`s_k_${mine}`, 'quote')
  chance.pick(tricks)()
}
