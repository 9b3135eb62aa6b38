// What belongs together in a run of paragraphs: the rows of a table, and the footnotes of what stands before them. It
// knows no words.

import { isCell, type ParagraphKind } from '../../domain/text/paragraph.ts'

interface Kinded {
  readonly kind: ParagraphKind
}

/** A table: its rows in order, each as long as it is; two people at once may leave one shorter. */
export interface Table<P> {
  readonly is: 'table'
  readonly rows: readonly (readonly P[])[]
  /** Of the longest row. */
  readonly columns: number
}

export type Piece<P> = { readonly is: 'paragraph'; readonly paragraph: P } | Table<P>

/**
 * The paragraphs in order, those of a table together. A run that does not begin with a `row` begins a row all the same.
 * Footnotes among the cells do not end the table: they follow it.
 */
export function piecesOf<P extends Kinded>(paragraphs: readonly P[]): Piece<P>[] {
  const pieces: Piece<P>[] = []
  let rows: P[][] = []
  let notes: P[] = []
  const end = () => {
    if (rows.length > 0) pieces.push({ is: 'table', rows, columns: Math.max(...rows.map((row) => row.length)) })
    for (const paragraph of notes) pieces.push({ is: 'paragraph', paragraph })
    rows = []
    notes = []
  }
  for (const paragraph of paragraphs) {
    const row = rows.at(-1)
    if (isCell(paragraph.kind)) {
      if (paragraph.kind === 'row' || !row) rows.push([paragraph])
      else row.push(paragraph)
    } else if (paragraph.kind === 'footnote' && row) notes.push(paragraph)
    else {
      end()
      pieces.push({ is: 'paragraph', paragraph })
    }
  }
  end()
  return pieces
}
