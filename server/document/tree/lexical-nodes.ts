// The nodes of the live text: one block class, and what a run of words may carry. Runs without a DOM; knows no Yjs and
// no person.

import {
  $create,
  $getState,
  $getWritableNodeState,
  $isTextNode,
  $setState,
  type CreateEditorArgs,
  createState,
  type DOMConversionMap,
  type EditorConfig,
  IS_BOLD,
  IS_ITALIC,
  type LexicalNode,
  NODE_STATE_DIRECT,
  ParagraphNode,
  type RangeSelection,
  type TextNode,
} from 'lexical'
import { parseTarget } from '../../domain/convention/citation.ts'
import { isCell, isParagraphKind, isProposer, type ParagraphKind } from '../../domain/text/paragraph.ts'
import { type Mark, markOfParagraph, markOfWords, readMark } from '../../domain/text/suggestion.ts'

/** The looks that words may have. Any other format bit is cleared while writing and refused at the gate. */
export const allowedFormat = IS_BOLD | IS_ITALIC

/** Key prefix of a comment mark: the state `c_<threadId>` is the attribute `s_c_<threadId>` in Yjs. */
const threadPrefix = 'c_'

// An empty value unparses to null because only null keeps the attribute out of Yjs; undefined would be stored.
const orNothing = (value: string): string | null => value || null

/** A paragraph's permanent id; '' until the server has minted one. A copy never keeps it. */
export const pidState = createState('pid', {
  parse: (value) => (typeof value === 'string' ? value : ''),
  unparse: orNothing,
  resetOnCopyNode: true,
})

export const kindState = createState('kind', {
  parse: (value): ParagraphKind => (isParagraphKind(value) ? value : 'operative'),
})

/** What a citation token points at, in the stored form of domain/convention/citation.ts; '' on ordinary words. */
export const refState = createState('ref', {
  parse: (value) => (typeof value === 'string' && parseTarget(value) ? value : ''),
  unparse: orNothing,
})

/** Who proposes words in square brackets; '' on all others. */
export const byState = createState('by', {
  parse: (value) => (isProposer(value) ? value : ''),
  unparse: orNothing,
})

/** The kind of the paragraph that would begin behind a suggested break; '' on whatever is no such sign. */
export const breakState = createState('break', {
  parse: (value): ParagraphKind | '' => (isParagraphKind(value) ? value : ''),
  unparse: orNothing,
})

/** The kind of the paragraph that Enter begins after one of this kind. */
export function nextKind(kind: ParagraphKind): ParagraphKind {
  if (kind === 'title') return 'recital'
  return kind === 'recital' || kind === 'item' || kind === 'subitem' ? kind : 'operative'
}

const headingLevels: Partial<Record<ParagraphKind, string>> = {
  title: '2',
  appendix: '2',
  heading1: '2',
  heading2: '3',
  heading3: '4',
}

/** The only block. It extends the stock paragraph so that it can stand in wherever Lexical makes one by itself. */
export class BlockNode extends ParagraphNode {
  override $config() {
    return this.config('block', {
      extends: ParagraphNode,
      stateConfigs: [pidState, kindState],
      importDOM: blocksFromHtml(),
    })
  }

  override createDOM(_config: EditorConfig): HTMLElement {
    const dom = document.createElement('p')
    dom.className = 'block'
    showState(this, dom)
    return dom
  }

  /** Never replaces the element: a change of kind must not disturb a caret or somebody's typing. */
  override updateDOM(previous: this, dom: HTMLElement): boolean {
    const isAsBefore =
      $getState(this, kindState, NODE_STATE_DIRECT) === $getState(previous, kindState, NODE_STATE_DIRECT) &&
      $getState(this, pidState, NODE_STATE_DIRECT) === $getState(previous, pidState, NODE_STATE_DIRECT)
    // Each letter comes by here.
    if (!isAsBefore) showState(this, dom)
    return false
  }

  override insertNewAfter(_selection: RangeSelection, restoreSelection: boolean): BlockNode {
    const next = $createBlock(nextKind($kindOf(this)))
    this.insertAfter(next, restoreSelection)
    return next
  }
}

