// What a paragraph may be. One block class carries a kind; changing the kind never changes the class (editor.md 3).

/**
 * Kinds of paragraph. `item` is (a), `subitem` (i). A table is a run of cells, each a paragraph: `row` is the first
 * cell of a row, `cell` each further one. A `footnote` stands behind the paragraph whose words call it.
 */
export const paragraphKinds = [
  'recital',
  'operative',
  'heading1',
  'heading2',
  'heading3',
  'quote',
  'note',
  'item',
  'subitem',
  'title',
  'appendix',
  'footnote',
  'row',
  'cell',
] as const
export type ParagraphKind = (typeof paragraphKinds)[number]

export function isParagraphKind(value: unknown): value is ParagraphKind {
  return paragraphKinds.some((kind) => kind === value)
}

/** Recitals and operative paragraphs share one continuous count (domain.md B3.2); the others carry no number. */
export function isNumbered(kind: ParagraphKind): boolean {
  return kind === 'recital' || kind === 'operative'
}

/** A cell of a table, the first of its row or a further one. */
export function isCell(kind: ParagraphKind): boolean {
  return kind === 'row' || kind === 'cell'
}

/**
 * Who proposes words in square brackets (domain.md S07): a Party's id, a body's id or `secretariat`; '' for nobody
 * named.
 */
export function isProposer(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9-]{0,40}$/.test(value)
}
