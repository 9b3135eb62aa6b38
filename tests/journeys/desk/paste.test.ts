// What people paste, in a real browser: clipboards of a word processor, of one in a browser and of a web page that
// means harm, by somebody who edits and by somebody who suggests. What is saved is read on the server: paragraphs,
// notes and tables, and nothing else of theirs.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { acceptedTrees } from '#server/document/suggestions/preview-decisions.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import type { Paragraph, Tree } from '#server/document/tree/tree.ts'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openStudy, type Study, type Text, writeText } from '../study.ts'
import { chooseFrom, said, saved, startAt } from './desk.ts'

const clipboard = (name: string) =>
  readFileSync(new URL(`../../app/editor/clipboards/${name}.html`, import.meta.url), 'utf8')

/** What another page says that its editor would hold: never looked at. */
const foreignState = JSON.stringify({
  namespace: 'recital',
  nodes: [
    { type: 'block', version: 1, $: { pid: 'stolen', 's_i_x-1': 1 }, children: [{ type: 'text', text: 'FOREIGN' }] },
  ],
})

/** `kind words`; bold as *…*, a footnote as ^[…], a citation as {…}. */
function say({ paragraphs }: Tree): string[] {
  const notes = new Map(paragraphs.map((one) => [`footnote:${one.pid}`, one]))
  const words = ({ runs }: Paragraph): string =>
    runs
      .map(({ text, bold, cites }) => {
        const note = cites === undefined ? undefined : notes.get(cites)
        if (note) return `^[${words(note)}]`
        return cites ? `{${text}}` : bold ? `*${text}*` : text
      })
      .join('')
  return paragraphs.filter(({ kind }) => kind !== 'footnote').map((one) => `${one.kind} ${words(one)}`)
}

const clipboards = [
  {
    name: 'word-lists',
    footnotes: true,
    reads: [
      'title Draft opinion on helplines',
      'heading1 What the Committee has found',
      'operative Helplines are *free of charge* in most Parties.^[In three of them a prefix is charged.]',
      'item by telephone, day and night;',
      'item by message, with two exceptions:',
      'subitem small islands;',
      'subitem feast days.',
      'item A bullet of its own.',
      'operative A number that was typed, recognised.',
      'quote Nobody told us that we could call.',
      'row Party',
      'cell Hours',
      'row First Party',
      'cell Day and night',
      'row Others did not answer.^[As of the day of the meeting.]',
      'cell ',
      'appendix questions asked',
    ],
  },
  {
    name: 'word-online',
    footnotes: false,
    reads: [
      'heading2 What follows',
      'operative Invites the Parties to publish the numbers they hold.',
      'item by age;',
      'item *by region.*',
      'row Year',
      'cell Reports',
      'row 2025',
      'cell ',
    ],
  },
  {
    name: 'word-tracked',
    footnotes: false,
    reads: [
      'operative Recalling that children must be able to report what was done to them without a lawyer;',
      'operative Noting that a whole paragraph was put in;',
      'operative Invites the Parties to answer within a year.',
    ],
  },
  {
    name: 'web-page',
    footnotes: false,
    reads: [
      'heading1 Annual report',
      'operative The first paragraph has *two **looks* and a line end.',
      'operative «\u00a0Qui peut signaler\u00a0?\u00a0» se demandent-ils\u00a0: peu le savent.',
      'item one point',
      'subitem a point below',
      'item another point',
      'operative said at length',
      'quote Said by a child.',
      'operative Words in a frame.',
      'operative Your name',
      'recital Recalling {Article 23} and nothing;',
    ],
  },
]

interface Stored {
  readonly attributes?: Readonly<Record<string, unknown>>
}

interface Block {
  readonly name: string
  readonly has: readonly string[]
  readonly within: readonly Stored[]
}

const ourKeys = /^(block|s_pid|s_kind|p|i|s_ref|s_break|__format|__mode|s_[idk]_[0-9a-z]+-[0-9a-z]+)$/

function keysOf({ name, has, within }: Block): string[] {
  return [
    name,
    ...has,
    ...within.flatMap(({ attributes = {} }) => [
      ...Object.keys(attributes),
      ...Object.keys((attributes.p ?? {}) as object),
    ]),
  ]
}

