// What the page adds to the cells of a table: how wide they are, and their place in words for those who do not see it.
// It changes no text.

import type { LexicalEditor } from 'lexical'
import { tableWords } from '#app/words/desk/table.ts'
import { piecesOf } from '#server/document/tree/tables.ts'
import type { Language } from '#server/domain/language.ts'
import { isCell, type ParagraphKind } from '#server/domain/text/paragraph.ts'

/** More columns than these are shown one below the other on a telephone. */
const fewColumns = 3

/** Sets what the style sheet needs on the cells, and takes it off paragraphs that were cells. */
export function showTables(
  editor: LexicalEditor,
  blocks: readonly { readonly key: string; readonly kind: ParagraphKind }[],
  language: Language,
): void {
  const w = tableWords[language]
  for (const { key, kind } of blocks) {
    const element = isCell(kind) ? null : editor.getElementByKey(key)
    if (!element?.dataset.column) continue
    delete element.dataset.column
    element.removeAttribute('aria-label')
    element.style.removeProperty('--columns')
  }
  if (!blocks.some(({ kind }) => isCell(kind))) return
  for (const piece of piecesOf(blocks)) {
    if (piece.is !== 'table') continue
    for (const [row, cells] of piece.rows.entries()) {
      for (const [column, { key }] of cells.entries()) {
        const element = editor.getElementByKey(key)
        if (!element) continue
        const say = w.place(row + 1, column + 1)
        const place = `${column === 0 ? 'first ' : ''}${row === 0 ? 'head ' : ''}${piece.columns > fewColumns ? 'many' : 'few'}`
        if (element.getAttribute('aria-label') !== say) element.setAttribute('aria-label', say)
        if (element.dataset.column !== place) element.dataset.column = place
        element.style.setProperty('--columns', String(piece.columns))
      }
    }
  }
}
