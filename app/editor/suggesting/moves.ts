// Suggesting another place for paragraphs. Each stays where it is, marked with the one that it would follow. Call
// inside an update.

import { $getNodeByKey, $getRoot } from 'lexical'
import { $isBlock, $kindOf, $pidOf, type BlockNode } from '#server/document/tree/lexical-nodes.ts'
import { isCell } from '#server/domain/text/paragraph.ts'
import { atStart } from '#server/domain/text/suggestion.ts'
import type { Move, Moved } from '../typing/commands.ts'
import { $selectedBlocks } from '../typing/kinds.ts'
import { $proposedPlace, $suggestPlace } from './paragraphs.ts'
import type { Pen } from './words.ts'

/** One place up or down from where the selected paragraphs are suggested to be. A cell stays in its table. */
export function $suggestStepOf(pen: Pen, way: 'up' | 'down'): Moved {
  const blocks = $selectedBlocks()
  const [first] = blocks
  if (!first || blocks.some((block) => isCell($kindOf(block)))) return 'edge'
  const places = $placesFor(blocks)
  const at = places.indexOf($proposedPlace(pen, first))
  const next = at === -1 ? undefined : places[at + (way === 'up' ? -1 : 1)]
  return next === undefined ? 'edge' : $suggestPlaces(pen, blocks, next)
}

/** To before another paragraph, or to the end. */
export function $suggestMove(pen: Pen, { keys, before }: Move): Moved {
  const blocks = keys.map((key) => $getNodeByKey(key)).filter($isBlock)
  const others = $blocks().filter((block) => !blocks.some((moved) => moved.is(block)))
  const at = before === null ? others.length : others.findIndex((block) => block.getKey() === before)
  if (at === -1 || blocks.length === 0) return 'edge'
  const above = others[at - 1]
  return $suggestPlaces(pen, blocks, above ? $pidOf(above) : atStart)
}

function $suggestPlaces(pen: Pen, blocks: readonly BlockNode[], first: string): Moved {
  let after = first
  for (const block of blocks) {
    $suggestPlace(pen, block, after)
    after = $pidOf(block)
  }
  return 'moved'
}

function $blocks(): BlockNode[] {
  return $getRoot().getChildren().filter($isBlock)
}

/**
 * Behind which paragraphs these may stand: none between the cells of a table, or before the footnotes of a paragraph.
 */
function $placesFor(moved: readonly BlockNode[]): string[] {
  const others = $blocks().filter((block) => !moved.some((one) => one.is(block)))
  const open = others.filter((_block, at) => {
    const next = others[at + 1]
    return !next || ($kindOf(next) !== 'cell' && $kindOf(next) !== 'footnote')
  })
  return [atStart, ...open.map($pidOf).filter((pid) => pid !== '')]
}
