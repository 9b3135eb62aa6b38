// What a paragraph may be. One block class carries a kind; changing the kind never changes the class (editor.md 3).

/** Kinds of paragraph, in the order the style menu shows them. */
export const paragraphKinds = [
  'recital',
  'operative',
  'heading1',
  'heading2',
  'heading3',
  'quote',
  'note',
  'item',
] as const
export type ParagraphKind = (typeof paragraphKinds)[number]

export function isParagraphKind(value: unknown): value is ParagraphKind {
  return paragraphKinds.some((kind) => kind === value)
}

/** Recitals and operative paragraphs share one continuous count (domain.md B3.2); the others carry no number. */
export function isNumbered(kind: ParagraphKind): boolean {
  return kind === 'recital' || kind === 'operative'
}
