// Undo and redo give back every letter that stood before, whatever went and came back in between, and send nothing that
// the gate has to doubt. By chance the letters are compared, not their order: of what came back several times Yjs may
// still put one before another. SEED replays the trials by chance.

import { $getSelection, REDO_COMMAND, REMOVE_TEXT_COMMAND, UNDO_COMMAND } from 'lexical'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Undoing } from '#app/editor/binding/undoing.ts'
import { TOGETHER_COMMAND } from '#app/editor/typing/commands.ts'
import { examine, type Verdict } from '#server/document/gate/gate.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { $block, $caret, $select, block, copyOf, openDesk, seededDoc, shown, stored, write } from '../desks.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

/** What the gate says of all that `doc` has and the server lacks. */
function judged(server: Y.Doc, doc: Y.Doc): Verdict {
  return examine(server, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), {
    ownerOf: (client) => (client === doc.clientID ? 'sender' : 'other'),
    knowsThread: () => false,
    knowsSuggestion: () => false,
    mayRehearse: () => false,
  })
}

function send(server: Y.Doc, doc: Y.Doc): void {
  const verdict = judged(server, doc)
  expect(verdict).toMatchObject({ passed: true })
  if (verdict.passed && verdict.update) Y.applyUpdate(server, verdict.update)
}

function hear(doc: Y.Doc, server: Y.Doc): void {
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(doc)), 'network')
}

const words = [
  ['p1', 'abc'],
  ['p2', 'de'],
] as const

describe('at a desk', () => {
  const open = () => {
    const server = seededDoc(words)
    const desk = openDesk(copyOf(server))
    /** One step of undo, sent at once. */
    const step = async (does: () => void) => {
      write(desk, does)
      desk.editor.dispatchCommand(TOGETHER_COMMAND, [])
      await Promise.resolve()
      send(server, desk.doc)
    }
    return {
      ...{ server, desk },
      remove: (from: number, to: number) =>
        step(() => {
          $select([0, from], [0, to])
          desk.editor.dispatchCommand(REMOVE_TEXT_COMMAND, null)
        }),
      type: (at: number, typed: string) =>
        step(() => {
          $caret(0, at)
          $getSelection()?.insertText(typed)
        }),
      removeBlock: () => step(() => $block(0).remove()),
      undo: () => step(() => void desk.editor.dispatchCommand(UNDO_COMMAND, undefined)),
      redo: () => step(() => void desk.editor.dispatchCommand(REDO_COMMAND, undefined)),
    }
  }

  test('words that came back twice, were written into and went with their paragraph come back in order', async () => {
    const { server, desk, remove, type, removeBlock, undo, redo } = open()
    await remove(1, 3)
    await undo()
    await remove(0, 3)
    await undo()
    await type(2, 'X')
    await removeBlock()
    await undo()
    expect(shown(desk)).toEqual(['p1 operative abXc', 'p2 operative de'])
    await redo()
    expect(shown(desk)).toEqual(['p2 operative de'])
    await undo()
    expect(shown(desk)).toEqual(['p1 operative abXc', 'p2 operative de'])
    expect(stored(copyOf(server))).toEqual(stored(desk.doc))
  })

  test('a letter that came back beside a new one comes back with its paragraph', async () => {
    const { desk, remove, type, removeBlock, undo } = open()
    await type(0, 'X')
    await remove(1, 2)
    await undo()
    await removeBlock()
    await undo()
    expect(shown(desk)).toEqual(['p1 operative Xabc', 'p2 operative de'])
  })
})

/** Somebody who writes at random, one step of undo each time. */
class Writer {
  readonly doc: Y.Doc
  readonly trail: string[] = []
  readonly #undo: Undoing
  readonly #chance: Chance
  /** What stood before each step that can be undone, and redone. */
  readonly #were: { undo: string[]; redo: string[] } = { undo: [], redo: [] }

  constructor(server: Y.Doc, chance: Chance) {
    this.doc = copyOf(server)
    this.#undo = new Undoing(this.#root, this)
    this.#undo.captureTimeout = 0
    this.#chance = chance
  }

