// What became of each paragraph of a comparison, in words, and where it is on the page. It draws nothing.

import type { compareWords } from '#app/words/compare.ts'
import type { deskWords } from '#app/words/desk/desk.ts'
import type { ComparedParagraph } from '#server/document/compare/redline.ts'
import type { ComparedLanguage } from '#server/workflows/versions/compare-views.ts'

/** Those of a text that are shown as changes, in order. */
export function changesIn({ paragraphs }: ComparedLanguage): ComparedParagraph[] {
  return paragraphs.filter(({ change, moved }) => change !== 'same' || moved !== null)
}

/** The address of a paragraph on the page; of one that moved, of either end. */
export function addressIn(language: string, { pid, moved }: Pick<ComparedParagraph, 'pid' | 'moved'>): string {
  return `${language}-${moved === 'away' ? 'was-' : ''}${pid}`
}

/** As printed, in the text in which it is shown; '' for none. */
export function numberOf({ before, after, moved }: ComparedParagraph): string {
  return (moved === 'away' ? before?.number : (after?.number ?? before?.number)) ?? ''
}

interface Dictionaries {
  readonly w: (typeof compareWords)['en']
  readonly kinds: (typeof deskWords)['en']
}

/** `moved here`, `was 4`, `changed`. */
export function fatesOf(paragraph: ComparedParagraph, text: ComparedLanguage, { w, kinds }: Dictionaries): string[] {
  const { change, moved, before, after, joins, partOf } = paragraph
  if (moved === 'away') return [w.movedAway]
  const parent = change === 'split' ? text.paragraphs.find(({ pid }) => pid === partOf) : undefined
  const fates: Readonly<Record<ComparedParagraph['change'], string | null>> = {
    same: null,
    changed: w.isChanged,
    inserted: w.isInserted,
    deleted: w.isDeleted,
    split: w.isSplit(parent?.after?.number ?? ''),
  }
  const isOfKind = before && after && before.kind !== after.kind
  return [
    moved === 'here' ? w.movedHere : null,
    moved === 'here' && before?.number && before.number !== after?.number ? w.wasNumber(before.number) : null,
    fates[change],
    joins.length > 0 ? w.hasJoined(joins.length) : null,
    isOfKind ? w.kindChanged(kinds[before.kind], kinds[after.kind]) : null,
  ].filter((part): part is string => part !== null)
}

/** Stretches without a change become their count. */
export function folded(
  paragraphs: readonly ComparedParagraph[],
  changes: ReadonlyMap<ComparedParagraph, number>,
): (ComparedParagraph | number)[] {
  const rows: (ComparedParagraph | number)[] = []
  for (const paragraph of paragraphs) {
    const last = rows.at(-1)
    if (changes.has(paragraph)) rows.push(paragraph)
    else if (typeof last === 'number') rows[rows.length - 1] = last + 1
    else rows.push(1)
  }
  return rows
}
