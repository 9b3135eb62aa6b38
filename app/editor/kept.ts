// The words that the server does not have yet, kept in this browser with the text around them. Nothing is kept of a text
// that is wholly saved. It knows no socket; where the rows lie is the shelf's matter.

import * as Y from 'yjs'

/** One page's rows follow each other. `update` null: everything before was saved. */
export interface Row {
  readonly page: string
  readonly update: Uint8Array | null
  /** Whether it holds words that were written on that page. */
  readonly isMine: boolean
}

/** Rows of one member and one text. A failing shelf rejects. */
export interface Shelf {
  /** Every row of every page, in the order in which they were put. */
  all(): Promise<readonly Row[]>
  put(row: Row): Promise<void>
  /** Removes the rows of these pages; of all pages without an argument. */
  remove(pages?: readonly string[]): Promise<void>
}

/**
 * Milliseconds: how long a shelf may take to open; how long words may wait to be kept, for most are saved by then and the frame that
 * shows them comes first; how long saved words stay before they are removed.
 */
const opensWithin = 3_000
const keepsAfter = 60
const staysFor = 5_000

export class Kept {
  private readonly shelf: Shelf
  private readonly doc: Y.Doc
  private readonly page = `${Date.now()}-${Math.random()}`
  /** Pages whose words were found here, to be removed once the server has them. */
  private inherited: readonly string[] = []
  private isKeeping = false
  private waiting: { update: Uint8Array; isMine: boolean }[] = []
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
    if (updates.length > 0) Y.applyUpdate(this.doc, Y.mergeUpdates(updates), this)
  }

  /** Hears every change of the text except its own. What others write is kept only beside unsaved words. */
  hear(update: Uint8Array, isMine: boolean): void {
    if (this.hasFailed || (!isMine && !this.isKeeping)) return
    if (isMine) this.stopRemoving()
    this.waiting.push({ update, isMine })
    this.writing ??= setTimeout(() => this.write(), keepsAfter)
  }

  /** The server has everything that was written here: what still waits need not be kept. */
  settle(): void {
    // Beside words that are kept it is: what is written next builds on it.
    if (this.isKeeping) this.write()
    else this.forget()
    if (this.inherited.length > 0) void this.attempt(this.shelf.remove(this.inherited))
    this.inherited = []
    if (!this.isKeeping) return
    void this.attempt(this.shelf.put({ page: this.page, update: null, isMine: false }))
    this.stopRemoving()
    this.removing = setTimeout(() => {
      this.removing = null
      this.remove()
    }, staysFor)
  }

  /** Removes everything of this member and text, and keeps nothing more. */
  async discard(): Promise<void> {
    this.write()
    this.stopRemoving()
    this.hasFailed = true
    await this.shelf.remove().catch(() => {})
  }

  /** The page is left, perhaps for good: writes what waits, and removes at once what is saved. */
  leave(): void {
    this.write()
    if (!this.removing) return
    this.stopRemoving()
    this.remove()
  }

  private remove(): void {
    this.isKeeping = false
    void this.attempt(this.shelf.remove([this.page]))
  }

  private forget(): typeof this.waiting {
    if (this.writing) clearTimeout(this.writing)
    this.writing = null
    const { waiting } = this
    this.waiting = []
    return waiting
  }

  private write(): void {
    const waiting = this.forget()
    const { page } = this
    const isMine = waiting.some((one) => one.isMine)
    if (waiting.length === 0 || this.hasFailed || (!isMine && !this.isKeeping)) return
    // The first row holds the whole text: words cannot be shown without what they stand in.
    const update = this.isKeeping ? Y.mergeUpdates(waiting.map((one) => one.update)) : Y.encodeStateAsUpdate(this.doc)
    this.isKeeping = true
    void this.attempt(this.shelf.put({ page, update, isMine }))
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
  const settled = rows.findLastIndex(({ update }) => update === null)
  return rows.slice(settled + 1).some(({ isMine }) => isMine)
}

function tooLong(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('the browser does not open its store')), opensWithin)
  })
}
