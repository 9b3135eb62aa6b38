// Pasted words made clean: spaces as a printer sets them, nothing that is not seen, paragraphs with their numbers taken
// off. Pure.

import type { ParagraphKind } from '#server/domain/text/paragraph.ts'
import { literalNumber, type Numbering } from './paste-numbers.ts'
import type { Pasted, PastedRun } from './pasted.ts'

// Joiners (U+200C, U+200D) stay: letters and signs are made with them. Soft hyphens, zero width, directions, objects,
// private signs of symbol fonts, and what no keyboard makes.
const unseen =
  /(?![\t\n\r])\p{Cc}|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ue000-\uf8ff]/gu
const anySpace = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g

/** One string of words. Its own ends stay as they are: they may stand beside other runs. */
function cleanWords(text: string): string {
  return text
    .replaceAll(unseen, '')
    .replaceAll(anySpace, (spaces) => (/^[\u00a0\u202f]+$/.test(spaces) ? '\u00a0' : ' '))
    .replaceAll(/\u00a0(?![;:!?»%])/g, (space, at: number, all: string) => (all[at - 1] === '«' ? space : ' '))
}

/** Paragraphs of raw runs: their numbers become kinds, their spaces one; those without words go. */
export function cleanParagraphs(raw: readonly Pasted[], numbering: Numbering, isPlain = false): Pasted[] {
  return raw.flatMap(({ kind, runs, notes }) => {
    const { kind: found, runs: rest } = withoutNumber(kind, runs, numbering, isPlain)
    const isCell = found === 'row' || found === 'cell'
    const words = closeUp(found && /^(heading|title|appendix)/.test(found) ? plainIfAllBold(rest) : rest)
    if (words.length === 0 && !isCell) return []
    const { kind: named, runs: title } = asAppendix(found, words)
    return [{ kind: named, runs: title, ...(notes && notes.size > 0 && { notes }) }]
  })
}

function withoutNumber(
  kind: ParagraphKind | null,
  runs: readonly PastedRun[],
  numbering: Numbering,
  isPlain: boolean,
): Pasted {
  if (kind !== null && kind !== 'operative' && kind !== 'item') return { kind, runs }
  const number = literalNumber(runs.map(({ text }) => text).join(''), isPlain)
  if (!number) return { kind, runs }
  return { kind: numbering.kindOf(number.sign, null), runs: dropFirst(runs, number.length) }
}

/** Takes so many letters off the beginning. */
function dropFirst(runs: readonly PastedRun[], count: number): PastedRun[] {
  let rest = count
  return runs.flatMap((run) => {
    const gone = Math.min(rest, run.text.length)
    rest -= gone
    return gone === run.text.length ? [] : [{ ...run, text: run.text.slice(gone) }]
  })
}

// A heading is set in bold already.
function plainIfAllBold(runs: readonly PastedRun[]): PastedRun[] {
  const isAll = runs.every(({ bold, text }) => bold || text.trim() === '')
  return isAll ? runs.map(({ bold: _, ...run }) => run) : [...runs]
}

const appendixSays = /^(?:appendix|annexe?)(?:\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4}))?(?:\s*[:.–—-]\s*|\s*$)/i

/** A heading that says so begins an appendix; the text letters its appendices itself. */
function asAppendix(kind: ParagraphKind | null, runs: PastedRun[]): Pasted {
  const words = runs.map(({ text }) => text).join('')
  const said = kind?.startsWith('heading') ? appendixSays.exec(words)?.[0] : undefined
  if (said === undefined) return { kind, runs }
  return { kind: 'appendix', runs: said.length < words.length ? dropFirst(runs, said.length) : runs }
}

/** Clean runs, neighbours of one look joined, one space where several were, none at the ends. */
export function closeUp(runs: readonly PastedRun[]): PastedRun[] {
  const joined: { -readonly [Key in keyof PastedRun]: PastedRun[Key] }[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    let text = cleanWords(run.text)
    if (last === undefined || /[ \u00a0]$/.test(last.text)) text = text.replace(/^[ \u00a0]+/, '')
    if (text === '') continue
    if (last && isSameLook(last, run)) last.text = cleanWords(last.text + text)
    else joined.push({ ...run, text })
  }
  const last = joined.at(-1)
  if (!last) return []
  last.text = last.text.trimEnd()
  return last.text === '' ? closeUp(joined.slice(0, -1)) : joined
}

function isSameLook(one: PastedRun, other: PastedRun): boolean {
  const isOneThing = one.cites ?? one.note ?? other.cites ?? other.note
  return isOneThing === undefined && one.bold === other.bold && one.italic === other.italic
}

/** Plain text: paragraphs are set apart by empty lines, or where there are none, each line is one. */
export function pastedFromPlain(text: string, numbering: Numbering): Pasted[] {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u2028\u2029\v\f]/g, '\n')
  const cells = cellsIn(lines)
  if (cells) return cleanParagraphs(cells, numbering, true)
  const isSetApart = /\n[ \t\u00a0]*\n/.test(lines.trim())
  const parts = isSetApart ? lines.split(/\n(?:[ \t\u00a0]*\n)+/).flatMap(unlessList) : lines.split('\n')
  const raw = parts.map((part) => ({ kind: null, runs: [{ text: part.replaceAll('\n', ' ') }] }))
  return keepEnds(cleanParagraphs(raw, numbering, true), lines)
}

/** Words of one line keep a space at either end: they are put among others. */
function keepEnds(pasted: Pasted[], text: string): Pasted[] {
  const [only, ...others] = pasted
  const [first] = only?.runs ?? []
  if (!only || !first || only.kind !== null || others.length > 0 || text.includes('\n')) return pasted
  const ends = (sign: RegExp) => (sign.test(text) ? ' ' : '')
  return [{ ...only, runs: [{ ...first, text: `${ends(/^\s/)}${first.text}${ends(/\s$/)}` }] }]
}

/** Several lines with the same number of tabs are the rows of a table, as a spreadsheet copies them; null otherwise. */
function cellsIn(lines: string): Pasted[] | null {
  const rows = lines
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => line.split('\t'))
  const columns = rows[0]?.length ?? 0
  if (rows.length < 2 || columns < 2 || rows.some((row) => row.length !== columns)) return null
  // Lines that are set in from the margin are no table.
  if (rows.every(([first]) => first?.trim() === '')) return null
  return rows.flatMap((row) =>
    row.map((text, column): Pasted => ({ kind: column === 0 ? 'row' : 'cell', runs: [{ text }] })),
  )
}

/** Lines that each begin with a number or a dash are paragraphs of their own, empty lines or not. */
function unlessList(part: string): string[] {
  const lines = part.split('\n')
  const isList = lines.length > 1 && lines.every((line) => literalNumber(line, true) !== null)
  return isList ? lines : [part]
}
