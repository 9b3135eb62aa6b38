// What writing does to paragraphs: kinds, citations, comment marks.

import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  INSERT_PARAGRAPH_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { $setKind } from '#app/editor/typing/kinds.ts'
import { $threadsOf } from '#server/document/tree/lexical-nodes.ts'
import {
  $caret,
  $citation,
  $select,
  $type,
  copyOf,
  type Desk,
  deliver,
  openDesk,
  seededDoc,
  shown,
  stored,
  write,
} from '../desks.ts'

const two = () =>
  seededDoc([
    ['p1', 'The Committee recalls.', 'recital'],
    ['p2', 'States shall act.'],
  ])
const command = (
  desk: Desk,
  step: () => void,
  ...[name, payload]: [Parameters<typeof desk.editor.dispatchCommand>[0], unknown?]
) =>
  write(desk, () => {
    step()
    desk.editor.dispatchCommand(name, payload)
  })
it('changing the kind writes one attribute, so that somebody typing in the paragraph loses nothing', () => {
  const ana = openDesk(two())
  const ben = openDesk(copyOf(ana.doc))
  write(ana, () => {
    $select([0, 0], [1, 3])
    $setKind('quote')
  })
  write(ben, () => {
    $caret(1, 17)
    $type(' Now.')
  })
  deliver(ana.doc, ben.doc)
  expect(shown(ana)).toEqual(['p1 quote The Committee recalls.', 'p2 quote States shall act. Now.'])
  expect(shown(ben)).toEqual(shown(ana))
})

describe('a citation', () => {
  const cited = () => {
    const desk = openDesk(two())
    write(desk, () => {
      $caret(1, 17)
      const selection = $getSelection()
      if ($isRangeSelection(selection))
        selection.insertNodes([$citation('article:23', 'Article 23'), $createTextNode(' and')])
    })
    return desk
  }

  it('is deleted whole when its last letter is', () => {
    const desk = cited()
    write(desk, () => {
      $select([1, 26], [1, 27])
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.removeText()
    })
    expect(shown(desk)[1]).toBe('p2 operative States shall act. and')
  })

  it('is not continued by typing at its edge', () => {
    const desk = cited()
    write(desk, () => {
      $caret(1, 27)
      $type('bis')
    })
    const [words] = (stored(desk.doc)[1] as { words: { insert: string; attributes?: object }[][] }).words
    expect(words?.map(({ insert }) => insert)).toEqual(['States shall act.', 'Article 23', 'bis and'])
  })

  it('is taken back by one undo', () => {
    const desk = cited()
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(shown(desk)[1]).toBe('p2 operative States shall act.')
  })
})

describe('a comment mark written by the server', () => {
  const marked = () => {
    const ana = openDesk(two())
    const server = copyOf(ana.doc)
    const text = (server.get('en', Y.XmlElement).get(1) as Y.XmlElement).get(0) as Y.XmlText
    text.format(7, 5, { s_c_01thread: 1 })
    deliver(ana.doc, server)
    return { ana, server }
  }
  const wordsOf = (desk: Desk) =>
    desk.editor.getEditorState().read(() =>
      $getRoot()
        .getAllTextNodes()
        .filter((node) => $threadsOf(node).includes('01thread'))
        .map((node) => node.getTextContent()),
    )

  it('shows on its words and stays on them through a split and through typing around', () => {
    const { ana, server } = marked()
    expect(wordsOf(ana)).toEqual(['shall'])
    command(ana, () => $caret(1, 3), INSERT_PARAGRAPH_COMMAND)
    write(ana, () => {
      $caret(2, 0)
      $type('xx')
    })
    deliver(ana.doc, server)
    expect(shown(ana)[2]).toBe('- operative xxtes shall act.')
    expect(wordsOf(ana)).toEqual(['shall'])
    expect(wordsOf(openDesk(copyOf(server)))).toEqual(['shall'])
  })

  it('does not grow when somebody writes on straight after its words', () => {
    const { ana, server } = marked()
    for (const letter of [' ', 'n', 'o', 't']) {
      write(ana, () => {
        if (letter === ' ') $caret(1, 12)
        $type(letter)
      })
    }
    deliver(ana.doc, server)
    expect(shown(ana)[1]).toBe('p2 operative States shall not act.')
    expect(wordsOf(ana)).toEqual(['shall'])
    expect(wordsOf(openDesk(copyOf(server)))).toEqual(['shall'])
  })

  it('grows with what is written inside its words', () => {
    const { ana } = marked()
    write(ana, () => {
      $caret(1, 9)
      $type('--')
    })
    expect(wordsOf(ana)).toEqual(['sh--all'])
  })

  it('goes when the server takes it away', () => {
    const { ana, server } = marked()
    const text = (server.get('en', Y.XmlElement).get(1) as Y.XmlElement).get(0) as Y.XmlText
    text.format(7, 5, { s_c_01thread: null })
    deliver(ana.doc, server)
    expect(wordsOf(ana)).toEqual([])
  })
})
