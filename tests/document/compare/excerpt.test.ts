// The paragraphs that an update touches, taken out of a text: they read as in the whole, take the update as the whole
// does, and cost no more in a long text than in a short one.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { rootOf } from '#server/document/tree/blocks.ts'
import { excerptFor } from '#server/document/tree/excerpt.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { Paragraph } from '#server/document/tree/tree.ts'
import { seed } from '#server/document/writing/edit.ts'
import { languages } from '#server/domain/language.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { all, bytes } from '../gate/attacked.ts'
import { editPlainly, suggestHonestly } from '../suggestions/suggesting.ts'

const words = [{ text: 'Recalling that every child has the right to be heard. ' }]

function textOf(length: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  seed(
    doc,
    Array.from({ length }, (_, at) => ({ pid: `p${at}`, kind: 'operative' as const, en: words, fr: words })),
  )
  return doc
}

function copyOf(doc: Y.Doc, client: number): Y.Doc {
  const copy = new Y.Doc()
  for (const language of languages) rootOf(copy, language)
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  copy.clientID = client
  return copy
}

/** What a page that knows the text sends for a change. */
function sentFor(page: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(page)
  change(page)
  return Y.encodeStateAsUpdate(page, before)
}

const textIn = (doc: Y.Doc, at: number) => (rootOf(doc, 'en').get(at) as Y.XmlElement).get(0) as Y.XmlText
const byPid = (doc: Y.Doc): Map<string, Paragraph> =>
  new Map(
    languages.flatMap((language) => readTrees(doc)[language].paragraphs.map((one) => [`${language} ${one.pid}`, one])),
  )
/** Pids that chance gave to two paragraphs of one language: no janitor runs here to tell them apart. */
function pidsTwiceIn(doc: Y.Doc): Set<string> {
  const all = languages.flatMap((language) =>
    readTrees(doc)[language].paragraphs.map(({ pid }) => `${language} ${pid}`),
  )
  return new Set(all.filter((pid, at) => all.indexOf(pid) !== at))
}

describe('an excerpt', () => {
  test('holds what is touched and nothing else, however long the text is', () => {
    const sizes = [10, 400].map((length) => {
      const whole = textOf(length)
      const page = copyOf(whole, 2)
      const update = sentFor(page, (doc) => {
        textIn(doc, 3).delete(2, 1)
        textIn(doc, 5).insert(0, 'new')
      })
      const { doc, paragraphs, size } = excerptFor(whole, update)
      expect([...byPid(doc).keys()].sort()).toEqual(['en p3', 'en p5'])
      expect(paragraphs).toBe('stay')
      return size
    })
    expect(sizes[0]).toBe(sizes[1])
  })

  test('says when paragraphs come or go, and when they do both at once', () => {
    const whole = textOf(10)
    const takes = sentFor(copyOf(whole, 2), (doc) => rootOf(doc, 'en').delete(3, 1))
    expect(excerptFor(whole, takes).paragraphs).toBe('come or go')
    const brings = (doc: Y.Doc) => rootOf(doc, 'en').insert(3, [new Y.XmlElement('block')])
    expect(excerptFor(whole, sentFor(copyOf(whole, 2), brings)).paragraphs).toBe('come or go')
    const page = copyOf(whole, 2)
    const came = sentFor(page, brings)
    const went = sentFor(page, (doc) => rootOf(doc, 'en').delete(3, 1))
    expect(excerptFor(whole, Y.mergeUpdates([came, went])).paragraphs).toBe('come and go at once')
  })

  test('is quick for many new paragraphs among many deletions', () => {
    const whole = textOf(1)
    textIn(whole, 0).insert(0, 'x'.repeat(90_000))
    const [blocks, ranges, client, first] = [7_000, 35_000, 2, 100]
    const behind = (clock: number) => bytes([0x87], client, clock, 3, 'block')
    const update = all(
      bytes(1, blocks, client, 0, [7], 1, 'en', 3, 'block'),
      ...Array.from({ length: blocks - 1 }, (_, at) => behind(at)),
      bytes(1, 1, ranges, ...Array.from({ length: ranges }, (_, at) => [first + 2 * at, 1]).flat()),
    )
    let ms = Number.POSITIVE_INFINITY
    for (let tried = 0; tried < 5 && ms > 400; tried++) {
      const start = performance.now()
      expect(excerptFor(whole, update).paragraphs).toBe('come or go')
      ms = Math.min(ms, performance.now() - start)
    }
    console.log(`${blocks} paragraphs, ${ranges} deletions: ${ms.toFixed(0)} ms`)
    expect(ms).toBeLessThan(400)
  })

  test('takes words beside others that were collected with their paragraph meanwhile', () => {
    const whole = textOf(10)
    const page = copyOf(whole, 2)
    const editor = copyOf(whole, 3)
    const typed = sentFor(editor, (doc) => textIn(doc, 3).insert(4, 'typed'))
    for (const doc of [whole, page]) Y.applyUpdate(doc, typed)
    Y.applyUpdate(
      whole,
      sentFor(editor, (doc) => rootOf(doc, 'en').delete(3, 1)),
    )
    const update = sentFor(page, (doc) => {
      textIn(doc, 3).insert(6, 'late')
      textIn(doc, 4).insert(0, 'new')
    })
    const { doc } = excerptFor(whole, update)
    Y.applyUpdate(doc, update)
    expect(doc.store.pendingStructs).toBe(null)
    expect(byPid(doc).get('en p4')).toEqual(byPid(applied(whole, update)).get('en p4'))
  })

  test('reads after an update as the whole does, whatever was written before', () => {
    const seeded = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    console.log(`seed ${seeded}`)
    const chance = chanceFrom(seeded)
    const whole = textOf(6)
    let stayed = 0
    for (let step = 0; step < 400; step++) {
      const page = copyOf(whole, 10 + (step % 3))
      const update = sentFor(page, (doc) =>
        chance.sometimes(0.5) ? suggestHonestly(doc, chance, step + 1) : editPlainly(doc, chance),
      )
      const { doc, paragraphs } = excerptFor(whole, update)
      const before = byPid(whole)
      const twice = pidsTwiceIn(whole)
      for (const [pid, paragraph] of byPid(doc)) if (!twice.has(pid)) expect(paragraph).toEqual(before.get(pid))
      Y.applyUpdate(whole, update)
      if (paragraphs !== 'stay') continue
      stayed += 1
      Y.applyUpdate(doc, update)
      expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
      const after = byPid(whole)
      const touched = byPid(doc)
      for (const [pid, paragraph] of after)
        if (!twice.has(pid)) expect(touched.get(pid) ?? before.get(pid)).toEqual(paragraph)
    }
    expect(stayed).toBeGreaterThan(100)
  })
})

function applied(doc: Y.Doc, update: Uint8Array): Y.Doc {
  const copy = copyOf(doc, 99)
  Y.applyUpdate(copy, update)
  return copy
}