  get #root(): Y.XmlElement {
    return rootOf(this.doc, 'en')
  }

  end(): void {
    this.#undo.destroy()
  }

  /** What an undo or a redo made of the text, and what it should be if nobody else writes; null for any other act. */
  act(): { readonly is: string; readonly was: string } | null {
    const drawn = this.#chance.whole(10)
    if (drawn < 3) return this.#turn('undo')
    if (drawn < 4) return this.#turn('redo')
    const before = lettersIn(this.#root)
    const steps = this.#undo.undoStack.length
    this.doc.transact(() => this.trail.push(this.#write(drawn)), this)
    if (this.#undo.undoStack.length > steps) {
      this.#were.undo.push(before)
      this.#were.redo = []
    }
    return null
  }

  #turn(turn: 'undo' | 'redo') {
    const was = this.#were[turn].pop()
    if (was === undefined) return null
    this.trail.push(turn)
    this.#were[turn === 'undo' ? 'redo' : 'undo'].push(lettersIn(this.#root))
    this.#undo[turn]()
    return { is: lettersIn(this.#root), was }
  }

  #write(drawn: number): string {
    const chance = this.#chance
    const root = this.#root
    const at = chance.whole(Math.max(1, root.length))
    const element = root.get(at) as Y.XmlElement | undefined
    const text = element?.get(0) as Y.XmlText | undefined
    if (!element || !text) return 'nothing'
    if (drawn < 5 && root.length > 1) {
      root.delete(at, 1)
      return `remove block ${at}`
    }
    if (drawn < 6) {
      const moved = block(element.getAttribute('s_pid') ?? '', text.toString() || 'z', 'operative')
      root.delete(at, 1)
      root.insert(chance.whole(root.length + 1), [moved])
      return `move block ${at}`
    }
    if (drawn < 8 && text.length > 0) {
      const from = chance.whole(text.length)
      text.delete(from, 1 + chance.whole(text.length - from))
      return `delete in ${at} from ${from}`
    }
    const from = chance.whole(text.length + 1)
    text.insert(from, 'X')
    return `type in ${at} at ${from}`
  }
}

/** Each paragraph with its letters, in no order. */
function lettersIn(root: Y.XmlElement): string {
  const all = root.toArray().map((element) => [...(element as Y.XmlElement).toString()].sort().join(''))
  return all.sort().join()
}

function seenIn(root: Y.XmlElement): string {
  return root
    .toArray()
    .map((element) => (element as Y.XmlElement).toString())
    .join()
}

describe(`by chance (seed ${seed})`, () => {
  test('alone, each step back has the letters that stood before', () => {
    console.log(`seed ${seed}`)
    const chance = chanceFrom(seed)
    for (let trial = 0; trial < 1500; trial++) {
      const server = seededDoc(words)
      const writer = new Writer(server, chance)
      for (let act = 0; act < 20; act++) {
        const turned = writer.act()
        expect(turned?.is, `${writer.trail.join(', ')}; seed ${seed}`).toBe(turned?.was)
        send(server, writer.doc)
      }
      expect(seenIn(rootOf(server, 'en'))).toBe(seenIn(rootOf(writer.doc, 'en')))
      writer.end()
    }
  }, 60_000)

  test('with others whose words arrive in between, nothing is doubted and all have one text', () => {
    const chance = chanceFrom(seed + 1)
    for (let trial = 0; trial < 400; trial++) {
      const server = seededDoc(words)
      const writers = [0, 1, 2].map(() => new Writer(server, chance))
      for (let act = 0; act < 40; act++) {
        chance.pick(writers).act()
        if (chance.sometimes(0.6)) send(server, chance.pick(writers).doc)
        if (chance.sometimes(0.6)) hear(chance.pick(writers).doc, server)
      }
      for (const { doc } of writers) send(server, doc)
      for (const { doc } of writers) hear(doc, server)
      const texts = [copyOf(server), ...writers.map(({ doc }) => doc)].map((doc) => seenIn(rootOf(doc, 'en')))
      expect(new Set(texts), `seed ${seed}, trial ${trial}`).toEqual(new Set([seenIn(rootOf(server, 'en'))]))
      for (const writer of writers) writer.end()
    }
  }, 60_000)
})
