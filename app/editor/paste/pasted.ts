// What a paste brings into a text, as plain data: no element, no style, no state of any page survives into it.

import type { ParagraphKind } from '#server/domain/text/paragraph.ts'

/**
 * Words of one look. `cites` is a target of this text's own vocabulary; `note` the name of a footnote in the same paste
 * that stands here; `by` who proposes words in square brackets: no paste brings that, the desk does.
 */
export interface PastedRun {
  readonly text: string
  readonly by?: string
  readonly bold?: true
  readonly italic?: true
  readonly cites?: string
  readonly note?: string
}

/**
 * A paragraph of a paste. `kind` is null where the source says nothing of it. `notes` are its footnotes, by the names
 * in its runs.
 */
export interface Pasted {
  readonly kind: ParagraphKind | null
  readonly runs: readonly PastedRun[]
  readonly notes?: ReadonlyMap<string, readonly PastedRun[]>
}

/** The words of a pasted paragraph. */
export function wordsOfPasted({ runs }: Pasted): string {
  return runs.map((run) => run.text).join('')
}
