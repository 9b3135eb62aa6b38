// The words that are selected on the page, as offsets in their paragraph. It reads the page, not the editor, so that
// readers who may not edit select in the same way.

import { isLanguage, type Language } from '#server/domain/language.ts'

/**
 * `start` = `end` = 0 with an empty quote means the whole paragraph. Offsets are UTF-16 units of the paragraph's words.
 */
export interface Passage {
  readonly language: Language
  readonly pid: string
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly range: Range | null
}

/**
 * What is selected in a text of the desk; a bare caret stands for its paragraph. Null outside, or before a pid was
 * minted.
 */
export function selectedPassage(): Passage | null {
  const selection = window.getSelection()
  if (!selection || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const block = blockAt(range.startContainer)
  const language = block?.closest<HTMLElement>('[data-language]')?.dataset.language
  const pid = block?.dataset.pid
  if (!block || !pid || !isLanguage(language)) return null
  const whole = { language, pid, start: 0, end: 0, quote: '', range: null }
  const within = range.cloneRange()
  if (blockAt(range.endContainer) !== block) within.setEnd(block, block.childNodes.length)
  const quote = within.toString()
  if (quote.trim() === '') return whole
  const before = document.createRange()
  before.selectNodeContents(block)
  before.setEnd(within.startContainer, within.startOffset)
  const start = before.toString().length
  return { language, pid, start, end: start + quote.length, quote, range: within }
}

/** The paragraph that holds a place of the page. */
function blockAt(node: Node | null): HTMLElement | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null)
  return element?.closest<HTMLElement>('[data-pid]') ?? null
}
