// What of a paste comes into the text, and what stays behind.

import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $setState,
  createState,
  SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
} from 'lexical'
import { describe, expect, it } from 'vitest'
import { $createBlock, pidState } from '#server/document/tree/lexical-nodes.ts'
import { $caret, $citation, type Desk, openDesk, seededDoc, shown, stored, write } from '../desks.ts'

const two = () =>
  seededDoc([
    ['p1', 'The Committee recalls.', 'recital'],
    ['p2', 'States shall act.'],
  ])
const $paste = (desk: Desk, nodes: Parameters<typeof $setState>[0][]) => {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) throw new Error('nowhere to paste')
  if (!desk.editor.dispatchCommand(SELECTION_INSERT_CLIPBOARD_NODES_COMMAND, { nodes, selection }))
    selection.insertNodes(nodes)
}

describe('pasting', () => {
  it('strips ids, comment marks, styles, alien states and formats, and keeps kind, bold and citations', () => {
    const desk = openDesk(two())
    write(desk, () => {
      $caret(1, 17)
      const alien = createState('i', { parse: String })
      const pasted = $setState($createBlock('recital'), pidState, 'stolen').setIndent(3).setFormat('right')
      const words = $createTextNode('pasted ')
        .setFormat('bold')
        .toggleFormat('underline')
        .setStyle('background: url(//x)')
      $setState($setState(words, createState('c_thread1', { parse: Number }), 1), alien, 'u1')
      pasted.append(words, $citation('article:23', 'Article 23'), $setState($createTextNode('!'), alien, 'u2'))
      $paste(desk, [$createBlock('note').append($createTextNode(' joins')), pasted])
    })
    const blocks = stored(desk.doc) as { attributes: object; words: { insert: string; attributes?: object }[][] }[]
    expect(blocks.map((block) => block.attributes)).toEqual([
      { s_pid: 'p1', s_kind: 'recital' },
      { s_pid: 'p2', s_kind: 'operative' },
      { s_kind: 'recital' },
    ])
    expect(blocks[2]?.words).toEqual([
      [
        { insert: 'pasted ', attributes: { p: { __format: 1 } } },
        { insert: 'Article 23', attributes: { p: { __mode: 1 }, s_ref: 'article:23', i: 1 } },
        { insert: '!', attributes: { i: 2 } },
      ],
    ])
  })

  it('drops a citation of something that cannot be cited and keeps its words', () => {
    const desk = openDesk(two())
    write(desk, () => {
      $caret(1, 17)
      $paste(desk, [$citation('javascript:alert(1)', 'Article 99')])
    })
    expect((stored(desk.doc)[1] as { words: unknown }).words).toEqual([[{ insert: 'States shall act.Article 99' }]])
  })

  it.each([
    ['1.\u00a0\u00a0 First clause', 'operative First clause'],
    ['12)\tTwelfth clause', 'operative Twelfth clause'],
    ['(a)  first point', 'item first point'],
    ['•\tbullet', 'item bullet'],
    ['1. Ordinary words', 'operative 1. Ordinary words'],
    ['A  wide gap', 'operative A  wide gap'],
    ['2022\tyear', 'operative 2022\tyear'],
  ])('reads the word-processor paragraph %j as "%s"', (pasted, read) => {
    const desk = openDesk(two())
    write(desk, () => {
      $caret(1, 17)
      const block = $createBlock('operative').append(
        $createTextNode(pasted.slice(0, 2)),
        $createTextNode(pasted.slice(2)),
      )
      $paste(desk, [$createBlock('operative').append($createTextNode('x')), block])
    })
    expect(shown(desk).at(-1)).toBe(`- ${read}`)
  })

  it('lifts words out of paragraphs inside a paragraph', () => {
    const desk = openDesk(two())
    write(desk, () => {
      $getRoot().append($createBlock('item').append($createBlock('operative').append($createTextNode('nested'))))
    })
    expect(stored(desk.doc)[2]).toEqual({
      name: 'block',
      attributes: { s_kind: 'item' },
      words: [[{ insert: 'nested' }]],
    })
  })
})
