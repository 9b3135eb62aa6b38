// What is selected in one showing of a text, found again in another showing of the same. It knows no editor.

interface Spot {
  readonly pid: string
  /** In UTF-16 units of the words of the paragraph. */
  readonly offset: number
}

/**
 * Remembers what is selected in `shown`; returns the way to select it in another element that shows the same, nothing
 * where nothing was selected.
 */
export function holdSelection(shown: HTMLElement): (there: HTMLElement) => void {
  const selection = document.getSelection()
  const anchor = spotOf(shown, selection?.anchorNode ?? null, selection?.anchorOffset ?? 0)
  const focus = spotOf(shown, selection?.focusNode ?? null, selection?.focusOffset ?? 0)
  return (there) => {
    const from = anchor && placeOf(there, anchor)
    const to = focus && placeOf(there, focus)
    if (from && to) document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  }
}

function spotOf(shown: HTMLElement, node: Node | null, offset: number): Spot | null {
  const element = node instanceof Element ? node : node?.parentElement
  const block = element?.closest<HTMLElement>('[data-pid]')
  if (!node || !block || !shown.contains(block)) return null
  const before = document.createRange()
  before.setStart(block, 0)
  before.setEnd(node, offset)
  return { pid: block.dataset.pid ?? '', offset: before.toString().length }
}

function placeOf(there: HTMLElement, { pid, offset }: Spot): { readonly node: Node; readonly offset: number } | null {
  const block = there.querySelector<HTMLElement>(`[data-pid="${CSS.escape(pid)}"]`)
  if (!block) return null
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  let left = offset
  let last: Text | null = null
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (left <= node.length) return { node, offset: left }
    left -= node.length
    last = node
  }
  return { node: last ?? block, offset: last?.length ?? 0 }
}
