// The terms to avoid in whole texts: across runs and suggestions, as it stands and as suggested, and one language
// against the other.

import { describe, expect, it } from 'vitest'
import { terminology } from '#db/convention/terms.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { flaggerOf, mismatchesOf } from '#server/document/terms.ts'
import { type Run, type Tree, wordsOf } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import { compileTerminology } from '#server/domain/terminology/terminology.ts'

const flagger = flaggerOf(compileTerminology(terminology))

const text = (language: Language, ...paragraphs: readonly (readonly Run[])[]): Tree => ({
  language,
  paragraphs: paragraphs.map((runs, at) => ({ pid: `p${at + 1}`, kind: 'recital', runs })),
})

function shown(tree: Tree): string[] {
  return flagger(tree).map(({ pid, term, start, end, stands, context }) => {
    const words = wordsOf(tree.paragraphs.find((one) => one.pid === pid)!).slice(start, end)
    return [pid, term.id, `“${words}”`, stands, context].filter(Boolean).join(' ')
  })
}

const putIn = ['i_a-1']
const takenOut = ['d_a-1']

describe('a term across runs', () => {
  it('is found where a part of it is bold', () => {
    const runs = [{ text: 'On child ' }, { text: 'porno', bold: true as const }, { text: 'graphy.' }]
    expect(shown(text('en', runs))).toEqual(['p1 en-01 “child pornography” both'])
  })

  it('is found where somebody suggests words in the middle of it, and is gone if they are accepted', () => {
    const runs = [{ text: 'child ' }, { text: 'sexual ', marks: putIn }, { text: 'pornography' }]
    expect(shown(text('en', runs))).toEqual(['p1 en-01 “child sexual pornography” now'])
  })

  it('is found in a suggestion that brings it', () => {
    const runs = [{ text: 'child ' }, { text: 'abuse', marks: takenOut }, { text: 'pornography', marks: putIn }]
    expect(shown(text('en', runs))).toEqual(['p1 en-01 “child abusepornography” suggested'])
  })

  it('is shown as taken out where a suggestion replaces it', () => {
    const runs = [{ text: 'child pornography', marks: takenOut }, { text: 'material', marks: putIn }, { text: '.' }]
    expect(shown(text('en', runs))).toEqual(['p1 en-01 “child pornography” now'])
  })

  it('is neither in nor out where a suggested break stands between its words', () => {
    const runs: Run[] = [{ text: 'child ' }, { text: '¶', breaks: 'recital', marks: putIn }, { text: 'pornography' }]
    expect(shown(text('en', runs))).toEqual(['p1 en-01 “child ¶pornography” now'])
  })

  it('counts for adoption as the text stands, whatever is suggested', () => {
    const en = text('en', [
      { text: 'child pornography', marks: takenOut },
      { text: 'child porn', marks: putIn },
    ])
    const settled = settledTrees({ en, fr: text('fr') }).en
    expect(shown(settled)).toEqual(['p1 en-01 “child pornography” both'])
  })
})

describe('a term that the text has defined', () => {
  it('may be used from there on and not before', () => {
    const tree = text(
      'en',
      [{ text: 'On grooming.' }],
      [{ text: 'The solicitation of children for sexual purposes (grooming) is an offence; grooming harms.' }],
      [{ text: 'Grooming goes on.' }],
    )
    expect(shown(tree)).toEqual([
      'p1 en-23 “grooming” both',
      'p2 en-23 “solicitation of children for sexual purposes (grooming)” both definition',
      'p2 en-23 “grooming” both after-definition',
      'p3 en-23 “Grooming” both after-definition',
    ])
  })
})

describe('one language against the other', () => {
  const mismatches = (en: Tree, fr: Tree) => mismatchesOf({ en, fr }, { en: flagger(en), fr: flagger(fr) })

  it('is told when only one of them has the term', () => {
    const en = text('en', [{ text: 'On child pornography.' }], [{ text: 'On reports.' }])
    const fr = text('fr', [{ text: 'Sur le matériel d’abus sexuels.' }], [{ text: 'Sur le tourisme sexuel.' }])
    expect(mismatches(en, fr)).toEqual([
      { pid: 'p1', pair: 'csam', language: 'en', other: 'absent' },
      { pid: 'p2', pair: 'sectt', language: 'fr', other: 'absent' },
    ])
  })

  it('is told when the other has it in a legitimate context', () => {
    const en = text('en', [{ text: 'Article 20 (“Offences concerning child pornography”)' }])
    const fr = text('fr', [{ text: 'L’article 20 sur la pornographie enfantine' }])
    expect(mismatches(en, fr)).toEqual([{ pid: 'p1', pair: 'csam', language: 'fr', other: 'legitimate' }])
  })

  it('is silent where both or neither are flagged, and where one language has no words yet', () => {
    const en = text('en', [{ text: 'On child pornography.' }], [{ text: 'On child pornography.' }], [{ text: 'Fine.' }])
    const fr = text('fr', [{ text: 'Sur la pédopornographie.' }], [{ text: ' ' }], [{ text: 'Bien.' }])
    expect(mismatches(en, fr)).toEqual([])
  })
})
