// Each act on the wording done once: looks, undoing, citing, moving, tables, footnotes, brackets.

import { expect } from 'vitest'
import { isCell } from '#server/domain/text/paragraph.ts'
import { said } from '../desk/desk.ts'
import type { Walk, Walker, Walks } from './walker.ts'

const lookOf = async ({ paragraphs }: Walker, words: string) =>
  (await paragraphs()).flatMap(({ runs }) => runs).find(({ text }) => text === words)

const wordsAfter = async ({ paragraphs }: Walker, beginning: string) =>
  (await paragraphs()).map(({ runs }) => runs.map(({ text }) => text).join('')).find((one) => one.startsWith(beginning))

const indexOf = async ({ paragraphs }: Walker, pid: string) => (await paragraphs()).findIndex((one) => one.pid === pid)

/** The cells of each row of the text's only table. */
async function rowsOf({ paragraphs }: Walker): Promise<number[]> {
  const rows: number[] = []
  for (const { kind } of await paragraphs()) {
    if (kind === 'row') rows.push(1)
    else if (kind === 'cell') rows.push((rows.pop() ?? 0) + 1)
  }
  return rows
}

/** Puts a table behind a paragraph, does something in it, and takes it all back. */
const inTable =
  (columns: 2 | 3 | 4, walk: Walk): Walk =>
  async (walker) => {
    await walker.caretBehind('Kilo.')
    await walker.does(`table.new-${columns}`)
    await expect.poll(() => rowsOf(walker)).toEqual([columns, columns, columns])
    await walk(walker)
    for (let time = 0; time < 9 && (await walker.paragraphs()).some(({ kind }) => isCell(kind)); time++)
      await walker.press('Control+z')
    expect(await rowsOf(walker)).toEqual([])
  }

const becomes =
  (id: string, rows: readonly number[]): Walk =>
  async (walker) => {
    await walker.does(id)
    await expect.poll(() => rowsOf(walker)).toEqual(rows)
    await expect.poll(() => walker.focus()).toBe('en')
  }

export const writing: Walks = {
  async 'write.bold'(walker) {
    await walker.select('bold')
    await walker.does('write.bold')
    await expect.poll(() => lookOf(walker, 'bold')).toMatchObject({ bold: true })
  },
  async 'write.italic'(walker) {
    await walker.select('italic')
    await walker.does('write.italic')
    await expect.poll(() => lookOf(walker, 'italic')).toMatchObject({ italic: true })
  },
  async 'write.undo'(walker) {
    await walker.caretBehind('Charlie')
    await walker.type(' was')
    await expect.poll(() => wordsAfter(walker, 'Charlie')).toBe('Charlie was.')
    await walker.does('write.undo')
    await expect.poll(() => wordsAfter(walker, 'Charlie')).toBe('Charlie.')
  },
  async 'write.redo'(walker) {
    await walker.does('write.redo')
    await expect.poll(() => wordsAfter(walker, 'Charlie')).toBe('Charlie was.')
  },
  async 'cite.ask'(walker) {
    await walker.caretBehind('Delta cites ')
    await walker.does('cite.ask')
    await expect.poll(() => walker.focus()).toBe('en')
    await walker.type('23')
    await expect
      .poll(() => walker.person.page.locator('.cite-menu [aria-selected=true]').innerText())
      .toMatch(/Article 23/)
    await walker.press('Enter')
    await expect.poll(() => wordsAfter(walker, 'Delta')).toContain('Article 23')
  },
  async 'move.up'(walker) {
    const [echo, foxtrot] = [await walker.pidOf('Echo'), await walker.pidOf('Foxtrot')]
    await walker.caretBehind('Foxtrot')
    await walker.does('move.up')
    await expect.poll(() => said(walker.person)).toMatch(/up/i)
    expect(await indexOf(walker, foxtrot)).toBe((await indexOf(walker, echo)) - 1)
    expect(await walker.caret()).toBe(foxtrot)
  },
  async 'move.down'(walker) {
    const [echo, foxtrot] = [await walker.pidOf('Echo'), await walker.pidOf('Foxtrot')]
    await walker.caretBehind('Foxtrot')
    await walker.does('move.down')
    await expect.poll(() => indexOf(walker, foxtrot)).toBe((await indexOf(walker, echo)) + 1)
  },
  'table.new-2': inTable(2, async () => {}),
  'table.new-3': inTable(3, async () => {}),
  'table.new-4': inTable(4, async () => {}),
  'table.row-above': inTable(2, becomes('table.row-above', [2, 2, 2, 2])),
  'table.row-below': inTable(2, becomes('table.row-below', [2, 2, 2, 2])),
  'table.remove-row': inTable(2, becomes('table.remove-row', [2, 2])),
  'table.column-before': inTable(2, becomes('table.column-before', [3, 3, 3])),
  'table.column-after': inTable(2, becomes('table.column-after', [3, 3, 3])),
  'table.remove-column': inTable(3, becomes('table.remove-column', [2, 2, 2])),
  'table.leave': inTable(2, async (walker) => {
    await walker.does('table.leave')
    const behind = await walker.pidOf('Lima')
    await expect.poll(() => walker.caret()).toBe(behind)
  }),
  async 'cite.footnote'(walker) {
    await walker.caretBehind('Golf')
    await walker.does('cite.footnote')
    await walker.type('A note.')
    await expect
      .poll(async () =>
        (await walker.paragraphs()).filter(({ kind }) => kind === 'footnote').map(({ runs }) => runs[0]?.text),
      )
      .toEqual(['A note.'])
    await expect
      .poll(async () =>
        (await walker.paragraphs()).flatMap(({ runs }) => runs).some(({ cites }) => cites?.startsWith('footnote:')),
      )
      .toBe(true)
  },
  async 'cite.link-all'(walker) {
    await walker.caretBehind('Hotel')
    await walker.does('cite.link-all')
    await expect.poll(() => said(walker.person)).toMatch(/2/)
    const cited = (await walker.paragraphs()).flatMap(({ runs }) => runs.flatMap(({ cites }) => cites ?? []))
    expect(cited).toEqual(expect.arrayContaining(['article:20', 'article:13']))
  },
  async 'terms.bracket'(walker) {
    await walker.select('open')
    await walker.does('terms.bracket')
    await walker.person.page.getByRole('dialog').locator('select:focus').waitFor()
    await walker.press('Tab', 'Enter')
    await expect.poll(() => wordsAfter(walker, 'India')).toBe('India is [open].')
    await expect.poll(() => walker.focus()).toBe('en')
  },
  async 'terms.next'(walker) {
    await walker.caretBehind('Alpha')
    await walker.does('terms.next')
    const flagged = await walker.pidOf('Juliet')
    await expect.poll(() => walker.caret()).toBe(flagged)
    await expect.poll(() => said(walker.person)).toContain('child pornography')
  },
}
