// The one list of commands: each has a name of its own, keys of its own, and words in both languages; and which keys
// are a chord.

import { describe, expect, test } from 'vitest'
import { chordOf, isSign, keysOf } from '#app/desk/commands/chords.ts'
import { commands } from '#app/desk/commands/command-list.ts'
import { groupsOf } from '#app/desk/commands/commands.ts'
import { modeOf, whyNotModes } from '#app/desk/page/mode.ts'
import { refusal } from '#server/domain/refusal.ts'

const twice = (all: readonly string[]) => all.filter((one, at) => all.indexOf(one) !== at)

describe('the commands of the desk', () => {
  test('have names and keys of their own', () => {
    expect(commands.length).toBeGreaterThan(10)
    expect(twice(commands.map(({ id }) => id))).toEqual([])
    expect(twice(commands.flatMap(({ chord }) => chord ?? []))).toEqual([])
    expect(twice(commands.map(({ words }) => words.en))).toEqual([])
    expect(twice(commands.map(({ words }) => words.fr))).toEqual([])
  })

  test('write their keys in the one form that is listened for', () => {
    const form =
      /^(?:(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:[A-Z0-9.,;]|F\d{1,2}|Arrow\w+|Enter|Delete|Backspace|Tab|Page\w+|Home|End)|[^\p{L}\p{N}\s])$/u
    for (const { id, chord } of commands) if (chord) expect(chord, id).toMatch(form)
  })

  test('leave alone what types a character on European keyboards and what screen readers and browsers keep', () => {
    const kept = [
      'Ctrl+Alt+E',
      'Ctrl+Alt+N',
      'Ctrl+Alt+Delete',
      'Ctrl+N',
      'Ctrl+T',
      'Ctrl+W',
      'Ctrl+Shift+N',
      'Ctrl+Shift+P',
    ]
    expect(commands.filter(({ chord }) => chord && kept.includes(chord)).map(({ id }) => id)).toEqual([])
  })

  test('all stand in a group that is shown, and say something in both languages', () => {
    for (const language of ['en', 'fr'] as const) {
      const groups = new Map(groupsOf(language))
      for (const { id, group, words } of commands) {
        expect(groups.get(group), id).toBeTruthy()
        expect(words[language].trim(), id).not.toBe('')
      }
    }
  })
})

const key = (what: Partial<KeyboardEvent>, altGraph = false) =>
  ({
    ...what,
    key: what.key ?? '',
    getModifierState: (name: string) => name === 'AltGraph' && altGraph,
  }) as KeyboardEvent

describe('a chord', () => {
  test('is none for what types', () => {
    for (const typed of ['a', 'É', '7', ' ', 'Enter', 'ArrowUp']) expect(chordOf(key({ key: typed })), typed).toBeNull()
    expect(chordOf(key({ key: 'm', code: 'KeyM', ctrlKey: true, altKey: true }, true))).toBeNull()
    expect(chordOf(key({ key: 'b', ctrlKey: true, isComposing: true }))).toBeNull()
  })

  test('is named by the key that is pressed, also where Alt or Shift makes it type something else', () => {
    expect(chordOf(key({ key: 'm', code: 'Semicolon', ctrlKey: true, altKey: true }))).toBe('Ctrl+Alt+M')
    expect(chordOf(key({ key: 'µ', code: 'KeyM', metaKey: true, altKey: true }))).toBe('Ctrl+Alt+M')
    expect(chordOf(key({ key: 'S', code: 'KeyS', ctrlKey: true, altKey: true, shiftKey: true }))).toBe(
      'Ctrl+Alt+Shift+S',
    )
    expect(chordOf(key({ key: '&', code: 'Digit1', ctrlKey: true, altKey: true }))).toBe('Ctrl+Alt+1')
    expect(chordOf(key({ key: 'F6', code: 'F6', shiftKey: true }))).toBe('Shift+F6')
    expect(chordOf(key({ key: '?', code: 'Slash', shiftKey: true }))).toBe('?')
    expect(isSign('?')).toBe(true)
  })

  test('is read as it stands on the keyboard of the language', () => {
    expect(keysOf('Ctrl+Alt+Shift+J', 'en')).toEqual(['Ctrl', 'Alt', 'Shift', 'J'])
    expect(keysOf('Ctrl+Alt+Shift+J', 'fr')).toEqual(['Ctrl', 'Alt', 'Maj', 'J'])
    expect(keysOf('?', 'fr')).toEqual(['?'])
  })
})

describe('the mode', () => {
  const no = refusal('not-allowed', { en: 'no', fr: 'non' })
  const seat = (right: 'edit' | 'suggest' | 'read') => ({ right, say: { en: right, fr: right } })

  test('is editing for who may edit, suggesting for who may suggest, else viewing', () => {
    const first = (whyNotEdit: typeof no | null, whyNotSuggest: typeof no | null) =>
      modeOf(null, whyNotModes({ whyNotEdit, whyNotSuggest }, null))
    expect(first(null, null)).toBe('edit')
    expect(first(no, null)).toBe('suggest')
    expect(first(no, no)).toBe('view')
  })

  test('follows the room, which may give and take, and greys with a reason what it took', () => {
    const page = { whyNotEdit: null, whyNotSuggest: null }
    const frozen = whyNotModes(page, seat('read'))
    expect([frozen.edit, frozen.suggest, frozen.view]).toEqual([
      { en: 'read', fr: 'read' },
      { en: 'read', fr: 'read' },
      null,
    ])
    expect(modeOf('edit', frozen)).toBe('view')
    const given = whyNotModes({ whyNotEdit: no, whyNotSuggest: no }, seat('edit'))
    expect(modeOf(null, given)).toBe('edit')
    expect(whyNotModes({ whyNotEdit: no, whyNotSuggest: null }, seat('suggest')).edit).toEqual(no.say)
  })

  test('never goes beyond what was wished for', () => {
    const all = whyNotModes({ whyNotEdit: null, whyNotSuggest: null }, seat('edit'))
    expect(modeOf('suggest', all)).toBe('suggest')
    expect(modeOf('view', all)).toBe('view')
  })
})
