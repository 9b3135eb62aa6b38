// How the marks of suggestions look on words and on paragraphs: the same in the printed text and in the editor. It
// knows no page.

import { type Mark, readMark } from '#server/domain/text/suggestion.ts'

export interface Suggested {
  /** Of the suggestions, with spaces between; '' for none. */
  readonly ids: string
  /** What they would do, by the letters of the marks, with spaces between. */
  readonly deeds: string
  readonly isIn: boolean
  readonly isOut: boolean
  /** Names of style. */
  readonly look: readonly string[]
}

const looks = { i: 'suggested-in', d: 'suggested-out', f: 'suggested-look' } as const
export const allLooks: readonly string[] = Object.values(looks)

export function suggestedBy(marks: readonly Mark[]): Suggested {
  const read = marks.map(readMark)
  const kinds = new Set(read.map(({ kind }) => kind))
  return {
    ids: [...new Set(read.map(({ id }) => id))].join(' '),
    deeds: [...kinds].join(' '),
    isIn: kinds.has('i'),
    isOut: kinds.has('d'),
    look: Object.entries(looks).flatMap(([kind, name]) => (kinds.has(kind as keyof typeof looks) ? [name] : [])),
  }
}