function showState(node: BlockNode, dom: HTMLElement): void {
  const kind = $getState(node, kindState, NODE_STATE_DIRECT)
  const level = headingLevels[kind]
  dom.dataset.kind = kind
  dom.dataset.pid = $getState(node, pidState, NODE_STATE_DIRECT)
  // The name of a cell is its place in the table, which show.ts knows.
  const role = level ? 'heading' : isCell(kind) ? 'group' : null
  if (role) dom.setAttribute('role', role)
  else dom.removeAttribute('role')
  if (level) dom.setAttribute('aria-level', level)
  else dom.removeAttribute('aria-level')
}

function blocksFromHtml(): DOMConversionMap {
  const kinds: Readonly<Record<string, ParagraphKind>> = {
    h1: 'heading1',
    h2: 'heading2',
    h3: 'heading3',
    h4: 'heading3',
    h5: 'heading3',
    h6: 'heading3',
    li: 'item',
    blockquote: 'quote',
  }
  return Object.fromEntries(
    Object.entries(kinds).map(([tag, kind]) => [
      tag,
      () => ({ conversion: () => ({ node: $createBlock(kind) }), priority: 1 as const }),
    ]),
  )
}

/** A new block without a pid: the server mints it. */
export function $createBlock(kind: ParagraphKind): BlockNode {
  return $setState($create(BlockNode), kindState, kind)
}

export function $isBlock(node: LexicalNode | null | undefined): node is BlockNode {
  return node instanceof BlockNode
}

export function $kindOf(block: BlockNode): ParagraphKind {
  return $getState(block, kindState)
}

export function $pidOf(block: BlockNode): string {
  return $getState(block, pidState)
}

/** Comment threads whose marks these words carry, sorted. */
export function $threadsOf(node: TextNode): readonly string[] {
  return $freeStates(node)
    .filter(([key]) => key.startsWith(threadPrefix))
    .map(([key]) => key.slice(threadPrefix.length))
    .sort()
}

/** The marks of suggestions that words, or a paragraph as such, carry, sorted. */
export function $marksOf(node: TextNode | BlockNode): readonly Mark[] {
  const read = $isBlock(node) ? markOfParagraph : markOfWords
  return $freeStates(node)
    .flatMap(([key, value]) => read(`s_${key}`, value) || [])
    .sort()
}

/** Sets a mark; on words or a paragraph that have it already it changes nothing but its value. */
export function $mark(node: TextNode | BlockNode, mark: Mark): void {
  const { kind, id, value } = readMark(mark)
  const plain = $isBlock(node) ? '1' : 1
  const stored = value === '' ? plain : kind === 'f' ? Number(value) : value
  $getWritableNodeState(node.getWritable()).updateFromUnknown(`${kind}_${id}`, stored)
}

/** Takes a mark away, whatever its value. */
export function $unmark(node: TextNode | BlockNode, mark: Mark): void {
  const { kind, id } = readMark(mark)
  const state = $getWritableNodeState(node.getWritable())
  const key = `${kind}_${id}`
  // Such a key has no configuration, so it stands here alone; null would be written down, and undefined is no value in
  // Yjs.
  if (!state.unknownState || !(key in state.unknownState)) return
  delete state.unknownState[key]
  state.size -= 1
}

/** The states that have no configuration here, because their keys are not known beforehand. */
function $freeStates(node: LexicalNode): readonly (readonly [string, unknown])[] {
  const [unknown = {}, known] = node.getLatest().__state?.getInternalState() ?? [{}, new Map()]
  return [...Object.entries(unknown), ...[...known].map(([state, value]) => [String(state.key), value] as const)]
}

/** Forgets every state of a node that was not made here: a pasted block keeps its kind, pasted words their citation. */
export function $forgetState(node: LexicalNode): void {
  const writable = node.getWritable()
  const kind = $isBlock(node) ? $kindOf(node) : null
  const ref = $isTextNode(node) ? refState.parse($getState(node, refState)) : ''
  writable.__state = undefined
  if (kind) $setState(writable, kindState, kind)
  if (ref) $setState(writable, refState, ref)
}

/** The node list for any editor of a text, live or headless. Where Lexical would make a paragraph it makes a block. */
export const nodesOfText: NonNullable<CreateEditorArgs['nodes']> = [
  BlockNode,
  { replace: ParagraphNode, with: () => $createBlock('operative'), withKlass: BlockNode },
]
