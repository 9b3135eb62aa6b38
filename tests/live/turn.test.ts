import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { joinTurn, Turn } from '#server/live/wire/turn.ts'
import { editHonestly, rootsOf, seenIn } from '#tests/document/gate/honest.ts'
import { chanceFrom } from '#tests/support/seeded.ts'

/** A text with one paragraph, and what typing in it sends. */
function page() {
  const doc = new Y.Doc()
  const [root] = rootsOf(doc)
  const block = new Y.XmlElement('block')
  const text = new Y.XmlText()
  root!.insert(0, [block])
  block.insert(0, [text])
  const before = Y.encodeStateAsUpdate(doc)
  const sent: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => sent.push(update))
  return { doc, text, before, sent }
}

function applied(before: Uint8Array, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of [before, ...updates]) Y.applyUpdate(doc, update)
  return doc
}

test('letters typed one after the other become one update that says the same', () => {
  const { doc, text, before, sent } = page()
  for (const [at, letter] of [...'the Committee recalls'].entries()) text.insert(at, letter)
  const joined = joinTurn(sent)
  expect(joined).toHaveLength(1)
  expect(seenIn(applied(before, joined))).toBe(seenIn(doc))
})

test('whatever people do, what is joined gives the same document as what was sent', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  console.log(`seed ${seed}`)
  const chance = chanceFrom(seed)
  let joinedAway = 0
  for (let round = 0; round < 60; round++) {
    const { doc, text, before, sent } = page()
    const undo = new Y.UndoManager(rootsOf(doc), { trackedOrigins: new Set(['editor']) })
    for (let edit = 0; edit < 30; edit++) {
      if (text.parent && chance.sometimes(0.5)) text.insert(text.length, 'typed')
      else editHonestly(doc, chance, undo)
    }
    const joined = joinTurn(sent)
    joinedAway += sent.length - joined.length
    const [plain, turned] = [applied(before, sent), applied(before, joined)]
    expect(seenIn(turned)).toBe(seenIn(plain))
    expect(Y.encodeStateVector(turned)).toEqual(Y.encodeStateVector(plain))
  }
  expect(joinedAway).toBeGreaterThan(0)
})

test('a hole between two updates is not closed by joining them', () => {
  const { text, sent } = page()
  for (let at = 0; at < 3; at++) text.insert(at, 'x')
  const [first, , third] = sent
  expect(joinTurn([first!, third!])).toEqual([first, third])
})

test('what is malformed goes on as it came, for the gate to refuse', () => {
  const { text, sent } = page()
  for (let at = 0; at < 2; at++) text.insert(at, 'x')
  const broken = [Uint8Array.of(1, 200, 1, 0), Uint8Array.of(1, 1, 1, 0, 0), Uint8Array.of(1)]
  for (const one of broken) expect(joinTurn([sent[0]!, one, sent[1]!])).toEqual([sent[0], one, sent[1]])
})

test('a question ends a stretch, and the next turn begins with nothing', () => {
  let begun = 0
  const turn = new Turn<string>(() => {
    begun += 1
  })
  const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)]
  const before = performance.now()
  turn.change('ada', one)
  turn.ask('ada', 7)
  turn.change('ada', two)
  turn.ask('ben', 1)
  const heard = turn.take()
  const askedAt = heard.get('ada')?.[0]?.askedAt ?? 0
  expect(askedAt).toBeGreaterThanOrEqual(before)
  expect(askedAt).toBeLessThanOrEqual(performance.now())
  expect([...heard]).toEqual([
    [
      'ada',
      [
        { updates: [one], asked: 7, askedAt },
        { updates: [two], asked: null, askedAt: 0 },
      ],
    ],
    ['ben', [{ updates: [], asked: 1, askedAt: expect.any(Number) }]],
  ])
  expect(turn.take().size).toBe(0)
  turn.change('ada', one)
  expect(begun).toBe(2)
})
