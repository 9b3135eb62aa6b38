// Footnotes of a pasted page: which links call one, and where the page has its words. Word, Google Docs, LibreOffice
// and web pages all link the call to the note and back.

import { isBlockElement, styleOf } from './paste-look.ts'

export interface PageNotes {
  /** The name of the footnote that a link calls; null for any other link. */
  nameOf(link: Element): string | null
  /** Whether an element is the words of a footnote, or a list of them: it is no part of the running text. */
  isNote(element: Element): boolean
  /** Where the words of a footnote stand. */
  wordsOf(name: string): Element | null
  /** Whether a link leads from a footnote back to its call. */
  isWayBack(link: Element): boolean
}

const callWords = /^[\s\u00a0]*[[(]?(?:\d{1,3}|[ivx]{1,5}|[*†‡§]{1,3}|[a-z])[\])]?[\s\u00a0]*$/i

/** Reads the links of a page once. A call stands before the words it leads to; a way back behind them. */
export function notesOf(page: Document): PageNotes {
  const all = [...page.querySelectorAll('*')]
  const places = new Map(all.map((element, at) => [element, at]))
  const named = new Map<string, Element>()
  for (const element of all) {
    for (const name of [element.getAttribute('id'), element.getAttribute('name')])
      if (name && !named.has(name)) named.set(name, element)
  }
  const calls = new Map<Element, string>()
  const words = new Map<string, Element>()
  for (const link of all) {
    const name = targetOf(link)
    const target = name === null ? undefined : named.get(name)
    if (name === null || !target || !callWords.test(link.textContent ?? '')) continue
    const container = containerOf(target)
    if (!container || container.contains(link) || places.get(link)! > places.get(target)!) continue
    calls.set(link, name)
    words.set(name, container)
  }
  const containers = new Set(words.values())
  return {
    nameOf: (link) => calls.get(link) ?? null,
    isNote: (element) => containers.has(element) || styleOf(element)['mso-element'] === 'footnote-list',
    wordsOf: (name) => words.get(name) ?? null,
    isWayBack: (link) =>
      !calls.has(link) && targetOf(link) !== null && [...containers].some((one) => one.contains(link)),
  }
}

function targetOf(link: Element): string | null {
  if (link.localName !== 'a') return null
  // Word writes the whole address of its own file before the sign.
  const name = /#([^#]+)$/.exec(link.getAttribute('href') ?? '')?.[1]
  return name ? decoded(name) : null
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** The paragraph or item around a place, or all that Word marks as one footnote. A whole page is none. */
function containerOf(target: Element): Element | null {
  const marked = target.closest('[style*="mso-element:footnote"]')
  if (marked && styleOf(marked)['mso-element'] === 'footnote') return marked
  const item = target.closest('li, dd')
  if (item) return item
  for (let at: Element | null = target; at; at = at.parentElement) {
    if (isBlockElement(at)) return at.localName === 'body' ? null : at
  }
  return null
}
