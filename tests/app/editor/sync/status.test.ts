// What a person is told about their words.

import { describe, expect, it } from 'vitest'
import { type Link, mayLoseWords, noLink, rightOf, statusOf } from '#app/editor/sync/status.ts'

const seat = (mayEdit: boolean) => ({ right: mayEdit ? ('edit' as const) : ('read' as const), say: { en: '', fr: '' } })
const refused = { code: 'x', say: { en: '', fr: '' } }
const up: Partial<Link> = { connected: true, synced: true, everSynced: true, seat: seat(true) }

describe('what the person is told about their words', () => {
  it.each<[string, Partial<Link>, string]>([
    ['before anything came', {}, 'connecting'],
    ['words of an earlier page, no connection yet', { local: 1 }, 'offline-unsaved'],
    ['words of an earlier page, the text not here yet', { connected: true, local: 1 }, 'connecting'],
    ['connected, the text not here yet', { connected: true }, 'connecting'],
    ['the text here, the server not asked yet', { ...up }, 'connecting'],
    ['written before the server was first asked', { ...up, local: 1 }, 'saving'],
    ['gone before the server was first asked, nothing written', { ...up, connected: false }, 'offline'],
    ['asked and answered, nothing written', { ...up, saved: 0 }, 'saved'],
    ['written, not answered', { ...up, local: 3, saved: 2 }, 'saving'],
    ['answered for the latest', { ...up, local: 3, saved: 3 }, 'saved'],
    ['answered for an earlier edit only', { ...up, local: 4, saved: 3 }, 'saving'],
    ['offline, all on disk', { ...up, connected: false, synced: false, local: 3, saved: 3 }, 'offline'],
    [
      'offline with words not on disk',
      { ...up, connected: false, synced: false, local: 4, saved: 3 },
      'offline-unsaved',
    ],
    ['back, the text not here yet', { ...up, synced: false, local: 4, saved: 3 }, 'connecting'],
    ['a seat that may not write', { ...up, saved: 0, seat: seat(false) }, 'frozen'],
    ['a seat that only suggests', { ...up, saved: 0, seat: { ...seat(false), right: 'suggest' } }, 'saved'],
    ['frozen while words are on their way', { ...up, local: 2, saved: 1, seat: seat(false) }, 'saving'],
    ['refused, whatever else', { ...up, local: 2, saved: 2, refused }, 'refused'],
  ])('%s: %s → %s', (_name, link, status) => {
    expect(statusOf({ ...noLink, ...link })).toBe(status)
  })

  it('warns before leaving exactly when words are not on disk', () => {
    expect(mayLoseWords(noLink)).toBe(false)
    expect(mayLoseWords({ ...noLink, ...up, local: 1, saved: 0 })).toBe(true)
    expect(mayLoseWords({ ...noLink, ...up, local: 1, saved: 1 })).toBe(false)
    expect(mayLoseWords({ ...noLink, ...up, local: 1, saved: 0, refused })).toBe(true)
  })

  it('lets nobody write before a seat was given, without the right, or after a refusal', () => {
    expect(
      [noLink, { ...noLink, ...up }, { ...noLink, ...up, seat: seat(false) }, { ...noLink, ...up, refused }].map(
        rightOf,
      ),
    ).toEqual(['read', 'edit', 'read', 'read'])
  })
})
