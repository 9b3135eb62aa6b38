// How people are given to pages.

import type { Words } from '../../domain/language.ts'

export interface Person {
  readonly id: string
  readonly name: string
  /** Party, body or office, in both languages; what is printed after the name. */
  readonly delegation: Words
}
