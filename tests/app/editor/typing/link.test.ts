// Plain words become a citation, and a citation states another relation: no word changes.

import { FORMAT_TEXT_COMMAND, UNDO_COMMAND } from 'lexical'
import { describe, expect, it } from 'vitest'
import { linkWords, restate } from '#app/editor/citing/link.ts'
import { mentionsOf } from '#server/document/citations/mentions.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { $select, type Desk, openDesk, seededDoc, shown, write } from '../desks.ts'

const words = 'See Article 18(1)a, Article 23 and R-01.'
const paragraph = (desk: Desk) => readTrees(desk.doc).en.paragraphs[0]!
const offers = (desk: Desk) => mentionsOf(paragraph(desk)).map((mention) => ({ ...mention, pid: 'p1' }))
const cites = (desk: Desk) => paragraph(desk).runs.map(({ text, cites }) => (cites ? `${text} → ${cites}` : text))

describe('linking references', () => {
  it('makes each a citation without changing a word, in one step back', () => {
    const desk = openDesk(seededDoc([['p1', words]]))
    expect(linkWords(desk.editor, offers(desk))).toBe(3)
    expect(cites(desk)).toEqual([
      'See ',
      'Article 18(1)a → article:18:1.a',
      ', ',
      'Article 23 → article:23',
      ' and ',
      'R-01 → finding:R-01',
      '.',
    ])
    expect(wordsOf(paragraph(desk))).toBe(words)
    expect(offers(desk)).toEqual([])
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(cites(desk)).toEqual([words])
    expect(desk.errors).toEqual([])
  })

  it('keeps the look of the words, and links none that is linked already or half in another look', () => {
    const desk = openDesk(seededDoc([['p1', words]]))
    write(desk, () => {
      $select([0, 4], [0, 18])
      desk.editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'bold')
      $select([0, 20], [0, 23])
      desk.editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'italic')
    })
    expect(offers(desk).map((offer) => offer.words)).toEqual(['Article 18(1)a', 'R-01'])
    linkWords(desk.editor, offers(desk))
    expect(paragraph(desk).runs[1]).toEqual({ text: 'Article 18(1)a', bold: true, cites: 'article:18:1.a' })
    expect(offers(desk)).toEqual([])
  })

  it('does nothing when other words stand there by now, or the paragraph is gone', () => {
    const desk = openDesk(seededDoc([['p1', words]]))
    const stale = offers(desk)
    write(desk, () => {
      const selection = $select([0, 0], [0, 3])
      return selection
    })
    expect(
      linkWords(
        desk.editor,
        stale.map((offer) => ({ ...offer, start: offer.start + 1, end: offer.end + 1 })),
      ),
    ).toBe(0)
    expect(
      linkWords(
        desk.editor,
        stale.map((offer) => ({ ...offer, pid: 'gone' })),
      ),
    ).toBe(0)
    expect(shown(desk)).toEqual([`p1 operative ${words}`])
  })
})

describe('stating another relation', () => {
  it('changes every citation of the target in the paragraph, and no word', () => {
    const desk = openDesk(seededDoc([['p1', 'Article 23, again Article 23']]))
    linkWords(desk.editor, offers(desk))
    expect(restate(desk.editor, { pid: 'p1', before: 'article:23', after: 'article:23~applies' })).toBe(2)
    expect(cites(desk)).toEqual(['Article 23 → article:23~applies', ', again ', 'Article 23 → article:23~applies'])
    expect(restate(desk.editor, { pid: 'p1', before: 'article:23', after: 'article:23~recalls' })).toBe(0)
    expect(desk.errors).toEqual([])
  })
})
