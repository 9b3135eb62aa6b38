// Opening verbs: what opens as recitals and operative paragraphs do, in both languages and however it is typed.

import { describe, expect, it } from 'vitest'
import { openingVerbs } from '#db/convention/terms.ts'
import { languages } from '#server/domain/language.ts'
import { compileOpenings, openingKinds } from '#server/domain/terminology/verbs.ts'

const opensWell = compileOpenings(openingVerbs)

describe('a paragraph opens well', () => {
  it.each(languages.flatMap((language) => openingKinds.map((kind) => [language, kind] as const)))(
    '%s %s: with each verb of the list',
    (language, kind) => {
      for (const verb of openingVerbs[kind].flatMap((one) => one[language])) {
        expect(opensWell(`${verb} x`, kind, language), verb).toBe(true)
        expect(opensWell(`  ${verb.toUpperCase()}, x`, kind, language), verb).toBe(true)
      }
    },
  )

  it.each([
    ['recital', 'en', 'Having\u00a0regard to Article 41;'],
    ['recital', 'en', 'Deeply concerned that'],
    ['recital', 'en', '[Also recalling] that'],
    ['operative', 'en', 'The Committee therefore holds that'],
    ['recital', 'fr', 'Gardant à l’esprit que'],
    ['recital', 'fr', "Gardant a l'esprit que"],
    ['recital', 'fr', 'Profondément préoccupée par'],
    ['operative', 'fr', 'Le Comité est d’avis que'],
    ['operative', 'fr', '«\u00a0Invite les Parties'],
  ] as const)('%s %s: %s', (kind, language, words) => {
    expect(opensWell(words, kind, language)).toBe(true)
  })
})

describe('a paragraph does not', () => {
  it.each([
    ['recital', 'en', 'Children live online.'],
    ['recital', 'en', 'Invites the Parties to'],
    ['operative', 'en', 'Recalling that'],
    ['operative', 'en', 'Considersation'],
    ['recital', 'fr', 'Les enfants vivent en ligne.'],
    ['recital', 'fr', 'Vulnérables, les enfants'],
    ['operative', 'fr', ''],
  ] as const)('%s %s: %s', (kind, language, words) => {
    expect(opensWell(words, kind, language)).toBe(false)
  })
})
