// Words that come into the text otherwise than by one key a letter: an input method, the keyboard of a telephone, a
// spell checker, the mouse. In a real browser, for somebody who edits and for somebody who suggests; what cannot be
// suggested is refused with a sentence.

import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptedTrees } from '#server/document/suggestions/preview-decisions.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { openStudy, type Study, type Text, writeText } from '../study.ts'
import { chooseFrom, said, saved, startAt, wordsOf } from './desk.ts'

const line = 'Helplines listen by day.'
const seats = [
  { mode: 'edit', who: 'delegate.ie' },
  { mode: 'suggest', who: 'delegate.fr' },
] as const

describe.skipIf(chromiumPath === null)('input', () => {
  let study: Study
  beforeAll(async () => {
    study = await openStudy()
  })
  afterAll(() => study?.close())

  describe.each(seats)('of somebody who is there to $mode', ({ mode, who }) => {
    let text: Text
    let person: Person
    let devtools: CDPSession
    let paragraph = -1
    beforeAll(async () => {
      text = await writeText(
        study,
        Array.from({ length: 10 }, () => ['operative', line, 'Les lignes écoutent le jour.'] as const),
      )
      person = await study.member(who)
      devtools = await person.page.context().newCDPSession(person.page)
    })

    const pid = () => text.pids[paragraph] ?? ''
    /** Goes on with a paragraph that nobody has touched. */
    const begin = async () => {
      if (paragraph === -1) await startAt(person, text.path)
      paragraph += 1
    }
    const caret = (offset: number, to = offset) =>
      chooseFrom(person, 'en', { pid: pid(), offset }, { pid: pid(), offset: to })
    const compose = (...steps: string[]) =>
      steps.reduce(async (before, words) => {
        await before
        const at = words.length
        await devtools.send('Input.imeSetComposition', { text: words, selectionStart: at, selectionEnd: at })
      }, Promise.resolve())
    const words = async () => {
      const trees = await text.read()
      const [stands, would] = [settledTrees(trees), acceptedTrees(trees)].map(({ en }) =>
        en.paragraphs
          .find((one) => one.pid === pid())
          ?.runs.map((run) => run.text)
          .join(''),
      )
      return { stands, would }
    }
    /** The paragraph reads so once all is saved: at once when one edits, once it is accepted when one suggests. */
    const reads = async (expected: string) => {
      await saved(person)
      await expect.poll(words).toEqual({ stands: mode === 'edit' ? expected : line, would: expected })
      expect(await person.page.locator('.status').getAttribute('data-status')).toBe('saved')
    }

    test('an input method composes at the caret, changes its mind, and ends', async () => {
      await begin()
      await caret('Helplines'.length)
      await compose(' t', ' to', ' toujours', ' 皆')
      await devtools.send('Input.insertText', { text: ' 皆' })
      await person.page.keyboard.type(' now')
      await reads('Helplines 皆 now listen by day.')
    })

    test('an input method composes over what is selected', async () => {
      await begin()
      await caret('Helplines '.length, 'Helplines listen'.length)
      await compose('き', 'きく')
      await devtools.send('Input.insertText', { text: '聞く' })
      await reads('Helplines 聞く by day.')
    })

    test('what somebody else writes beside it leaves a composition alone', async () => {
      await begin()
      const other = await study.member(seats.find((seat) => seat.who !== who)?.who ?? '')
      await startAt(other, text.path)
      await chooseFrom(other, 'en', { pid: pid(), offset: line.length }, { pid: pid(), offset: line.length })
      await caret('Helplines'.length)
      await compose(' t', ' to')
      await other.page.keyboard.type('!')
      await saved(other)
      await compose(' tou', ' toujours')
      await devtools.send('Input.insertText', { text: ' toujours' })
      await saved(person)
      const [stands, would] = ['Helplines listen by day.!', 'Helplines toujours listen by day.!']
      const edited = 'Helplines toujours listen by day.'
      await expect.poll(words).toEqual({ stands: mode === 'edit' ? edited : stands, would })
    })

    test('a composition that is given up leaves the text as it was', async () => {
      await begin()
      await caret('Helplines'.length)
      await compose('x', 'xy', '')
      await devtools.send('Input.insertText', { text: '' })
      await person.page.keyboard.type('!')
      await reads('Helplines! listen by day.')
    })

    test('a telephone writes a word, takes back a letter of it, and puts another in the place of the one before', async () => {
      await begin()
      await caret('Helplines'.length)
      await devtools.send('Input.insertText', { text: ' must' })
      await compose(' listem', ' listen', ' liste')
      await devtools.send('Input.insertText', { text: ' listen' })
      for (let time = 0; time < 2; time++) await backspaceWithoutKey()
      await reads('Helplines must list listen by day.')
    })

    test('a telephone takes back letters that stand', async () => {
      await begin()
      await caret('Helplines'.length)
      for (let time = 0; time < 5; time++) await backspaceWithoutKey()
      await devtools.send('Input.insertText', { text: 'ers' })
      await reads('Helpers listen by day.')
    })

    test('a telephone composes anew a word that stands', async () => {
      await begin()
      await caret('Helplines listen'.length)
      const start = 'Helplines '.length
      await devtools.send('Input.imeSetComposition', {
        ...{ text: 'answer', selectionStart: 6, selectionEnd: 6 },
        ...(await spanOnPage(start, 'Helplines listen'.length)),
      })
      await devtools.send('Input.insertText', { text: 'answer' })
      await reads('Helplines answer by day.')
    })

    test('a spell checker puts a word in the place of one', async () => {
      await begin()
      await caret('Helplines lis'.length)
      await person.page.evaluate(
        ({ which, from, to }) => {
          const words = document.querySelector(`[role=textbox][data-language=en] > [data-pid="${which}"]`)
          const node = words && document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode()
          if (!words || !node) throw new Error('no words')
          const range = new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to })
          const dataTransfer = new DataTransfer()
          dataTransfer.setData('text/plain', 'hear')
          words.dispatchEvent(
            new InputEvent('beforeinput', {
              ...{ inputType: 'insertReplacementText', dataTransfer, targetRanges: [range] },
              ...{ bubbles: true, cancelable: true, composed: true },
            }),
          )
        },
        { which: pid(), from: 'Helplines '.length, to: 'Helplines listen'.length },
      )
      await reads('Helplines hear by day.')
    })

    test('the mouse drags selected words', async () => {
      await begin()
      await caret('Helplines'.length, 'Helplines listen'.length)
      const { from, to } = await placesOnPage('Helplines lis'.length, line.length - 1)
      const { mouse } = person.page
      await mouse.move(from.x, from.y)
      await mouse.down()
      await mouse.move(from.x + 20, from.y, { steps: 4 })
      await mouse.move(to.x, to.y, { steps: 8 })
      await mouse.up()
      if (mode === 'edit') return reads('Helplines by day listen.')
      await expect.poll(() => said(person)).toMatch(/^Words cannot be dragged while suggesting/)
      await reads(line)
    })

    async function backspaceWithoutKey() {
      const key = { key: 'Unidentified', windowsVirtualKeyCode: 229 }
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, commands: ['deleteBackward'] })
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
    }

    /** An input method counts letters from the beginning of what it writes in. */
    function spanOnPage(from: number, to: number) {
      return person.page.evaluate(
        ({ which, from, to }) => {
          const root = document.querySelector('[role=textbox][data-language=en]')
          const block = root?.querySelector(`:scope > [data-pid="${which}"]`)
          if (!root || !block) throw new Error('no paragraph')
          const above = [...root.children].slice(0, [...root.children].indexOf(block))
          // Between paragraphs it counts two line ends.
          const start = above.reduce((sum, { textContent }) => sum + (textContent?.length ?? 0) + 2, 0)
          return { replacementStart: start + from, replacementEnd: start + to }
        },
        { which: pid(), from, to },
      )
    }

    /** Where letters of the paragraph stand on the page, in pixels. */
    function placesOnPage(from: number, to: number) {
      return person.page.evaluate(
        ({ which, from, to }) => {
          const block = document.querySelector(`[role=textbox][data-language=en] > [data-pid="${which}"]`)
          const node = block && document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode()
          if (!node) throw new Error('no words')
          const at = (offset: number) => {
            const range = document.createRange()
            range.setStart(node, offset)
            range.setEnd(node, offset + 1)
            const { left, top, height } = range.getBoundingClientRect()
            return { x: left + 1, y: top + height / 2 }
          }
          return { from: at(from), to: at(to) }
        },
        { which: pid(), from, to },
      )
    }

    test('nothing of it has set the editor back', async () => {
      expect(await wordsOf(person, 'en', pid())).toContain('by day')
      expect(await person.page.locator('.banner-refused').count()).toBe(0)
      await person.check()
    })
  })
})
