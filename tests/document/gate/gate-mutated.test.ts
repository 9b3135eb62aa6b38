// Fifty thousand damaged updates: whatever the gate lets through, Yjs takes without an error, leaves nothing pending,
// and reloads to the same text.

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { examine } from '#server/document/gate/gate.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { damage } from './damage.ts'
import { editHonestly, rootsOf, seenIn } from './honest.ts'

const mutations = 50_000
const sender = 77
const other = 78

/** Honest updates of two people in turn; each entry also carries the state before it. */
function corpus(chance: Chance): { before: Uint8Array; update: Uint8Array; client: number }[] {
  const shared = new Y.Doc()
  const entries: { before: Uint8Array; update: Uint8Array; client: number }[] = []
  const docs = [sender, other].map((client) => {
    const doc = new Y.Doc()
    doc.clientID = client
    const undo = new Y.UndoManager(rootsOf(doc), { trackedOrigins: new Set(['editor']), captureTimeout: 1e9 })
    return { doc, undo, client }
  })
  for (let at = 0; at < 150; at++) {
    const { doc, undo, client } = chance.pick(docs)
    const known = Y.encodeStateVector(doc)
    editHonestly(doc, chance, undo)
    const update = Y.encodeStateAsUpdate(doc, known)
    entries.push({ before: Y.encodeStateAsUpdate(shared), update, client })
    for (const one of [shared, ...docs.map((each) => each.doc)]) Y.applyUpdate(one, update, 'server')
  }
  return entries
}

test('what the gate lets through of 50,000 damaged updates applies, leaves nothing pending and reloads equal', () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  const chance = chanceFrom(seed)
  const entries = corpus(chance)
  const found = { passed: 0, threw: [] as string[], pending: [] as string[], differ: [] as string[] }
  for (let at = 0; at < mutations; at++) {
    const { before, update, client } = chance.pick(entries)
    const doc = new Y.Doc()
    rootsOf(doc)
    Y.applyUpdate(doc, before)
    const damaged = damage(update, chance, [sender, other])
    const verdict = examine(doc, damaged, {
      ownerOf: (id) => (id === client ? 'sender' : id === sender || id === other ? 'other' : null),
      knowsThread: () => false,
      knowsSuggestion: () => false,
    })
    if (!verdict.passed || !verdict.update) continue
    found.passed += 1
    const hex = () => `seed ${seed}: ${Buffer.from(damaged).toString('hex')}`
    try {
      Y.applyUpdate(doc, verdict.update)
    } catch (error) {
      found.threw.push(`${error} ${hex()}`)
      continue
    }
    if (doc.store.pendingStructs || doc.store.pendingDs) found.pending.push(hex())
    const reloaded = new Y.Doc()
    rootsOf(reloaded)
    Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc))
    if (seenIn(reloaded) !== seenIn(doc)) found.differ.push(hex())
  }
  console.log(`seed ${seed}: ${found.passed} of ${mutations} passed the gate`)
  expect(found).toEqual({ passed: found.passed, threw: [], pending: [], differ: [] })
  expect(found.passed).toBeGreaterThan(1000)
}, 120_000)
