// The numbers of a text: one pure function for editor, export, citations and frozen versions. It knows no words.

import { isNumbered } from '../domain/paragraph.ts'
import type { Tree } from './tree.ts'

/**
 * Printed numbers by pid: '1', '2' … for recitals and operative paragraphs in one continuous count through headings
 * (domain.md B3.2), '(a)', '(b)' … '(z)', '(aa)' … for items, restarting after each numbered paragraph.
 * Headings, quotes and notes have none. A paragraph without a pid counts but cannot be looked up.
 */
export function numbersOf(tree: Tree): Map<string, string> {
  const numbers = new Map<string, string>()
  let count = 0
  let items = 0
  for (const { pid, kind } of tree.paragraphs) {
    let number: string | null = null
    if (isNumbered(kind)) {
      count += 1
      items = 0
      number = String(count)
    } else if (kind === 'item') {
      items += 1
      number = `(${letters(items)})`
    }
    if (number !== null && pid !== '') numbers.set(pid, number)
  }
  return numbers
}

/** 1 is a, 26 is z, 27 is aa, 28 is ab. */
function letters(count: number): string {
  const before = Math.floor((count - 1) / 26)
  return (before > 0 ? letters(before) : '') + String.fromCharCode(97 + ((count - 1) % 26))
}
