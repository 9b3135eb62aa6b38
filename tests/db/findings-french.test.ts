// The French of the findings: the same figures, qualifiers and terms as the English, and no store without it.

import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { migrate } from '#db/migrate.ts'
import { frozen } from '#db/migrations/frozen.ts'
import { readFindings } from '#db/seed.ts'
import { engines, freshStore } from '#tests/support/store.ts'

const findings = readFindings()

/** Every number in the words, in order of size: languages may say them in another order. */
const numbersIn = (words: string | null) => (words?.match(/\d+/g) ?? []).sort()

describe('the French of the findings', () => {
  test('carries the numbers of the English, sentence by sentence', () => {
    for (const { id, statement, denominatorNote, french } of findings) {
      expect(numbersIn(french.statement), id).toEqual(numbersIn(statement))
      expect(numbersIn(french.denominatorNote), id).toEqual(numbersIn(denominatorNote))
    }
    expect(findings.flatMap(({ french }) => numbersIn(french.denominatorNote))).toContain('43')
  })

  test('says one qualifier in one way', () => {
    const said = new Set(findings.map(({ qualifier, french }) => `${qualifier}: ${french.qualifier}`))
    expect([...said].sort()).toEqual([
      'a number of: un certain nombre',
      'example: exemple',
      'most: la plupart',
      'null: null',
      'only a few: quelques-unes seulement',
      'only: seulement',
      'still: encore',
      'vast majority: la grande majorité',
    ])
  })

  test('uses no term that the terminology avoids, unless it is quoted', () => {
    for (const { id, french } of findings) {
      const unquoted = plain(french.statement).replaceAll(/«[^»]*»/g, '')
      for (const term of avoided()) expect(unquoted, id).not.toMatch(new RegExp(`(?<!\\p{L})${term}(?!\\p{L})`, 'iu'))
    }
  })

  test('says the terms of the Committee where the English does', () => {
    for (const [english, term] of [
      [/child sexual abuse material/, /matériel d'abus sexuels sur enfants/],
      [/self-generated/, /autogénéré(e|es)? par (un|des) enfants?/],
      [/[Dd]ual.criminality/, /double incrimination/],
      [/own motion/, /d'office/],
      [/universal jurisdiction/, /compétence universelle/],
      [/sexual extortion/, /extorsion sexuelle d'enfants/],
      [/circle of trust/, /cercle de confiance/],
      [/\bParties\b/, /\bParties\b/],
    ] as const) {
      const saying = findings.filter(({ statement }) => english.test(statement))
      expect(saying.length, String(english)).toBeGreaterThan(0)
      for (const { id, french } of saying) expect(plain(french.statement), id).toMatch(term)
    }
  })
})

describe.each(engines)('a store founded in English only, on %s', (engine) => {
  test('gets the French of the findings that it holds', async () => {
    const { store, close } = await freshStore(engine, '0005-publications')
    const run = (statement: string) => sql.raw<Record<string, unknown>>(statement).execute(store.db)
    try {
      await run(`insert into finding (id, kind, round, theme, statement, qualifier, source, verified)
        values ('C-04', 'challenge', 2, 'x', 'y', 'only a few', 'z', 0)`)
      await migrate(store)
      expect((await run('select statement_fr, qualifier_fr from finding')).rows).toEqual([
        {
          statement_fr: frozen<{ id: string; statement: string }>('0006-findings-fr').find(({ id }) => id === 'C-04')
            ?.statement,
          qualifier_fr: 'quelques-unes seulement',
        },
      ])
    } finally {
      await close()
    }
  })
})

function plain(words: string): string {
  return words.replaceAll('’', "'").replaceAll('\u00a0', ' ')
}

interface Term {
  readonly lang: string
  readonly avoid: string
  readonly variants: readonly string[]
}

/** The French terms not to use, without the remarks in brackets. */
function avoided(): readonly string[] {
  const file = new URL('../../db/seed/terminology.json', import.meta.url)
  const terms = (JSON.parse(readFileSync(file, 'utf8')) as Term[]).filter(({ lang }) => lang === 'fr')
  return terms.flatMap(({ avoid, variants }) => [avoid, ...variants]).map((term) => term.replace(/ \(.*\)$/, ''))
}
