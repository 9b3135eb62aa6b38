// What is said to people by the rules: in both languages, in the typography of each. Read from the sources, so that no
// sentence escapes by never being reached.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { heed, isRefused, Refused, refusal } from '#server/domain/refusal.ts'

const folder = new URL('../../server/domain/', import.meta.url)

/** Every `en:` or `fr:` sentence of the domain, with its file. */
const sentences = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => {
    const source = readFileSync(new URL(file, folder), 'utf8')
    return [...source.matchAll(/\b(en|fr): (?:'((?:[^'\\]|\\.)*)'|"([^"]*)"|`([^`]*)`)/g)].map((found) => ({
      file,
      language: found[1],
      // What is computed inside a template is not words.
      words: (found[2] ?? found[3] ?? found[4] ?? '').replaceAll(/\$\{[^}]*\}/g, 'x').replaceAll('\\u00a0', '\u00a0'),
    }))
  })

describe('the words of the rules', () => {
  it('are as many in French as in English, file by file', () => {
    expect(sentences.length).toBeGreaterThan(100)
    for (const file of new Set(sentences.map((one) => one.file))) {
      const count = (language: string) =>
        sentences.filter((one) => one.file === file && one.language === language).length
      expect([file, count('fr')]).toEqual([file, count('en')])
    }
  })

  it('use the apostrophe of print', () => {
    expect(sentences.filter((one) => one.words.includes("'"))).toEqual([])
  })

  it('in French, have an unbreakable space before a double mark and inside the quotation marks', () => {
    const french = sentences.filter((one) => one.language === 'fr')
    expect(french.filter((one) => /[^\u00a0][:;!?»]|«[^\u00a0]|["“”]/.test(one.words))).toEqual([])
  })

  it('in English, have no space before a mark', () => {
    const english = sentences.filter((one) => one.language === 'en')
    expect(english.filter((one) => /\s[:;!?]/.test(one.words))).toEqual([])
  })
})

describe('a refusal', () => {
  const say = { en: 'No.', fr: 'Non.' }

  it('is thrown when there is one, and only then', () => {
    expect(() => heed(null)).not.toThrow()
    expect(() => heed(refusal('not-now', say, 'field'))).toThrow(Refused)
    expect(refusal('not-now', say)).toEqual({ code: 'not-now', say })
  })

  it('is recognised across two copies of the module', () => {
    const ofAnotherCopy = Object.assign(new Error('No.'), { name: 'Refused', refusal: refusal('not-now', say) })
    expect([isRefused(new Refused(refusal('not-now', say))), isRefused(ofAnotherCopy)]).toEqual([true, true])
    expect([isRefused(new Error('No.')), isRefused({ name: 'Refused', refusal: {} })]).toEqual([false, false])
  })
})
