// What a text keeps of one of its versions: the numbers of its paragraphs. Types only.

import type { Language } from '../../domain/language.ts'
import type { ParagraphKind } from '../../domain/text/paragraph.ts'

/** The paragraphs of a version in their order, each with the number it was printed with; '' for those without one. */
export type KeptNumbers = readonly { readonly pid: string; readonly kind: ParagraphKind; readonly number: string }[]

/** Of both languages; null keeps none: then the text is counted as it stands. */
export type BothKept = Readonly<Record<Language, KeptNumbers>> | null
