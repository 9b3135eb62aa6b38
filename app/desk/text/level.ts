// Makes the shorter paragraph of a pair as tall as the longer. It knows when of nothing: pairs.ts does.

/** The same paragraph in either text; of a text that stands still (../editor/still.ts) the second. */
export type Pair = readonly [HTMLElement, HTMLElement]

/** The two texts as they stand beside each other. */
export interface Texts {
  readonly ones: readonly HTMLElement[]
  readonly others: readonly HTMLElement[]
  /** The pieces of the second, when it stands still. */
  readonly pieces: readonly HTMLElement[]
  /** The paragraph of the second text that belongs to the one at this place of the first. */
  readonly twinAt: (at: number) => HTMLElement | undefined
  /** The other way round. */
  readonly oneOf: (other: HTMLElement) => HTMLElement | undefined
}

/** The texts in these two elements (.draft); null while they are not both there. */
export function textsOf(drafts: readonly (HTMLElement | null)[]): Texts | null {
  const [one, other] = drafts[0]?.matches('.still') ? drafts.toReversed() : drafts
  if (!one || !other) return null
  const [ones, others] = [blocksOf(one), blocksOf(other)]
  const [inOnes, inOthers] = [finderIn(ones), finderIn(others)]
  return {
    ...{ ones, others },
    pieces: other.matches('.still') ? elementsIn(other) : [],
    twinAt: (at) => inOthers(ones[at], at),
    oneOf: (twin) => inOnes(twin, others.indexOf(twin)),
  }
}

/**
 * The paragraphs of a text. Of an editor and its copy they are known by their place: looking through all that is in
 * them takes longer.
 */
function blocksOf(draft: HTMLElement): HTMLElement[] {
  if (draft.matches('.still')) return elementsIn(draft).flatMap(elementsIn)
  return draft.matches('[role=textbox]') ? elementsIn(draft) : [...draft.querySelectorAll<HTMLElement>('.block')]
}

const elementsIn = (element: Element) => [...element.children] as HTMLElement[]

/**
 * Finds a paragraph of the other text among `blocks`. They stand in the same order there, so that its place is mostly
 * known from the one before.
 */
function finderIn(blocks: readonly HTMLElement[]) {
  let lead = 0
  return (block: HTMLElement | undefined, at: number): HTMLElement | undefined => {
    const pid = block?.dataset.pid
    if (!pid) return undefined
    if (blocks[at + lead]?.dataset.pid !== pid) {
      const found = blocks.findIndex((other) => other.dataset.pid === pid)
      if (found < 0) return undefined
      lead = found - at
    }
    return blocks[at + lead]
  }
}

/** The pairs of a part of the text, from place `from` until before `to`. */
export function pairsOf({ ones, twinAt }: Texts, from: number, to: number): Pair[] {
  return ones.slice(from, to).flatMap((one, at) => {
    const twin = twinAt(from + at)
    return twin ? [[one, twin] as const] : []
  })
}

/**
 * Whether anything had to be changed. Of a pair that is level neither is looked at more closely: at most one of them
 * was made taller, and the other, by which it was, has its own height.
 */
export function level(pairs: readonly Pair[]): boolean {
  const uneven = pairs.filter(([one, other]) => heightOf(one) !== heightOf(other))
  const before = uneven.map(([one, other]) => [one.style.minHeight, other.style.minHeight] as const)
  // One that is written in is held as tall as it was (../editor/held-height.ts).
  for (const { style } of uneven.flat()) Object.assign(style, { minHeight: '', height: '', contain: '' })
  const heights = uneven.map(([one, other]) => [heightOf(one), heightOf(other)] as const)
  uneven.forEach(([one, other], index) => {
    const [tall, small] = heights[index]!
    if (tall > small) other.style.minHeight = `${tall}px`
    if (small > tall) one.style.minHeight = `${small}px`
  })
  return uneven.some(([one, other], index) => {
    const [was, had] = before[index]!
    return one.style.minHeight !== was || other.style.minHeight !== had
  })
}

/**
 * Makes pieces of a text that stands still, of those that are not laid out, as tall as their paragraphs are in the
 * other one: for the browser a piece is as tall as it last was, and what it was said to be counts only until it is seen
 * for the first time.
 */
export function levelPieces({ oneOf }: Texts, pieces: readonly HTMLElement[]): void {
  const topOf = (piece: Element | null) => {
    const first = piece?.firstElementChild
    return first ? oneOf(first as HTMLElement)?.getBoundingClientRect().top : undefined
  }
  const heights = pieces.map((piece) => {
    if (piece.firstElementChild?.checkVisibility({ contentVisibilityAuto: true })) return ''
    const [top, next] = [topOf(piece), topOf(piece.nextElementSibling)]
    return top === undefined || next === undefined ? null : `${next - top}px`
  })
  pieces.forEach((piece, at) => {
    const height = heights[at]
    if (typeof height === 'string') piece.style.height = height
  })
}

const above = () => -2 * window.innerHeight
const below = () => 3 * window.innerHeight

/**
 * The places, from and until before, of those near the view, without asking the others where they are: while people
 * type, a line that is full must not cost a frame. Of a text that stands still all of each piece: the whole of it is
 * laid out as soon as a part is in view.
 */
export function nearView({ ones, pieces, twinAt }: Texts): readonly [number, number] {
  let from = firstFrom(ones, (one) => one.getBoundingClientRect().bottom > above())
  let to = firstFrom(ones, (one) => one.getBoundingClientRect().top >= below())
  if (pieces.length === 0) return [from, to]
  const pieceAt = (at: number) => twinAt(at)?.parentElement
  while (from > 0 && pieceAt(from - 1) === pieceAt(from)) from--
  while (to < ones.length && pieceAt(to - 1) === pieceAt(to)) to++
  return [from, to]
}

/** The place of the first of which it holds; they stand one below the other, so that it holds of all after it. */
function firstFrom(blocks: readonly HTMLElement[], holds: (block: HTMLElement) => boolean): number {
  let [low, high] = [0, blocks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(blocks[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

/** Not rounded: in a long text the rests would add up to lines. */
function heightOf(block: HTMLElement): number {
  return block.getBoundingClientRect().height
}
