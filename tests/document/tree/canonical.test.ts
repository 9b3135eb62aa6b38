import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { canonicalBytes, canonicalText, hashOfBoth, textHash } from '#server/document/canonical/canonical.ts'
import { acceptText } from '#server/document/canonical/parse-frozen.ts'
import { numbersOf } from '#server/document/numbering/number.ts'
import { isUnreadable, rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { markThread, type Pair, seed } from '#server/document/writing/edit.ts'
import { languages } from '#server/domain/language.ts'
import { docOf, pairs, treeOf } from '../texts.ts'

const json = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const seeded = (rows: readonly Pair[]) => {
  const doc = new Y.Doc()
  seed(doc, rows)
  return doc
}

describe('the canonical form', () => {
  it('is this, to the byte', () => {
    const tree = treeOf(['p1', 'heading1', 'Opinion'], ['p2', 'recital', 'Recalling "e\u0301"'], ['p3', 'item', ''])
    expect(json(canonicalBytes(tree))).toBe(
      '{"form":1,"language":"en","paragraphs":[' +
        '{"kind":"heading1","number":null,"pid":"p1","runs":[{"text":"Opinion"}]},' +
        '{"kind":"recital","number":"1","pid":"p2","runs":[{"text":"Recalling \\"é\\""}]},' +
        '{"kind":"item","number":"(a)","pid":"p3","runs":[]}]}',
    )
  })

  it('hashes both languages over three labelled lines that anyone can write by hand', () => {
    const text = canonicalText(readTrees(docOf(['recital', 'Recalling', 'Rappelant'])))
    const sha = (value: string | Uint8Array) => createHash('sha256').update(value).digest('hex')
    expect(text.sha256En).toBe(sha(text.canonicalEn))
    expect(text.sha256Fr).toBe(sha(text.canonicalFr))
    expect(text.sha256).toBe(sha(`recital-text/1\nen ${sha(text.canonicalEn)}\nfr ${sha(text.canonicalFr)}\n`))
    expect(hashOfBoth(textHash(text.canonicalEn), textHash(text.canonicalFr))).toBe(text.sha256)
    // Computed with printf and sha256sum alone, as server/document/README.md says.
    expect(text.sha256).toBe('86cee1cb3788902637b33892b7a411004a9f045a3963a0f1fb842562782d8318')
  })

  it('has its keys in alphabetical order all the way down', () =>
    fc.assert(
      fc.property(pairs, (rows) => {
        const sorted = (_: string, value: unknown) =>
          value && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
            : value
        const text = json(canonicalBytes(readTrees(seeded(rows)).en))
        expect(JSON.stringify(JSON.parse(text), sorted)).toBe(text)
      }),
    ))

  it('does not change with comments', () => {
    const doc = docOf(['recital', 'Recalling the Convention', 'Rappelant la Convention'])
    const before = canonicalText(readTrees(doc))
    markThread(doc, { language: 'en', pid: 'p1', start: 3, end: 12, threadId: 't1' })
    expect(readTrees(doc).en.paragraphs[0]?.runs).toHaveLength(3)
    expect(canonicalText(readTrees(doc))).toEqual(before)
  })

  it('keeps two citations of one target side by side as two', () => {
    const cite = { text: 'Article 23', cites: 'article:23' }
    const trees = readTrees(seeded([{ pid: 'p1', kind: 'recital', en: [cite, cite], fr: [] }]))
    expect(trees.en.paragraphs[0]?.runs).toEqual([cite, cite])
    expect(json(canonicalBytes(trees.en)).match(/article:23/g)).toHaveLength(2)
  })

  it('does not tell decomposed letters from composed ones', () => {
    expect(canonicalBytes(treeOf(['p1', 'recital', 'e\u0301']))).toEqual(
      canonicalBytes(treeOf(['p1', 'recital', '\u00e9'])),
    )
  })

  it('is equal for equal text, whatever was typed, struck, made bold and made plain again on the way', () => {
    const edits = fc.array(
      fc.record({ at: fc.nat(), from: fc.nat(), length: fc.nat(5), how: fc.constantFrom('type', 'bold', 'peer') }),
      { maxLength: 10 },
    )
    fc.assert(
      fc.property(pairs, edits, (rows, steps) => {
        const doc = seeded(rows)
        const before = canonicalText(readTrees(doc))
        for (const { at, from, length, how } of steps) {
          const texts = languages.flatMap((language) =>
            (rootOf(doc, language).toArray() as Y.XmlElement[]).flatMap((block) => block.toArray() as Y.XmlText[]),
          )
          const text = texts[at % texts.length]
          if (!text) continue
          const start = wholeCharacter(text, from % (text.length + 1))
          if (how === 'bold') embolden(text, start, wholeCharacter(text, Math.min(start + length, text.length)) - start)
          else if (how === 'type') {
            text.insert(start, 'x'.repeat(length))
            text.delete(start, length)
          } else doc.clientID += 1
        }
        expect(canonicalText(readTrees(doc))).toEqual(before)
      }),
      { numRuns: 300 },
    )
  })

  it('changes with any changed word, look, citation, kind or pid', () =>
    fc.assert(
      fc.property(pairs, fc.nat(), fc.constantFrom('word', 'bold', 'cites', 'kind', 'pid'), (rows, at, what) => {
        const trees = readTrees(seeded(rows))
        const paragraphs = [...trees.fr.paragraphs]
        const index = at % Math.max(paragraphs.length, 1)
        const old = paragraphs[index]
        if (!old) return
        const [run = { text: '' }, ...rest] = old.runs
        const first = {
          word: { ...run, text: `${run.text}s` },
          bold: { ...run, text: run.text || 'x', bold: run.bold ? undefined : (true as const) },
          cites: { ...run, text: run.text || 'x', cites: run.cites ? undefined : 'article:1' },
        }
        if (what === 'kind') paragraphs[index] = { ...old, kind: old.kind === 'note' ? 'quote' : 'note' }
        else if (what === 'pid') paragraphs[index] = { ...old, pid: `${old.pid}x` }
        else paragraphs[index] = { ...old, runs: [first[what], ...rest] }
        const changed = canonicalText({ en: trees.en, fr: { language: 'fr', paragraphs } })
        const before = canonicalText(trees)
        expect(changed.sha256Fr).not.toBe(before.sha256Fr)
        expect(changed.sha256).not.toBe(before.sha256)
        expect(changed.sha256En).toBe(before.sha256En)
      }),
      { numRuns: 300 },
    ))

  // No editor cuts a character in two, and Yjs would destroy it.
  function wholeCharacter(text: Y.XmlText, at: number): number {
    const words = (text.toDelta() as { insert: string }[]).map((op) => op.insert).join('')
    return /[\uDC00-\uDFFF]/.test(words[at] ?? '') ? at + 1 : at
  }

  // Format and unformat so that the words look as they did, one run at a time.
  function embolden(text: Y.XmlText, start: number, length: number): void {
    let from = 0
    const looks = (text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]).map((op) => {
      const look = { from, length: op.insert.length, p: op.attributes?.p ?? null }
      from += op.insert.length
      return look
    })
    text.format(start, length, { p: { __format: 1 } })
    for (const look of looks) text.format(look.from, look.length, { p: look.p })
  }
})

