// A history that was kept up from position to position, asked in between, is the one that is worked out from the whole
// log at once.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { Follower } from '#server/document/authorship/follow.ts'
import { History } from '#server/document/authorship/history.ts'
import { languages } from '#server/domain/language.ts'
import { Authors, type LoggedRow } from './authors.ts'

class Reader {
  readonly history = new History()
  readonly #follower = new Follower(new Y.Doc())
  #seq = 0

  read(rows: readonly LoggedRow[], boundaries: readonly number[]): this {
    this.history.bound(boundaries)
    for (const row of rows.slice(this.#seq)) this.history.take(row, this.#follower.apply(row.bytes))
    this.#seq = rows.length
    return this
  }
}

it('is the same at every position, whatever was asked before', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
      (seed, lengths) => {
        const authors = new Authors(seed, ['anna', 'bernard', 'chiara'])
        const kept = new Reader()
        const boundaries: number[] = []
        for (const steps of [...lengths, 20]) {
          for (let step = 0; step < steps; step++) authors.step()
          const { rows } = authors
          const found = kept.read(rows, [...boundaries]).history
          const anew = new Reader().read(rows, [...boundaries]).history
          const all = anew.between(0, rows.length)
          expect(found.between(0, rows.length)).toEqual(all)
          for (const pid of new Set(all.map((one) => one.pid))) {
            for (const language of languages) {
              expect(found.paragraph(language, pid)).toEqual(anew.paragraph(language, pid))
            }
          }
          // A version is frozen here, and known when the log is read on.
          boundaries.push(rows.length)
        }
      },
    ),
    { numRuns: 40 },
  ))
