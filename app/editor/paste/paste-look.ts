// What an element of a pasted page says of its words: to be left out, bold, a heading, a list. It reads attributes,
// never computed styles.

import { isParagraphKind, type ParagraphKind } from '#server/domain/text/paragraph.ts'

/**
 * The declarations of a `style` attribute, in small letters; {} without one. Word's own (`mso-list`) are among them.
 */
export function styleOf(element: Element): Readonly<Record<string, string>> {
  const style = element.getAttribute('style')
  if (!style) return {}
  const pairs = style.split(';').map((one) => {
    const at = one.indexOf(':')
    return at === -1
      ? ['', '']
      : [
          one.slice(0, at).trim().toLowerCase(),
          one
            .slice(at + 1)
            .trim()
            .toLowerCase(),
        ]
  })
  return Object.fromEntries(pairs)
}

const never = new Set(
  'script style head title meta link base template noscript svg math object embed applet iframe frame frameset img picture video audio canvas map input button select textarea datalist progress meter del xml'.split(
    ' ',
  ),
)
const neverOfClass =
  /(^|\s)(msoDel|MsoCommentReference|MsoCommentText|MsoCommentSubject|msocomanchor|msocomoff|msocomtxt|MsoHeader|MsoFooter)(\s|$)/i
const neverOfElement = /^(comment|comment-list|header|footer|footnote-separator|footnote-continuation-separator)$/

/**
 * Whether an element and all in it stay behind: not seen, not words, struck by tracked changes, a comment, or able to
 * do something.
 */
export function isLeftOut(element: Element): boolean {
  if (never.has(element.localName)) return true
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true
  if (neverOfClass.test(element.getAttribute('class') ?? '')) return true
  const style = styleOf(element)
  if (style.display === 'none' || style.visibility === 'hidden' || style['mso-hide'] === 'all') return true
  return neverOfElement.test(style['mso-element'] ?? '') || style['mso-special-character'] === 'comment'
}

export interface Look {
  readonly bold: boolean
  readonly italic: boolean
}

/** The look of the words in an element, from its own saying and otherwise from around it. */
export function lookIn(element: Element, around: Look): Look {
  const name = element.localName
  const { 'font-weight': weight, 'font-style': slant } = styleOf(element)
  const isBold = weight === undefined ? name === 'b' || name === 'strong' || around.bold : isHeavy(weight, around.bold)
  const italicTag = name === 'i' || name === 'em' || name === 'cite' || name === 'dfn'
  const isItalic = slant === undefined ? italicTag || around.italic : /italic|oblique/.test(slant)
  return { bold: isBold, italic: isItalic }
}

function isHeavy(weight: string, around: boolean): boolean {
  if (weight === 'inherit') return around
  return weight.startsWith('bold') || Number.parseInt(weight, 10) >= 600
}

const headings: Readonly<Record<string, ParagraphKind>> = {
  h1: 'heading1',
  h2: 'heading2',
  h3: 'heading3',
  h4: 'heading3',
  h5: 'heading3',
  h6: 'heading3',
}

/** The kind of paragraph that an element says it is; null when it says nothing. Lists and tables are read elsewhere. */
export function kindSaid(element: Element): ParagraphKind | null {
  const own = element.getAttribute('data-kind')
  if (own !== null && isParagraphKind(own)) return own
  const name = element.localName
  const classes = element.getAttribute('class') ?? ''
  if (/\bMsoTitle/.test(classes)) return 'title'
  if (/\bMso(Intense)?Quote/.test(classes) || name === 'blockquote') return 'quote'
  if (headings[name]) return headings[name]
  if (element.getAttribute('role') === 'heading') {
    const level = Math.min(Math.max(Number(element.getAttribute('aria-level')) || 1, 1), 3)
    return `heading${level}` as ParagraphKind
  }
  return null
}

const blocks = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption html'.split(
    ' ',
  ),
)

/** Whether an element stands on lines of its own. */
export function isBlockElement(element: Element): boolean {
  return blocks.has(element.localName)
}

/** The sign that a list of this style puts before its first item; `•` for one without numbers. */
export function signOf(list: Element, item: Element): string {
  const type = styleOf(item)['list-style-type'] ?? styleOf(list)['list-style-type'] ?? list.getAttribute('type') ?? ''
  if (/lower-(alpha|latin)|^a$/.test(type)) return 'a'
  if (/lower-roman|^i$/.test(type)) return 'i'
  if (/upper-|decimal|^[1AI]$/.test(type)) return '1'
  if (type !== '' && type !== 'none' && !/initial|inherit/.test(type)) return '•'
  return list.localName === 'ol' ? '1' : '•'
}

/** Level of an item of a list: what Word says (`mso-list: l0 level2 lfo1`) or the page; null when neither does. */
export function levelSaid(element: Element): number | null {
  const word = /level(\d)/.exec(styleOf(element)['mso-list'] ?? '')?.[1]
  const page =
    element.getAttribute('data-aria-level') ?? (element.localName === 'li' ? element.getAttribute('aria-level') : null)
  return Number(word ?? page) || null
}