describe.skipIf(chromiumPath === null)('pasting', () => {
  let study: Study
  beforeAll(async () => {
    study = await openStudy()
  })
  afterAll(() => study?.close())

  const stand = ['recital First;', 'operative ', 'operative Last.']
  const begin = async (who: string): Promise<{ text: Text; person: Person }> => {
    const text = await writeText(study, [
      ['recital', 'First;', 'Premier ;'],
      ['operative', '', ''],
      ['operative', 'Last.', 'Dernier.'],
    ])
    const person = await study.member(who)
    await startAt(person, text.path)
    return { text, person }
  }

  /** As a browser tells of a paste: no page may fill the real clipboard with what other programs put there. */
  const paste = async (person: Person, { pids: [, pid = ''] }: Text, html: string) => {
    await chooseFrom(person, 'en', { pid, offset: 0 })
    await person.page.evaluate(
      ({ html, state }) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/html', html)
        clipboardData.setData('text/plain', 'plain')
        clipboardData.setData('application/x-lexical-editor', state)
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        )
      },
      { html, state: foreignState },
    )
    await saved(person)
  }

  /** Every attribute and every word of the text as it is stored, on the paragraphs and in them. */
  const stored = async ({ collab }: Text) => {
    let blocks: readonly Block[] = []
    await study.committee.world.rooms.write(collab, (doc) => {
      blocks = (doc.get('en', Y.XmlElement).toArray() as Y.XmlElement[]).map((block) => ({
        name: block.nodeName,
        has: Object.keys(block.getAttributes()),
        within: (block.toArray() as Y.XmlText[]).flatMap((words) => words.toDelta() as Stored[]),
      }))
    })
    return { keys: new Set(blocks.flatMap(keysOf)), words: JSON.stringify(blocks) }
  }

  describe.each(clipboards)('$name', ({ name, reads, footnotes }) => {
    test('becomes clean paragraphs of somebody who edits', async () => {
      const { text, person } = await begin('delegate.ie')
      await paste(person, text, clipboard(name))
      expect(say((await text.read()).en)).toEqual([stand[0], ...reads, stand[2]])
      await isClean(person, text)
      await press(person, 'Control+z')
      await saved(person)
      await expect.poll(async () => say((await text.read()).en)).toEqual(stand)
      await person.leave()
    })

    test('becomes one suggestion of somebody who suggests, with a sentence on what is left out', async () => {
      const { text, person } = await begin('delegate.fr')
      await paste(person, text, clipboard(name))
      const trees = await text.read()
      expect(say(settledTrees(trees).en)).toEqual(stand)
      const withoutNotes = reads.map((line) => line.replace(/\^\[.*?\]/g, ''))
      expect(say(acceptedTrees(trees).en)).toEqual([stand[0], ...withoutNotes, stand[2]])
      await expect.poll(() => person.page.locator('#desk-margin [data-suggestion]').count()).toBe(1)
      const spoken = await said(person)
      if (footnotes) expect(spoken).toMatch(/^Footnotes cannot be suggested/)
      else expect(spoken).not.toMatch(/Footnotes/)
      await isClean(person, text)
      await press(person, 'Control+z')
      await saved(person)
      await expect.poll(async () => say(acceptedTrees(await text.read()).en)).toEqual(stand)
      await person.leave()
    })
  })

  const press = ({ page }: Person, key: string) => page.keyboard.press(key)

  /** Nothing ran, nothing was asked for elsewhere, and nothing is stored but our own attributes. */
  const isClean = async (person: Person, text: Text) => {
    const { keys, words } = await stored(text)
    for (const key of keys) expect(key).toMatch(ourKeys)
    expect(words).not.toMatch(/script|onclick|onerror|https?:|mso|style|stolen|FOREIGN|never|<|file:/i)
    expect(await person.page.title()).not.toContain('never')
    expect(await person.page.locator('.draft :is(script, img, iframe, svg, a, table, input, [onclick])').count()).toBe(
      0,
    )
    await person.check()
  }
})
