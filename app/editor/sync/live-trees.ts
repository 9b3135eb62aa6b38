// The live text as plain trees, for what stands beside it: read shortly after every change, or at once when asked.

import * as Y from 'yjs'
import { treesOf } from '#server/document/tree/live-trees.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { languages } from '#server/domain/language.ts'
import { type Signal, signal } from '../signal.ts'

/** Milliseconds before the live text is read again. */
const readAfter = 400

export class LiveTrees {
  /** Null until the text has come. */
  readonly trees: Signal<BothTrees | null> = signal<BothTrees | null>(null)
  private readonly doc: Y.Doc
  private readonly readTrees: () => BothTrees
  private reading: ReturnType<typeof setTimeout> | null = null

  constructor(doc: Y.Doc) {
    this.doc = doc
    this.readTrees = treesOf(doc)
  }

  /** To be called after every change of the text. */
  readSoon(): void {
    this.reading ??= setTimeout(() => this.read(), readAfter)
  }

  read(): void {
    this.stop()
    if (languages.some((language) => this.doc.get(language, Y.XmlElement).length === 0)) return
    try {
      this.trees.set(this.readTrees())
    } catch {
      // A text that cannot be read is the binding's matter: it becomes read-only. The margin keeps what it last knew.
    }
  }

  /** As the text stands. */
  now(): BothTrees | null {
    if (this.reading) this.read()
    return this.trees.get()
  }

  stop(): void {
    if (this.reading) clearTimeout(this.reading)
    this.reading = null
  }
}
