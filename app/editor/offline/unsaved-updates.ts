// The words that the server does not have yet, kept in this browser with the text around them. Nothing is kept of a
// text that is wholly saved. It knows no socket; where the rows lie is the shelf's matter.

import * as Y from 'yjs'
import { SoFar } from './update-log.ts'

/** One page's rows follow each other. `update` null: everything before was saved. */
export interface Row {
  readonly page: string
  readonly update: Uint8Array | null
}

/** Rows of one member and one text. A failing shelf rejects. */
export interface Shelf {
  /** Every row of every page, in the order in which they were put. */
  all(): Promise<readonly Row[]>
  put(...rows: readonly Row[]): Promise<void>
  /** Removes the rows of these pages; of all pages without an argument. */
  remove(pages?: readonly string[]): Promise<void>
}

/**
 * Milliseconds: how long a shelf may take to open; how long words wait to be kept, for a server that is near has said
 * by then that it has them, and while none is there (a page that is left waits for nothing); how long saved words stay
 * before they are removed.
 */
const opensWithin = 3_000
const keepsAfter = { online: 250, offline: 60 }
const staysFor = 5_000

export class Kept {
  private readonly shelf: Shelf
  private readonly doc: Y.Doc
  private readonly page = `${Date.now()}-${Math.random()}`
  private readonly soFar = new SoFar()
  /** Pages whose words were found here, to be removed once the server has them. */
  private inherited: readonly string[] = []
  /** What came since words were last put there from this page; null while none are. */
  private since: SoFar | null = null
  /** Whether there are words that the server is not known to have; whether a row says so. */
  private isUnsaved = false
  private isKeptUnsaved = false
  private writing: ReturnType<typeof setTimeout> | null = null
  private removing: ReturnType<typeof setTimeout> | null = null
  private hasFailed = false

  constructor(shelf: Shelf, doc: Y.Doc) {
    this.shelf = shelf
    this.doc = doc
  }

  /** False when the browser did not let anything be kept. */
  get works(): boolean {
    return !this.hasFailed
  }

  /** Puts unsaved words of earlier pages into the text, with this object as the origin. Never throws. */
  async restore(): Promise<void> {
    const rows = await this.attempt(Promise.race([this.shelf.all(), tooLong()]))
    const pages = Map.groupBy(rows ?? [], ({ page }) => page)
    const unsaved = [...pages].filter(([, ofPage]) => isUnsaved(ofPage)).map(([page]) => page)
    const settled = [...pages.keys()].filter((page) => !unsaved.includes(page))
    if (settled.length > 0) void this.attempt(this.shelf.remove(settled))
    this.inherited = unsaved
    const updates = unsaved.flatMap((page) => pages.get(page) ?? []).flatMap(({ update }) => update ?? [])
    if (updates.length === 0) return
    const words = Y.mergeUpdates(updates)
    this.soFar.add(words)
    Y.applyUpdate(this.doc, words, this)
  }

  /** Hears every change of the text except its own. What others write is kept only beside unsaved words. */
  hear(update: Uint8Array, isMine: boolean, where: keyof typeof keepsAfter): void {
    if (this.hasFailed) return
    this.soFar.add(update)
    this.since?.add(update)
    this.isUnsaved ||= isMine
    if (this.isUnsaved) this.writing ??= setTimeout(() => this.write(), keepsAfter[where])
  }

  /** The server has everything that was written here: what still waits need not be kept. */
  settle(): void {
    this.stopWriting()
    this.isUnsaved = false
    if (this.inherited.length > 0) void this.attempt(this.shelf.remove(this.inherited))
    this.inherited = []
    if (this.since === null) return
    if (this.isKeptUnsaved) this.put(null)
    this.isKeptUnsaved = false
    this.removing ??= setTimeout(() => this.remove(), staysFor)
  }

  /** Removes everything of this member and text, and keeps nothing more. */
  async discard(): Promise<void> {
    this.stopWriting()
    this.stopRemoving()
    this.hasFailed = true
    await this.shelf.remove().catch(() => {})
  }

  /** The page is left, perhaps for good: writes what waits, and removes at once what is saved. */
  leave(): void {
    this.write()
    if (this.removing) this.remove()
  }

  private write(): void {
    this.stopWriting()
    if (!this.isUnsaved || this.hasFailed) return
    // The first rows hold the whole text: words cannot be shown without what they stand in.
    const updates = (this.since ?? this.soFar).updates()
    if (updates.length === 0) return
    this.stopRemoving()
    this.put(...updates)
    this.since = new SoFar()
    this.isKeptUnsaved = true
  }

  private put(...updates: readonly (Uint8Array | null)[]): void {
    const { page } = this
    void this.attempt(this.shelf.put(...updates.map((update) => ({ page, update }))))
  }

  private remove(): void {
    this.stopRemoving()
    this.since = null
    void this.attempt(this.shelf.remove([this.page]))
  }

  private stopWriting(): void {
    if (this.writing) clearTimeout(this.writing)
    this.writing = null
  }

  private stopRemoving(): void {
    if (this.removing) clearTimeout(this.removing)
    this.removing = null
  }

  private async attempt<T>(step: Promise<T>): Promise<T | null> {
    try {
      return await step
    } catch {
      // A browser may keep nothing (private window, no room left): the words are then on the page only, which says so.
      this.hasFailed = true
      return null
    }
  }
}

function isUnsaved(rows: readonly Row[]): boolean {
  return rows.at(-1)?.update !== null
}

function tooLong(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('the browser does not open its store')), opensWithin)
  })
}
