// The nodes of the live text, without a DOM.

import { createHeadlessEditor } from '@lexical/headless'
import {
  $createParagraphNode,
  type $createTextNode,
  $getRoot,
  $getState,
  $parseSerializedNode,
  $setState,
} from 'lexical'
import { expect, it } from 'vitest'
import {
  $createBlock,
  $forgetState,
  $isBlock,
  $kindOf,
  $pidOf,
  $threadsOf,
  type BlockNode,
  kindState,
  nextKind,
  nodesOfText,
  pidState,
  refState,
} from '#server/document/tree/lexical-nodes.ts'
import { paragraphKinds } from '#server/domain/text/paragraph.ts'

function inEditor<T>(step: () => T): T {
  const editor = createHeadlessEditor({
    nodes: nodesOfText,
    onError(error) {
      throw error
    },
  })
  const results: T[] = []
  editor.update(() => void results.push(step()), { discrete: true })
  return results[0] as T
}

it('a block is made wherever Lexical would make a paragraph', () => {
  expect(inEditor(() => $isBlock($createParagraphNode()))).toBe(true)
})

it.each(paragraphKinds)('a %s keeps its kind through storage as JSON', (kind) => {
  expect(
    inEditor(() => {
      const again = $parseSerializedNode($setState($createBlock(kind), pidState, 'p1').exportJSON()) as BlockNode
      return [$kindOf(again), $pidOf(again)]
    }),
  ).toEqual([kind, 'p1'])
})

it('a kind that does not exist reads as an operative paragraph, an id that is no text as none', () => {
  const read = inEditor(() => {
    const block = $parseSerializedNode({
      type: 'block',
      version: 1,
      $: { kind: 'sonnet', pid: 7 },
    } as never) as BlockNode
    return [$kindOf(block), $pidOf(block)]
  })
  expect(read).toEqual(['operative', ''])
})

it('a new block has no id, and says so to the shared text by having no attribute', () => {
  expect(pidState.unparse('')).toBe(null)
  expect(inEditor(() => $pidOf($createBlock('recital')))).toBe('')
})

it('after each kind comes the kind a drafter expects', () => {
  expect(paragraphKinds.map((kind) => `${kind}>${nextKind(kind)}`)).toEqual([
    'recital>recital',
    'operative>operative',
    'heading1>operative',
    'heading2>operative',
    'heading3>operative',
    'quote>operative',
    'note>operative',
    'item>item',
    'subitem>subitem',
    'title>recital',
    'appendix>operative',
    'footnote>operative',
    'row>operative',
    'cell>operative',
  ])
})

it.each([
  ['article:23:1', 'article:23:1'],
  ['text:T-ES(2015)04', 'text:T-ES(2015)04'],
  ['article:51', ''],
  ['javascript:alert(1)', ''],
])('words that cite %s read as citing "%s"', (stored, read) => {
  const cited = inEditor(() => {
    const words = $parseSerializedNode({ type: 'text', version: 1, text: 'x', $: { ref: stored } } as never)
    return $getState(words, refState)
  })
  expect(cited).toBe(read)
})

it('words tell which comment threads they carry, sorted', () => {
  const threads = inEditor(() => {
    const words = $parseSerializedNode({
      type: 'text',
      version: 1,
      text: 'x',
      $: { c_b: 1, c_a: 1, ref: 'article:1' },
    } as never)
    return $threadsOf(words as ReturnType<typeof $createTextNode>)
  })
  expect(threads).toEqual(['a', 'b'])
})

it('a node that forgets its state keeps only its kind or its citation', () => {
  const kept = inEditor(() => {
    const block = $setState($createBlock('quote'), pidState, 'stolen')
    const words = $parseSerializedNode({
      type: 'text',
      version: 1,
      text: 'x',
      $: { c_b: 1, z: 2, ref: 'article:1' },
    } as never)
    block.append(words)
    $getRoot().append(block)
    for (const node of [block, words]) $forgetState(node)
    return [block.exportJSON().$, words.exportJSON().$, $getState(block, kindState)]
  })
  expect(kept).toEqual([{ kind: 'quote' }, { ref: 'article:1' }, 'quote'])
})
