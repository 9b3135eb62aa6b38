// Honest editors are never refused: four people, bad networks, and the same gate as in the room.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { examine } from '#server/document/gate/gate.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { editHonestly, rootsOf, seenIn } from './honest.ts'

interface Person {
  readonly doc: Y.Doc
  readonly undo: Y.UndoManager
  isOnline: boolean
  toServer: Uint8Array[]
  fromServer: Uint8Array[]
}

class Room {
  readonly doc = new Y.Doc()
  readonly refused: string[] = []
  applied = 0
  readonly people: Person[]

  constructor(count: number) {
    rootsOf(this.doc)
    this.doc.clientID = 1
    this.people = Array.from({ length: count }, (_, at) => person(1000 + at))
    this.doc.on('update', (update, from) => {
      for (const one of this.people) if (one !== from && one.isOnline) one.fromServer.push(update)
    })
  }

  receive(from: Person, update: Uint8Array): void {
    const holder = {
      ownerOf: (client: number) => (client === from.doc.clientID ? ('sender' as const) : ('other' as const)),
      knowsThread: () => false,
      knowsSuggestion: () => false,
    }
    const verdict = examine(this.doc, update, holder)
    if (!verdict.passed) {
      this.refused.push(`${verdict.reason}: ${verdict.detail}: ${Buffer.from(update).toString('hex').slice(0, 400)}`)
    } else if (verdict.update) {
      Y.applyUpdate(this.doc, verdict.update, from)
      this.applied += 1
    }
  }

  /** A reconnection: both sides say what they have, both send what the other lacks. */
  resync(person: Person): void {
    person.toServer = []
    person.fromServer = []
    person.isOnline = true
    this.receive(person, Y.encodeStateAsUpdate(person.doc, Y.encodeStateVector(this.doc)))
    Y.applyUpdate(person.doc, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(person.doc)), 'server')
  }

  step(chance: Chance): void {
    const one = chance.pick(this.people)
    const what = chance.whole(100)
    if (what < 40) editHonestly(one.doc, chance, one.undo)
    else if (what < 65) this.#deliverUp(one)
    else if (what < 90) this.#deliverDown(one)
    else if (what < 93) Object.assign(one, { isOnline: false, toServer: [], fromServer: [] })
    else if (!one.isOnline) this.resync(one)
    else if (what < 95 && one.toServer[0]) this.receive(one, one.toServer[0])
    else if (what < 96) this.resync(one)
  }

  #deliverUp(one: Person): void {
    const update = one.isOnline ? one.toServer.shift() : undefined
    if (update) this.receive(one, update)
  }

  #deliverDown(one: Person): void {
    const update = one.isOnline ? one.fromServer.shift() : undefined
    if (update) Y.applyUpdate(one.doc, update, 'server')
  }
}

function person(client: number): Person {
  const doc = new Y.Doc()
  doc.clientID = client
  const undo = new Y.UndoManager(rootsOf(doc), { trackedOrigins: new Set(['editor']), captureTimeout: 1e9 })
  const one: Person = { doc, undo, isOnline: true, toServer: [], fromServer: [] }
  doc.on('update', (update, origin) => {
    if (origin !== 'server' && one.isOnline) one.toServer.push(update)
  })
  return one
}

describe('honest editors', () => {
  test.each([11, 22, 33, 44, 55])(
    'four people on a bad network are never refused and end with one text (seed %i)',
    (seed) => {
      const chance = chanceFrom(seed)
      const room = new Room(4)
      for (let step = 0; step < 8000; step++) room.step(chance)
      for (let round = 0; round < 2; round++) for (const one of room.people) room.resync(one)
      expect(room.refused).toEqual([])
      expect(room.applied).toBeGreaterThan(500)
      const seen = seenIn(room.doc)
      for (const one of room.people) expect(seenIn(one.doc)).toBe(seen)
      const reloaded = new Y.Doc()
      Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(room.doc))
      expect(seenIn(reloaded)).toBe(seen)
      expect(room.doc.store.pendingStructs).toBeNull()
      expect(room.doc.store.pendingDs).toBeNull()
    },
  )
})