describe('reading canonical bytes back', () => {
  it('gives the tree and the numbers that were frozen', () =>
    fc.assert(
      fc.property(pairs, (rows) => {
        const trees = readTrees(seeded(rows))
        const { canonicalEn, canonicalFr, sha256 } = canonicalText(trees)
        const frozen = acceptText(canonicalEn, canonicalFr)
        expect(canonicalText(frozen.trees).sha256).toBe(sha256)
        expect(frozen.numbers).toEqual({ en: numbersOf(trees.en), fr: numbersOf(trees.fr) })
        expect(frozen.trees.fr.paragraphs.map(wordsOf)).toEqual(
          trees.fr.paragraphs.map((paragraph) => wordsOf({ ...paragraph, runs: paragraph.runs.map(nfc) })),
        )
      }),
    ))

  it('keeps the printed numbers even where counting again would give others', () => {
    const bytes = (number: string) =>
      new TextEncoder().encode(
        `{"form":1,"language":"en","paragraphs":[{"kind":"recital","number":${number},"pid":"p1","runs":[]}]}`,
      )
    const french = canonicalBytes({ language: 'fr', paragraphs: [] })
    expect(acceptText(bytes('"12 bis"'), french).numbers.en.get('p1')).toBe('12 bis')
    expect(acceptText(bytes('null'), french).numbers.en.size).toBe(0)
  })

  it.each([
    ['{"form":2,"language":"en","paragraphs":[]}', 'form'],
    ['{"form":1,"language":"fr","paragraphs":[]}', 'fr where en was expected'],
    ['{"form":1,"language":"en","paragraphs":[],"extra":1}', 'extra'],
    ['{"form":1,"language":"en","paragraphs":[{"kind":"table","number":null,"pid":"a","runs":[]}]}', 'kind'],
    [
      '{"form":1,"language":"en","paragraphs":[{"kind":"note","number":null,"pid":"a","runs":[{"text":"a","cites":"x:1"}]}]}',
      'not a target',
    ],
    ['{"form":1', 'not JSON'],
  ])('refuses %s', (text, why) => {
    const french = canonicalBytes({ language: 'fr', paragraphs: [] })
    let caught: unknown
    try {
      acceptText(new TextEncoder().encode(text), french)
    } catch (error) {
      caught = error
    }
    expect(isUnreadable(caught)).toBe(true)
    expect(String(caught)).toContain(why)
  })
})

function nfc(run: { readonly text: string }) {
  return { ...run, text: run.text.normalize('NFC') }
}
